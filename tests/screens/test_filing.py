"""The filing worker: in order, one at a time, and a failure is an outcome like another."""

from __future__ import annotations

import threading
from typing import Any

from corrtui.errors import Refused
from screens.filing import Filing, Outcome


def run(file: Any, letters: list[str]) -> tuple[list[Outcome], list[str]]:
    outcomes: list[Outcome] = []
    warmed: list[str] = []
    all_done = threading.Event()

    def done(outcome: Outcome) -> None:
        outcomes.append(outcome)
        if len(outcomes) == len(letters):
            all_done.set()

    filing = Filing(file, done, lambda: warmed.append("warm"))
    for no in letters:
        filing.put(no, no)  # type: ignore[arg-type]
    filing.start()
    filing.start()
    assert all_done.wait(5)
    return outcomes, warmed


def test_letters_are_filed_in_the_order_they_were_finished() -> None:
    outcomes, warmed = run(lambda no: f"filed {no}.pdf", ["1", "2", "3"])

    assert [outcome.sentence for outcome in outcomes] == ["filed 1.pdf", "filed 2.pdf", "filed 3.pdf"]
    assert all(outcome.filed for outcome in outcomes)
    assert warmed == ["warm"]


def test_a_letter_that_cannot_be_filed_does_not_stop_those_behind_it() -> None:
    def file(no: str) -> str:
        if no == "1":
            raise Refused("1 changed while you worked on it", "by nnoor", "look at it again")
        if no == "2":
            raise RuntimeError("font broken")
        return "filed"

    outcomes, _ = run(file, ["1", "2", "3"])

    assert [outcome.filed for outcome in outcomes] == [False, False, True]
    assert outcomes[0].sentence == "1 changed while you worked on it - by nnoor - look at it again"
    assert "font broken" in outcomes[1].sentence


def test_no_page_is_made_before_the_next_letter_is_painted() -> None:
    steps: list[str] = []
    done = threading.Event()
    filing = Filing(
        lambda no: steps.append(f"file {no}") or "",  # type: ignore[func-returns-value]
        lambda outcome: done.set() if outcome.control_no == "2" else None,
        lambda: None,
        lambda: steps.append("rest"),
    )
    filing.put("1", "1")  # type: ignore[arg-type]
    filing.put("2", "2")  # type: ignore[arg-type]
    filing.start()

    assert done.wait(15)
    assert steps == ["rest", "file 1", "rest", "file 2"]


def test_whoever_waits_is_told_whether_all_is_filed() -> None:
    go = threading.Event()
    filing = Filing(lambda no: str(go.wait(30)), lambda outcome: None, lambda: None)
    filing.put("1", "1")  # type: ignore[arg-type]
    filing.start()

    assert not filing.wait(0.05)
    go.set()
    assert filing.wait(30)
