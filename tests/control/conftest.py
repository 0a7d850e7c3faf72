"""What the tests of the log share: a received letter, an act, a log in an empty folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from corrtui.control.acts import LetterReceived
from corrtui.control.log import FolderLog


@pytest.fixture
def received() -> Callable[[int], tuple[str, LetterReceived]]:
    """Makes (control number, act) of the n-th letter of 2026-11-20."""

    def make(n: int) -> tuple[str, LetterReceived]:
        return f"261120-{n:04d}", LetterReceived(
            file=f"letter {n}.txt",
            original="original.txt",
            sha256=f"{n:064x}",
            size=100,
            received=date(2026, 11, 20),
            medium="letter",
            writer="Ms. Ana Ortiz",
            subject="charged twice",
            category="BIL",
            due=date(2026, 11, 30),
            work_by=date(2026, 11, 30),
            template="bil-ack",
            confidence=0.9,
        )

    return make


@pytest.fixture
def log(tmp_path: Path) -> Iterator[FolderLog]:
    found = FolderLog(tmp_path / "control")
    yield found
    found.close()
