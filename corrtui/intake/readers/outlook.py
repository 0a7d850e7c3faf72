"""Outlook messages (.msg): text, headers and attachments; a message within one comes out as a text.

python-oxmsg opens the compound file and names its storages. The values of text properties are taken from
their streams and decoded here, because Outlook names code pages Python has no codec for ("windows-950"), and
one that does not fit ends the library's reading.
"""

from __future__ import annotations

import re
import struct
from datetime import UTC, date, datetime, timedelta
from email.parser import HeaderParser
from typing import Any, Final

from olefile import OleFileIO
from oxmsg.domain import constants as pid
from oxmsg.storage import Storage

from corrtui.intake.brought import Brought, Need
from corrtui.intake.readers.cannot import CannotRead
from corrtui.intake.readers.limits import MESSAGE_DEPTH, MIME_PARTS, NAME_CHARACTERS
from corrtui.intake.readers.mail_headers import Headers
from corrtui.intake.readers.plain import decode, tidy
from corrtui.intake.readers.rtf_packed import unpacked
from corrtui.intake.readers.web import page_of
from corrtui.intake.reading import UNREADABLE, Enclosure, Reading, Sender
from corrtui.text import one_line, printable_name

_UNICODE, _STRING8, _BINARY = 0x001F, 0x001E, 0x0102
_INT32, _TIME = 0x0003, 0x0040
_EMBEDDED: Final = "__substg1.0_3701000D"
_EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)
_ADDRESS: Final = re.compile(r"[^\s<>@]+@[^\s<>@]+")
# Layout of a message file: MS-OXMSG 2.4 (property stream: header of 32 bytes at the top, 24 in a message
# within, 8 elsewhere; entries of 16 bytes: type, id, flags, value).
_TOP, _WITHIN, _PART = 32, 24, 8


def read_outlook(data: bytes) -> Brought:
    """Read an Outlook message.

    Raises:
        CannotRead: its compound file is damaged.
    """
    try:
        with OleFileIO(data) as file:
            root = Storage.from_ole(file)
    except MemoryError:
        raise
    except Exception as error:  # a damaged compound file breaks the library in any way
        raise CannotRead("the Outlook message is damaged; ask for it again or open the original") from error
    message = _Message(_Properties(root, _TOP), root)
    message.take_enclosures(0)
    return message.brought()


class _Properties:
    """The properties of one storage: message, recipient or attachment."""

    def __init__(self, storage: Storage, header: int) -> None:
        self._streams: dict[str, bytes] = {stream.name: stream.bytes_ for stream in storage.streams}
        table = self._streams.get("__properties_version1.0", b"")[header:]
        self._fixed: dict[int, tuple[int, bytes]] = {}
        for at in range(0, len(table) - 15, 16):
            kind, number = struct.unpack_from("<HH", table, at)
            self._fixed.setdefault(number, (kind, table[at + 8 : at + 16]))

    def bytes_of(self, number: int, kind: int = _BINARY) -> bytes:
        return self._streams.get(f"__substg1.0_{number:04X}{kind:04X}", b"")

    def text(self, number: int) -> str:
        """Return a text property, "" without one."""
        if wide := self.bytes_of(number, _UNICODE):
            return wide.decode("utf-16-le", errors="replace").rstrip("\0")
        return decode(self.bytes_of(number, _STRING8), self._charset()).text.rstrip("\0")

    def html(self) -> str:
        """Return the HTML body: bytes in the message's own code page, or a text."""
        if raw := self.bytes_of(pid.PID_HTML):
            return decode(raw, _codec(self.integer(pid.PID_INTERNET_CODEPAGE))).text
        return self.text(pid.PID_BODY_HTML)

    def integer(self, number: int) -> int:
        """Return a number, 0 without one."""
        kind, value = self._fixed.get(number, (0, b""))
        return int(struct.unpack_from("<i", value)[0]) if kind == _INT32 else 0

    def day(self, number: int) -> date | None:
        """Return the day of a time property, in UTC."""
        kind, value = self._fixed.get(number, (0, b""))
        if kind != _TIME:
            return None
        try:
            moment = _EPOCH + timedelta(microseconds=struct.unpack("<q", value)[0] // 10)
        except OverflowError:
            return None
        return moment.date() if 1970 <= moment.year < 2200 else None

    def _charset(self) -> str:
        return _codec(self.integer(pid.PID_MESSAGE_CODEPAGE) or self.integer(pid.PID_INTERNET_CODEPAGE))


def _codec(page: int) -> str:
    """Return Python's name of a Windows code page; "" without one."""
    named = {65001: "utf-8", 20127: "ascii", 28591: "latin-1", 50220: "iso-2022-jp", 20866: "koi8-r",
             51949: "euc-kr", 54936: "gb18030", 21866: "koi8-u", 51932: "euc-jp"}  # fmt: skip
    if 28592 <= page <= 28606:
        return f"iso8859-{page - 28590}"
    return named.get(page, f"cp{page}") if page > 0 else ""


class _Message:
    """One message, at the top or within another; collects its enclosures and those within them."""

    def __init__(self, properties: _Properties, storage: Storage) -> None:
        self._of = properties
        self._storage = storage
        self.enclosures: list[tuple[Enclosure, bytes]] = []
        self.defects: list[str] = []
        self._headers = Headers(HeaderParser().parsestr(properties.text(pid.PID_TRANSPORT_MESSAGE_HEADERS)))

    def subject(self) -> str:
        return one_line(self._of.text(pid.PID_SUBJECT), NAME_CHARACTERS) or self._headers.subject()

    def sender(self) -> Sender:
        """Return the From header; without headers, what Outlook kept of the sender."""
        found = self._headers.sender()
        if found.email:
            return found
        smtp = self._of.text(pid.PID_SENDER_SMTP_ADDRESS) or self._of.text(pid.PID_SENDER_EMAIL_ADDRESS)
        name = self._of.text(pid.PID_SENDER_NAME) or self._of.text(pid.PID_SENT_REPRESENTING_NAME)
        email = smtp if _ADDRESS.fullmatch(smtp) else ""  # within one Exchange it is no address of mail
        return Sender(one_line(name, NAME_CHARACTERS), one_line(email, NAME_CHARACTERS))

    def written(self) -> date | None:
        return self._headers.written() or self._of.day(pid.PID_CLIENT_SUBMIT_TIME)

    def body(self) -> tuple[str, str]:
        """Return the text of the body and how it was read; both empty without one."""
        plain = self._of.text(pid.PID_BODY)
        if plain.strip():
            return plain, "plain text"
        page = page_of(self._of.html())
        self.defects += page.defects
        return (page.text, "HTML") if page.text.strip() else ("", "")

    def take_enclosures(self, depth: int) -> None:
        """Collect the attachments; a message among them as a text, and what it encloses beside it."""
        for storage in self._storage.iter_attachment_storages():
            if len(self.enclosures) >= MIME_PARTS:
                self.defects.append(f"only the first {MIME_PARTS} enclosures were looked at")
                return
            try:
                self._take(storage, depth)
            except Exception as error:  # one that is broken is no reason to lose the others
                self.defects.append(f"an enclosure is broken ({type(error).__name__})")

    def _take(self, storage: Any, depth: int) -> None:
        of = _Properties(storage, _PART)
        inner = next((each for each in storage.storages if each.name == _EMBEDDED), None)
        if inner is not None and any("__properties" in stream.name for stream in inner.streams):
            self._take_message(_Message(_Properties(inner, _WITHIN), inner), depth)
            return
        name = of.text(pid.PID_ATTACH_LONG_FILENAME) or of.text(pid.PID_ATTACH_FILENAME)
        name = name or of.text(pid.PID_DISPLAY_NAME)
        name = one_line(re.split(r"[\\/]", name.strip())[-1], NAME_CHARACTERS)
        kind = one_line(of.text(pid.PID_ATTACH_MIME_TAG), 80)
        name = printable_name(name) if name else f"unnamed {kind or 'enclosure'}"
        data = of.bytes_of(pid.PID_ATTACH_DATA_BINARY)
        if not data and inner is not None:
            self.defects.append(f"{name} is an object of another program: see the original")
        self.enclosures.append((Enclosure(name, kind), data))

    def _take_message(self, message: _Message, depth: int) -> None:
        subject = message.subject()
        text, _ = message.body()
        sender, written = message.sender(), message.written()
        head = [("From", " ".join(filter(None, (sender.name, sender.email and f"<{sender.email}>"))))]
        head += [("Date", f"{written:%Y-%m-%d}" if written else ""), ("Subject", subject)]
        page = "\n".join(f"{label}: {value}" for label, value in head if value) + f"\n\n{text}\n"
        name = f"message: {subject}" if subject else "unnamed message"
        self.enclosures.append((Enclosure(name, "text/plain"), page.encode(errors="replace")))
        if depth < MESSAGE_DEPTH:
            message.take_enclosures(depth + 1)
            self.enclosures += message.enclosures[: max(0, MIME_PARTS - len(self.enclosures))]
            self.defects += message.defects
        else:
            self.defects.append(f"messages within messages deeper than {MESSAGE_DEPTH} were not looked at")

    def brought(self) -> Brought:
        text, how = self.body()
        need, reason = None, ""
        try:
            text, cut = tidy(text)
        except CannotRead:
            text, cut = "", ()
            reason = "there is no text in the message" + ("; see its enclosures" if self.enclosures else "")
            if rtf := unpacked(self._of.bytes_of(pid.PID_RTF_COMPRESSED)):
                reason = (
                    "its text is formatted (RTF), and LibreOffice is not here to read it; open the original"
                )
                need = Need("office", ".rtf", rtf, title="its formatted text")
        reading = Reading(
            medium=UNREADABLE if reason else "e-mail",
            text=text,
            subject=self.subject(),
            sender=self.sender(),
            reply_to=self._headers.reply_to(),
            message_id=self._headers.message_id()
            or one_line(self._of.text(pid.PID_INTERNET_MESSAGE_ID), NAME_CHARACTERS),
            written=self.written(),
            enclosures=tuple(enclosure for enclosure, _ in self.enclosures),
            how=f"Outlook message: {how}" if how else "Outlook message",
            defects=tuple(dict.fromkeys((*self._headers.defects, *self.defects, *cut))),
            unreadable=reason,
        )
        return Brought(reading, tuple(piece for _, piece in self.enclosures), need)
