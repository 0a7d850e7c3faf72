"""A letter's line in the checkpoint: all of it comes back, and what repeats is written once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime

from corrtui.control.acts import (
    Act,
    DraftBegun,
    LetterClassified,
    LetterReceived,
    LetterSkipped,
    RecordAttached,
)
from corrtui.control.entry import Entry
from corrtui.control.letter import Letter, fold
from corrtui.control.letter_doc import letter_from_doc, letter_to_doc

Make = Callable[[int], tuple[str, LetterReceived]]
ACTS: list[Act] = [
    LetterClassified(
        category="SVC",
        also=("BIL",),
        due=date(2026, 12, 1),
        work_by=date(2026, 11, 30),
        template="svc-apology",
    ),
    RecordAttached(record="orders/1", title="order 1", snapshot="s.json", sha256="2" * 64),
    DraftBegun(template="svc-apology"),
    LetterSkipped(reason="records"),
]


def _letter(received: Make, acts: list[Act]) -> Letter:
    number, act = received(1)
    letter = None
    for n, done in enumerate([act, *acts], 1):
        letter = fold(letter, Entry(n, datetime(2026, 11, 20, tzinfo=UTC), "rhale", number, done))
    assert letter is not None
    return letter


def test_a_letter_comes_back_with_every_earlier_state(received: Make) -> None:
    letter = _letter(received, ACTS)

    assert letter_from_doc(letter_to_doc(letter)) == letter


def test_no_field_is_forgotten(received: Make) -> None:
    """Every field differs from its default or from the letter before in one of the two."""
    for letter in (_letter(received, []), _letter(received, ACTS)):
        again = letter_from_doc(letter_to_doc(letter))
        for item in fields(Letter):
            assert type(getattr(again, item.name)) is type(getattr(letter, item.name)), item.name


def test_an_earlier_state_costs_only_what_became_different(received: Make) -> None:
    skipped: list[Act] = [LetterSkipped(reason="records")] * 50

    one, many = letter_to_doc(_letter(received, [])), letter_to_doc(_letter(received, skipped))

    assert len(many) - len(one) < 50 * 60


def test_earlier_states_share_what_they_have_in_common(received: Make) -> None:
    letter = letter_from_doc(letter_to_doc(_letter(received, ACTS)))

    assert letter.before is not None
    assert letter.before.sha256 is letter.sha256
    assert letter.before.due is letter.due
