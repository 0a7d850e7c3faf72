"""The command an auditor uses: verify."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corrtui.cli.bar import step_bar
from corrtui.cli.common import answer, common, json_option, say
from corrtui.text import count

if TYPE_CHECKING:
    from corrtui.casework.verify import Verification
    from corrtui.control.segments import Line
    from corrtui.settings import Settings


@click.command()
@click.option(
    "--seal",
    "typed",
    multiple=True,
    metavar="SEAL",
    help="Also check the log against a printed tally's seal.",
)
@json_option
@common
def verify(folder: Path, login: str | None, as_json: bool, typed: tuple[str, ...]) -> None:
    """Check the control log's chain and every file it names; exit 1 when something is wrong.

    A seal is typed as the tally has it, --seal "1234-9f2c 01ab 77de 0c55", and shows whether the log was cut
    off or written anew since.
    """
    from corrtui.casework.verify import readings
    from corrtui.casework.verify import verify as verify_desk
    from corrtui.control.seal import parse_seal
    from corrtui.control.segments import log_size
    from corrtui.settings import load_settings

    seals = [parse_seal(text) for text in typed]
    settings = load_settings(folder.resolve())
    control = settings.folder / "control"
    length = 0 if settings.control_url else readings(control) * log_size(control)
    with _lines(settings, login) as lines, step_bar("reading the control log", length) as progress:
        found = verify_desk(settings.folder, seals, progress, lines)
    if as_json:
        _answer(found)
    else:
        _say(found)
    if found.problems:
        raise click.exceptions.Exit(1)


@contextmanager
def _lines(settings: Settings, login: str | None) -> Iterator[Callable[[], Iterable[Line]] | None]:
    """The lines of a log that is on a server; None for the desk's own files, which need not be opened."""
    if not settings.control_url:
        yield None
        return
    from corrtui.control.stores import open_log

    log = open_log(settings.folder / "control", settings.control_url, login or "")
    try:
        yield log.lines
    finally:
        log.close()


def _answer(found: Verification) -> None:
    from corrtui.control.seal import seal_of

    answer(
        {
            "entries": found.chain.entries,
            "last_hash": found.chain.last_hash,
            "seal": str(seal_of(found.chain.entries, found.chain.last_hash)),
            "torn": found.chain.torn,
            "letters": found.letters,
            "pdfs": found.pdfs,
            "seals": [
                {"seal": str(seal), "holds": not problem, "problem": problem} for seal, problem in found.seals
            ],
            "remarks": list(found.remarks),
            "problems": list(found.problems),
        }
    )


def _say(found: Verification) -> None:
    from corrtui.control.seal import seal_of

    entries = "1 entry" if found.chain.entries == 1 else f"{found.chain.entries} entries"
    if found.letters is None or found.pdfs is None:
        say(f"{entries} hold together; letters and PDFs were not looked at")
    else:
        say(f"{entries}, {count(found.letters, 'letter')}, {count(found.pdfs, 'PDF')}")
    say(f"seal {seal_of(found.chain.entries, found.chain.last_hash)}")
    say(f"last hash {found.chain.last_hash}")
    if found.chain.torn:
        say("the log ends in half a line: a writer was killed; the next entry sets it aside")
    for seal, problem in found.seals:
        if not problem:
            say(f"seal {seal} holds: entry {seal.entries} is the one that was sealed")
    for remark in found.remarks:
        say(remark)
    for problem in found.problems:
        say(problem)
    say("nothing is wrong" if not found.problems else count(len(found.problems), "problem"))
