"""E-mail: headers, the text its writer sent, and what came with it.

Parsed with the stdlib's `compat32` policy; payloads are decoded here, because the stdlib's own decoding
either raises on a wrong charset or replaces the letters it cannot place without a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email import policy
from email.message import Message
from email.parser import BytesParser
from typing import Final, cast

from corrtui.intake.brought import Brought
from corrtui.intake.readers.cannot import CannotRead
from corrtui.intake.readers.mail_headers import Headers, enclosure_name, words
from corrtui.intake.readers.mime import within_limits
from corrtui.intake.readers.plain import Decoded, decode, tidy
from corrtui.intake.readers.web import page_of
from corrtui.intake.reading import UNREADABLE, Enclosure, Reading
from corrtui.text import one_line

_QUOTED_FROM: Final = re.compile(rb"^>(>*From )", re.M)
"""As a mailbox quotes a line that would begin the next message (mboxrd, mbox(5))."""
_NO_PARTS = "its parts cannot be told apart, so they are shown as they were sent"


def read_mail(data: bytes) -> Brought:
    """Read an e-mail; without a readable body its headers and enclosures still come back, with the reason."""
    if data.startswith(b"From "):  # cut from a mailbox
        data = _QUOTED_FROM.sub(rb"\1", data)
    source, defects = within_limits(data)
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(source)
    except Exception:  # broken Content-Type parameters end it with LookupError, ValueError and more
        message = BytesParser(policy=policy.compat32).parsebytes(source, headersonly=True)
        defects += (_NO_PARTS,)
    headers = Headers(message)
    body = _Body()
    body.take(message)
    text = body.text() or body.forwarded()
    reason = ""
    try:
        text, cut = tidy(text)
    except CannotRead:
        text, cut = "", ()
        reason = "there is no text in the message" + ("; see its enclosures" if body.enclosures else "")
        reason += f"; {defects[0]}" if defects else ""
    subject, sender = headers.subject(), headers.sender()
    reply_to, message_id, written = headers.reply_to(), headers.message_id(), headers.written()
    reading = Reading(
        medium=UNREADABLE if reason else "e-mail",
        text=text,
        subject=subject,
        sender=sender,
        reply_to=reply_to,
        message_id=message_id,
        written=written,
        enclosures=tuple(enclosure for enclosure, _ in body.enclosures),
        how=f"e-mail: {'; '.join(dict.fromkeys(body.how))}" if body.how else "e-mail",
        defects=tuple(dict.fromkeys((*defects, *headers.defects, *body.defects, *cut))),
        unreadable=reason,
    )
    return Brought(reading, tuple(piece for _, piece in body.enclosures))


@dataclass(slots=True)
class _Body:
    """Collects the texts of a message, its enclosures, and how each was read."""

    texts: list[str] = field(default_factory=list)
    enclosures: list[tuple[Enclosure, bytes]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    """Messages attached to this one; their texts are another writer's and count only when there is no own."""
    html: bool = False
    """Whether some of the text was HTML."""
    how: list[str] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)

    def text(self) -> str:
        return "\n\n".join(text.strip("\r\n") for text in self.texts if text.strip())

    def forwarded(self) -> str:
        """Return the text of the first attached message, for a letter that is nothing but a forwarded one."""
        for message in self.messages:
            inner = _Body()
            inner.take(message)
            if text := inner.text() or inner.forwarded():
                self.how += ["text of the attached message", *inner.how]
                self.defects += inner.defects
                return text
        return ""

    def take(self, part: Message, sole: bool = True) -> None:
        """Take in `part` and all parts within; `sole` tells that it is the whole message."""
        try:
            self._take(part, sole)
        except Exception as error:  # its headers may break the stdlib in any way; the other parts still count
            self.defects.append(f"a part of the message is broken ({type(error).__name__})")

    def _take(self, part: Message, sole: bool) -> None:
        kind = part.get_content_type()
        if part.is_multipart() and kind != "message/delivery-status":
            if kind == "message/rfc822":
                self._attached_message(part)
            elif kind == "multipart/alternative":
                self._best_of(_within(part))
            else:
                for inner in _within(part):
                    self.take(inner, sole=False)
        elif _is_body(kind, sole) and not _is_enclosed(part):
            self._text(part, kind)
        else:
            self._enclose(part, enclosure_name(part), kind)

    def _best_of(self, alternatives: list[Message]) -> None:
        """Of several forms of one text take the plain one unless it is blank; keep the enclosures of all."""
        bodies = []
        for alternative in alternatives:
            body = _Body()
            body.take(alternative, sole=False)
            bodies.append(body)
        bodies.sort(key=lambda body: (not body.text(), body.html))
        for number, body in enumerate(bodies):
            self.enclosures += body.enclosures
            self.messages += body.messages
            if number == 0:
                self.texts += body.texts
                self.how += body.how
                self.html = self.html or body.html
                self.defects += body.defects

    def _attached_message(self, part: Message) -> None:
        inner = _within(part)[0]
        subject = Headers(inner).subject()
        self._enclose(inner, f"message: {subject}" if subject else "unnamed message", "message/rfc822")
        self.messages.append(inner)

    def _enclose(self, part: Message, name: str, kind: str) -> None:
        """Take the bytes of a part as its writer sent them: a message whole, a file decoded."""
        try:
            whole = kind == "message/rfc822" or part.is_multipart()
            data = part.as_bytes() if whole else part.get_payload(decode=True)
        except Exception as error:  # what cannot be put together again is seen in the original
            self.defects.append(f"{name} cannot be taken out ({type(error).__name__}): see the original")
            data = b""
        media_type = one_line(kind, 80)
        self.enclosures.append((Enclosure(name, media_type), data if isinstance(data, bytes) else b""))

    def _text(self, part: Message, kind: str) -> None:
        decoded = _decoded(part)
        if not decoded.lossless:
            self.defects.append("some characters of the text could not be told")
        if kind.startswith("multipart/"):
            self.defects.append(_NO_PARTS)
        if kind == "text/html":
            page = page_of(decoded.text)
            self.texts.append(page.text)
            self.html = True
            self.defects += page.defects
            self.how.append(f"HTML, {decoded.encoding}")
        else:
            self.texts.append(decoded.text)
            self.how.append(f"plain text, {decoded.encoding}")


def _within(part: Message) -> list[Message]:
    return cast("list[Message]", part.get_payload())


def _is_body(kind: str, sole: bool) -> bool:
    """A multipart whose parts were not found is shown as it was sent."""
    return (
        kind in ("text/plain", "text/html")
        or kind.startswith("multipart/")
        or (sole and kind.startswith("text/"))
    )


def _is_enclosed(part: Message) -> bool:
    disposition = str(part.get("content-disposition", "")).strip().lower()
    return disposition.startswith("attachment") or "filename" in disposition


def _decoded(part: Message) -> Decoded:
    payload = part.get_payload(decode=True)
    charset = part.get_param("charset", "")
    if isinstance(charset, tuple):  # RFC 2231: charset, language, value
        charset = charset[2]
    return decode(payload if isinstance(payload, bytes) else b"", words(str(charset or "")))
