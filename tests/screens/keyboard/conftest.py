"""A terminal at which `corrtui keys` runs."""

from __future__ import annotations

import os
import pty
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

IDENTITY = b"\x1b[?64;1;2c"
"""What a terminal answers when it is asked what it is."""


def _fresh() -> list[Any]:
    """Return the settings every terminal begins with."""
    ours, theirs = pty.openpty()
    try:
        return termios.tcgetattr(ours)
    finally:
        os.close(ours)
        os.close(theirs)


@pytest.fixture
def keys(pty_desk: Callable[..., Any], folder: Path) -> Callable[..., Any]:
    """Start `corrtui keys` in a pty whose terminal answers at once, or never; wait until it listens."""

    def start(*options: str, answers: bool = True, **more: Any) -> Any:
        argv = [sys.executable, "-m", "corrtui", "--desk", str(folder), "keys", *options]
        before = _fresh()  # of this one it might be read too late: the program may have begun
        line = pty_desk(rows=110, cols=100, argv=argv, **more)
        line.before = before
        for question in (b"\x1b[c", b"\x1b[>0q") if answers else ():
            line.wait_for(lambda _, question=question: question in line.raw)
            line.send(IDENTITY)
        line.wait_for("leaves.")
        return line

    return start
