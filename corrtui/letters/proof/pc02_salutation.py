"""PC-02: the letter greets the person it is addressed to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corrtui.letters.proof.accounts import plain
from corrtui.letters.proof.case import Finding, ProofCase
from corrtui.letters.proof.lists import words

RULE = "PC-02"
_TITLES = frozenset(plain(word) for word in words("salutation", "titles"))
_SUFFIXES = frozenset(words("salutation", "suffixes"))
_LINKS = frozenset(("in", "of", "the", "for", "and"))
_OFFICES = frozenset(words("salutation", "offices"))
_ORGANISATIONS = frozenset(words("salutation", "organisations"))
_GREETING = re.compile(r"\s*(?:my\s+)?dear\s+(.*?)\s*[:,]?\s*$", re.I | re.S)
_PLACEHOLDER = re.compile(r"[⟦⟧{}<>\[\]_]")
_PEOPLE = re.compile(r"\s*(?:,\s*(?:and\s+)?|;|/|&|\+|\band\b|\bor\b)\s*", re.I)
_SUFFIX_AFTER_COMMA = re.compile(
    rf",\s*(?={'|'.join(sorted(_SUFFIXES, key=len, reverse=True))})(?=[\w.]+(?:\s|$|,))", re.I
)
_CARE_OF = re.compile(r"\s*(?:attn|attention|att|c/o|care of|the estate of|estate of|to)\b[.:]*\s*", re.I)
_WORD = re.compile(r"[^\W\d_][\w.’'‘ʼ‐‑-]*|\d(?:nd|rd|th)\b")


def check(case: ProofCase) -> Iterable[Finding]:
    """Block a surname in the salutation that no name in the inside address bears.

    Case, accents and the kind of apostrophe do not count. A salutation to an office or to anybody ("Dear
    Customer Service Manager:") has no surname and passes. Source: proof rule PC-02.
    """
    if case.parts is None or not case.parts.salutation or not case.parts.address:
        return
    greeting = _GREETING.fullmatch(case.parts.salutation)
    if not greeting or not greeting[1] or _PLACEHOLDER.search(greeting[1]):
        return
    names = _addressees(case.parts.address)
    everyone = {word for name in names for word in name}
    for person in _people(greeting[1]):
        titled = plain(person.split(maxsplit=1)[0].rstrip(".")) in _TITLES
        surname = _name(person)
        if (
            not surname
            or set(surname) <= _OFFICES | _LINKS
            or (not titled and _speaks_to_an_office(surname, everyone))
        ):
            continue
        if not any(_bears(name, surname, titled, case.writer.last) for name in names):
            row = case.offset_of("salutation")
            start = row + max(0, case.parts.salutation.find(person))
            yield case.finding(
                RULE,
                "block",
                f"The salutation greets {person}, the letter is addressed to {case.parts.address[0]}.",
                start,
                start + len(person),
            )


def _people(greeting: str) -> list[str]:
    """Return the people a salutation names; "Mr. and Mrs. Ortiz" is one surname."""
    joined = _SUFFIX_AFTER_COMMA.sub(" ", greeting)
    return [person for person in _PEOPLE.split(joined) if person]


def _addressees(address: Sequence[str]) -> list[list[str]]:
    """Return the names in the address, each as its words: first line, attention lines, a second name."""
    lines = [address[0]]
    for line in address[1:]:
        second_name = not any(char.isdigit() for char in line) and (
            _CARE_OF.match(line) or _is_titled(line) or _is_organisation(address[0]) or line == address[1]
        )
        if second_name and line is not address[-1]:
            lines.append(line)
    names: list[list[str]] = []
    for line in lines:
        bare = _CARE_OF.sub("", line, count=1) if _CARE_OF.match(line) else line
        for part in (bare, *_people(bare)):
            names += [name for name in (_name(part),) if name and name not in names]
    return names


def _is_titled(line: str) -> bool:
    return plain(line.split(maxsplit=1)[0].rstrip(".")) in _TITLES


def _is_organisation(line: str) -> bool:
    return bool(_ORGANISATIONS & {plain(word.rstrip(".")) for word in _WORD.findall(line)})


def _name(person: str) -> list[str]:
    """Return the words of a name without titles in front and suffixes behind, in the form they compare by."""
    found = [plain(re.sub("[‐‑]", "-", word)) for word in _WORD.findall(person)]
    while found and found[0] in _TITLES:
        found.pop(0)
    while len(found) > 1 and found[-1] in _SUFFIXES:
        found.pop()
    return [word for word in found if word]


def _speaks_to_an_office(name: Sequence[str], addressed: set[str]) -> bool:
    """Return whether these words name an office, anybody, or the organization itself."""
    return bool(_OFFICES & set(name)) or (set(name) <= addressed and bool(_ORGANISATIONS & addressed))


def _bears(name: Sequence[str], greeted: Sequence[str], titled: bool, surname: str) -> bool:
    """Return whether the person `name` may be greeted so.

    After a title the words must end the name ("Ms. García López"), or be the surname the writer signs with.
    Without one the last word must be the surname, or the one word the first name ("Dear Pat:").
    """
    if titled:
        ends = list(name[-len(greeted) :]) == list(greeted)
        return ends or (list(greeted) == _name(surname) and greeted[0] in name)
    if greeted[-1] in _ORGANISATIONS:
        return False
    return name[-1] == greeted[-1] or (len(greeted) == 1 and name[0] == greeted[0])
