"""A sensitive mark that is none is cleared with one key and a reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.desk import Desk
from corrtui.errors import Refused

Take = Callable[[Desk, str, bytes], str]

BILL = b"I was charged twice for order 48213. My statement shows it. Please credit my account."


def test_a_threat_that_is_none_becomes_what_it_is_without_it(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, "a.txt", BILL + b" I could murder your clerk, as my mother says of the cat.")
    assert desk.letter(number).category == "SAF"

    said = desk.clear_mark(number, "a figure of speech")

    letter = desk.letter(number)
    assert (letter.category, letter.sensitive, letter.restricted, letter.replies) == ("BIL", "", "", True)
    assert letter.template == "bil-ack"
    assert said.startswith(f"{number} is cleared of threat or violence: BIL")
    assert desk.undo().endswith("; the mark threat or violence is back")
    assert desk.letter(number).sensitive == "threat or violence"


def test_a_mark_beside_the_category_leaves_the_category(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, "a.txt", BILL + b" My lawyer says so too.")
    assert (desk.letter(number).category, desk.letter(number).sensitive) == ("BIL", "attorney represented")

    desk.clear_mark(number, "a friend, who does not act for him")

    assert (desk.letter(number).category, desk.letter(number).sensitive) == ("BIL", "")


def test_it_takes_a_reason_and_a_mark(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, "a.txt", BILL + b" My lawyer says so too.")
    with pytest.raises(Refused, match="stays marked"):
        desk.clear_mark(number, " ")
    desk.clear_mark(number, "no")
    with pytest.raises(Refused, match="has no sensitive mark"):
        desk.clear_mark(number, "again")


def test_a_near_miss_is_shown_beside_the_letter(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, "a.txt", b"What a killer deal! I paid $24.95 on Jan 5, so when will it ship?")

    sheet = desk.sheet(number)

    assert not sheet.sensitive
    assert [(miss.kind, miss.phrase) for miss in sheet.near] == [("threat or violence", "killer deal")]


def test_the_log_says_whom_to_tell(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, "a.txt", BILL + b" My lawyer says so too.")

    assert next(iter(desk.history(number))).act.tell == "Legal"
