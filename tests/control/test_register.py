"""The register: what a letter is now is the fold of its entries, and an undo gives back what was."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from corrtui.control.acts import (
    Act,
    ActUndone,
    DraftBegun,
    LetterClassified,
    LetterDisposed,
    LetterFiled,
    LetterReceived,
    LetterSkipped,
    RecordAttached,
    RecordDetached,
)
from corrtui.control.entry import Entry
from corrtui.control.log import FolderLog
from corrtui.control.register import Letter, Register, number_key
from corrtui.errors import LogDamaged

Make = Callable[[int], tuple[str, LetterReceived]]
NO = "261120-0001"
FILED = LetterFiled(
    pdf=f"{NO}-bil-ack.pdf",
    sha256="0" * 64,
    pages=1,
    template="bil-ack",
    edition="2026-11",
    template_sha256="1" * 64,
    disposition="REPLY",
    closing=True,
    status="closed",
    addressee="Ms. Ana Ortiz",
    date_of_letter=date(2026, 11, 20),
    signer="M. Stern",
)
CLASSIFIED = LetterClassified(
    category="SVC", due=date(2026, 12, 1), work_by=date(2026, 12, 1), template="svc-apology"
)
DISPOSED = LetterDisposed(disposition="FILE", closing=True, status="closed", reason="thanks only")
ATTACHED = RecordAttached(record="orders/48213", title="order 48213", snapshot="s.json", sha256="2" * 64)


@pytest.fixture
def register(log: FolderLog, received: Make) -> Register:
    """Three letters came in."""
    found = Register(log.history)
    log.append("rhale", [received(1), received(2), received(3)])
    found.take(log.read_new())
    return found


def _do(
    log: FolderLog, register: Register, act: Act, number: str = NO, by: str = "rhale", intent: str = ""
) -> int:
    [entry] = log.append(by, [(number, act)], intent)
    register.take(log.read_new())
    return entry.n


def _letter(register: Register, number: str = NO) -> Letter:
    letter = register.get(number)
    assert letter is not None
    return letter


def _bare(letter: Letter) -> Letter:
    """A letter without the marks of which entry made it so."""
    return replace(letter, version=0, acted=0, before=None)


@pytest.mark.parametrize(
    ("act", "seen"),
    [
        (CLASSIFIED, lambda x: (x.category, x.status, x.due.day) == ("SVC", "classified", 1)),
        (ATTACHED, lambda x: x.attached == ("orders/48213",)),
        (DISPOSED, lambda x: (x.status, x.open) == ("closed", False)),
        (FILED, lambda x: (x.sent, x.open, x.disposition) == ((FILED.pdf,), False, "REPLY")),
        (replace(FILED, disposition="ACK", closing=False, status="in_work"), lambda x: x.open and x.sent),
        (LetterSkipped(reason="later"), lambda x: x.skips == 1 and x.open),
        (DraftBegun(template="bil-ack"), lambda x: x.drafted and x.status == "in_work"),
    ],
)
def test_an_act_changes_the_letter(
    log: FolderLog, register: Register, act: Act, seen: Callable[[Letter], bool]
) -> None:
    before = _letter(register)

    n = _do(log, register, act)

    assert not seen(before)
    assert seen(_letter(register))
    assert _letter(register).version == n


@pytest.mark.parametrize("act", [CLASSIFIED, ATTACHED, DISPOSED, FILED, LetterSkipped(reason="later")])
def test_undoing_an_act_gives_back_what_was(log: FolderLog, register: Register, act: Act) -> None:
    before = _letter(register)
    n = _do(log, register, act)

    _do(log, register, ActUndone(entry=n, what="x"))

    assert _bare(_letter(register)) == _bare(before)
    assert NO in register.open


def test_acts_are_undone_one_after_another_back_to_the_beginning(log: FolderLog, register: Register) -> None:
    start = _letter(register)
    numbers = [
        _do(log, register, act)
        for act in (CLASSIFIED, ATTACHED, RecordDetached(record="orders/48213"), FILED)
    ]

    for n in reversed(numbers):
        _do(log, register, ActUndone(entry=n, what="x"))

    assert _bare(_letter(register)) == _bare(start)


def test_a_register_made_anew_is_the_same(log: FolderLog, register: Register) -> None:
    n = _do(log, register, FILED)
    _do(log, register, ActUndone(entry=n, what="x"))
    _do(log, register, CLASSIFIED, "261120-0002")
    _do(log, register, DISPOSED, "261120-0003")

    again = Register(log.history)
    again.take(log.everything())

    assert again.open == register.open
    assert again.received_after(0, 10) == register.received_after(0, 10)
    assert again.last_intent("rhale") == register.last_intent("rhale")


def test_a_letter_closed_long_ago_is_folded_anew(
    log: FolderLog, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corrtui.control.register._RECENT", 1)
    n = _do(log, register, FILED)
    _do(log, register, DISPOSED, "261120-0002")

    assert _letter(register).sent == (FILED.pdf,)

    _do(log, register, ActUndone(entry=n, what="x"))

    assert _letter(register).open
    assert _letter(register).sent == ()


def test_an_undo_of_an_act_that_is_not_the_last_is_no_history(log: FolderLog, register: Register) -> None:
    n = _do(log, register, CLASSIFIED)
    _do(log, register, ATTACHED)

    with pytest.raises(LogDamaged, match="not the last act"):
        _do(log, register, ActUndone(entry=n, what="x"))


def test_after_a_contradiction_nothing_later_is_taken_for_the_whole(
    log: FolderLog, register: Register
) -> None:
    log.append("rhale", [("999999-0001", CLASSIFIED)])
    log.append("rhale", [(NO, CLASSIFIED)])

    for _ in range(2):
        with pytest.raises(LogDamaged, match="never received"):
            register.take(log.read_new())
    assert _letter(register).category == "BIL"


def test_what_was_read_before_the_reading_stopped_is_folded(
    log: FolderLog, received: Callable[[int], tuple[str, LetterReceived]]
) -> None:
    register = Register(log.history)
    log.append("rhale", [received(1), received(2)])

    def broken() -> Iterator[Entry]:
        yield from log.read_new()
        raise LogDamaged("altered", "line 3", "")

    with pytest.raises(LogDamaged, match="altered"):
        register.take(broken())

    assert len(register.open) == 2


def test_the_pdf_of_an_undone_filing_is_a_stray_until_it_is_filed_again(
    log: FolderLog, register: Register
) -> None:
    n = _do(log, register, FILED)
    assert not register.is_stray(NO, FILED.pdf)
    _do(log, register, ActUndone(entry=n, what="x"))
    _do(log, register, DISPOSED)
    assert register.is_stray(NO, FILED.pdf)


def test_an_intent_of_many_acts_is_taken_out_one_by_one(log: FolderLog, register: Register) -> None:
    """Killed in the middle of writing a batch's counter-entries: what is left can still be undone."""
    first = _do(log, register, DISPOSED, intent="batch")
    second = _do(log, register, DISPOSED, "261120-0002", intent="batch")
    _do(log, register, ActUndone(entry=second, what="x"), "261120-0002")

    intent = register.last_intent("rhale")
    assert intent is not None
    assert intent.entries == ((first, NO),)


def test_the_last_intent_is_each_persons_own(log: FolderLog, register: Register) -> None:
    _do(log, register, CLASSIFIED, by="rhale", intent="a")
    _do(log, register, DISPOSED, "261120-0002", by="pcole", intent="b")

    mine, theirs = register.last_intent("rhale"), register.last_intent("pcole")

    assert mine is not None
    assert theirs is not None
    assert [number for _, number in mine.entries] == [NO]
    assert [number for _, number in theirs.entries] == ["261120-0002"]
    assert register.last_intent("mstern") is None


def test_a_batch_is_one_intent(log: FolderLog, register: Register) -> None:
    for number in (NO, "261120-0002"):
        _do(log, register, DISPOSED, number, intent="batch")

    intent = register.last_intent("rhale")

    assert intent is not None
    assert [number for _, number in intent.entries] == [NO, "261120-0002"]


def test_a_draft_begun_is_no_intent_and_does_not_shield_what_was_before(
    log: FolderLog, register: Register
) -> None:
    n = _do(log, register, CLASSIFIED, intent="a")
    _do(log, register, DraftBegun(template="bil-ack"))

    intent = register.last_intent("rhale")
    assert intent is not None
    assert intent.entries == ((n, NO),)

    _do(log, register, ActUndone(entry=n, what="x"))
    assert _letter(register).category == "BIL"
    assert register.last_intent("rhale") is None


def test_numbers_run_without_a_gap_and_grow_a_digit_after_9999(log: FolderLog, received: Make) -> None:
    register = Register(log.history)
    assert register.next_number("261120") == "261120-0001"

    log.append("rhale", [received(n) for n in range(1, 10_000)])
    register.take(log.read_new())

    assert register.next_number("261120") == "261120-10000"
    assert register.next_number("261121") == "261121-0001"
    assert number_key("261120-10000") > number_key("261120-9999")


def test_the_same_bytes_are_known_again(register: Register) -> None:
    assert register.same_bytes(f"{2:064x}") == "261120-0002"
    assert register.same_bytes(f"{9:064x}") == ""
    assert register.all_same_bytes(f"{2:064x}") == ("261120-0002",)
    assert register.all_same_bytes(f"{9:064x}") == ()


# -- threads


def test_who_looks_through_the_open_letters_is_not_disturbed_by_a_new_one(
    log: FolderLog, register: Register, received: Make
) -> None:
    looking = register.letters()
    next(looking)
    log.append("rhale", [received(4)])
    register.take(log.read_new())

    assert len(list(looking)) == 2


def test_what_somebody_did_last_is_not_told_while_an_entry_is_half_folded(
    log: FolderLog, register: Register
) -> None:
    _do(log, register, CLASSIFIED)
    told: list[object] = []
    asking = threading.Thread(target=lambda: told.append(register.last_intent("rhale")))

    with register.still():
        asking.start()
        asking.join(0.1)
        assert not told
    asking.join(5)
    assert told
