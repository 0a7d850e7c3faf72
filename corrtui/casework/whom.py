"""Whom in the office a letter of a sensitive class must be told: `[tell]` of desk.toml, or shipped words.

One of those named is enough. Where the office says nothing of a class, whom `sensitive.toml` names counts,
and so do the supervisors and officials of the desk.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from corrtui.errors import SettingsError
from corrtui.settings import Person, Settings
from corrtui.triage.tells import Told, told_classes

_ROLES: Final = frozenset({"supervisor", "official"})


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who may be told."""

    name: str
    """The person's, or words of the office: "site security, ext. 444"."""
    login: str = ""
    """Of a person of this desk."""

    def goes_by(self, text: str) -> bool:
        """Tell whether `text`, as `_plain` gives it, is its name or login."""
        return text in (_plain(self.name), self.login.casefold()) and bool(text)

    def begins(self, text: str) -> bool:
        """Tell whether `text`, as `_plain` gives it, begins a word of its name, or its login."""
        return f" {text}" in f" {_plain(self.name)}" or self.login.casefold().startswith(text)


class Whom:
    """Whom a desk tells.

    Args:
        settings: what `desk.toml` says.

    Raises:
        SettingsError: `[tell]` names a class there is not, or nobody for one.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._kept: dict[str, tuple[Addressee, ...]] = {}
        self._own = _own(settings) if settings.tell.data else {}

    def of(self, kind: str) -> tuple[Addressee, ...]:
        """Return whom a class must be told, one of them; those first whom the office named first."""
        found = self._kept.get(kind)
        if found is None:
            found = self._kept[kind] = self._of(kind)
        return found

    def all(self, kinds: Iterable[str]) -> tuple[Addressee, ...]:
        """Return whom any of these classes may be told, each once."""
        return tuple(dict.fromkeys(one for kind in kinds for one in self.of(kind)))

    def words(self, kinds: Iterable[str]) -> str:
        """Name whom these classes must be told: "Legal; site security, ext. 444 or Dana Pruitt"."""
        return "; ".join(dict.fromkeys(filter(None, map(self._words, kinds))))

    def names(self, login: str, kinds: Iterable[str]) -> bool:
        """Tell whether a person of the desk is one who must be told of any of these classes."""
        return any(one.login == login for kind in kinds for one in self.of(kind))

    def names_any(self, kind: str) -> bool:
        """Tell whether `[tell]` says whom this class is told, or its category."""
        return bool(self._named(kind, _shipped(kind)))

    def may_name(self, person: Person) -> bool:
        """Tell whether there may be letters somebody of the desk must be told of; it asks no rule of ours."""
        named = any(one.login == person.login for entries in self._own.values() for one in entries)
        return named or bool(person.roles & _ROLES)

    def doubts(self) -> tuple[str, ...]:
        """Say which entries of `[tell]` look like a misspelled login: they are printed as they stand."""
        logins = {person.login for person in self._settings.people}
        words = dict.fromkeys(one.name for entries in self._own.values() for one in entries if not one.login)
        near = {word: get_close_matches(word, logins, 1, 0.75) for word in words}
        return tuple(
            f"[tell] names {word!r}, who is nobody in [[people]]; if {found[0]!r} is meant, write that"
            for word, found in near.items()
            if found
        )

    def told_by(self, told: Addressee, kinds: Iterable[str]) -> tuple[str, ...]:
        """Return those of these classes of which the right one was told when `told` was."""
        return tuple(kind for kind in kinds if told in self.of(kind))

    def find(self, text: str, kinds: Iterable[str]) -> Addressee:
        """Return who is meant by what was typed: a login, a name or how one begins, or else the words."""
        wanted = _plain(text)
        listed, here = self.all(kinds), [_person(person) for person in self._settings.people]
        for group in (listed, here):
            if exact := [one for one in group if one.goes_by(wanted)]:
                return exact[0]
        begun = [one for one in listed if len(wanted) > 1 and one.begins(wanted)]  # a letter is no name
        return begun[0] if len(begun) == 1 else Addressee(" ".join(text.split()))

    def _of(self, kind: str) -> tuple[Addressee, ...]:
        shipped = _shipped(kind)
        if own := self._named(kind, shipped):
            return own
        words = (Addressee(shipped.words),) if shipped and shipped.words else ()
        people = (_person(person) for person in self._settings.people if person.roles & _ROLES)
        return (*words, *people)

    def _words(self, kind: str) -> str:
        shipped = _shipped(kind)
        if shipped and shipped.words and not self._named(kind, shipped):
            return shipped.words
        return " or ".join(one.name for one in self.of(kind))

    def _named(self, kind: str, shipped: Told | None) -> tuple[Addressee, ...]:
        """Return whom `[tell]` names for a class, or else for its category."""
        return self._own.get(kind) or (self._own.get(shipped.category, ()) if shipped else ())


def _shipped(kind: str) -> Told | None:
    try:
        return told_classes().get(kind)
    except SettingsError:  # the check at the start names it
        return None


def _plain(text: str) -> str:
    """Return a name in small letters, on one line, without the article before it."""
    return " ".join(text.split()).casefold().removeprefix("the ")


def _person(person: Person) -> Addressee:
    return Addressee(person.name, person.login)


def _own(settings: Settings) -> dict[str, tuple[Addressee, ...]]:
    """Read `[tell]`: the login of somebody in [[people]] is that person, anything else stands as it is."""
    table, classes = settings.tell, told_classes()
    known = dict.fromkeys((*classes, *(row.category for row in classes.values())))
    found: dict[str, tuple[Addressee, ...]] = {}
    for key in table.data:
        if key not in known:
            near = get_close_matches(key, known, 1, 0.5)
            likely = f"did you mean {near[0]!r}? " if near else ""
            raise table.error(key, "no such sensitive class", f"{likely}there are {', '.join(known)}")
        entries = [" ".join(entry.split()) for entry in table.texts_of(key)]
        if not entries or not all(entries):
            raise table.error(
                key, "names nobody", "name a login of [[people]] or whom else; without the line the rules do"
            )
        people = {person.login: person for person in settings.people}
        found[key] = tuple(
            dict.fromkeys(
                _person(people[entry]) if entry in people else Addressee(entry) for entry in entries
            )
        )
    return found
