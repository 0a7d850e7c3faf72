"""Whether a letter is addressed to another organisation than this office: mail for another house."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corrtui.triage.address_block import has_zip_line
from corrtui.triage.layout import Layout, Line
from corrtui.triage.names import is_organisation, read_name
from corrtui.triage.writer import Writer, is_date_line

_LOOKED_AT = 20_000
"""Characters of the letter in which the office's own name is looked for."""
_LONGEST_SALUTATION = 90
_FEWEST_OF_A_SALUTATION = 2

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_GENERAL = re.compile(
    r"""
    dear | sirs? | madam | gentle\w+ | ladies | whom | may | concern | it | to | and | or | the | of
    | for | at | attn | attention | your | our | mail | order | customers? | consumer | credit | debt
    | accounts? | receivable | payable | claims? | billing | sales | complaints? | correspondence
    | shipping | returns? | care | relations | support | dep(?:artmen)?t | desk | division | team
    | section | unit | manager | director | officer | president | staff | friends? | people | folks
    | all | everyone | everybody | suite | floor | box | p | o | executive | human | resources | public
    | legal | records | medical | accounting | finance | main | head | home | service | office
    | compan(?:y|ies) | agency | bureau | collections? | recovery | bank | store | shop | group | inc
    | ll[cp] | corp | corporation | co | ltd | supply | services | center | centre
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Addressee:
    """The other organisation a letter is addressed to, as the letter names it, and where in the text."""

    name: str
    start: int
    end: int


def other_addressee(text: str, layout: Layout, writer: Writer, office: Sequence[str]) -> Addressee | None:
    """Return the organisation a letter is clearly addressed to when that is not this office; else None.

    Clear is an inside address, set off from the writer's own, whose first lines name a firm, or a salutation
    that names one in two words or more; and nowhere in the letter stands the office's name or street.

    Args:
        text: the letter as read.
        layout: its parts.
        writer: who wrote it.
        office: name of the office first, then its address lines and web or mail hosts; nothing is found
            without a name.
    """
    if not office or _names_us(text[:_LOOKED_AT], office):
        return None
    ours = _telling(office[0])
    block = _inside_address(layout, writer) or _greeted(layout, _salutation(text, layout))
    named = next((line for line in block if _names_firm(line.text)), None)
    near = " ".join(line.text for line in block)
    salutation = _salutation(text, layout)
    if named is None and salutation and len(_telling(salutation.text)) >= _FEWEST_OF_A_SALUTATION:
        named = salutation if is_organisation(salutation.text) else None
    if named is None or ours & _telling(f"{near} {salutation.text if salutation else ''}"):
        return None
    start = named.start + len(named.text) - len(named.text.lstrip())
    name = named.text.strip().rstrip(" ,:")
    return Addressee(name, start, start + len(name))


def _names_us(text: str, office: Sequence[str]) -> bool:
    """Say whether the office's name (its first two telling words), street or host stands there."""
    words = " ".join(text.casefold().replace("&", " and ").split())
    telling = [word for word in _WORD.findall(office[0].casefold()) if not _GENERAL.fullmatch(word)][:2]
    begins = r"\W*(?:and\W+)?".join(re.escape(word) for word in telling)
    if begins and re.search(rf"\b{begins}\b", words):
        return True
    marks = [line for line in office[1:] if any(char.isdigit() for char in line) and not has_zip_line([line])]
    hosts = [line for line in office[1:] if "." in line and " " not in line]
    return any(" ".join(mark.casefold().split()) in words for mark in (*marks, *hosts) if mark)


def _telling(text: str) -> set[str]:
    """Return the words of `text` that tell one firm from another."""
    words = (word.casefold() for word in _WORD.findall(text))
    return {word for word in words if len(word) > 1 and not _GENERAL.fullmatch(word)}


def _inside_address(layout: Layout, writer: Writer) -> list[Line]:
    """Return the lines of the address above the salutation that is not the writer's own."""
    blocks: list[list[Line]] = [[]]
    date_before = 0
    for line in layout.heading:
        if not line.text.strip() or is_date_line(line.text):
            date_before = len(blocks) if line.text.strip() else date_before
            blocks.append([])
        else:
            blocks[-1].append(line)
    addresses = [nth for nth, block in enumerate(blocks) if has_zip_line(line.text for line in block)]
    if not addresses or not writer.address:
        return []
    # Below the writer's own address or below the date stands whom it is written to.
    last = blocks[addresses[-1]]
    set_off = len(addresses) > 1 or addresses[-1] >= date_before > 0
    own = " ".join(line.text for line in last)
    theirs = (writer.org and writer.org in own) or writer.address[0] in own
    return [] if theirs or not set_off else last


def _greeted(layout: Layout, salutation: Line | None) -> list[Line]:
    """Return the only address at the top where the salutation names its firm: "Dear Allied Plumbing"."""
    block = [line for line in layout.heading if line.text.strip() and not is_date_line(line.text)]
    if salutation is None or not block or not has_zip_line(line.text for line in block):
        return []
    greeted = _telling(salutation.text)
    same = len(greeted) >= _FEWEST_OF_A_SALUTATION and greeted <= _telling(block[0].text)
    return block if same else []


def _names_firm(line: str) -> bool:
    if any(char.isdigit() for char in line) or not _telling(line):
        return False
    named = read_name(line)
    return is_organisation(line) or ("&" in line and (named is None or not named.title))


def _salutation(text: str, layout: Layout) -> Line | None:
    start = layout.heading[-1].start + len(layout.heading[-1].text) if layout.heading else 0
    head = text[start : start + _LONGEST_SALUTATION * 2].lstrip()
    begin = start + text[start:].find(head) if head else start
    line = head.partition("\n")[0]
    if ":" in line[:_LONGEST_SALUTATION]:  # the letter may go on in the same line
        line = line[: line.index(":") + 1]
    if not line.lower().startswith("dear ") or len(line) > _LONGEST_SALUTATION or line[-1:] not in ",:":
        return None
    return Line(begin + len("dear "), line[len("dear ") :])
