"""Copying: the draft, or a number, address or field of a letter, to the clipboard at the clerk's end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from corrtui.errors import Refused
from corrtui.letters.parts import read_parts
from corrtui.text import one_line
from screens import terminal
from screens.prompts import Choice, Question
from screens.session import Session

if TYPE_CHECKING:
    from corrtui.casework.worksheet import Worksheet

_TITLE = 60
"""Cells of a value in the list of what can be copied."""


def _copy(session: Session) -> None:
    """Ask what to copy; Enter takes the draft."""
    allowed = session.desk.settings.appearance.clipboard and terminal.allowed("CLIPBOARD", os.environ)
    if not allowed:
        raise Refused(
            "Nothing was sent", "the clipboard is switched off here", "`[terminal] clipboard` in desk.toml"
        )
    sheet = session.sheet()
    if sheet is None:
        session.say(session.barred or "there is no letter here", "trouble")
        return
    found = {
        code: (session.hide(text), bool(session.hidden(text))) for code, text in _texts(sheet) if text.strip()
    }
    choices = tuple(Choice(code, one_line(text, _TITLE)) for code, (text, _) in found.items())
    first = next(iter(found))
    question = Question(
        "Copy", choices, strict=True, of_letter=True, hint=f"Enter sends the {first} to your terminal"
    )
    no = sheet.letter.control_no
    session.ask(question, lambda code: _sent(session, no, code or first, *found[code or first]))


def _texts(sheet: Worksheet) -> Iterator[tuple[str, str]]:
    """Yield (code, text) of what a clerk may want elsewhere; of one code only the first counts."""
    seen: set[str] = set()
    for code, text in _all(sheet):
        if code not in seen:
            seen.add(code)
            yield code, text


def _all(sheet: Worksheet) -> Iterator[tuple[str, str]]:
    writer = sheet.facts.writer
    parts = read_parts(sheet.text)
    yield "draft", sheet.text
    yield "number", sheet.letter.control_no
    yield "address", "\n".join(parts.address or (writer.name, *writer.address))
    yield "writer", writer.name or sheet.letter.writer
    yield "email", writer.email
    yield "phone", writer.phone
    yield "subject", sheet.letter.subject
    yield "letter", sheet.reading.text
    for record in sheet.records:
        yield record.kind, record.key
    for record in sheet.records:
        for column, value in record.fields:
            yield f"{record.kind}.{column}", value


def _sent(session: Session, no: str, code: str, text: str, masked: bool) -> None:
    hint = session.view.copy(text)
    size = f", {len(text):,} characters" if "\n" in text else ""
    numbers = "; its numbers are masked" if masked else ""
    ways = f" - {hint}" if hint else ""
    session.say(f"sent to your terminal: {code} of {no}{size}{numbers}{ways}")


ACTIONS: Mapping[str, Callable[[Session], None]] = {"copy": _copy}
