"""A progress bar for what takes seconds: on a terminal's stderr, and nowhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import click

_PATIENCE = 1.0
"""Seconds a command may take before it says what it does."""


@contextmanager
def bar(
    label: str = "reading the control log", patience: float = _PATIENCE
) -> Iterator[Callable[[int, int], None]]:
    """Show how far a work is that takes longer than `patience` seconds; yields what is told (done, to do).

    Nothing is shown where stderr is no terminal.
    """
    begun = time.monotonic()
    with ExitStack() as stack:
        bars: list[Any] = []

        def progress(done: int, total: int) -> None:
            if not bars:
                if time.monotonic() - begun < patience or not sys.stderr.isatty():
                    return
                bars.append(
                    stack.enter_context(click.progressbar(length=total, label=label, file=sys.stderr))
                )
            bars[0].update(done - bars[0].pos)

        yield progress


@contextmanager
def step_bar(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """The same, at once, for a work of `length` steps; yields what is told the steps since then."""
    done = 0
    with bar(label, 0.0) as progress:

        def step(by: int) -> None:
            nonlocal done
            done += by
            if length:  # else it is not known
                progress(done, length)

        yield step
