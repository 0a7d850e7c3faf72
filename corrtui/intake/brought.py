"""Brought: what a file brought into the house: its reading, what was enclosed, and what it still needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from corrtui.intake.reading import Reading

Program = Literal["office", "ocr"]
PROGRAMS: Final[tuple[Program, ...]] = ("office", "ocr")


@dataclass(frozen=True, slots=True)
class Need:
    """An external program could read what the readers here cannot."""

    program: Program
    """LibreOffice for documents, tesseract for pictures and scans."""
    suffix: str
    """Ending of the file it is to read, ".doc"; letters and digits."""
    data: bytes | None = None
    """What it is to read; None: the letter's file itself."""
    pages: int = 1
    """How many pages it has, where that is known."""
    title: str = ""
    """What is read, in words, when it is not the letter's file itself: "the enclosure scan.png"."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came out of a file."""

    reading: Reading
    """As far as the readers here get."""
    pieces: tuple[bytes, ...] = ()
    """The bytes of `reading.enclosures`, in their order; empty bytes where an enclosure has none."""
    need: Need | None = None


def with_text_within(brought: Brought, inner: Reading, title: str) -> Brought:
    """Return what has no text of its own, as it reads once something within it was read.

    Args:
        brought: a message, or a document of pictures.
        inner: what was read within it; where it is no text, why.
        title: what that was, "the enclosure scan.png".
    """
    outer = brought.reading
    if inner.unreadable:
        reason = f"{outer.unreadable}; {title}: {inner.unreadable}"
        return replace(brought, reading=replace(outer, unreadable=reason), need=None)
    reading = replace(
        outer,
        medium="e-mail" if outer.how else inner.medium,  # of a document nothing was read so far
        text=inner.text,
        how="; ".join(filter(None, (outer.how, f"text of {title}: {inner.how}"))),
        defects=(*outer.defects, *inner.defects),
        unreadable="",
        confidence=inner.confidence,
    )
    return replace(brought, reading=reading, need=None)
