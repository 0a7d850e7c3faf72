"""Reading: what a letter's file says, as the rest of the house knows it.

Readers make it in their child process; it crosses the pipe and lies in the cabinet as JSON. Whoever
takes one from JSON gets clean text, whatever wrote that JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from corrtui.errors import CorrtuiError
from corrtui.text import clean, one_line

UNREADABLE: Final = "unreadable"
CANNOT: Final = "cannot be read here: "
"""What a reason begins with, or is said behind."""
MEDIA: Final = ("letter", "e-mail", "web form", "fax", "phone note", UNREADABLE)
"""The ways a letter comes in, as the tally counts them."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who an e-mail says it is from; both fields are claims, never proof, and either may be empty."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that came within another: an attachment of an e-mail."""

    name: str
    """As the writer called it: printable, never to be used as a path."""
    media_type: str = ""
    """What the writer's program said it is, "application/pdf": a claim; empty when it said nothing."""
    size: int = 0
    """Bytes; 0 where none came or they are not known."""
    sha256: str = ""
    """Of those bytes, hexadecimal; empty where they were not kept."""
    file: str = ""
    """Its name in the case folder, one the house gave; empty where it was not kept."""

    def to_json(self) -> dict[str, object]:
        """Return the enclosure as values `json.dumps` takes."""
        return {
            "name": self.name,
            "media_type": self.media_type,
            "size": self.size,
            "sha256": self.sha256,
            "file": self.file,
        }

    @classmethod
    def from_json(cls, value: object) -> Enclosure:
        """Return the enclosure that `to_json` gave; a bare name comes from before files were kept.

        Raises:
            KeyError: a field is missing.
            TypeError: a field is of another type.
            ValueError: its file is no name of a file.
        """
        if isinstance(value, str):
            return cls(one_line(value))
        if not isinstance(value, Mapping) or not isinstance(value["size"], int):
            raise TypeError(f"{type(value).__name__} where an enclosure belongs")
        file = one_line(_string(value["file"]))
        if "/" in file or file.startswith("."):
            raise ValueError("an enclosure lies in another folder")
        return cls(
            name=one_line(_string(value["name"])),
            media_type=one_line(_string(value["media_type"])),
            size=value["size"],
            sha256=one_line(_string(value["sha256"])),
            file=file,
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file says, or the reason why it cannot be read here.

    Raises:
        ValueError: `medium` is none of MEDIA, or a reason and a text are given together.
    """

    medium: str
    """One of MEDIA; UNREADABLE exactly when `unreadable` gives a reason."""
    text: str
    """The body: clean text, lines divided by a newline, at most 2 MB as UTF-8."""
    subject: str = ""
    """Subject header of an e-mail or title of a web page, one line."""
    sender: Sender = Sender()
    reply_to: str = ""
    """Address in the Reply-To header."""
    message_id: str = ""
    """Message-ID with its angle brackets, for threading the answer."""
    written: date | None = None
    """Day in the Date header, in the writer's own time zone."""
    enclosures: tuple[Enclosure, ...] = ()
    """The attachments, in the order they came."""
    how: str = ""
    """How it was read, in words: "text, cp1252 (not UTF-8)", "PDF, 3 pages"."""
    defects: tuple[str, ...] = ()
    """What is broken, missing or cut although the rest could be read, in words."""
    unreadable: str = ""
    """Why there is no text, in words a clerk can act on."""
    confidence: int | None = None
    """How sure the program was that read a picture: mean of its words, percent; None where none was read."""

    @property
    def unread(self) -> str:
        """Say that it cannot be read here, and why."""
        return f"{CANNOT}{self.unreadable.removeprefix(CANNOT)}"

    def __post_init__(self) -> None:
        if self.medium not in MEDIA:
            raise ValueError(f"no such medium: {self.medium!r}")
        if bool(self.unreadable) != (self.medium == UNREADABLE) or (self.unreadable and self.text):
            raise ValueError("a reading has a text and a medium, or a reason and neither")

    def to_json(self) -> dict[str, object]:
        """Return the reading as values `json.dumps` takes; `written` is an ISO date or None."""
        return {
            "medium": self.medium,
            "text": self.text,
            "subject": self.subject,
            "sender": {"name": self.sender.name, "email": self.sender.email},
            "reply_to": self.reply_to,
            "message_id": self.message_id,
            "written": self.written.isoformat() if self.written else None,
            "enclosures": [enclosure.to_json() for enclosure in self.enclosures],
            "how": self.how,
            "defects": list(self.defects),
            "unreadable": self.unreadable,
            "confidence": self.confidence,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, object]) -> Reading:
        """Return the reading that `to_json` gave, every text in it cleaned once more.

        Raises:
            CorrtuiError: a field is missing, of another type or contradicts another.
        """
        try:
            sender = values["sender"]
            written = values["written"]
            if not isinstance(sender, Mapping):
                raise TypeError("sender is not an object")
            return cls(
                medium=_string(values["medium"]),
                text=clean(_string(values["text"])),
                subject=one_line(_string(values["subject"])),
                sender=Sender(one_line(_string(sender["name"])), one_line(_string(sender["email"]))),
                reply_to=one_line(_string(values["reply_to"])),
                message_id=one_line(_string(values["message_id"])),
                written=None if written is None else date.fromisoformat(_string(written)),
                enclosures=tuple(map(Enclosure.from_json, _list(values["enclosures"]))),
                how=one_line(_string(values["how"])),
                defects=_lines(values["defects"]),
                unreadable=one_line(_string(values["unreadable"])),
                confidence=_percent(values.get("confidence")),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise CorrtuiError(
                "A stored reading of a letter is damaged",
                one_line(f"{type(error).__name__}: {error}", 200),
                "read the letter's original again",
            ) from error


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} where text belongs")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"{type(value).__name__} where a list belongs")
    return value


def _lines(value: object) -> tuple[str, ...]:
    return tuple(one_line(_string(item)) for item in _list(value))


def _percent(value: object) -> int | None:
    if value is None or (isinstance(value, int) and 0 <= value <= 100):
        return value
    raise ValueError("a confidence is no percentage")
