"""The headers of an e-mail, each read on its own: one that is broken is shown as it was sent.

The stdlib's typed headers (`email.policy.default`) raise half a dozen kinds of errors on real mail, so
the raw values of the old `compat32` policy are decoded here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parseaddr, parsedate_to_datetime
from typing import Final, TypeVar

from corrtui.intake.readers.limits import HEADER_CHARACTERS, NAME_CHARACTERS
from corrtui.intake.readers.plain import decode
from corrtui.intake.reading import Sender
from corrtui.text import one_line, printable_name

_ADDRESS: Final = re.compile(r"[^\s<>()\[\]\",;:]{1,64}@[^\s<>()\[\]\",;:]{1,190}")
_YEARS: Final = range(1970, 2200)

Value = TypeVar("Value")


class Headers:
    """The headers of `message` that the house uses; `defects` grows with what cannot be decoded."""

    def __init__(self, message: Message) -> None:
        self.defects: list[str] = []
        self._raw: dict[str, str] = {}
        for name, value in message.raw_items():
            self._raw.setdefault(name.lower(), str(value)[:HEADER_CHARACTERS])

    def subject(self) -> str:
        """Return the subject, one line, "" without one."""
        return one_line(self._read("subject", words, _as_sent), NAME_CHARACTERS)

    def sender(self) -> Sender:
        """Return the first writer the From header names, or else the Sender header."""
        return self._read("from" if self._raw.get("from", "").strip() else "sender", _sender, _sender_as_sent)

    def reply_to(self) -> str:
        """Return the address answers are to go to, "" when there is no such header."""
        return self._read("reply-to", _sender, _sender_as_sent).email

    def message_id(self) -> str:
        """Return the Message-ID as it was sent, one line."""
        return one_line(_as_sent(self._raw.get("message-id", "")), NAME_CHARACTERS)

    def written(self) -> date | None:
        """Return the day of the Date header in its own time zone, None without a believable one."""
        return self._read("date", _day, lambda raw: None)

    def _read(self, name: str, read: Callable[[str], Value], fall_back: Callable[[str], Value]) -> Value:
        raw = self._raw.get(name, "")
        try:
            return read(raw)
        except (
            Exception
        ):  # the stdlib raises nearly every kind of error here, IndexError and RecursionError too
            self.defects.append(f"the {name.title()} header is broken: {one_line(_as_sent(raw), 80)}")
            return fall_back(raw)


def words(raw: str) -> str:
    """Return a header value with its encoded words (`=?utf-8?q?…?=`) decoded.

    Raises:
        Exception: of many kinds, when an encoded word is broken.
    """
    sent = _as_sent(raw)
    if "=?" not in sent:
        return sent
    parts = []
    for part, charset in decode_header(sent):
        if isinstance(part, str):
            parts.append(part)
        elif charset is None:  # decode_header gives the words between as escaped ASCII
            parts.append(part.decode("raw-unicode-escape"))
        else:
            parts.append(decode(part, charset).text)
    return "".join(parts)


def enclosure_name(part: Message) -> str:
    """Return the printable name of an attachment, without any folder; "unnamed image/png" if it has none."""
    try:
        for field in ("content-disposition", "content-type"):
            raw = next((str(value) for name, value in part.raw_items() if name.lower() == field), "")
            if not raw.isascii():
                part.replace_header(field, _as_sent(raw))
        given = part.get_filename() or ""
        name = words(collapse_rfc2231_value(given))
    except Exception:  # RFC 2231 names can be broken in as many ways as headers
        name = ""
    name = one_line(re.split(r"[\\/]", name.strip())[-1], NAME_CHARACTERS)
    return printable_name(name) if name else f"unnamed {one_line(part.get_content_type(), 60)}"


def _as_sent(raw: str) -> str:
    """Raw 8-bit header bytes come from the parser as lone surrogates; give them an encoding."""
    try:
        return decode(raw.encode("ascii", errors="surrogateescape")).text
    except UnicodeEncodeError:  # already text
        return raw


def _sender(raw: str) -> Sender:
    name, email = parseaddr(_as_sent(raw))
    name, email = one_line(words(name), NAME_CHARACTERS), one_line(email, NAME_CHARACTERS)
    if "@" not in email and raw.strip():
        return _sender_as_sent(raw)
    return Sender("" if name == email else name, email)


def _sender_as_sent(raw: str) -> Sender:
    sent = one_line(_as_sent(raw), NAME_CHARACTERS)
    found = _ADDRESS.search(sent)
    return Sender(name="", email=found[0]) if found else Sender(name=sent.strip('"<> '))


def _day(raw: str) -> date | None:
    if not raw.strip():
        return None
    day = parsedate_to_datetime(_as_sent(raw)).date()
    if day.year not in _YEARS:
        raise ValueError(f"no letter is of the year {day.year}")
    return day
