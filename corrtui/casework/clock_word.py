"""The clerk's word on a letter's clocks: one is on, off or done, or what it rests on; with a reason."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from corrtui.casework.bench import Bench
from corrtui.casework.clocking import clocks_anew
from corrtui.control.acts import ClockSet
from corrtui.control.clock import clocks_of
from corrtui.errors import Refused
from corrtui.text import one_line
from corrtui.triage.clock_rows import ClockRow
from corrtui.triage.clock_rules import ClockRules
from corrtui.triage.clocks import may_be_done
from corrtui.triage.marks import mark_names

_REASON = 200


def set_clock(bench: Bench, number: str, name: str, value: str, reason: str, intent: str) -> str:
    """Enter what a clerk says of a letter's clocks, open or closed; its clocks are counted anew.

    Args:
        bench: the desk.
        number: control number.
        name: a clock, a fact (statement_sent) or a mark (late_notice).
        value: of a clock `on`, `off`, `met`, `met DATE` or the DATE it starts; of a fact its day; of a mark
            `yes` or `no`.
        reason: why.
        intent: entries of one key press share it.

    Raises:
        Refused: no such letter, clock, fact or mark; a value that cannot be; no reason; a clock that only
            mailing stops is said to be met; one that never ran is said to be met or off; a
            colleague has the letter open.
        CorrtuiError: what was read of the letter is missing, or the log cannot be written.
    """
    if not reason.strip():
        raise Refused("A clock is changed with a reason only", hint="say why in a few words")
    with bench.log.locked():
        bench.sync()
        letter = bench.letter(number)
        standing = tuple(clock.id for clock in clocks_of(letter.clocks))
        mailed = bench.way("mailed", number)
        word = _word(bench.clock_rules(), standing, name.strip(), value.strip(), bench.today(), mailed)
        bench.check_free(number)
        clocks = clocks_anew(bench, letter, f"{bench.me.login} {word}")
        act = ClockSet(word=word, reason=one_line(reason, _REASON), clocks=clocks)
        bench.log.append(bench.me.login, [(number, act)], intent)
        bench.sync()
    before = set(letter.clocks)
    changed = [clock for line, clock in zip(clocks, clocks_of(clocks), strict=True) if line not in before]
    gone = {clock.id for clock in clocks_of(letter.clocks)} - {clock.id for clock in clocks_of(clocks)}
    parts = [f"{clock.id} {clock.state}, due {clock.due}" for clock in changed]
    parts += [f"{name} does not run any more" for name in sorted(gone)]
    return f"{number}: {word}; {', '.join(parts) or 'no clock changes'}"


def _word(
    rules: ClockRules, standing: Collection[str], name: str, value: str, today: date, mailed: str
) -> str:
    if name in rules.facts:
        return _fact_word(rules, name, value, today)
    if name in mark_names() or name in {row.mark for row in rules.since}:
        if value not in ("yes", "no"):
            raise Refused(f"{name} is {value or 'what'}?", hint="say yes or no")
        return f"mark {name} {value}"
    row = rules.rows.get(name) or rules.rows.get(name.upper())
    if row is None and name in standing and value == "off":
        return f"{name} off"
    if row is None:
        raise Refused(
            f"There is no clock {name or '(none)'}",
            hint=f"a clock: {', '.join(rules.rows)}; or a fact: {', '.join(rules.facts)}",
        )
    what, _, rest = value.partition(" ")
    if what in ("off", "met") and row.id not in standing:
        raise Refused(
            f"{row.id} never ran on this letter",
            f"its clocks: {', '.join(standing) or 'none'}",
            "`on`, or the day it starts, starts it",
        )
    if what in ("on", "off") and not rest:
        return f"{row.id} {what}"
    if what == "met":
        return _met_word(row, rest.strip(), today, mailed)
    day = _day(value, f"{row.id} is set on, off, met or to the day it starts")
    if day > today:
        raise Refused(f"{row.id} cannot have started on {day}", f"today is {today}", "name a day that was")
    return f"{row.id} start {day}"


def _met_word(row: ClockRow, rest: str, today: date, mailed: str) -> str:
    if not may_be_done(row):
        raise Refused(
            f"{row.id} is stopped by mailing only",
            row.title,
            f"{mailed} enters that; `off` takes it off the letter",
        )
    day = _day(rest, "write met 2026-12-24") if rest else today
    if day > today:
        raise Refused(f"{row.id} cannot have been met on {day}", f"today is {today}")
    return f"{row.id} met {day}"


def _fact_word(rules: ClockRules, name: str, value: str, today: date) -> str:
    if rules.facts[name].number:
        if not (value.isdigit() and 1 <= int(value) <= 31):
            raise Refused(f"{name} is no day of the month: {value or '(nothing)'}", hint=f"e.g. {name} 15")
        return f"fact {name} {int(value)}"
    day = _day(value, f"e.g. {name} 2026-12-24")
    if day > today and name != "promised":
        raise Refused(f"{name} cannot be {day}", f"today is {today}", "name a day that was")
    return f"fact {name} {day}"


def _day(text: str, hint: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(f"{text or '(nothing)'} is no day", hint=hint) from None
