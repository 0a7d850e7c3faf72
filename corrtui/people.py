"""Who works at the desk — the operating-system user, or whom `--as` names — and what that person may do."""

from __future__ import annotations

import os
import pwd

from corrtui.errors import Refused, SettingsError
from corrtui.rights import deeds_of, load_deeds
from corrtui.settings import Person, Settings


def system_login() -> str:
    """Return the login of the operating-system user, whatever the environment says."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def who_works(settings: Settings, login: str | None) -> Person:
    """Return the person at the desk.

    Args:
        settings: the desk's settings.
        login: what `--as` named; None for the operating-system user. Where a PIN is asked for, anybody may
            be named: the PIN tells who it is.

    Raises:
        SettingsError: `--as` is not allowed here, or the person does not work at this desk.
    """
    own = system_login()
    if login is not None and login != own and not (settings.allow_as or settings.require_pin):
        raise SettingsError(
            "--as is not allowed at this desk", f"you are {own}", "set [desk] allow_as = true in desk.toml"
        )
    person = settings.person(login or own)
    if person is None:
        names = ", ".join(sorted(p.login for p in settings.people))
        raise SettingsError(
            f"{login or own} does not work at this desk",
            f"{settings.folder / 'desk.toml'} names {names}",
            "add a [[people]] table"
            + (", or start with --as LOGIN" if settings.allow_as or settings.require_pin else ""),
        )
    return person


def is_restricted(settings: Settings, person: Person) -> bool:
    """Tell whether a person, or the user of the system behind it, is kept in; see `corrtui.confinement`."""
    own = settings.person(system_login())
    return settings.restricted or person.restricted or (own is not None and own.restricted)


def may(person: Person, deed: str) -> bool:
    """Tell whether a person may do a deed of `corrtui.rights`."""
    if person.deeds is None:
        return deed in deeds_of(person.roles, person.rights, {})
    return deed in person.deeds


def who_may(settings: Settings, deed: str) -> str:
    """Name the people of the desk who may do a deed, four of them at most; "nobody" when there is none."""
    names = [person.name for person in settings.people if may(person, deed)]
    if not names:
        return "nobody"
    more = f" and {len(names) - 4} more" if len(names) > 4 else ""
    return ", ".join(names[:4]) + more


def demand(settings: Settings, person: Person, deed: str) -> None:
    """Let a person do a deed, or say who may.

    Raises:
        Refused: the person may not.
    """
    if not may(person, deed):
        raise Refused(
            f"{person.name} may not {load_deeds()[deed].words}",
            f"here {who_may(settings, deed)} may",
            "ask for help there; roles, rights and [rights] in desk.toml say who may",
        )
