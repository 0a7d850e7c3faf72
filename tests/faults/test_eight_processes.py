"""Eight processes at one desk, five hundred acts each: every act is an entry, no letter goes two ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from corrtui.casework.verify import verify
from corrtui.control.acts import ActUndone, LetterDisposed, LetterFiled, LetterReceived
from corrtui.desk import Desk
from corrtui.people import system_login
from tests.faults.forks import Forks, read_acks

PEOPLE = (system_login(), "pcole", "mstern")


def _work(folder: Path, forks: Forks, processes: int, acts: int) -> list[Path]:
    notes = [folder.parent / f"acks-{number}" for number in range(processes)]
    pids = [
        forks.start("worker", str(folder), PEOPLE[number % 3], number, str(note), acts)
        for number, note in enumerate(notes)
    ]
    assert [forks.wait(pid) for pid in pids] == [0] * processes
    return notes


@pytest.mark.parametrize(("processes", "acts"), [(3, 20), pytest.param(8, 500, marks=pytest.mark.slow)])
def test_every_act_is_one_entry_and_no_letter_is_worked_twice(
    folder: Path, forks: Forks, open_desk: Callable[..., Desk], processes: int, acts: int
) -> None:
    notes = _work(folder, forks, processes, acts)

    entries = list(open_desk().bench.log.everything())
    assert [entry.n for entry in entries] == list(range(1, processes * acts + 1))
    assert verify(folder).problems == ()
    received = [entry.letter for entry in entries if isinstance(entry.act, LetterReceived)]
    running: dict[str, list[int]] = {}
    for number in received:
        day, _, tail = number.partition("-")
        running.setdefault(day, []).append(int(tail))
    for tails in running.values():
        assert tails == list(range(1, len(tails) + 1))
    files = [entry.act.file for entry in entries if isinstance(entry.act, LetterReceived)]
    assert len(set(files)) == len(files)

    # Whoever came to a letter came alone: nobody was told that it had changed or was closed meanwhile.
    refused = Counter(
        ack["words"].partition("\n")[0]
        for note in notes
        for ack in read_acks(note)
        if ack["what"] == "refused" and not ack["undo"]  # an undo is refused while a colleague has the letter
    )
    late = ("changed while", "is closed", "is open at")
    assert [words for words in refused if any(why in words for why in late)] == [], refused
    ends: Counter[str] = Counter()
    closing: dict[int, str] = {}
    for entry in entries:
        if isinstance(entry.act, LetterFiled | LetterDisposed) and entry.act.closing:
            closing[entry.n] = entry.letter
            ends[entry.letter] += 1
        elif isinstance(entry.act, ActUndone) and entry.act.entry in closing:
            ends[closing[entry.act.entry]] -= 1
        assert ends[entry.letter] <= 1, entry
