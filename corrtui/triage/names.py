"""A person's name taken apart for a salutation: title, first, last; and what is an organisation's name."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST = 60
_MOST_WORDS = 6

_TITLES = {
    "mr": "Mr.", "mister": "Mr.", "sr": "Mr.", "mrs": "Mrs.", "sra": "Mrs.", "ms": "Ms.", "miss": "Miss",
    "mx": "Mx.", "dr": "Dr.", "doctor": "Dr.", "prof": "Prof.", "professor": "Prof.", "rev": "Rev.",
    "reverend": "Rev.", "hon": "Hon.", "senator": "Sen.", "sen": "Sen.",
}  # fmt: skip
_TITLE = re.compile(rf"\(?\b({'|'.join(_TITLES)})\b\.?\)?(?=\s|$|\))", re.IGNORECASE)
_SUFFIX = re.compile(
    r",?\s+(jr|sr|ii|iii|iv|esq|esquire|m\.?\s?d|d\.?\s?o|ph\.?\s?d|d\.?d\.?s|r\.?n|c\.?p\.?a|j\.?d)\.?$",
    re.IGNORECASE,
)
_DOCTOR = re.compile(r"m\.?\s?d|d\.?\s?o|d\.?d\.?s|ph\.?\s?d", re.IGNORECASE)
_PARTICLE = re.compile(
    r"de|la|las|los|del|di|da|dos|van|von|der|den|ter|ten|bin|al|el|le|du|st\.?|mac|mc|y", re.IGNORECASE
)
_ORGANISATION = re.compile(
    r"""
    \b(?: inc | ll[cp] | l\.l\.c | ltd | corp(?:oration)? | compan(?:y|ies) | co | bank | university | college
        | school | hospital | clinic | dep(?:artmen)?t | offices? | bureau | agency | commission | association
        | assn | foundation | institute | group | partners | associates | services? | supply | supplies
        | stores? | shops? | industries | enterprises | manufacturing | motors | freight | lines
        | trucking | hardware | church | council | court | county | (?:city|state)\ of | senate | congress
        | team | division | bros | brothers | (?:&|and)\ sons | products | systems | international
        | cent(?:er|re) | library | museum | society | union | trust | insurance | recovery | collections
        | realty | properties | medical | law | works | inn | hotel | motel | restaurant | caf[eé] | diner
        | bakery | attorneys | tools? | farms | dairy | garage | nursery | builders | contractors | electric
        | plumbing | heating | fuel | pharmacy | academy | brewery | laundry | cleaners | llp )\b\.?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What stands under or after a signature and is neither name nor firm.
_JOB = re.compile(
    r"""
    (?:[\w&.'’/-]+,?\s+){0,5}
    (?: owner | co-?owner | proprietor | president | manager | director | chair(?:man|woman|person)? | partner
      | secretary | treasurer | buyer | bookkeeper | accountant | controller | comptroller | clerk
      | supervisor | agent | officer | principal | founder | attorney | paralegal | assistant | administrator
      | administratrix | coordinator | specialist | engineer | superintendent | foreman | chief | analyst
      | representative | trustee | executor | executrix | guardian | librarian | pastor | c[efo]o )
    (?: ,?\s+(?:of|for|at|to|and|&|-|–)\s.* | \s*,\s.* )?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_][^\W\d_'’.\-]*(?:['’.\-][^\W\d_]*)*")
_NO_NAME = re.compile(
    r"\b(?:customer|sir|madam|dear|thank|thanks|sincerely|regards|enclosures?|encl|attachments?|page|letter|account"
    r"|order|invoice|please|phone|tel|fax|email|e-mail|date|subject|sent|confidential|signed|signature|unsigned"
    r"|the|your|this|not|with|are|was|you|for|have|is)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name and its parts; each may be empty."""

    name: str = ""
    """As one writes it on an envelope, without the title."""
    title: str = ""
    """Mr., Mrs., Ms., Miss, Mx., Dr., Prof., Rev., Hon., Sen. or "" when the letter does not say."""
    first: str = ""
    last: str = ""


def is_organisation(line: str) -> bool:
    """Say whether `line` reads like the name of a firm, office or institution."""
    return _ORGANISATION.search(line) is not None


def is_job_title(line: str) -> bool:
    """Say whether `line` reads like what a person is in a firm or before a court: owner, Credit Manager."""
    line = " ".join(line.split()).strip(" ,;:-–—()")
    return len(line) <= _LONGEST and _JOB.fullmatch(line) is not None


def read_name(line: str) -> PersonName | None:
    """Return the person `line` names; None when it does not read like a person's name.

    A job title after a comma ("Leonard Fisk, Owner") is left out.
    """
    line = " ".join(line.split()).strip(" ,;:-–—~*_")
    before, comma, after = line.partition(",")
    if comma and is_job_title(after):
        line = before
    if not line or len(line) > _LONGEST or any(char.isdigit() or char in "@:/?!" for char in line):
        return None
    if "," in line and not _SUFFIX.search(line):
        last_first = line.split(",")
        if len(last_first) != 2 or not last_first[1].strip():
            return None
        line = f"{last_first[1].strip()} {last_first[0].strip()}"
    stated = _TITLE.search(line)
    title = _TITLES[stated[1].lower()] if stated else ""
    # "Ana Ortiz, Sr." is a suffix, "Sr. Ortiz" a title.
    suffix = _SUFFIX.search(line)
    if stated and suffix and suffix.start(1) <= stated.start(1):
        title, stated = "", None
    if stated:
        line = " ".join((line[: stated.start()] + line[stated.end() :]).split()).strip(" ,")
        suffix = _SUFFIX.search(line)
    if suffix and not title and _DOCTOR.fullmatch(suffix[1]):
        title = "Dr."
    words = (line[: suffix.start()] if suffix else line).split()
    if not _like_a_name(words) or _NO_NAME.search(line) or is_organisation(line):
        return None
    words = [_cased(word, words) for word in words]
    first_of_last = len(words) - 1
    while first_of_last > 1 and _PARTICLE.fullmatch(words[first_of_last - 1]):
        first_of_last -= 1
    name = " ".join(words) + (suffix[0] if suffix else "")
    if len(words) == 1:
        # "Mrs. Ortiz" signs with the last name, "Ana" with the first.
        return PersonName(name, title, "" if title else words[0], words[0] if title else "")
    return PersonName(name, title, " ".join(words[:first_of_last]), " ".join(words[first_of_last:]))


def _like_a_name(words: list[str]) -> bool:
    if not 1 <= len(words) <= _MOST_WORDS or not all(_WORD.fullmatch(word) or word == "&" for word in words):
        return False
    small = [word for word in words if word[0].islower() and not _PARTICLE.fullmatch(word) and word != "and"]
    return not small or (len(words) in (2, 3) and all(word.islower() for word in words))


def _cased(word: str, words: list[str]) -> str:
    """Return `word` with a capital when the whole name is in capitals or in small letters."""
    letters = "".join(words)
    if len(letters) < 4 or not (letters.isupper() or letters.islower()) or word in ("and", "&"):
        return word
    if word.islower() and _PARTICLE.fullmatch(word):
        return word
    word = "'".join(part.capitalize() for part in word.replace("’", "'").split("'"))
    word = "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
    return f"Mc{word[2:].capitalize()}" if word.startswith("Mc") and len(word) > 4 else word
