"""Whether every character of a letter can be printed as written; a blank box on paper is never the answer."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corrtui.errors import Refused
from corrtui.outgoing.fonts import missing_glyphs

if TYPE_CHECKING:
    from corrtui.outgoing.sheet import Sheet

_MOST_NAMED = 5
MOST_CHARACTERS = 200_000
"""Longer than any letter; keeps a runaway paste from becoming a thousand pages."""


def prepare(sheet: Sheet) -> Sheet:
    """Return the sheet with accents composed (NFC), one-line parts on one line, every character printable.

    Raises:
        Refused: the draft has parts missing, a character has no glyph in our font, or it is far too long.
    """
    parts = sheet.parts
    if parts.problems:
        first = parts.problems[0]
        raise Refused("The draft is not yet a letter", f"line {first.line + 1}: {first.message}")
    if not parts.address or not sheet.signer_name.strip():
        lacking = "inside address" if not parts.address else "signer"
        raise Refused(f"The letter has no {lacking}", f"letter {sheet.control_no}")
    composed = _composed(sheet)
    texts = list(_texts(composed))
    if sum(len(text) for _, text, _ in texts) > MOST_CHARACTERS:
        raise Refused(
            "The letter is too long to print",
            f"more than {MOST_CHARACTERS:,} characters",
            "shorten it, or send the long part as an enclosure",
        )
    found = [
        f"{place}: {describe(char)}"
        for name, text, line in texts
        for place, char in _unprintable(name, text, line)
    ]
    if found:
        more = [f"and {len(found) - _MOST_NAMED} more"] if len(found) > _MOST_NAMED else []
        raise Refused(
            "The letter holds characters that cannot be printed",
            "; ".join(found[:_MOST_NAMED] + more),
            "write them another way; the print font has Latin, Greek and Cyrillic letters",
        )
    return composed


def describe(char: str) -> str:
    """Return a character with its code and name: “中” U+4E2D CJK UNIFIED IDEOGRAPH-4E2D.

    What a terminal would act on or not show is given by code and name alone.
    """
    name = unicodedata.name(char, "control character" if unicodedata.category(char) == "Cc" else "no name")
    face = f"“{char}” " if char.isprintable() and not unicodedata.combining(char) else ""
    return f"{face}U+{ord(char):04X} {name}"


def _composed(sheet: Sheet) -> Sheet:
    def nfc(text: str) -> str:
        return unicodedata.normalize("NFC", text)

    def flat(text: str) -> str:
        return re.sub(r"[ \t\n]+", " ", nfc(text)).strip(" ")

    def each(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(flat(text) for text in texts)

    old, office = sheet.parts, sheet.office
    parts = dataclasses.replace(
        old,
        address=each(old.address),
        salutation=flat(old.salutation),
        subject=flat(old.subject),
        paragraphs=tuple(nfc(text) for text in old.paragraphs),
        close=flat(old.close),
        enclosures=each(old.enclosures),
        copies=each(old.copies),
        postscript=nfc(old.postscript),
    )
    letterhead = dataclasses.replace(
        office,
        name=flat(office.name),
        address=each(office.address),
        letterhead=each(office.letterhead),
        phone=flat(office.phone),
        email=flat(office.email),
        web=flat(office.web),
    )
    return dataclasses.replace(
        sheet,
        office=letterhead,
        parts=parts,
        signer_name=flat(sheet.signer_name),
        signer_title=flat(sheet.signer_title),
        copies=each(sheet.copies),
    )


def _texts(sheet: Sheet) -> Iterator[tuple[str, str, int | None]]:
    """Yield (place, text, 0-based line of the draft or None) for everything that prints."""
    parts, office = sheet.parts, sheet.office
    drafted = [
        ("address", "inside address", "\n".join(parts.address)),
        ("salutation", "salutation", parts.salutation),
        ("subject", "Re: line", parts.subject),
        *((f"paragraph {n}", f"paragraph {n}", text) for n, text in enumerate(parts.paragraphs, 1)),
        ("close", "close", parts.close),
        ("postscript", "postscript", parts.postscript),
    ]
    for key, place, text in drafted:
        yield place, text, parts.lines.get(key)
    # These may stand apart in the draft, so their place is named without a line.
    yield "enclosures", "\n".join(parts.enclosures), None
    yield "cc lines", "\n".join(sheet.all_copies), None
    contact = (office.name, *office.letterhead, *office.address, office.phone, office.email, office.web)
    yield "letterhead (desk.toml)", "\n".join(contact), None
    yield "signer", f"{sheet.signer_name}\n{sheet.signer_title}", None
    yield "reference initials", sheet.reference_initials, None
    yield "control number", sheet.control_no, None


def _unprintable(place: str, text: str, line: int | None) -> Iterator[tuple[str, str]]:
    """Yield (place in words, character) for each line and character that has no glyph."""
    if not missing_glyphs(text):
        return
    for offset, row in enumerate(text.split("\n")):
        for char in missing_glyphs(row):
            yield (place if line is None else f"{place}, line {line + offset + 1} of the draft"), char
