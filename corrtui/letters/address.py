"""Inside address and salutation of a letter from what is known of its writer.

A title is used only when the writer stated it; a person without one is addressed by the full name, an
organization by the office that deals with the matter. What is not known is a hole. (Usage of US business
letters; forms of address of the Senate and the House.)
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corrtui.letters.holes import hole, neutral

_COURTESY = {
    "mr": "Mr.", "mister": "Mr.", "mrs": "Mrs.", "ms": "Ms.", "miss": "Miss", "mx": "Mx.", "dr": "Dr.",
    "doctor": "Dr.", "prof": "Professor", "professor": "Professor", "rev": "Reverend", "reverend": "Reverend",
    "judge": "Judge", "senator": "Senator", "sen": "Senator", "representative": "Representative",
    "rep": "Representative", "congressman": "Representative", "congresswoman": "Representative",
}  # fmt: skip
_HONORABLE = frozenset({"Senator", "Representative", "Judge"})
_OFFICES = {
    "BIL": "Accounts Payable Manager", "DLQ": "Accounts Payable Manager", "DMG": "Claims Manager",
    "CRI": "Credit Manager", "ORD": "Purchasing Manager", "SPC": "Purchasing Manager",
    "MED": "Records Manager", "FEE": "Records Manager",
}  # fmt: skip
_ESTATE = re.compile(r"(?:the\s+)?estate of\s+(.+)", re.I)
_CITY_LINE = re.compile(r"\b[0-9]{5}(?:-[0-9]{4})?$")
_REFERENCE = re.compile(r"(re|subject)\s*:\s*", re.I)


def title_of(stated: object) -> str:
    """Return a stated title as a letter writes it ("ms" → "Ms."), empty when it is none we know."""
    return _COURTESY.get(_word(stated).rstrip(".").casefold(), "")


def full_name(writer: Mapping[str, object]) -> str:
    """Return the writer's name without title, "Pat Ortiz", empty when unknown."""
    return _word(writer.get("full")) or " ".join(
        filter(None, map(_word, (writer.get("first"), writer.get("last"))))
    )


def inside_address(writer: Mapping[str, object]) -> tuple[str, ...]:
    """Return the lines of the inside address: title and name, organization, street, city.

    Args:
        writer: any of title, first, last, full, org (str) and addr (list of the lines under the name).
    """
    title, name, org = title_of(writer.get("title")), full_name(writer), _word(writer.get("org"))
    if name and title in _HONORABLE:
        name = f"The Honorable {name}"
    elif name and title:
        name = f"{title} {name}"
    head = [line for line in dict.fromkeys((name, org)) if line] or [hole("writer.full")]
    known = writer.get("addr")
    lines = (
        [_word(line) for line in known] if isinstance(known, Sequence) and not isinstance(known, str) else []
    )
    lines = [line for line in lines if line and line not in head]
    if not lines:
        lines = [hole("writer.address"), hole("writer.city")]
    elif len(lines) == 1:
        lines = (
            [hole("writer.address"), *lines] if _CITY_LINE.search(lines[0]) else [*lines, hole("writer.city")]
        )
    return (*head, *lines)


def salutation(writer: Mapping[str, object], category: str = "") -> str:
    """Return the salutation with its colon.

    Args:
        writer: as for `inside_address`.
        category: code of the letter's category; says which office of an organization is spoken to.
    """
    title, last = title_of(writer.get("title")), _word(writer.get("last"))
    name, org = full_name(writer), _word(writer.get("org"))
    if estate := _ESTATE.match(name or org):
        return f"Dear Personal Representative of the Estate of {estate[1]}:"
    if title and last:
        return f"Dear {title} {last}:"
    if name:
        return f"Dear {name}:"
    if org:
        return f"Dear {_OFFICES.get(category, 'Customer Service Manager')}:"
    return f"Dear {hole('writer.full')}:"


def _word(value: object) -> str:
    """Return one line of an address; it can be taken for no other part of a letter."""
    return _REFERENCE.sub(r"\1 ", neutral(value).rstrip(" ,:;")) if isinstance(value, str) else ""
