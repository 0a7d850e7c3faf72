"""What foreign text may look like on a terminal, in a list or in a file name: one place, used by all."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

VEIL = "(restricted)"
"""Stands in lists and in the log where words of a letter may not."""

# C0 except newline and tab, DEL, C1, bidi controls, zero-width and invisible formatters, fillers, tags and
# variation selectors (but text and emoji style), lone surrogates: everything a terminal may act on or an eye
# cannot see. Source: Default_Ignorable_Code_Point and the format characters of the Unicode database.
_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def clean(text: str) -> str:
    """Return `text` with every control, bidi and invisible character replaced by a visible one.

    Line ends of all kinds become a newline; newline and tab stay. Use it where text enters the house.
    """
    return _HOSTILE.sub(_visible, _BREAKS.sub("\n", text))


def is_clean(text: str) -> bool:
    """Return True when one line of text may be shown as it is."""
    return text.isprintable() and (text.isascii() or not _HOSTILE.search(text))


def one_line(text: str, limit: int | None = None) -> str:
    """Return `text` cleaned, on one line, single-spaced, cut to `limit` characters with an ellipsis."""
    line = " ".join(clean(text).split())
    if limit is not None and len(line) > limit:
        return line[: max(0, limit - 1)] + "…"
    return line


def count(number: int, noun: str) -> str:
    """Return `1 letter` or `2 letters`: a number with its noun, whose plural takes an s."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def printable_name(name: str | bytes) -> str:
    """Return a file name any terminal, log or CSV can carry, reversibly.

    Names made of printable characters come back as they are. In any other name each offending byte,
    and each `%`, is written `%XX`.
    """
    raw = os.fsencode(name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = None
    if text is not None and text.isprintable() and not _HOSTILE.search(text):
        return text
    out: list[str] = []
    for char in raw.decode("utf-8", errors="surrogateescape"):
        if char == "%" or not char.isprintable() or _HOSTILE.search(char):
            out.extend(f"%{byte:02X}" for byte in char.encode("utf-8", errors="surrogateescape"))
        else:
            out.append(char)
    return "".join(out)


def shown_name(name: str | bytes) -> str:
    """Return a file name for a list or a log: printable, card and social-security numbers masked."""
    return mask_numbers(printable_name(name))


_BLANKS = "[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufffd]"
_HYPHENS = "[-\u2010-\u2015\u2212]"
_GAP = rf"(?:{_BLANKS}{{1,2}}|{_BLANKS}?(?:{_HYPHENS}|[._/])?{_BLANKS}?\n?{_BLANKS}{{0,2}})"
_FOURS = re.compile(r"\d{4,}")
_NEXT_GROUP = re.compile(rf"(?=\D){_GAP}(\d{{1,15}})(?!\d)")
_SOCIAL = re.compile(
    rf"(?<!\d)(?<!\d-)(?!000|666|9)\d{{3}}(?:{_BLANKS}{{1,2}}(?!00)\d\d{_BLANKS}{{1,2}}"
    rf"|{_BLANKS}?{_HYPHENS}\s?(?!00)\d\d{_BLANKS}?{_HYPHENS}\s?)(?!0000)(?P<last>\d{{4}})(?!\d|-\d)"
)
_DIVIDER = rf"(?:{_BLANKS}|{_HYPHENS}|[._/])"
_SOCIAL_NAMED = re.compile(
    r"(?:(?<![a-z])ssn(?![a-z])|\bs\.s\.n\.|\bsocial[\s-]{1,3}security|\bsoc\.?\s{0,2}sec\b)"
    r"[^\d\n]{0,30}\n?[^\d\n]{0,8}"
    rf"(?P<number>(?!000|666|9)\d{{3}}{_DIVIDER}?(?!00)\d{{2}}{_DIVIDER}?(?!0000)\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_ENOUGH = re.compile(r"(?:\d\D{0,5}){8}\d")
"""No text without nine digits close together holds such a number."""
_MOST_GROUPS = 5
_FIRST_GROUPS = 4
"""Digits in every group of a card number but the last, at least."""
_CARD_LENGTHS = range(13, 20)
_LONGEST = 40
"""Characters a card number takes at most, with what divides its groups."""
_PREFIX = _LAST = 4
_16_TO_19 = (16, 17, 18, 19)
# First digits (from, to) and lengths of the numbers card networks issue. Source: ISO/IEC 7812-1 and what the
# networks publish of their ranges.
_ISSUERS: tuple[tuple[int, int, tuple[int, ...]], ...] = (
    (4, 4, (13, 16, 19)),  # Visa
    (51, 55, (16,)),  # Mastercard
    (2221, 2720, (16,)),
    (34, 34, (15,)),  # American Express
    (37, 37, (15,)),
    (300, 305, (14, 16)),  # Diners Club
    (309, 309, (14, 16)),
    (36, 36, (14, 16)),
    (38, 39, (14, 16)),
    (3528, 3589, _16_TO_19),  # JCB
    (6011, 6011, _16_TO_19),  # Discover
    (644, 649, _16_TO_19),
    (65, 65, _16_TO_19),
    (62, 62, _16_TO_19),  # UnionPay
    (5018, 5018, tuple(_CARD_LENGTHS)),  # Maestro
    (5020, 5020, tuple(_CARD_LENGTHS)),
    (5038, 5038, tuple(_CARD_LENGTHS)),
    (5893, 5893, tuple(_CARD_LENGTHS)),
    (6304, 6304, tuple(_CARD_LENGTHS)),
    (6759, 6763, tuple(_CARD_LENGTHS)),
)


@dataclass(frozen=True, slots=True)
class Mask:
    """Where a number stands that is not shown in full, and what is shown in its place."""

    start: int
    end: int
    shown: str


def masks(text: str, known: Callable[[str], bool] | None = None) -> tuple[Mask, ...]:
    """Return the card and social-security numbers in `text`, in order, with their masks.

    A card number is 13 to 19 digits as a card network issues them, with the Luhn check digit, whole or in
    groups of four and more. A social-security number is ddd-dd-dddd of a range that was ever issued (not
    000, 666 or 9dd, no group 00, no serial 0000); nine digits on end only where the words before say so.

    Args:
        text: any text.
        known: tells of the digits of a would-be card number whether they are the office's own, e.g. an
            order or a tracking number: those are left as they are.
    """
    if not _ENOUGH.search(text):
        return ()
    found = [Mask(*hit.span("number"), _social(hit["number"])) for hit in _SOCIAL_NAMED.finditer(text)]
    found += [Mask(*hit.span(), _social(hit["last"])) for hit in _SOCIAL.finditer(text)]
    found += _cards(text, known)
    apart: list[Mask] = []
    for mask in sorted(found, key=lambda mask: (mask.start, -mask.end)):
        if not apart or mask.start >= apart[-1].end:
            apart.append(mask)
    return tuple(apart)


def mask_numbers(text: str, known: Callable[[str], bool] | None = None) -> str:
    """Return `text` with card numbers as `****1111` and social-security numbers as `***-**-6789`.

    See `masks` for what such a number is, and for `known`.
    """
    return put_in(text, masks(text, known))


def put_in(text: str, done: Sequence[Mask]) -> str:
    """Return `text` with its masks, as `masks` gave them, in their places."""
    out, at = [], 0
    for mask in done:
        out += [text[at : mask.start], mask.shown]
        at = mask.end
    return "".join((*out, text[at:])) if out else text


def moved(offset: int, done: Sequence[Mask]) -> int:
    """Return where a place of a text is once the masks are put in; a place inside one is at its start."""
    by = 0
    for mask in done:
        if offset <= mask.start:
            break
        if offset < mask.end:
            return mask.start + by
        by += len(mask.shown) - (mask.end - mask.start)
    return offset + by


def _social(digits: str) -> str:
    return f"***-**-{digits[-4:]}"


def _cards(text: str, known: Callable[[str], bool] | None) -> Iterator[Mask]:
    """Yield the card numbers; they may stand next to other figures."""
    behind = 0
    for group in _FOURS.finditer(text):
        start = group.start()
        lengths = _issued(text[start : start + _PREFIX]) if start >= behind else ()
        before = text[start - 1 : start] if lengths and start else ""
        if lengths and not (len(group[0]) == _LAST and text.endswith("****", 0, start)):  # else it is a mask
            behind = _behind_card(text, group, lengths, before.isalnum(), known)
            if behind:
                yield Mask(start, behind, f"****{_digits(text[start:behind])[-4:]}")


def _behind_card(
    text: str,
    group: re.Match[str],
    lengths: Container[int],
    inside: bool,
    known: Callable[[str], bool] | None,
) -> int:
    """Return where a card number ends that begins with `group`; 0 when it is none.

    Args:
        text: the text.
        group: its first digits, four or more.
        lengths: how long numbers with these first digits are.
        inside: it follows upon a letter: when one follows upon it too, it is part of a hash or a code.
        known: see `masks`.
    """
    ends = [group.end()]
    long_enough = True
    while long_enough and len(ends) < _MOST_GROUPS and (next_ := _NEXT_GROUP.match(text, ends[-1])):
        ends.append(next_.end())
        long_enough = len(next_[1]) >= _FIRST_GROUPS
    for end in reversed(ends):
        number = _digits(text[group.start() : end]) if end - group.start() <= _LONGEST else ""
        if len(number) in lengths and _passes_luhn(number):
            column = text.count("\n", group.start(), end) > 1
            code = inside and text[end : end + 1].isalnum()
            if not column and not code and not (known is not None and known(number)):
                return end
    return 0


def _digits(text: str) -> str:
    """Return the digits of `text`, of whatever script, as ASCII."""
    return "".join(str(int(char)) for char in text if char.isdecimal())


@lru_cache(maxsize=4096)
def _issued(first: str) -> tuple[int, ...]:
    """Return how long the card numbers are that begin with these four digits; empty: none do."""
    digits = _digits(first)
    for low, high, lengths in _ISSUERS:
        if low <= int(digits[: len(str(low))]) <= high:
            return lengths
    return ()


def _passes_luhn(number: str) -> bool:
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
