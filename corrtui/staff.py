"""Staff: who works at a desk, in which roles, with which rights; [[people]] and [rights] of `desk.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corrtui.errors import SettingsError
from corrtui.key_settings import person_keys
from corrtui.rights import deeds_of, load_deeds
from corrtui.toml_reader import Table

ROLES = frozenset({"clerk", "official", "supervisor"})
RIGHTS = frozenset({"restricted"})
"""Rights a person has beyond the roles; `restricted`: to see letters whose view is restricted."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at the desk; `login` is the operating-system user."""

    login: str
    name: str
    initials: str
    title: str = ""
    roles: frozenset[str] = frozenset({"clerk"})
    rights: frozenset[str] = frozenset()
    pin: str = ""
    """What `corrtui pin` made of the person's PIN: method, salt and hash; empty: none is set."""
    restricted: bool = False
    """Does not get out of the program, whatever the desk says of others; see `corrtui.confinement`."""
    burst: bool = True
    """Keys typed ahead may finish a routine letter that was not shown yet, where the desk lets them."""
    deeds: frozenset[str] | None = None
    """What the person may do by the desk's rights (`corrtui.rights`); None: by the shipped ones."""
    preset: str = ""
    """The set of keys this person chose (`corrtui.presets`); empty: the desk's."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """The person's own keys on top of it and of the desk's, command id → keys."""
    line: int = 0
    """Where the person stands in `desk.toml`."""


def read_rights(table: Table) -> Mapping[str, frozenset[str]]:
    """Which roles may do a deed, where the desk says otherwise than the shipped table."""
    table.only(*load_deeds())
    return {deed: _roles(table, deed, ()) for deed in table.data}


def _roles(table: Table, key: str, usual: tuple[str, ...]) -> frozenset[str]:
    roles = frozenset(table.texts_of(key, usual))
    if strange := roles - ROLES:
        raise table.error(key, f"unknown role {sorted(strange)[0]!r}", "clerk, official or supervisor")
    return roles


def read_people(root: Table, changed: Mapping[str, frozenset[str]]) -> tuple[Person, ...]:
    """Return the people of `desk.toml`.

    Args:
        root: the whole file.
        changed: deed → roles, as `read_rights` gives it.

    Raises:
        SettingsError: nobody, somebody twice, or a role or right there is not.
    """
    people: list[Person] = []
    for table in root.tables("people"):
        table.only(
            *("login", "name", "initials", "title", "roles", "rights", "pin", "restricted", "keys", "burst")
        )
        roles = _roles(table, "roles", ("clerk",))
        rights = frozenset(table.texts_of("rights", ()))
        if strange := rights - RIGHTS:
            raise table.error("rights", f"unknown right {sorted(strange)[0]!r}", "restricted, or none")
        preset, keys = person_keys(table)
        person = Person(
            login=table.text("login"),
            name=table.text("name"),
            initials=table.text("initials"),
            title=table.text("title", ""),
            roles=roles,
            rights=rights,
            pin=table.text("pin", ""),
            restricted=table.flag("restricted", False),
            burst=table.flag("burst", True),
            deeds=deeds_of(roles, rights, changed),
            preset=preset,
            keys=keys,
            line=table.line,
        )
        if any(other.login == person.login for other in people):
            raise table.error("login", f"{person.login!r} stands twice", "one [[people]] table a login")
        people.append(person)
    if not people:
        raise SettingsError(
            "Nobody works at this desk",
            f"{root.path}: there is no [[people]] table",
            "add one with login, name, initials and roles",
        )
    return tuple(people)
