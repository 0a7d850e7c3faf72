"""A letter as JSON and as plain text, for scripts and for who works without a screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from corrtui.casework.bench import Bench
from corrtui.casework.order import urgency_of, why_here
from corrtui.casework.privacy import Privacy
from corrtui.casework.undo import what
from corrtui.casework.worksheet import Worksheet, no_suggestion, read_case, record_id
from corrtui.control.acts import LetterReceived
from corrtui.control.claims import Seat
from corrtui.control.entry import Entry
from corrtui.control.register import Letter
from corrtui.errors import CorrtuiError
from corrtui.text import Mask, moved
from corrtui.triage.category import Suggestion


def queue_row(bench: Bench, privacy: Privacy, number: str, claims: Mapping[str, Seat]) -> dict[str, Any]:
    """Return one row of `queue --json`; names are a contract, dates ISO days of the office.

    Args:
        bench: the desk.
        privacy: what may be shown; of a letter whose view is restricted no phrase stands in a list.
        number: control number.
        claims: who has which letter open now.
    """
    letter = bench.letter(number)
    if privacy.restricted(letter):
        return _row(bench, privacy.veil(letter), replace(no_suggestion(letter), why="restricted"), claims)
    try:
        case = read_case(bench, letter)
        suggestion, masked = case.suggestion, privacy.masks(number, case.reading.text)
    except CorrtuiError:
        suggestion, masked = no_suggestion(letter), ()
    row = _row(bench, letter, suggestion, claims)
    found: dict[str, Any] = _as_shown(row, lambda text: privacy.show_text(number, text), masked)
    return found


def _row(bench: Bench, letter: Letter, suggestion: Suggestion, claims: Mapping[str, Seat]) -> dict[str, Any]:
    category = bench.categories[letter.suggested]
    return {
        "control_no": letter.control_no,
        "file": letter.file,
        "received": letter.received.isoformat(),
        "medium": letter.medium,
        "category": letter.category,
        "urgency": urgency_of(bench, letter),
        "sensitive": letter.sensitive or None,
        "status": letter.status,
        "writer": letter.writer,
        "subject": letter.subject,
        "due": letter.due.isoformat(),
        "work_by": letter.work_by.isoformat(),
        "claimed_by": seat.login if (seat := claims.get(letter.control_no)) else None,
        "duplicate_of": letter.duplicate_of or None,
        "attached": list(letter.attached),
        "sent": list(letter.sent),
        "suggestion": {
            "category": letter.suggested,
            "disposition": suggestion.disposition or category.disposition,
            "template": suggestion.template or None,
            "evidence": suggestion.to_json()["evidence"],
            "confidence": letter.confidence,
            "why": suggestion.why,
        },
    }


def letter_report(
    bench: Bench, privacy: Privacy, sheet: Worksheet, claims: Mapping[str, Seat]
) -> dict[str, Any]:
    """Return `show --json`: the queue row and everything that stands on the screen.

    Card and social-security numbers are masked unless they were revealed; places refer to the text as given.
    """
    number = sheet.letter.control_no
    masked = privacy.masks(number, sheet.reading.text)
    report = {
        **_row(bench, sheet.letter, sheet.suggestion, claims),
        "why_here": why_here(bench, sheet.letter) if sheet.letter.open else None,
        "text": sheet.reading.text,
        "how_read": sheet.reading.how,
        "unreadable": sheet.reading.unreadable or None,
        "defects": list(sheet.reading.defects),
        "enclosures": list(sheet.reading.enclosures),
        "facts": sheet.facts.to_json(),
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
        "log": [entry_row(entry) for entry in bench.log.history(number)],
        "trouble": sheet.trouble or None,
    }
    found = _as_shown(report, lambda text: privacy.show_text(number, text), masked)
    return {**found, "original": str(sheet.original)}


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
        return f"received as {act.file}{stamped}{twin}"
    return what(act)


def letter_page(bench: Bench, privacy: Privacy, sheet: Worksheet) -> str:
    """Return `show` as plain text: head, letter, records, draft, log; full numbers masked unless revealed."""
    letter = sheet.letter
    status = letter.status.replace("_", " ")
    lines = [
        f"{letter.control_no}  {letter.category} {bench.categories[letter.category].title}, {status}",
        f"From      {letter.writer}",
        f"Subject   {letter.subject}",
        f"Received  {letter.received} by {letter.medium}; due {letter.due}, work by {letter.work_by}",
        f"Suggested {sheet.suggestion.why}",
    ]
    if letter.open:
        lines.append(f"Order     {why_here(bench, letter)}")
    lines += [f"SENSITIVE {hit.kind}: {hit.handling}" for hit in sheet.sensitive]
    if sheet.trouble:
        lines.append(f"Trouble   {sheet.trouble}")
    body = (
        sheet.reading.text or f"Cannot be read here: {sheet.reading.unreadable}\nOriginal: {sheet.original}"
    )
    lines += ["", "--- letter", body, "", "--- records"]
    lines += [f"{'[x]' if r in sheet.attached else '[ ]'} {r.title} ({r.why})" for r in sheet.records] or [
        "none"
    ]
    if sheet.text:
        lines += ["", f"--- draft, template {sheet.template}", sheet.text]
    lines += ["", "--- log"]
    zone = bench.settings.office.zone
    lines += [
        f"{entry.at.astimezone(zone):%Y-%m-%d %H:%M}  {entry.by}: {describe(entry)}"
        for entry in bench.log.history(letter.control_no)
    ]
    return privacy.show_text(letter.control_no, "\n".join(lines))
