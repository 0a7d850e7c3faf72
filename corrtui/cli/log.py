"""Commands on the control log itself: copying it from where it is to where it shall be."""

from __future__ import annotations

import click

from corrtui.cli.bar import step_bar
from corrtui.cli.common import say


@click.group()
def log() -> None:
    """Move the control log."""


@log.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy(source: str, target: str) -> None:
    """Copy a whole control log, line for line, and verify it at both ends.

    FROM and TO are each a desk's folder, its control folder, or postgresql://host/database?desk=NAME. Nobody
    may be working with FROM, and TO must be empty. FROM stays as it is.
    """
    from corrtui.control.copying import copy_log, log_place

    origin, end = log_place(source), log_place(target)
    with step_bar("copying the control log", 3 * origin.size()) as progress:
        copied = copy_log(origin, end, progress)
    entries = "1 entry" if copied.entries == 1 else f"{copied.entries:,} entries"
    say(f"{entries} copied to {end.shown}")
    say(f"last hash {copied.last_hash}, the same at both ends")
