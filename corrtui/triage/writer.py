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
from corrtui.triage.behalf import SELF
from corrtui.triage.dates import read_date
from corrtui.triage.layout import Layout
from corrtui.triage.names import PersonName, is_organisation, read_name

_SIGNOFF_LINES = 14
_LAST_LINES = 8
_TOP_LINES = 30
_TOP_CHARACTERS = 4000
_WIDEST = 120
_LONGEST_NAME = 40
_MOST_BELOW_NAME = 2

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
        |\d{1,2}\s+de\s+\w{4,10}\s+del?\s+\d{4}|\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4})\s*\.?\s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TAKEN_DOWN = re.compile(r"\s*(?P<label>caller|writer)\s*:", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"[.!?:)\"'”’]\s*")
_NUMBER_LINE = re.compile(r"\s*[^.!?\n]{0,30}\d[\w-]*(?:\s\([^()\n]{1,20}\))?\s*")
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
    job: str = ""
    """What the writer is in the organisation or before a court: "Credit Manager"."""
    behalf: str = ""
    """Name of whom the letter is written for, when that is somebody else and named."""
    relationship: str = SELF
    """self, or in what capacity the writer writes for another; see `behalf.Behalf.relationship`."""


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
    labelled = _labelled(top)
    blocks = [signed, labelled, head, sender, said]
    taken_down = next(filter(None, map(_TAKEN_DOWN.match, top)), None)
    if taken_down is not None:
        # Whoever took a call down, or typed a letter in, named the writer first; a caller signs nothing.
        blocks = [labelled, *blocks[taken_down["label"].lower() == "caller" :]]
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
        job=next((block.job for block in blocks if block.job), ""),
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
    prose = last
    while "" in [line.strip() for line in last]:
        last = last[[line.strip() for line in last].index("") + 1 :]
    # Without a close only short lines that begin with a name are a signature; a label is no name.
    labels = not last or last[0].rstrip().endswith(":")
    named = read_name(last[0].lstrip(" -–—~")) if not labels and len(last) < _LAST_LINES else None
    return last if named and (named.last or len(last) > 1) else _name_below(prose)


def _name_below(lines: Sequence[str]) -> list[str]:
    """Return the name that stands right below the last sentence, and the number or two below it."""
    for nth in range(len(lines) - 1, max(len(lines) - 2 - _MOST_BELOW_NAME, 0), -1):
        line, above = _without_job(lines[nth].strip(" -–—~")), lines[nth - 1].rstrip()
        ended = not above or _SENTENCE_ENDS.search(above[-1:]) or _NUMBER_LINE.fullmatch(above)
        if ended and len(line) <= _LONGEST_NAME and _is_signed(line):
            return [line, *lines[nth + 1 :]]
        if not _NUMBER_LINE.fullmatch(line):
            break
    return []


def _without_job(line: str) -> str:
    """Return the name in "Jill Hand, Caseworker" or "Yours, Jill Hand"; a firm's line as it is."""
    head, _, tail = line.partition(",")
    return line if not tail or is_organisation(line) else (head if " " in head.strip() else tail).strip()


def _is_signed(line: str) -> bool:
    """Say whether `line` is a full name, or that of a firm, and no part of a sentence."""
    if not line[:1].isupper() or line[-1:] in "!?:":
        return False
    named = read_name(line)
    if named is not None:
        return bool(named.first and named.last) or bool(named.title)
    words = line.replace(",", " ").split()
    return is_organisation(line) and all(word[:1].isupper() or word in ("of", "and", "&") for word in words)


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
