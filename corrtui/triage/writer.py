"""Who wrote the letter: from the sign-off, labelled lines, the address at the top, or the e-mail's sender."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from corrtui.text import one_line
from corrtui.triage.address_block import (
    AddressBlock,
    address_lines,
    find_email,
    find_phone,
    has_zip_line,
    read_block,
)
from corrtui.triage.dates import read_date
from corrtui.triage.layout import Layout
from corrtui.triage.names import PersonName, read_name

_SIGNOFF_LINES = 14
_LAST_LINES = 8
_TOP_LINES = 30
_TOP_CHARACTERS = 4000
_WIDEST = 120

_AFTER_SIGNOFF = re.compile(
    r"\s*(?:encl|enc\b|attach|cc\b|c:|bcc\b|p\.? ?p?\.? ?s\b|re:|-{5,}|_{5,})", re.IGNORECASE
)
_LABELLED = re.compile(
    r"""
    \s*(?P<label>(?:(?:full|your|my|customer|caller'?s?|contact)\s)?name|name\sof\scaller|caller|from|customer|writer
        |(?:(?:street|mailing|home)\s)?address|phone|telephone|tel|mobile|cell|call\s?back|e-?mail(?:\saddress)?
        |company|organi[sz]ation)\s*[:=]\s*(?P<value>\S.{0,119})
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DATE_LINE = re.compile(
    r"""
    \s*(?:(?:dated?|fecha)\s*:?\s+|[A-Z][a-zA-Z .]{2,30},\s+)?(?:\w{3,9}day,?\s+)?
    (?P<date>\w{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,2}\s+\w{3,9}\.?,?\s+\d{4}
        |\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4})\s*\.?\s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MY_NAME = re.compile(r"\b[Mm]y name is ((?:[A-Z][\w'’-]{1,20}\.? ?){1,4})")


@dataclass(frozen=True, slots=True)
class Writer:
    """The person or organisation that wrote; what the letter does not say is empty."""

    name: str = ""
    """Full name without the title."""
    title: str = ""
    """Mr., Mrs., Ms., Miss, Dr. … only when the letter states it."""
    first: str = ""
    last: str = ""
    org: str = ""
    address: tuple[str, ...] = ()
    """Street and city lines as written, without name and organisation; at most 5."""
    email: str = ""
    phone: str = ""


def find_writer(text: str, layout: Layout, sender_name: str = "", sender_email: str = "") -> Writer:
    """Return who wrote `text`; of several places that say so the sign-off counts most, the sender least."""
    signoff = _signoff(text, layout)
    signed = read_block(signoff)
    top = _top_lines(text, layout)
    sender = read_block([one_line(sender_name)]) if "@" not in sender_name else AddressBlock()
    introduced = _MY_NAME.search(text, 0, _TOP_CHARACTERS)
    said = AddressBlock(person=read_name(introduced[1])) if introduced else AddressBlock()
    firms = {line.strip(" ,").lower() for line in signoff if line.strip() and not _names(line, signed.person)}
    head = read_block(_writers_block(top, signed), signed.person, firms)
    blocks = [signed, _labelled(top), head, sender, said]
    person = _fullest([block.person for block in blocks if block.person])
    return Writer(
        name=person.name,
        title=person.title,
        first=person.first,
        last=person.last,
        org=next((block.org for block in blocks if block.org), ""),
        address=next((block.address for block in blocks if block.address), ()),
        email=next((block.email for block in blocks if block.email), one_line(sender_email, 254)),
        phone=next((block.phone for block in blocks if block.phone), ""),
    )


def _names(line: str, signer: PersonName | None) -> bool:
    """Say whether `line` is a person's name that may be the signer's or that of one of the family."""
    named = read_name(line)
    return named is not None and (signer is None or bool(named.title) or named.last == signer.last)


def _fullest(persons: Sequence[PersonName]) -> PersonName:
    """Return the first person, by a fuller form of the same name and with a title stated elsewhere."""
    if not persons:
        return PersonName()
    person = persons[0]
    words = set(person.name.lower().split())
    same = [other for other in persons[1:] if words & set(other.name.lower().split())]
    fuller = next((other for other in same if other.first and other.last), person)
    if not (person.first and person.last):
        person, stated = fuller, person.title
    else:
        stated = person.title
    title = stated or next((other.title for other in [person, *same] if other.title), "")
    return PersonName(person.name, title, person.first, person.last)


def _signoff(text: str, layout: Layout) -> list[str]:
    """Return the lines with name and address at the end of the letter."""
    if layout.signoff:
        lines = [line.text for line in layout.signoff[:_SIGNOFF_LINES]]
        return list(takewhile(lambda line: not _AFTER_SIGNOFF.match(line), lines))
    start, end = layout.own[-1] if layout.own else (0, 0)
    last = text[max(start, end - _TOP_CHARACTERS) : end].rstrip().split("\n")[-_LAST_LINES:]
    while "" in [line.strip() for line in last]:
        last = last[[line.strip() for line in last].index("") + 1 :]
    # Without a close only short lines that begin with a name are a signature.
    named = read_name(last[0].lstrip(" -–—~")) if last and len(last) < _LAST_LINES else None
    return last if named and (named.last or len(last) > 1) else []


def _top_lines(text: str, layout: Layout) -> list[str]:
    if layout.heading:
        return [line.text for line in layout.heading]
    start, end = layout.own[0] if layout.own else (0, 0)
    return [
        line[:_WIDEST] for line in text[start : min(end, start + _TOP_CHARACTERS)].split("\n")[:_TOP_LINES]
    ]


def _writers_block(top: Sequence[str], signed: AddressBlock) -> list[str]:
    """Return the lines of the writer's own address at the top, not those of the office written to."""
    blocks: list[list[str]] = [[]]
    date_after = -1
    for line in top:
        if not line.strip():
            blocks.append([])
        elif _date_of(line):
            date_after = len(blocks) - 1
            blocks.append([])
        else:
            blocks[-1].append(line)
    with_address = [nth for nth, block in enumerate(blocks) if has_zip_line(block)]
    for nth in with_address:
        named = read_name(blocks[nth][0])
        same = named and signed.person and set(named.name.split()) & set(signed.person.name.split())
        if same or nth <= date_after or (len(with_address) > 1 and nth == with_address[0]):
            return blocks[nth]
    return []


def date_line(text: str, layout: Layout) -> str:
    """Return the date of the letter as written on a line of its own near the top; "" when there is none."""
    return next((found for line in _top_lines(text, layout) if (found := _date_of(line))), "")


def is_date_line(line: str) -> bool:
    """Say whether `line` holds the date of the letter and nothing else."""
    return _date_of(line) != ""


def _date_of(line: str) -> str:
    match = _DATE_LINE.fullmatch(line[:_WIDEST])
    return match["date"] if match and read_date(match["date"]) else ""


def _labelled(lines: Sequence[str]) -> AddressBlock:
    """Return what lines like "Name: Ana Ortiz" say, as in web forms and phone notes."""
    said: dict[str, str] = {}
    for line in lines:
        match = _LABELLED.match(line[:_WIDEST])
        if match:
            said.setdefault(match["label"].lower().split()[-1], match["value"].strip())
    name = next(
        (said[label] for label in ("name", "caller", "from", "customer", "writer") if label in said), ""
    )
    address = said.get("address", "")
    return AddressBlock(
        person=read_name(re.split(r"[,;<(]", name)[0]) if name else None,
        org=one_line(said.get("company", said.get("organization", "")), _WIDEST),
        address=address_lines(address) if has_zip_line([address]) else (),
        email=next((found for value in said.values() if (found := find_email(value))), ""),
        phone=next((found for value in said.values() if (found := find_phone(value))), ""),
    )
