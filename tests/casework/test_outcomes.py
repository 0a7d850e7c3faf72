"""A letter that asks several things is closed only when each has an outcome."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.casework.decide import WordNeeded
from corrtui.casework.finish import OutcomesNeeded
from corrtui.casework.outcomes import read_outcomes
from corrtui.casework.undo import what
from corrtui.control.acts import LetterDisposed, LetterFiled
from corrtui.desk import Desk
from corrtui.errors import Refused
from corrtui.triage.issues import Issue

Take = Callable[..., str]
THREE = "three things.eml"
THANKS = "svc-thanks"
ISSUES = tuple(Issue(n, "demand", code, code, 0, 1) for n, code in enumerate(("BIL", "SVC", "RUL"), start=1))


def test_a_reply_that_closes_it_needs_an_outcome_of_each(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, THREE)
    desk.choose_template(number, THANKS)

    with pytest.raises(OutcomesNeeded, match="asks 3 things") as needed:
        desk.prepare(number)
    assert [issue.category for issue in needed.value.issues] == ["BIL", "RUL", "SVC"]
    with pytest.raises(OutcomesNeeded, match="one thing it asks has no outcome"):
        desk.prepare(number, outcomes=("1,3=answered",))
    filed = desk.file(desk.prepare(number, outcomes=("1,3=answered", "2=routed to sales")))

    assert filed.closed
    act = desk.history(number)[-1].act
    assert isinstance(act, LetterFiled)
    assert act.outcomes == ("1=answered", "2=routed to sales", "3=answered")
    assert desk.letter(number).outcomes == act.outcomes
    assert what(act) == f"filed as {act.pdf}; of what it asks: 1 answered, 2 routed to sales, 3 answered"


def test_an_acknowledgment_leaves_them_open(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, THREE)
    desk.choose_template(number, "ack-general")

    assert not desk.file(desk.prepare(number, outcomes=("2=answered",))).closed
    desk.choose_template(number, THANKS)
    with pytest.raises(OutcomesNeeded, match="asks 2 things"):
        desk.prepare(number)


def test_a_letter_about_one_matter_needs_none(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, "thank you note.html")

    assert desk.prepare(number).outcomes == ()


def test_who_ends_it_without_a_reply_says_why_for_all(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, THREE)

    with pytest.raises(WordNeeded, match="ended by FILE alone") as needed:
        desk.dispose(number, "FILE", "answered by telephone")
    assert needed.value.word == "ALL"
    desk.dispose(number, "FILE", "answered by telephone", confirm="all")

    act = desk.history(number)[-1].act
    assert isinstance(act, LetterDisposed)
    assert act.outcomes == tuple(f"{n}=FILE: answered by telephone" for n in (1, 2, 3))


def test_the_outcome_of_each_may_be_said_instead(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, THREE)

    desk.dispose(
        number, "FILE", "answered by telephone", outcomes=("1,3=answered by telephone", "2=not ours")
    )

    assert desk.letter(number).outcomes[1] == "2=not ours"


def test_undo_opens_the_issues_again(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, THREE)
    desk.dispose(number, "FILE", "answered by telephone", confirm="all")

    desk.undo()

    assert desk.letter(number).outcomes == ()


def test_outcomes_are_read() -> None:
    assert read_outcomes(["all=answered", "2 = not  ours"], ISSUES) == {
        1: "answered",
        2: "not ours",
        3: "answered",
    }
    assert read_outcomes([], ISSUES) == {}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("2", "no outcome"),
        ("2=", "no outcome"),
        ("x=answered", "no outcome"),
        ("4=answered", "no issue 4"),
        ("", "no outcome"),
    ],
)
def test_what_cannot_be_read_is_named(said: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        read_outcomes([said], ISSUES)
