"""Which letters read alike, by small signatures of their texts; and what else ties a letter to others.

A signature is a MinHash (Broder, "On the resemblance and containment of documents", 1997) of the pairs of
neighbouring words: the share of equal places in two signatures estimates the share of word pairs two letters
have in common, whatever their length and order. Figures count as one digit and redactions (XXXX) as one word,
so that other amounts, dates and account numbers do not hide a campaign.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b, shake_128
from itertools import pairwise

from corrtui.triage.facts import Facts
from corrtui.triage.layout import Span, read_layout
from corrtui.triage.words import split_words

PLACES = 128
"""Numbers of a signature: the resemblance it tells is off by 0.04 on the average, at the worst point."""
ALIKE = 0.3
"""Resemblance from which two letters are look-alikes. Unrelated complaints about one company stay below 0.15;
a scan of a scan with 3 % of the characters wrong on either side comes to 0.35."""

_BAND = 3
"""Places that must agree at once for two letters to meet in the index: see `bands`."""
_FEWEST = 12
"""A text of fewer words says too little of itself to be like another."""
_FIRST, _LAST = 2000, 500
"""Words looked at from the beginning and the end of a long text."""
_FORM = struct.Struct(f"<{PLACES}H")
_HIGH = int.from_bytes(b"\x00\x80" * PLACES, "little")
_LOW = int.from_bytes(b"\xff\x7f" * PLACES, "little")
_DIGITS = re.compile(r"\d+")
_REDACTED = re.compile(r"x{2,}")


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a text to tell what reads like it: no word can be read out of it."""

    data: bytes = b""
    """128 numbers of 16 bits; none where the text is too short."""

    @classmethod
    def of(cls, places: Iterable[int]) -> Signature:
        """Return the signature of 128 numbers, each less than 65,536."""
        return cls(_FORM.pack(*places))

    def __post_init__(self) -> None:
        if len(self.data) not in (0, _FORM.size):
            raise ValueError(f"a signature of {len(self.data)} bytes")

    @property
    def places(self) -> tuple[int, ...]:
        """Its numbers."""
        return _FORM.unpack(self.data) if self.data else ()

    def resemblance(self, other: Signature) -> float:
        """Return the estimated share of word pairs two texts have in common, 0 to 1."""
        if not self.data or not other.data:
            return 0.0
        # All places at once: the highest bit of a place becomes 1 unless all its bits are equal.
        apart = int.from_bytes(self.data, "little") ^ int.from_bytes(other.data, "little")
        apart = (((apart & _LOW) + _LOW) | apart) & _HIGH
        return 1.0 - apart.bit_count() / PLACES

    def bands(self) -> tuple[int, ...]:
        """Return 42 keys. Letters meet where one is equal.

        At a resemblance of 0.5 two letters miss each other once in 300 times, at 0.4 once in 16; of unrelated
        ones (0.05) one in 200 meets.
        """
        places = self.places
        return tuple(
            _key(_BAND_KEY.pack(at, *places[at : at + _BAND]))
            for at in range(0, len(places) - _BAND + 1, _BAND)
        )


_BAND_KEY = struct.Struct(f"<{1 + _BAND}H")


def _key(data: bytes) -> int:
    """Return a number SQLite keeps in one integer."""
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little", signed=True)


@lru_cache(maxsize=20_000)
def _drawn(pair: tuple[str, str]) -> tuple[int, ...]:
    return _FORM.unpack(shake_128(f"{pair[0]} {pair[1]}".encode()).digest(_FORM.size))


def _words(text: str, spans: tuple[Span, ...]) -> list[str]:
    words = split_words(text, spans).word
    if len(words) > _FIRST + _LAST:
        words = words[:_FIRST] + words[-_LAST:]
    return [_REDACTED.sub("xx", _DIGITS.sub("0", word)) for word in words]


def sign(text: str, spans: tuple[Span, ...] | None = None) -> Signature:
    """Return the signature of a letter: of its writer's own words, quoted earlier letters left out.

    Args:
        text: the letter as read.
        spans: the parts that count, where it is not the writer's own words.
    """
    words = _words(text, read_layout(text).own if spans is None else spans)
    if len(words) < _FEWEST:
        return Signature()
    return Signature.of(map(min, zip(*map(_drawn, set(pairwise(words))), strict=True)))


def quoted_spans(text: str) -> tuple[Span, ...]:
    """Return the parts of a letter that are not its writer's own words: the earlier letter it quotes."""
    found, at = [], 0
    for start, end in (*read_layout(text).own, (len(text), len(text))):
        if start > at:
            found.append((at, start))
        at = max(at, end)
    return tuple(found)


_LINKING = ("account", "order", "invoice", "claim", "pro", "tracking")
"""Kinds of number by which two letters are about one matter."""
SAME_WRITER = "same writer"
_NAMES = 4
_PLUS_FOUR = re.compile(r"(?<=\d{5})-\d{4}\b")


@dataclass(frozen=True, slots=True)
class Link:
    """What ties a letter to others that have it too."""

    words: str
    """E.g. `same account 204417`."""
    key: int
    """A digest of it: what stands in the index tells nobody the number."""


def links(facts: Facts) -> tuple[Link, ...]:
    """Return what ties a letter to others: its writer (name and address, or e-mail) and its numbers."""
    found = []
    writer = facts.writer
    if writer.email:
        found.append(_link(SAME_WRITER, "email", writer.email.casefold()))
    name, place = writer_key(writer.name or writer.org), address_key(writer.address)
    if name and place:
        found.append(_link(SAME_WRITER, "writer", f"{name} {place}"))
    for kind in _LINKING:
        for value in facts.values(kind):
            found.append(_link(f"same {kind} {value}", kind, number_form(value)))
    return tuple({link.key: link for link in found}.values())


def account_link(number: str) -> Link:
    """Return what ties letters on one account."""
    return _link(f"same account {number}", "account", number_form(number))


def _link(words: str, kind: str, value: str) -> Link:
    return Link(words, _key(f"{kind}:{value}".encode()))


def writer_key(name: str) -> str:
    """Return a name as two ways of writing it are equal: small letters, initials left out, words in order."""
    words = split_words(name).word
    return " ".join(sorted(word for word in words if len(word) > 1)[:_NAMES])


def address_key(lines: tuple[str, ...]) -> str:
    """Return the figures of an address: `Lane` may be `Ln.`, and a ZIP may have four digits more."""
    return " ".join(figures for line in lines for figures in _DIGITS.findall(_PLUS_FOUR.sub("", line)))


_MISREAD = str.maketrans("OQDILZSGB", "000112568")


def number_form(value: str) -> str:
    """Return a number as two ways of writing it are equal: no blanks, dashes or zeros before it."""
    plain = "".join(char for char in value.upper() if char.isalnum())
    return plain.lstrip("0") or "0"


def scanned_form(value: str) -> str:
    """Return a number with the letters a scanner reads for digits put right: `2O44I7` is `204417`."""
    return number_form(number_form(value).translate(_MISREAD))
