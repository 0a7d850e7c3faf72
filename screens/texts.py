"""The texts of the overlays: control card, original, record, proof and page, live keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from corrtui.casework import rooms
from corrtui.commands import Command, key_of
from corrtui.text import clean, one_line
from screens.passage import Passage, Writing
from screens.wording import key_words, labelled, long_day, status_words

if TYPE_CHECKING:
    from corrtui.casework.worksheet import Worksheet
    from corrtui.control.entry import Entry
    from corrtui.desk import Desk
    from corrtui.intake.watch import Arriving
    from corrtui.letters.proof.case import Finding
    from corrtui.records.record import Record

_LABEL = 13
Hide = Callable[[str], str]
"""Masks what is not to be seen of a text."""


def _lines(
    writing: Writing,
    rows: Iterable[tuple[str, str]],
    width: int,
    label_width: int = _LABEL,
    hide: Hide = str,
) -> None:
    """Write labelled lines; `hide` masks what is not to be seen, before it is wrapped."""
    for label, text in rows:
        if text:
            for head, line in labelled(label, hide(one_line(text)), width, label_width):
                writing.put(head, "label").line(line)


def card(
    sheet: Worksheet, history: Sequence[Entry], why: str, desk: Desk, width: int, hide: Hide = str
) -> Passage:
    """Return the control card: every field, date and log line of a letter."""
    letter, facts, today = sheet.letter, sheet.facts, desk.today
    writing = Writing()
    category = desk.bench.categories[letter.category]
    suggestion = sheet.suggestion
    rows = (
        ("Number", letter.control_no),
        ("Status", status_words(letter.status) + (f" ({letter.disposition})" if letter.disposition else "")),
        ("Order", why),
        ("Received", f"{long_day(letter.received, today)}, {letter.medium}, as {letter.file}"),
        ("Read", sheet.reading.how),
        ("Unreadable", sheet.reading.unreadable),
        ("Defects", "; ".join(sheet.reading.defects)),
        ("Due", f"{long_day(letter.due, today)}; work by {long_day(letter.work_by, today)}"),
        (
            "Category",
            f"{letter.category} {category.title}"
            + (f", also {' '.join(letter.also)}" if letter.also else ""),
        ),
        ("Suggested", f"{suggestion.category} at {letter.confidence:.0%}: {suggestion.why}"),
        ("Sensitive", letter.sensitive),
        ("Handling", " ".join(dict.fromkeys(hit.handling for hit in sheet.sensitive))),
        ("Writer", letter.writer),
        ("Address", ", ".join(facts.writer.address)),
        ("E-mail", facts.writer.email),
        ("Telephone", facts.writer.phone),
        ("Subject", letter.subject),
        ("Named", ", ".join(f"{found.kind} {found.value}" for found in facts.found)),
        ("Enclosed", ", ".join((*facts.enclosures, *sheet.reading.enclosures))),
        ("Money", "the letter says money is enclosed" if letter.money else ""),
        ("Duplicate of", letter.duplicate_of),
        ("Attached", ", ".join(record.title for record in sheet.attached)),
        ("Template", sheet.template + (", edited" if sheet.edited else "")),
        ("Sent", ", ".join(letter.sent)),
        ("Skipped", f"{letter.skips} times" if letter.skips else ""),
        ("SHA-256", letter.sha256),
        ("Trouble", sheet.trouble),
    )
    _lines(writing, rows, width, hide=hide)
    writing.line().line("Log", "strong")
    for entry in history:
        at = entry.at.astimezone(desk.settings.office.zone)
        said = one_line(rooms.undo.what(entry.act))
        writing.put(f"{at:%Y-%m-%d %H:%M}  {entry.by:<10} ", "label").line(said)
    return writing.done()


def original(sheet: Worksheet) -> Passage:
    """Return the letter as it was read, with what is known of its file."""
    reading = sheet.reading
    writing = Writing()
    writing.put("file      ", "label").line(str(sheet.original))
    writing.put("read      ", "label").line(reading.how or reading.unreadable)
    for label, text in (("subject   ", reading.subject), ("enclosures", ", ".join(reading.enclosures))):
        if text:
            writing.put(label, "label").line((" " if label == "enclosures" else "") + one_line(text))
    writing.line()
    return writing.passage(clean(reading.text) or reading.unreadable).done()


def record(row: Record, width: int, hide: Hide = str) -> Passage:
    """Return a record: every column and value, and why it is here."""
    writing = Writing().line(one_line(row.title), "strong")
    if row.why:
        writing.line(one_line(row.why))
    writing.line(f"{row.file}, row {row.row}" if row.file else row.source, "quiet").line()
    longest = min(24, max((len(column) for column, _ in row.fields), default=0))
    for column, value in row.fields:
        _lines(writing, [(column, value or "-")], width, longest + 2, hide)
    return writing.done()


def proof(findings: Sequence[Finding], page: str, width: int, hide: Hide = str) -> Passage:
    """Return what the proof finds, wrapped, then the page as it will print, line for line."""
    writing = Writing()
    if not findings:
        writing.line("The proof finds nothing.", "strong")
    for finding in findings:
        role = "trouble" if finding.level == "block" else "strong"
        word = "stops " if finding.level == "block" else "look  "
        message = f"line {finding.line + 1}: {hide(one_line(finding.message))}"
        for head, line in labelled(f"{word}{finding.rule}", message, width, _LABEL):
            writing.put(head, role).line(line)
        for _, line in (
            labelled("", hide(one_line(finding.excerpt)), width, _LABEL) if finding.excerpt else ()
        ):
            writing.put(" " * _LABEL).line(line, "finding")
    writing.line()
    return writing.passage(page).done()


def keys(registry: Sequence[Command], context: str, width: int) -> Passage:
    """Return the live keys of a context, from the registry itself."""
    writing = Writing()
    rows = [row for row in registry if row.ready and row.context == context]
    wide = max(len(key_words(row)) for row in rows) + 2
    for row in rows:
        for at, (head, line) in enumerate(labelled(key_words(row), row.help, width, wide)):
            writing.put(head, "key" if at == 0 else "").line(line)
    if context == "queue":
        shows = key_of(registry, "draft-help")
        writing.line().line(f"In the draft every printable key is text; {shows} there shows its keys.")
    return writing.done()


def arriving(waiting: Sequence[Arriving]) -> Passage:
    """Return what stands in the inbox: name, size in bytes, why it waits."""
    writing = Writing()
    for item in waiting:
        writing.put(item.name, "strong").line(f", {item.size:,} bytes")
        writing.line(f"    {one_line(item.state)}")
    if not waiting:
        writing.line("Nothing waits: every file of the inbox is a letter.")
    return writing.done()


def troubles(found: Sequence[str]) -> Passage:
    """Return what the check-up found, one paragraph each."""
    writing = Writing()
    for trouble in found:
        writing.line(one_line(trouble)).line()
    if not found:
        writing.line("The desk is in order.")
    return writing.done()
