"""The order of work is kept from entry to entry; it must be what sorting all the letters anew gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corrtui.casework.bench import Bench
from corrtui.casework.order import WAITING
from corrtui.casework.standing import Standing
from corrtui.control.acts import (
    Act,
    ActUndone,
    LetterClassified,
    LetterDisposed,
    LetterReceived,
    LetterSkipped,
)
from corrtui.control.entry import Entry
from corrtui.control.letter import Letter
from corrtui.control.register import Register, number_key
from corrtui.desk import Desk
from corrtui.triage.priority import order_key

TODAY = date(2026, 11, 20)
days = st.integers(0, 6).map(lambda ahead: TODAY + timedelta(days=ahead))
codes = st.sampled_from(["BIL", "SAF", "LEG", "SVC", "GONE"])
acts = st.one_of(
    st.builds(
        LetterReceived,
        file=st.just("a.txt"),
        original=st.just("a.txt"),
        sha256=st.just("0" * 64),
        size=st.just(1),
        received=days,
        category=codes,
        due=days,
        work_by=days,
        sensitive=st.sampled_from(["", "legal process"]),
        replies=st.booleans(),
    ),
    st.builds(LetterClassified, category=codes, due=days, work_by=days),
    st.sampled_from(["held", "routed", "closed"]).map(
        lambda status: LetterDisposed(
            disposition="FILE", closing=status == "closed", status=status, reason="thanks"
        )
    ),
    st.just(LetterSkipped(reason="records")),
    st.just("undo"),
)
steps = st.lists(st.tuples(st.integers(9_996, 10_004), acts) | days | st.just("look"), max_size=40)


def entry_of(register: Register, n: int, number: str, act: Act | str) -> Entry | None:
    """The entry of what is done, if it can be done to the letter as it is."""
    letter = register.get(number)
    if act == "undo":
        if letter is None or letter.before is None:
            return None
        act = ActUndone(entry=letter.last_act, what="")
    assert not isinstance(act, str)
    if (letter is None) is not isinstance(act, LetterReceived):
        return None
    if letter is not None and not letter.open and not isinstance(act, ActUndone):
        return None
    return Entry(n, datetime(2026, 11, 20, tzinfo=UTC), "rhale", number, act)


def sorted_anew(bench: Bench, letters: Sequence[Letter]) -> list[str]:
    def key(letter: Letter) -> tuple[object, ...]:
        return order_key(
            category_code=letter.category,
            weight=bench.categories[letter.category].weight,
            work_by=letter.work_by,
            received=letter.received,
            control_no=letter.control_no,
            today=bench.today(),
            calendar=bench.calendar,
            sensitive_pinned=bool(letter.sensitive) and not letter.replies,
            waiting=letter.status in WAITING,
        )

    return [letter.control_no for letter in sorted(letters, key=key)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(steps)
def test_the_kept_order_is_that_of_sorting_all_anew(
    desk: Desk, steps: list[tuple[int, Act | str] | date | str]
) -> None:
    register, today = Register(lambda _: ()), [TODAY]
    bench = replace(desk.bench, register=register, today=lambda: today[0], listeners=[])
    kept = Standing(bench, lambda letter: letter)
    late = "due:>2026-11-22"

    for n, step in enumerate([*steps, "look"], 1):
        if isinstance(step, tuple):
            entry = entry_of(register, n, f"261120-{step[0]:04d}", step[1])
            register.take(bench._told([entry] if entry else []))
        elif isinstance(step, date):
            today[0] = step
        else:
            letters = list(register.open.values())
            assert kept.numbers() == sorted_anew(bench, letters)
            late_ones = [letter for letter in letters if letter.due > date(2026, 11, 22)]
            assert kept.numbers(late) == sorted_anew(bench, late_ones)
            assert sorted(kept.numbers(), key=number_key) == sorted(register.open, key=number_key)
