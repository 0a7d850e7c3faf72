"""A letter as a page of plain text: what `corrtui show` prints."""

from __future__ import annotations

from collections.abc import Callable

from corrtui.casework import rooms
from corrtui.casework.bench import Bench
from corrtui.casework.forms import describe, found_alike
from corrtui.casework.order import why_here
from corrtui.casework.outcomes import outcomes_of
from corrtui.casework.privacy import Privacy
from corrtui.casework.returning import RETURNED
from corrtui.casework.worksheet import Worksheet
from corrtui.intake.reading import UNREADABLE
from corrtui.text import one_line

_WIDEST = 160
_OF_AN_ISSUE = 100
_NAMED = 3
"""Look-alikes named in plain text."""


def facts_lines(sheet: Worksheet, show: Callable[[str], str]) -> list[str]:
    """Return in short lines what the letter says of itself and asks, each with a label of ten characters.

    `show` masks what is not to be seen, before a line is cut.
    """
    facts, outcomes = sheet.facts, outcomes_of(sheet.letter)
    numbers = [f"{item.kind} {item.value}" for item in facts.found if item.kind not in ("amount", "date")]
    amounts = [item.value for item in facts.found if item.kind == "amount"]
    named = [*numbers, *amounts]
    rows = [
        ("Writes", rooms.factwords.behalf_words(facts)),
        ("Names", ", ".join(dict.fromkeys(named))),
        ("Wants", rooms.factwords.wanted_words(facts)),
        ("Deadline", rooms.factwords.deadline_words(facts)),
        ("Money", rooms.factwords.money_words(facts)),
        ("Dated", ", ".join(facts.date_flags)),
        ("Language", rooms.factwords.language_words(facts)),
        ("Tone", rooms.factwords.tone_words(facts)),
    ]
    lines = [f"{label:<9} {one_line(show(text), _WIDEST)}" for label, text in rows if text]
    for issue in sheet.issues:
        outcome = outcomes.get(issue.number, "")
        said = one_line(show(issue.text), _OF_AN_ISSUE) + (f" - {outcome}" if outcome else "")
        lines.append(f"Issue {issue.number}   {issue.category} {issue.kind}: {said}")
    return lines


def letter_page(bench: Bench, privacy: Privacy, sheet: Worksheet) -> str:
    """Return `show` as plain text: head, letter, records, draft, log; full numbers masked unless revealed."""
    letter = sheet.letter
    status = letter.status.replace("_", " ")
    how = "as a file" if letter.medium == UNREADABLE else f"by {letter.medium}"
    lines = [
        f"{letter.control_no}  {letter.category} {bench.categories[letter.category].title}, {status}",
        f"From      {letter.writer}",
        f"Subject   {letter.subject}",
        f"Received  {letter.received} {how}; due {letter.due}, work by {letter.work_by}",
        f"Read      {'; '.join((sheet.reading.how or 'not at all', *sheet.reading.defects))}",
        *(
            f"Enclosed  {enclosure.name}, {enclosure.size:,} bytes, {enclosure.file or 'not kept'}"
            + (f", {RETURNED}" if sheet.goes_back(enclosure) else "")
            for enclosure in sheet.reading.enclosures
        ),
        f"Suggested {sheet.suggestion.why}",
    ]
    if sheet.learnt:
        sure = f"{sheet.learnt.confidence:.0%} sure"
        lines.append(f"Learnt    since: {sheet.learnt.why}, {sure}; came in as {letter.suggested}")
    if letter.open:
        lines.append(f"Order     {why_here(bench, letter)}")
    lines += [
        f"Clock     {name} {text}: {status}"
        for name, text, status in rooms.clock_forms.clock_lines(bench, letter)
    ]
    if hold := rooms.holding.hold_of(bench, letter, sheet.suggestion):
        lines.append(f"Hold      {hold.words}")
    if needed := rooms.needed.needed_words(bench, sheet):
        lines.append(f"Needed by {needed}, from the department asked")
    lines += facts_lines(sheet, lambda text: privacy.show_text(letter.control_no, text))
    lines += [f"SENSITIVE {hit.kind}: {hit.handling}" for hit in sheet.sensitive]
    if letter.tell:
        lines.append(f"To tell   {bench.whom.words(letter.tell)}")
    lines += [f"Told      {line}" for line in rooms.telling.told_lines(bench, letter)]
    lines += [f"PASSED OVER “{miss.phrase}”, which is no {miss.kind}" for miss in sheet.near]
    lines += [f"Release   {line}" for line in rooms.authorizing.authorization_lines(bench, sheet)]
    if sheet.trouble:
        lines.append(f"Trouble   {sheet.trouble}")
    found = found_alike(bench, privacy, sheet)
    if found.alike:
        named = [f"{one.number} ({one.words})" for one in found.alike[:_NAMED]]
        more = [f"{len(found.alike) - _NAMED} more"] if len(found.alike) > _NAMED else []
        lines.append(f"Alike     {'; '.join([*named, *more])}")
    if found.note:
        lines.append(f"Alike     {found.note}")
    body = sheet.reading.text or f"This letter {sheet.reading.unread}\nOriginal: {sheet.original}"
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
