"""The tally as text, CSV and JSON. A CSV cell never begins what a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from corrtui.control.seal import seal_of
from corrtui.reports.tally import Tally
from corrtui.text import one_line

_WIDTH = 60
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
FORMATS = ("text", "csv", "json")


def rows(tally: Tally) -> Iterator[tuple[str, str, int]]:
    """Yield (section, name, count) in the order they are printed."""
    yield "control", "opening", tally.opening
    yield "control", "received", tally.received
    yield "control", "reopened", tally.reopened
    yield "control", "closed", tally.closed
    yield "control", "carried over", tally.carried
    yield "control", "overdue", tally.overdue
    for medium, count in sorted(tally.received_by_medium.items()):
        yield "received by medium", medium, count
    for (category, disposition), count in sorted(tally.cleared.items()):
        yield "cleared", f"{category} {disposition}", count
    for status, count in sorted(tally.carried_by_status.items()):
        yield "carried by status", status.replace("_", " "), count
    for category, count in sorted(tally.carried_by_category.items()):
        yield "carried by category", category, count
    for age, count in tally.carried_by_age.items():
        yield "carried by age in business days", age, count
    yield "letters out", "letters", tally.letters_out
    yield "letters out", "pages", tally.pages_out
    for template, count in sorted(tally.letters_out_by_template.items()):
        yield "letters out by template", template, count
    yield "money", "letters that say money is enclosed", tally.money_seen
    yield "work", "skipped", tally.skipped
    yield "work", "undone", tally.undone
    yield "work", "decisions that followed the suggestion", tally.agreed
    yield "work", "decisions", tally.decided
    yield "work", "letters taken over", tally.taken_over
    yield "work", "views of restricted letters", tally.restricted_views
    yield "work", "numbers revealed", tally.numbers_revealed
    yield "work", "wrong PINs", tally.wrong_pins


def as_text(tally: Tally, office: str) -> str:
    """Return the tally as a page of at most 78 columns, with the day's seal."""
    lines = [
        f"{one_line(office)}",
        f"Daily tally, {tally.day:%A, %B %-d, %Y}",
        f"Prepared by {tally.prepared_by}",
    ]
    section = ""
    for title, name, count in rows(tally):
        if title != section:
            section = title
            lines += ["", title[0].upper() + title[1:]]
        label = f"  {one_line(name)} "
        lines.append(f"{label:.<{_WIDTH - 8}} {count:>7,}")
    lines += ["", f"{tally.opening} + {tally.received} + {tally.reopened} - {tally.closed} = {tally.carried}"]
    if tally.balances:
        lines.append("The tally balances.")
    else:
        lines.append("THE TALLY DOES NOT BALANCE:")
        lines += [f"  {difference}" for difference in tally.differences]
    lines += [
        "",
        f"Seal of the day: {seal_of(tally.entries, tally.last_hash)}",
        f"  {tally.last_hash or '(no entry)'}",
        "",
    ]
    return "\n".join(lines)


def as_csv(tally: Tally) -> str:
    """Return the tally as CSV: section, name, count; every cell quoted, no cell a formula."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(("section", "name", "count"))
    writer.writerow(("tally", "day", tally.day.isoformat()))
    for title, name, count in rows(tally):
        writer.writerow((cell(title), cell(name), count))
    writer.writerow(("control", "balances", "yes" if tally.balances else "no"))
    for difference in tally.differences:
        writer.writerow(("control", "difference", cell(difference)))
    writer.writerow(("seal", "seal", cell(str(seal_of(tally.entries, tally.last_hash)))))
    writer.writerow(("seal", "entries", tally.entries))
    writer.writerow(("seal", "last hash", cell(tally.last_hash)))
    return out.getvalue()


def cell(text: str) -> str:
    """Return `text` as a CSV cell a spreadsheet shows and never runs."""
    line = one_line(text)
    return f"'{line}" if line.startswith(_FORMULA) else line


def as_json(tally: Tally) -> str:
    """Return the tally as JSON with the control numbers behind each figure."""
    data = {
        "day": tally.day.isoformat(),
        "prepared_by": tally.prepared_by,
        "opening": tally.opening,
        "received": tally.received,
        "reopened": tally.reopened,
        "closed": tally.closed,
        "carried": tally.carried,
        "balances": tally.balances,
        "differences": list(tally.differences),
        "received_by_medium": dict(tally.received_by_medium),
        "cleared": [
            {"category": category, "disposition": disposition, "count": count}
            for (category, disposition), count in sorted(tally.cleared.items())
        ],
        "carried_by_status": dict(tally.carried_by_status),
        "carried_by_category": dict(tally.carried_by_category),
        "carried_by_age": dict(tally.carried_by_age),
        "overdue": tally.overdue,
        "letters_out": tally.letters_out,
        "letters_out_by_template": dict(tally.letters_out_by_template),
        "pages_out": tally.pages_out,
        "money_seen": tally.money_seen,
        "skipped": tally.skipped,
        "undone": tally.undone,
        "agreed": tally.agreed,
        "decided": tally.decided,
        "taken_over": tally.taken_over,
        "restricted_views": tally.restricted_views,
        "numbers_revealed": tally.numbers_revealed,
        "wrong_pins": tally.wrong_pins,
        "seal": str(seal_of(tally.entries, tally.last_hash)),
        "entries": tally.entries,
        "last_hash": tally.last_hash,
        "letters": {name: list(numbers) for name, numbers in tally.letters.items()},
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def render(tally: Tally, form: str, office: str) -> str:
    """Return the tally in one of `FORMATS`."""
    return {
        "text": lambda: as_text(tally, office),
        "csv": lambda: as_csv(tally),
        "json": lambda: as_json(tally),
    }[form]()
