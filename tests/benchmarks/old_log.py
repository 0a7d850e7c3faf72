"""A control log with any number of old entries: lines as the journal writes them, all written at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from corrtui.control.acts import Act, LetterClassified, LetterFiled, LetterReceived
from corrtui.control.entry import entry_to_doc
from corrtui.control.place import GENESIS

A_DAY = 1_200
"""Entries made on one day of the office."""
_CLERKS = ("rhale", "pcole", "dvance", "mruiz", "tokafor")


def write_log(control: Path, old: int, standing: int, by: str) -> None:
    """Write a log of `old` entries on letters that are closed, then `standing` letters that are open.

    Args:
        control: the desk's `control/`, without a log.
        old: entries of closed letters, three each: received, classified, filed; so a few less at most.
        standing: open letters, received yesterday by `by`.
        by: login.
    """
    today = datetime.now(UTC).replace(hour=15, minute=0, second=0, microsecond=0)
    days = -(-old // A_DAY)
    last, month, lines = GENESIS, "", []
    for n, (at, body) in enumerate(_bodies(today, days, old - old % 3, standing, by), 1):
        whole = b'{"n":%d,%s' % (n, body)
        last = hashlib.sha256(last.encode() + whole).hexdigest()
        if at.strftime("%Y-%m") != month:
            _flush(control, month, lines)
            month = at.strftime("%Y-%m")
        lines.append(whole[:-1] + b',"h":"' + last.encode() + b'"}\n')
        if len(lines) >= 50_000:
            _flush(control, month, lines)
    _flush(control, month, lines)


def _flush(control: Path, month: str, lines: list[bytes]) -> None:
    if lines:
        with open(control / f"{month}.jsonl", "ab") as file:
            file.writelines(lines)
        lines.clear()


def _bodies(today: datetime, days: int, old: int, standing: int, by: str) -> Iterator[tuple[datetime, bytes]]:
    """Yield (when, line from its second field on) in the order of the log."""
    made = 0
    for back in range(days, 0, -1):
        at = today - timedelta(days=back + 1)
        forms = [_form(at, "@by@", act) for act in (_received(at.date(), "@sha@"), _CLASSIFIED, _FILED)]
        for tail in range(1, A_DAY // 3 + 1):
            number = f"{at:%y%m%d}-{tail:04d}".encode()
            sha = hashlib.sha256(number).hexdigest().encode()
            clerk = _CLERKS[tail % len(_CLERKS)].encode()
            for form in forms:
                if made == old:
                    break
                made += 1
                yield at, form.replace(b"@no@", number).replace(b"@sha@", sha).replace(b"@by@", clerk)
    at = today - timedelta(days=1)
    form = _form(at, by, _received(at.date(), "@sha@"))
    for tail in range(1, standing + 1):
        number = f"{at:%y%m%d}-{tail:04d}".encode()
        yield at, form.replace(b"@no@", number).replace(b"@sha@", hashlib.sha256(number).hexdigest().encode())


def _form(at: datetime, by: str, act: Act) -> bytes:
    doc: dict[str, Any] = entry_to_doc(by, "@no@", act, "" if isinstance(act, LetterReceived) else "@no@", at)
    return json.dumps(doc, separators=(",", ":")).encode()[1:]


def _received(day: date, sha: str) -> LetterReceived:
    return LetterReceived(
        file="scan @no@.txt",
        original="original.txt",
        sha256=sha,
        size=640,
        received=day,
        medium="letter",
        writer="Ms. Ana Ortiz",
        subject="charged twice for order 48213",
        category="BIL",
        due=day + timedelta(days=7),
        work_by=day + timedelta(days=7),
        template="bil-ack",
        confidence=0.9,
    )


_CLASSIFIED = LetterClassified(
    category="BIL", suggested="BIL", agreed=True, due=date(2026, 11, 30), work_by=date(2026, 11, 30)
)
_FILED = LetterFiled(
    pdf="@no@-bil-corrected.pdf",
    sha256="0" * 64,
    pages=1,
    template="bil-corrected",
    edition="2026-11",
    template_sha256="1" * 64,
    disposition="REPLY",
    closing=True,
    status="closed",
    addressee="Ms. Ana Ortiz",
    date_of_letter=date(2026, 11, 20),
    signer="M. Stern",
    suggested="BIL",
    agreed=True,
)
