"""Dunning is suppressed on all letters of a debtor, whichever of them the stay, or the wish, came with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.casework.alike_index import path_of
from corrtui.desk import Desk
from corrtui.errors import Refused

Put = Callable[[str, str], str]
DEBTOR = """Lyle Kester
77 Rhomberg Avenue
Dubuque, IA 52001

February 20, 2026

Re: Account {account}

Dear Sirs:

I know my account is past due. I cannot pay it all at once and would like a payment plan.

Yours truly,

Lyle Kester
"""
COURT = """UNITED STATES BANKRUPTCY COURT
NORTHERN DISTRICT OF IOWA

NOTICE OF CHAPTER 7 BANKRUPTCY CASE

Debtor: Lyle Kester, 77 Rhomberg Avenue, Dubuque, IA 52001
Case number: 26-10234

The filing imposed an automatic stay against most collection activities.

Creditor: Harbor & Vale Supply Company, account 339119
"""
NO_MORE = """Lyle Kester
77 Rhomberg Ave.
Dubuque, IA 52001-1234

February 27, 2026

Dear Sirs:

I refuse to pay this past due bill. Do not write to me again.

Lyle Kester
"""


@pytest.fixture
def put(desk: Desk, take_in: Callable[..., str]) -> Put:
    """Takes in a letter of these words."""
    return lambda name, text: take_in(desk, name, text.encode())


def barred(desk: Desk, number: str) -> list[str]:
    desk.choose_template(number, "dlq-reminder")
    return [finding.message for finding in desk.proof(number) if finding.rule == "PC-49"]


def test_a_court_s_notice_stops_dunning_on_the_debtor_s_earlier_letter(desk: Desk, put: Put) -> None:
    earlier = put("a.txt", DEBTOR.format(account="339119"))
    assert not barred(desk, earlier)

    notice = put("b.txt", COURT)

    [message] = barred(desk, earlier)
    assert "STOP (11 USC 362" in message
    assert f"by letter {notice}" in message
    with pytest.raises(Refused, match="is not filed"):
        desk.prepare(earlier)


def test_it_stops_dunning_on_a_letter_that_comes_later_too(desk: Desk, put: Put) -> None:
    put("b.txt", COURT)

    assert barred(desk, put("a.txt", DEBTOR.format(account="339119")))


def test_the_same_writer_is_known_without_a_number(desk: Desk, put: Put) -> None:
    earlier = put("a.txt", DEBTOR.format(account="339119"))
    put("b.txt", NO_MORE)

    assert barred(desk, earlier)


def test_another_debtor_s_letter_may_leave(desk: Desk, put: Put) -> None:
    put("b.txt", COURT)
    other = DEBTOR.format(account="338000").replace("Lyle Kester", "Ada Poe").replace("77 Rhomberg", "3 Main")

    assert not barred(desk, put("a.txt", other))


def test_other_letters_than_reminders_may_leave(desk: Desk, put: Put) -> None:
    put("b.txt", COURT)
    number = put("a.txt", DEBTOR.format(account="339119"))
    desk.choose_template(number, "dlq-plan")

    assert not [finding for finding in desk.proof(number) if finding.rule == "PC-49"]


def test_a_stay_that_does_not_count_stops_nothing(desk: Desk, put: Put) -> None:
    notice = put("b.txt", COURT)
    desk.clocks.set(notice, "STOP", "off", "another Lyle Kester")

    assert not barred(desk, put("a.txt", DEBTOR.format(account="339119")))


def test_where_it_cannot_be_told_no_reminder_leaves(desk: Desk, put: Put) -> None:
    number = put("a.txt", DEBTOR.format(account="339119"))
    path = path_of(desk.bench)
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    path.mkdir()

    assert "cannot be told" in barred(desk, number)[0]
