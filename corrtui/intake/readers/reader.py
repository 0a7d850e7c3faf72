"""One file to what it brings: opened with care, given to the reader of its kind, failures put into words."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from corrtui.intake.brought import Brought, Need, with_text_within
from corrtui.intake.readers.cannot import CannotRead
from corrtui.intake.readers.kinds import kind_of
from corrtui.intake.readers.limits import ENCLOSURES_LOOKED_AT, FILE_BYTES, MB, MESSAGE_DEPTH
from corrtui.intake.readers.medium import medium_of
from corrtui.intake.readers.plain import decode, garbled, tidy
from corrtui.intake.readers.several import told_apart
from corrtui.intake.reading import UNREADABLE, Enclosure, Reading
from corrtui.text import one_line

_NO_LETTER: Final = (".asc", ".sig", ".p7s", ".vcf", ".ics")
"""Endings of what programs enclose by themselves: signatures, cards, invitations."""


def bring_file(path: bytes, name: str) -> Brought:
    """Return what the file at `path` brings; `name` is what its sender called it, for its extension.

    Raises:
        MemoryError: it needs more memory than this process may have.
    """
    return _or_say(lambda: _bring(_bytes_of(path), name, 0))


def cannot(reason: str, need: Need | None = None) -> Brought:
    """Return what a file brings that gives nothing but a `reason`."""
    return Brought(Reading(medium=UNREADABLE, text="", unreadable=reason), need=need)


def _or_say(bring: Callable[[], Brought]) -> Brought:
    try:
        return bring()
    except CannotRead as error:
        return cannot(error.reason, error.need)
    except MemoryError:
        raise
    except Exception as error:  # a foreign file may break a parser in any way; it is a letter all the same
        return cannot(f"its reader failed ({one_line(type(error).__name__, 40)}); open the original")


def _bring(data: bytes, name: str, depth: int) -> Brought:
    """The formats' own libraries are imported at the first file that needs them."""
    kind = kind_of(data, name)
    if kind == "e-mail":
        from corrtui.intake.readers.mail import read_mail

        return _look_within(read_mail(data), depth)
    if kind == "outlook":
        from corrtui.intake.readers.outlook import read_outlook

        return _look_within(read_outlook(data), depth)
    if kind == "html":
        from corrtui.intake.readers.web import read_web

        return Brought(read_web(data))
    if kind == "pdf":
        from corrtui.intake.readers.pdf import read_pdf

        return read_pdf(data, name)
    if kind == "docx":
        from corrtui.intake.readers.word import read_word

        return Brought(told_apart(read_word(data, name)))
    if kind == "picture":
        from corrtui.intake.readers.picture import refuse_picture

        refuse_picture(data)
    return Brought(told_apart(_read_text(data, name)))


def _look_within(brought: Brought, depth: int) -> Brought:
    """Where a message has no text of its own, take that of the first enclosure that has one."""
    if not brought.reading.unreadable or depth >= MESSAGE_DEPTH:
        return brought
    need = brought.need
    pairs = zip(brought.reading.enclosures, brought.pieces, strict=True)
    for enclosure, piece in list(pairs)[:ENCLOSURES_LOOKED_AT]:
        if not piece or enclosure.name.lower().endswith(_NO_LETTER):
            continue
        title = f"the enclosure {enclosure.name}"
        inner = _or_say(partial(_bring, piece, enclosure.name, depth + 1))
        if inner.reading.text and not _is_misnamed(enclosure, inner.reading):
            return with_text_within(brought, inner.reading, title)
        if need is None and inner.need is not None:
            need = replace(inner.need, data=inner.need.data or piece, title=inner.need.title or title)
    return replace(brought, need=need)


def _is_misnamed(enclosure: Enclosure, reading: Reading) -> bool:
    """Tell whether what reads as plain text was not sent as one: a sound or a picture of a few bytes."""
    typed = enclosure.media_type.lower().startswith("text/") or enclosure.name.lower().endswith(".txt")
    return reading.how.startswith("text,") and not typed


def _read_text(data: bytes, name: str) -> Reading:
    decoded = decode(data)
    text, defects = tidy(decoded.text)
    if garbled(text):
        raise CannotRead("its characters are in a code that is not known here; open the original")
    if not decoded.lossless:
        defects = ("some characters could not be told", *defects)
    return Reading(medium=medium_of(text, name), text=text, how=f"text, {decoded.encoding}", defects=defects)


def _bytes_of(path: bytes) -> bytes:
    """Return the content of a regular file; links, pipes and devices are refused without being followed.

    Raises:
        CannotRead: it is none, is gone, may not be read, is empty or larger than 25 MB.
    """
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise CannotRead(
            f"the file cannot be opened: {(error.strerror or 'no reason given').lower()}"
        ) from error
    with os.fdopen(fd, "rb", buffering=0) as file:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            raise CannotRead("not a file: a folder, pipe or device")
        if status.st_size > FILE_BYTES:
            raise CannotRead(f"larger than {FILE_BYTES // MB} MB")
        try:
            data = file.read(FILE_BYTES + 1) or b""
            while len(data) < status.st_size and (more := file.read(FILE_BYTES + 1 - len(data))):
                data += more
        except OSError as error:
            raise CannotRead(
                f"the disk failed while it was read: {(error.strerror or '').lower()}"
            ) from error
    if len(data) > FILE_BYTES:
        raise CannotRead(f"larger than {FILE_BYTES // MB} MB")
    if not data:
        raise CannotRead("the file is empty")
    return data
