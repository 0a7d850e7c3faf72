"""A few lines that name a person with address, telephone and e-mail, as under a letter or at its top."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

from corrtui.text import one_line
from corrtui.triage.names import PersonName, is_job_title, is_organisation, read_name

_WIDEST = 120
_MOST_ADDRESS_LINES = 5
_MOST_WORDS_OF_A_FIRM = 7
_FEWEST_WORDS_OF_A_FIRM = 3
_JOINING = frozenset(("&", "and", "of", "the", "at", "for", "in", "on"))

_STATE = re.compile(
    r"""
    A[KLPRSZ] | AA | AE | C[AOT] | D[CE] | FL | G[AU] | HI | I[ADLN] | K[SY] | LA | M[ADEINOPST] | N[CDEHJMVY]
    | O[HKR] | P[AR] | RI | S[CD] | T[NX] | UT | V[AIT] | W[AIVY]
    | (?i: alabama | alaska | arizona | arkansas | california | colorado | connecticut | delaware | florida
        | georgia | hawaii | idaho | illinois | indiana | iowa | kansas | kentucky | louisiana | maine
        | maryland | massachusetts | michigan | minnesota | mississippi | missouri | montana | nebraska
        | nevada | new\ hampshire | new\ jersey | new\ mexico | new\ york | north\ carolina
        | north\ dakota | ohio | oklahoma | oregon | pennsylvania | rhode\ island | south\ carolina
        | south\ dakota | tennessee | texas | utah | vermont | virginia | washington | west\ virginia
        | wisconsin | wyoming | district\ of\ columbia | puerto\ rico )
    """,
    re.VERBOSE,
)
_CITY_STATE_ZIP = re.compile(
    rf"""
    [^\W\d_][^\d,]{{1,38}} ,?\s+ (?:{_STATE.pattern})\b \.?,?\s+ \d{{5}}(?:-\d{{4}})?
    """,
    re.VERBOSE,
)
_STREET = re.compile(
    r"""
    \d{1,6}[A-Za-z]?(?:[ -]\d{1,3})?\s+\S
    | (?:p\.?\s?o\.?\s?(?:box|drawer)|rr|rural\sroute|route|hc|box)\b\.?\s*\S
    """,
    re.IGNORECASE | re.VERBOSE,
)
_UNIT = re.compile(
    r"(?:apt|apartment|suite|ste|unit|room|rm|floor|bldg|building|c/o|attn)\b\.?\s*\S|#\s?\w", re.IGNORECASE
)
_PHONE = re.compile(r"(?<![\d-])(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}(?![\d-])")
_EMAIL = re.compile(
    r"(?<![\w.%+-])[A-Za-z0-9][\w.%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}", re.ASCII
)
# Lines of a sign-off that are neither name nor address.
_OTHER = re.compile(
    r"(?:account|acct|order|invoice|claim|customer|member|policy|pro\b|our |your |ref\b|re:|date|via |by )"
    r"|(?:tel\b|phone|fax|cell|mobile|e-?mail|home:|work:|sent )",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AddressBlock:
    """What such lines say; what they do not say is empty."""

    person: PersonName | None = None
    org: str = ""
    address: tuple[str, ...] = ()
    """Street and city lines, without name and organisation."""
    email: str = ""
    phone: str = ""
    job: str = ""
    """What the person is in a firm or before a court."""


def find_phone(line: str) -> str:
    """Return the first US telephone number in `line` as written; "" when there is none."""
    match = _PHONE.search(line[:_WIDEST])
    return one_line(match[0]) if match else ""


def find_email(line: str) -> str:
    """Return the first e-mail address in `line`; "" when there is none."""
    match = _EMAIL.search(line[:_WIDEST])
    return match[0] if match else ""


def has_zip_line(lines: Iterable[str]) -> bool:
    """Say whether one of `lines` ends in city, state and ZIP code."""
    return any(_ends_in_zip(line[:_WIDEST].strip()) for line in lines)


def _ends_in_zip(line: str) -> bool:
    # The few lines that end in a digit are looked at closely, the rest of the letter is not.
    return line[-1:].isdigit() and _CITY_STATE_ZIP.search(line) is not None


def address_lines(line: str) -> tuple[str, ...]:
    """Return `line` as address lines: an address written on one line is parted before the city."""
    line = one_line(line, _WIDEST).strip(" ,")
    parts = [part.strip() for part in line.split(",")]
    for city in range(1, len(parts)):
        rest = ", ".join(parts[city:])
        if _CITY_STATE_ZIP.fullmatch(rest):
            return (", ".join(parts[:city]), rest)
    return (line,)


def read_block(
    lines: Iterable[str], signer: PersonName | None = None, firms: Container[str] = ()
) -> AddressBlock:
    """Return what `lines` say: name first, then title or organisation, street and city in any usual order.

    Args:
        lines: the block, line by line.
        signer: who signed the letter, when the block stands at its top: a first line that names somebody
            else and reads like a firm is one.
        firms: lines known from elsewhere in the letter to name the firm, in small letters.
    """
    person: PersonName | None = None
    org = unmarked = email = phone = job = ""
    address: list[str] = []
    closed = False
    for raw in lines:
        line = raw[:_WIDEST].strip().removeprefix("/s/").strip()
        email = email or find_email(line)
        phone = phone or find_phone(line)
        if not line or find_email(line) or find_phone(line):
            continue
        if _ends_in_zip(line):
            address += [] if closed else address_lines(line)
            closed = True
        elif closed or _OTHER.match(line):
            continue
        elif _STREET.match(line) or (_UNIT.match(line) and (address or person)):
            address.append(one_line(line).strip(" ,"))
        elif person and is_job_title(line):
            job = job or one_line(line).strip(" ,")
        elif not org and (
            is_organisation(line)
            or line.lower() in firms
            or (signer and not address and _is_firm(line, signer))
        ):
            org = one_line(line).strip(" ,")
        elif person is None and not address and (named := read_name(line)):
            person = named
            after = line.partition(",")[2].strip()
            job = after if is_job_title(after) else job
        elif person and not address and (job or _is_firm(line, person, _FEWEST_WORDS_OF_A_FIRM)):
            unmarked = unmarked or one_line(line).strip(" ,")
    # Digits at the start of a line are an address only when a city follows somewhere; and only what stands
    # between a name and such an address is a firm that no word of it shows to be one.
    usable = tuple(address[:_MOST_ADDRESS_LINES]) if closed else ()
    return AddressBlock(person, org or (unmarked if closed else ""), usable, email, phone, job)


def _is_firm(line: str, person: PersonName, fewest: int = _WIDEST) -> bool:
    """Say whether `line` beside `person`'s name is a firm: no name itself, or "X & Y", or `fewest` words."""
    words = line.replace(",", " ").split()
    if not 1 < len(words) <= _MOST_WORDS_OF_A_FIRM or any(char.isdigit() or char in ":@" for char in line):
        return False
    if not all(word[0].isupper() or word.lower() in _JOINING for word in words):
        return False
    named = read_name(line)
    if named is None:
        return True
    if named.title or not named.last or named.last.lower() == person.last.lower():
        return False
    initials = any(len(word.strip(".")) == 1 and word.isalpha() for word in words)
    return "&" in words or (len(words) >= fewest and not initials and "." not in line)
