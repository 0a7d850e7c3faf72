"""One file to one Reading: opened with care, given to the reader of its kind, failures put into words."""

from __future__ import annotations

import os
import stat

from corrtui.intake.readers.cannot import CannotRead
from corrtui.intake.readers.kinds import kind_of
from corrtui.intake.readers.limits import FILE_BYTES, MB
from corrtui.intake.readers.medium import medium_of
from corrtui.intake.readers.plain import decode, garbled, tidy
from corrtui.intake.reading import UNREADABLE, Reading
from corrtui.text import one_line


def read_file(path: bytes, name: str) -> Reading:
    """Return what the file at `path` says; `name` is what its sender called it, for its extension.

    Raises:
        MemoryError: it needs more memory than this process may have.
    """
    try:
        return _read(_bytes_of(path), name)
    except CannotRead as error:
        return cannot(error.reason)
    except MemoryError:
        raise
    except Exception as error:  # a foreign file may break a parser in any way; it is a letter all the same
        return cannot(f"its reader failed ({one_line(type(error).__name__, 40)}); open the original")


def cannot(reason: str) -> Reading:
    """Return the reading of a file that gives nothing but a `reason`."""
    return Reading(medium=UNREADABLE, text="", unreadable=reason)


def _read(data: bytes, name: str) -> Reading:
    """The formats' own libraries are imported at the first file that needs them."""
    kind = kind_of(data, name)
    if kind == "e-mail":
        from corrtui.intake.readers.mail import read_mail

        return read_mail(data)
    if kind == "html":
        from corrtui.intake.readers.web import read_web

        return read_web(data)
    if kind == "pdf":
        from corrtui.intake.readers.pdf import read_pdf

        return read_pdf(data, name)
    if kind == "docx":
        from corrtui.intake.readers.word import read_word

        return read_word(data, name)
    return _read_text(data, name)


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
