"""A forking program for the jobs, and what must be true of a desk whatever happened to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corrtui.casework.verify import verify
from corrtui.control.acts import (
    ActUndone,
    LetterClassified,
    LetterDisposed,
    LetterFiled,
    LetterReceived,
    LetterTakenOver,
)
from corrtui.desk import Desk
from corrtui.intake.accept import Stamp
from tests.faults.forks import Forks


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    made = Forks()
    yield made
    made.close()


Whole = Callable[..., None]


@pytest.fixture
def whole() -> Whole:
    """Opens the desk, mends it, repairs it, has `then` work at it, and looks at everything that was done."""
    return _whole


def _whole(folder: Path, acks: list[dict[str, Any]], then: Callable[[Desk], None] = lambda _: None) -> None:
    desk = Desk.open(folder)
    try:
        desk.take_in(Stamp(), 10)
        assert [(item.name, item.state) for item in desk.arriving()] == []
        mended = desk.intake.repair()
        assert mended.left == ()
        assert [str(trouble) for trouble in desk.intake.find_troubles() if not trouble.remark] == []
        then(desk)
        entries = list(desk.bench.log.everything())
        open_letters = desk.queue()
    finally:
        desk.close()
    assert verify(folder).problems == ()

    # Nothing that was acknowledged is missing.
    acts = [entry.act for entry in entries]
    files = Counter(act.file for act in acts if isinstance(act, LetterReceived))
    received = {entry.letter for entry in entries if isinstance(entry.act, LetterReceived)}
    filed = {act.pdf for act in acts if isinstance(act, LetterFiled)}
    disposed = {entry.letter for entry in entries if isinstance(entry.act, LetterDisposed)}
    classified = {(e.letter, e.act.category) for e in entries if isinstance(e.act, LetterClassified)}
    taken = {entry.letter for entry in entries if isinstance(entry.act, LetterTakenOver)}
    undone = sum(isinstance(act, ActUndone) for act in acts)
    drafts: dict[str, str] = {}
    for path in (folder / "cabinet").rglob("draft-*.json"):
        drafts[path.parent.name] = drafts.get(path.parent.name, "") + path.read_text()
    for ack in acks:
        match ack["what"]:
            case "dropped":
                assert files[ack["file"]] == 1, ack
            case "received":
                assert set(ack["numbers"]) <= received, ack
            case "filed":
                assert ack["pdf"] in filed, ack
            case "disposed":
                assert ack["letter"] in disposed, ack
            case "classified":
                assert (ack["letter"], ack["code"]) in classified, ack
            case "taken over" if "taken over from" in ack["said"]:
                assert ack["letter"] in taken, ack
            case "wrote":
                assert ack["mark"] in drafts.get(ack["letter"], ""), ack
    assert undone >= sum(ack["what"] == "undone" for ack in acks)

    # No letter is there twice, the numbers have no gap, nothing is left in the inbox or over in the outbox.
    assert max(files.values(), default=0) <= 1
    running: dict[str, list[int]] = {}
    for number in received:
        day, _, tail = number.partition("-")
        running.setdefault(day, []).append(int(tail))
    for tails in running.values():
        assert sorted(tails) == list(range(1, len(tails) + 1))
    assert [path.name for path in (folder / "inbox").iterdir() if not path.name.startswith(".")] == []
    standing: dict[int, str] = {}
    for entry in entries:
        if isinstance(entry.act, LetterFiled):
            standing[entry.n] = entry.act.pdf
        elif isinstance(entry.act, ActUndone):
            standing.pop(entry.act.entry, None)
    assert {path.name for path in (folder / "outbox").glob("*.pdf")} == set(standing.values())
    assert set(open_letters) <= received
