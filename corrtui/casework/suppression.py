"""Suppression: which clocks of a letter, or of the writer's other letters, forbid to dun, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corrtui.casework.alike_index import AlikeIndex, NotKept
from corrtui.casework.bench import Bench
from corrtui.casework.clocking import gather, matter_of_sheet
from corrtui.casework.worksheet import Worksheet
from corrtui.control.clock import OFF, RUNS, clocks_of
from corrtui.text import one_line
from corrtui.triage.clock_rows import STANDING, ClockRow
from corrtui.triage.clock_rules import ClockRules
from corrtui.triage.lookalikes import SAME_WRITER, Link, account_link, links, number_form
from corrtui.triage.marks import Mark

_PHRASE = 60
_CATCHING_UP = 0.5
"""Seconds for letters that are not in the index of look-alikes yet."""


def dunning_barred(bench: Bench, sheet: Worksheet) -> str:
    """Say why the letter on a worksheet, being a dunning letter, may not leave; empty when it may.

    A clock that is switched off bars nothing. One that bars while it runs does so until what it wants was
    mailed; one that bars standing does so after that too: dunning stays suppressed, and on every account of
    the writer, whichever letter the clock is of (11 USC 362 stays all collection from the debtor). Where it
    cannot be told what the other letters say, no dunning letter leaves.
    """
    rules = bench.clock_rules()
    if not sheet.template or not rules.is_dunning(sheet.template):
        return ""
    return _barred_here(rules, sheet) or _barred_elsewhere(bench, rules, sheet)


def _barred_here(rules: ClockRules, sheet: Worksheet) -> str:
    for clock in clocks_of(sheet.letter.clocks):
        row = rules.rows.get(clock.id)
        bars = row.stops_dunning if row is not None else ""
        if row is None or not bars or clock.state == OFF or (bars != STANDING and clock.state != RUNS):
            continue
        phrase = _telling(row, gather(rules, matter_of_sheet(sheet)).marks)
        return f"{clock.id} ({row.cite})" + (f", “{one_line(phrase, _PHRASE)}”" if phrase else "")
    return ""


def _barred_elsewhere(bench: Bench, rules: ClockRules, sheet: Worksheet) -> str:
    """Say which other letter of the writer, or on an account of his, forbids it for good."""
    standing = {row.id: row for row in rules.rows.values() if row.stops_dunning == STANDING}
    try:
        with AlikeIndex(bench) as index:
            index.catch_up(_CATCHING_UP)
            numbers = dict.fromkeys(no for link in _ties(sheet) for no in index.linked(link.key))
            behind = index.behind
    except NotKept as error:
        return f"what other letters of this writer say cannot be told: {error.detail}"
    for number in numbers:
        letter = bench.register.get(number) if number != sheet.letter.control_no else None
        for clock in clocks_of(letter.clocks) if letter is not None else ():
            if clock.id in standing and clock.state != OFF:
                return f"{clock.id} ({standing[clock.id].cite}), by letter {number}"
    return "the writer's other letters are still being compared, wait a moment" if behind else ""


def _ties(sheet: Worksheet) -> Iterator[Link]:
    """Yield what ties other letters to this debtor: its writer, and every account that is his."""
    yield from (link for link in links(sheet.facts) if link.words == SAME_WRITER)
    accounts = [row for row in sheet.records if row.kind == "account"]
    foreign = {number_form(row.key) for row in accounts if row.foreign}
    for number in (*sheet.facts.values("account"), *(row.key for row in accounts)):
        if number_form(number) not in foreign:
            yield account_link(number)


def _telling(row: ClockRow, marks: Sequence[Mark]) -> str:
    """The first phrase of the letter that starts the clock by itself; else the first that helps to."""
    always = {mark.name for mark in marks if mark.start < 0}
    words = [mark for mark in marks if mark.start >= 0 and mark.name in row.applies.names]
    words.sort(key=lambda mark: (not row.applies.holds({*always, mark.name}), mark.start))
    return words[0].phrase if words else ""
