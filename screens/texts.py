"""The texts of the overlays: control card, original, record, proof and page, live keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from corrtui.casework import rooms
from corrtui.commands import Command, key_of
from corrtui.text import clean, count, one_line
from corrtui.triage.categories import UNKNOWN
from screens.passage import Passage, Writing
from screens.wording import key_words, labelled, long_day, status_words

if TYPE_CHECKING:
    from pathlib import Path

    from corrtui.casework.worksheet import Worksheet
    from corrtui.control.entry import Entry
    from corrtui.desk import Desk
    from corrtui.intake.reading import Enclosure, Reading
    from corrtui.intake.watch import Arriving
    from corrtui.letters.proof.case import Finding
    from corrtui.records.record import Record
    from corrtui.reports.day import Day
    from corrtui.triage.category import Suggestion
    from corrtui.triage.issues import Issue

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


def _learnt(learnt: Suggestion | None) -> str:
    """What the letter reads as since the desk has learned, and why; empty where it came in as that."""
    return f"{learnt.category} at {learnt.confidence:.0%}: {learnt.why}" if learnt else ""


def card(
    sheet: Worksheet, history: Sequence[Entry], why: str, desk: Desk, width: int, hide: Hide = str
) -> Passage:
    """Return the control card: every field, date and log line of a letter."""
    letter, facts, today = sheet.letter, sheet.facts, desk.today
    writing = Writing()
    category = desk.bench.categories[letter.category]
    suggestion, outcomes = sheet.suggestion, rooms.outcomes.outcomes_of(letter)
    sure = f" at {letter.confidence:.0%}" if suggestion.category != UNKNOWN else ", cannot tell"
    words = rooms.factwords
    hold = rooms.holding.hold_of(desk.bench, letter, suggestion)
    rows = (
        ("Number", letter.control_no),
        ("Status", status_words(letter.status) + (f" ({letter.disposition})" if letter.disposition else "")),
        ("Order", f"place {place}: {why}" if (place := desk.ordering.place(letter.control_no)) else why),
        ("Received", f"{long_day(letter.received, today)}, {letter.medium}, as {letter.file}"),
        ("Read", sheet.reading.how),
        ("Unreadable", sheet.reading.unreadable),
        ("Defects", "; ".join(sheet.reading.defects)),
        ("Due", f"{long_day(letter.due, today)}; work by {long_day(letter.work_by, today)}"),
        *((name, f"{status}: {text}") for name, text, status in desk.clocks.lines(letter)),
        ("", "the clocks are no legal advice: docs/clocks.md" if letter.clocks else ""),
        (
            "Category",
            f"{letter.category} {category.title}"
            + (f", also {' '.join(letter.also)}" if letter.also else ""),
        ),
        ("Suggested", f"{suggestion.category}{sure}: {suggestion.why}"),
        ("Hold", hold.words if hold else ""),
        ("Since learnt", _learnt(sheet.learnt)),
        ("Sensitive", letter.sensitive),
        ("To be told", desk.told.words(letter)),
        *(("Told", line) for line in desk.told.lines(letter)),
        ("Harmless", ", ".join(f'"{miss.phrase}" is no {miss.kind}' for miss in sheet.near)),
        ("Handling", " ".join(dict.fromkeys(hit.handling for hit in sheet.sensitive))),
        (
            "Writer",
            ", ".join(
                filter(None, (letter.writer, facts.writer.job, facts.writer.org, words.behalf_words(facts)))
            ),
        ),
        ("Address", ", ".join(facts.writer.address)),
        ("E-mail", facts.writer.email),
        ("Telephone", facts.writer.phone),
        ("Subject", letter.subject),
        ("Named", ", ".join(f"{found.kind} {found.value}" for found in facts.found)),
        ("Enclosed", ", ".join((*facts.enclosures, *map(enclosed, sheet.reading.enclosures)))),
        ("Money", words.money_words(facts) or ("the letter says money is enclosed" if letter.money else "")),
        ("Wants", words.wanted_words(facts)),
        ("Deadline", words.deadline_words(facts)),
        ("Needed by", rooms.needed.needed_words(desk.bench, sheet)),
        ("Dated", ", ".join(facts.date_flags)),
        ("Language", words.language_words(facts)),
        ("Tone", words.tone_words(facts)),
        *((f"Issue {issue.number}", _issue(issue, outcomes, hide)) for issue in sheet.issues),
        ("Release", "; ".join(rooms.authorizing.authorization_lines(desk.bench, sheet))),
        ("Duplicate of", letter.duplicate_of),
        ("Attached", ", ".join(record.title for record in sheet.attached)),
        ("Returned", ", ".join(map(enclosed, sheet.returned))),
        ("Template", sheet.template + (", edited" if sheet.edited else "")),
        ("Sent", ", ".join(letter.sent)),
        ("Skipped", count(letter.skips, "time") if letter.skips else ""),
        ("Bring-up", long_day(letter.bring_up, today) if letter.bring_up else ""),
        ("Promised", f"more by {long_day(letter.promised, today)}" if letter.promised else ""),
        ("Mailed", ", ".join(map(" on ".join, zip(letter.mailed, letter.mailed_on, strict=True)))),
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


def _issue(issue: Issue, outcomes: Mapping[int, str], hide: Hide) -> str:
    outcome = outcomes.get(issue.number)
    return f"{issue.category} {issue.kind}: {one_line(hide(issue.text), 120)}" + (
        f" - {outcome}" if outcome else ""
    )


def original(sheet: Worksheet) -> Passage:
    """Return the letter as it was read, with what is known of its file."""
    reading = sheet.reading
    writing = Writing()
    writing.put("file      ", "label").line(str(sheet.original))
    writing.put("read      ", "label").line(reading.how or reading.unreadable)
    if reading.subject:
        writing.put("subject   ", "label").line(one_line(reading.subject))
    for enclosure in reading.enclosures:
        writing.put("enclosure ", "label").line(enclosed(enclosure))
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


def figure_key(at: int) -> str:
    """Return the digit of a figure of the day, the tenth 0; empty for those after it."""
    return "1234567890"[at : at + 1]


def day(found: Day, marked: int, width: int) -> Passage:
    """Return what a day brings: its figures, the work against the time, and the letters of the marked one.

    Args:
        found: the day.
        marked: place of the marked figure; less than 0 for none.
        width: cells of a line.
    """
    from corrtui.reports.day import at_work, capacity_lines  # nothing of it is needed before the first frame

    writing = Writing().line()
    wide = max(len(figure.title) for figure in found.figures)
    for at, figure in enumerate(found.figures):
        digit = figure_key(at) or " "
        head = f" {digit} {len(figure.letters):>6,}  {figure.title:<{wide}}  "
        names = ", ".join(named.control_no for named in figure.letters[: width // _LABEL])
        role = "cursor" if at == marked else "strong" if figure.letters else "quiet"
        writing.put(head, role).line(one_line(names, max(0, width - len(head))) if names else "")
    writing.line()
    for line in (*capacity_lines(found.capacity), at_work(found.colleagues)):
        over = line.endswith(" over")
        writing.line(f" {line}", "late" if over else "")
    if found.away:
        writing.line(f" Put away until a later day: {count(found.away, 'letter')}")
    writing.line()
    if marked < 0:
        return writing.line(
            " A digit: only the letters of its figure; any other key goes on.", "quiet"
        ).done()
    figure = found.figures[marked]
    for told in figure.first:
        text = f"{told.control_no:11} {told.category:<4} {told.writer}{', ' if told.note else ''}{told.note}"
        writing.put("   ").line(one_line(text, width - 3))
    more = len(figure.letters) - len(figure.first)
    return writing.line(f"   and {more:,} more" if more else "", "quiet").done()


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


def enclosure(
    enclosure: Enclosure, path: Path | None, reading: Reading, width: int, hide: Hide = str
) -> Passage:
    """Return what an enclosure says, with what is known of its file; where it cannot be read, why.

    Args:
        enclosure: as it came.
        path: its file; None where none was kept.
        reading: what is in it.
        width: cells a line may take.
        hide: masks what is not to be seen.
    """
    writing = Writing()
    rows = (
        ("Name", enclosure.name),
        ("Sent as", enclosure.media_type),
        ("Size", f"{enclosure.size:,} bytes" if enclosure.size else "nothing came"),
        ("File", str(path) if path else "not kept: see the original"),
        ("SHA-256", enclosure.sha256),
        ("Read", reading.how),
        ("Defects", "; ".join(reading.defects)),
        ("Encloses", ", ".join(map(enclosed, reading.enclosures))),
    )
    _lines(writing, rows, width, hide=hide)
    writing.line()
    return writing.passage(clean(reading.text) or reading.unreadable).done()


def enclosed(enclosure: Enclosure) -> str:
    """Return an enclosure in a few words: its name, and how large the file is that was kept of it."""
    name = one_line(enclosure.name)
    return f"{name} ({enclosure.size:,} bytes)" if enclosure.file else name
