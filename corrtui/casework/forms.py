"""A letter as JSON and as plain text, for scripts and for who works without a screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from corrtui.casework import rooms
from corrtui.casework.anew import Anew
from corrtui.casework.bench import Bench
from corrtui.casework.order import urgency_of, why_here
from corrtui.casework.outcomes import outcomes_of
from corrtui.casework.privacy import Privacy
from corrtui.casework.undo import what
from corrtui.casework.worksheet import Worksheet, no_suggestion, read_case, record_id
from corrtui.control.acts import LetterReceived
from corrtui.control.claims import Seat
from corrtui.control.entry import Entry
from corrtui.control.rank import LOWERED, RAISED
from corrtui.control.register import Letter
from corrtui.errors import CorrtuiError
from corrtui.text import Mask, moved
from corrtui.triage.category import Suggestion
from corrtui.triage.tone import tone_kinds

_PATIENCE = 5.0
"""Seconds letters that are not in the index of look-alikes yet are entered."""

_EVIDENCE = ("kind", "phrase", "start", "end", "tell", "handling")


def queue_row(
    bench: Bench, privacy: Privacy, number: str, claims: Mapping[str, Seat], anew: Anew | None = None
) -> dict[str, Any]:
    """Return one row of `queue --json`; names are a contract, dates ISO days of the office.

    Args:
        bench: the desk.
        privacy: what may be shown; of a letter whose view is restricted no phrase stands in a list.
        number: control number.
        claims: who has which letter open now.
        anew: tells what it reads as now; without it that is what it came in as.
    """
    letter = bench.letter(number)
    if privacy.restricted(letter):
        return _row(bench, privacy.veil(letter), replace(no_suggestion(letter), why="restricted"), claims)
    try:
        case = read_case(bench, letter)
        suggestion, masked = case.suggestion, privacy.masks(number, case.reading.text)
        learnt = anew.present(letter, case) if anew else None
    except CorrtuiError:
        suggestion, masked, learnt = no_suggestion(letter), (), None
    row = _row(bench, letter, suggestion, claims, learnt)
    found: dict[str, Any] = _as_shown(row, lambda text: privacy.show_text(number, text), masked)
    return found


def _row(
    bench: Bench,
    letter: Letter,
    suggestion: Suggestion,
    claims: Mapping[str, Seat],
    learnt: Suggestion | None = None,
) -> dict[str, Any]:
    stored = {"category": letter.suggested, "confidence": letter.confidence}
    return {
        "control_no": letter.control_no,
        "file": letter.file,
        "received": letter.received.isoformat(),
        "medium": letter.medium,
        "category": letter.category,
        "also": list(letter.also),
        "urgency": urgency_of(bench, letter),
        "sensitive": letter.sensitive or None,
        "status": letter.status,
        "writer": letter.writer,
        "subject": letter.subject,
        "due": letter.due.isoformat(),
        "work_by": letter.work_by.isoformat(),
        "clock": rooms.clock_states.earliest_clock(letter),
        "claimed_by": seat.login if (seat := claims.get(letter.control_no)) else None,
        "duplicate_of": letter.duplicate_of or None,
        "attached": list(letter.attached),
        "sent": list(letter.sent),
        "raised": {RAISED: True, LOWERED: False}.get(letter.priority),
        "bring_up": _iso(letter.bring_up),
        "suggestion": _suggestion(bench, suggestion) | stored,
        "present_suggestion": _suggestion(bench, learnt) if learnt else None,
    }


def _suggestion(bench: Bench, suggestion: Suggestion) -> dict[str, Any]:
    category = bench.categories[suggestion.category]
    return {
        "category": suggestion.category,
        "disposition": suggestion.disposition or category.disposition,
        "template": suggestion.template or None,
        "evidence": suggestion.to_json()["evidence"],
        "confidence": round(suggestion.confidence, 2),
        "why": suggestion.why,
        "also": list(suggestion.also),
        "department": suggestion.department or category.department,
        "readings": [{"category": code, "confidence": sure} for code, sure in suggestion.readings],
        "runner_up": suggestion.runner_up or None,
        "hold_days": suggestion.hold_days or None,
    }


def _priority(bench: Bench, letter: Letter, place: int) -> dict[str, Any] | None:
    """Return the letter's place in the order of work and why it stands there; None when it is closed."""
    return {"rank": place or None, "why": why_here(bench, letter)} if letter.open else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def letter_report(
    bench: Bench, privacy: Privacy, sheet: Worksheet, claims: Mapping[str, Seat], place: int
) -> dict[str, Any]:
    """Return `show --json`: the queue row and everything that stands on the screen.

    `place` is the letter's in the order of work, 1 first; 0 when it is not in the queue.

    Card and social-security numbers are masked unless they were revealed; places refer to the text as given.
    """
    letter = sheet.letter
    number = letter.control_no
    masked = privacy.masks(number, sheet.reading.text)
    known = rooms.authorizing.authorization_of_sheet(bench, sheet)
    report = {
        **_row(bench, sheet.letter, sheet.suggestion, claims, sheet.learnt),
        "why_here": why_here(bench, sheet.letter) if sheet.letter.open else None,
        "priority": _priority(bench, sheet.letter, place),
        "skips": sheet.letter.skips,
        "promised": _iso(sheet.letter.promised),
        "text": sheet.reading.text,
        "how_read": sheet.reading.how,
        "read_confidence": sheet.reading.confidence,
        "unreadable": sheet.reading.unreadable or None,
        "defects": list(sheet.reading.defects),
        "enclosures": [
            {**enclosure.to_json(), "returned": sheet.goes_back(enclosure)}
            for enclosure in sheet.reading.enclosures
        ],
        "facts": sheet.facts.to_json(),
        "issues": _issues(sheet),
        "language": sheet.facts.language,
        "tone": list(tone_kinds(sheet.facts.tone)),
        "sensitive": {
            "class": sheet.letter.sensitive,
            "category": sheet.letter.sensitive_category,
            "evidence": [
                {key: value for key, value in hit.to_json().items() if key in _EVIDENCE}
                for hit in sheet.sensitive
            ],
            "tell": [one.name for one in bench.whom.all(letter.tell)],
            "told": rooms.telling.told_rows(letter),
        }
        if sheet.letter.sensitive
        else None,
        "needed_by": _iso(
            rooms.needed.needed_by(bench, letter, sheet.facts).day
            if rooms.needed.asked_inside(sheet)
            else None
        ),
        "authorization": known.to_json() if known is not None else None,
        "near_misses": [miss.to_json() for miss in sheet.near],
        "sensitive_evidence": [
            {"kind": hit.kind, "category": hit.category, "phrase": hit.phrase, "handling": hit.handling}
            for hit in sheet.sensitive
        ],
        "records": [
            {"record": record_id(r), "title": r.title, "why": r.why, "fields": dict(r.fields)}
            for r in sheet.records
        ],
        "draft": {
            "template": sheet.template or None,
            "text": sheet.text,
            "holes": [hole.name for hole in sheet.holes],
            "edited": sheet.edited,
        },
        **_alike_rows(bench, privacy, sheet),
        "log": [entry_row(entry) for entry in bench.log.history(number)],
        "clocks": rooms.clock_forms.clock_report(bench, sheet),
        "mailed": [
            {"pdf": pdf, "day": day} for pdf, day in zip(letter.mailed, letter.mailed_on, strict=True)
        ],
        "trouble": sheet.trouble or None,
    }
    found = _as_shown(report, lambda text: privacy.show_text(number, text), masked)
    return {**found, "original": str(sheet.original)}


def found_alike(bench: Bench, privacy: Privacy, sheet: Worksheet) -> rooms.lookalikes.Found:
    """Return the letters like this one that may be looked at here."""
    return rooms.lookalikes.find_alike(bench, sheet.letter, privacy.may_see, _PATIENCE)


def _alike_rows(bench: Bench, privacy: Privacy, sheet: Worksheet) -> dict[str, Any]:
    found = found_alike(bench, privacy, sheet)
    rows = []
    for one in found.alike:
        letter = bench.letter(one.number)
        rows.append(
            {
                "control_no": one.number,
                "score": round(one.score, 2),
                "why": one.words,
                "received": letter.received.isoformat(),
                "disposition": letter.disposition or None,
            }
        )
    return {"lookalikes": rows, "lookalikes_note": found.note or None}


def _issues(sheet: Worksheet) -> list[dict[str, Any]]:
    outcomes = outcomes_of(sheet.letter)
    return [
        {
            "n": issue.number,
            "kind": issue.kind,
            "category": issue.category,
            "text": issue.text,
            "start": issue.start,
            "end": issue.end,
            "outcome": outcomes.get(issue.number),
        }
        for issue in sheet.issues
    ]


def _as_shown(value: Any, show: Callable[[str], str], masked: tuple[Mask, ...]) -> Any:
    """Return JSON with every text as it may be shown, and places in the letter where they are then."""
    if isinstance(value, str):
        return show(value)
    if isinstance(value, list | tuple):
        return [_as_shown(item, show, masked) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: _as_shown(item, show, masked) for key, item in value.items()}
    if masked and {"start", "end"} <= value.keys() and value["start"] >= 0:
        start, end = value["start"], value["end"]
        # Nine digits are told for a social-security number by the words before them only.
        within = next((mask.shown for mask in masked if mask.start <= start < end <= mask.end), "")
        found |= {"start": moved(start, masked), "end": moved(end, masked)}
        found |= {key: within for key in ("value", "phrase") if within and key in value}
    return found


def entry_row(entry: Entry) -> dict[str, Any]:
    """Return one log line as JSON; `at` is UTC."""
    return {
        "n": entry.n,
        "at": entry.at.isoformat(),
        "by": entry.by,
        "act": entry.act.name,
        "what": describe(entry),
    }


def describe(entry: Entry) -> str:
    """Say what an entry says, in a few words."""
    act = entry.act
    if isinstance(act, LetterReceived):
        stamped = f", stamped {act.received}: {act.reason}" if act.reason else ""
        twin = f", same bytes as {act.duplicate_of}" if act.duplicate_of else ""
        tell = f"; to be told: {act.tell}" if act.tell else ""
        return f"received as {act.file}{stamped}{twin}{tell}"
    return what(act)
