"""Deeds that not everybody may do, and the roles that may: the rows of `corrtui/data/rights.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corrtui.errors import SettingsError

SEE_RESTRICTED = "see-restricted"
REVEAL_NUMBERS = "reveal-numbers"
CLEAR_SENSITIVE = "clear-sensitive"
TAKE_OVER = "take-over"
EXPORT_TALLY = "export-tally"
REPAIR_DESK = "repair-desk"

_TABLE = Path(__file__).parent / "data" / "rights.toml"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something a person may or may not do at a desk."""

    name: str
    roles: frozenset[str]
    right: str
    """Whoever has this right may too, whatever the roles; empty: there is none."""
    words: str
    """What it is, as in "… may not {words}"."""
    cite: str


@lru_cache(maxsize=1)
def load_deeds() -> Mapping[str, Deed]:
    """Return the shipped deeds by name.

    Raises:
        SettingsError: rights.toml is damaged.
    """
    try:
        rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["deed"]
        return {row["name"]: Deed(**{**row, "roles": frozenset(row["roles"])}) for row in rows}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            "The rules in rights.toml cannot be read", f"{_TABLE}: {error}", "install corrtui again"
        ) from error


def deeds_of(
    roles: frozenset[str], rights: frozenset[str], changed: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """Return the deeds somebody may do.

    Args:
        roles: the person's roles.
        rights: what the person may beyond them.
        changed: deed → roles, where the desk says otherwise than the shipped table.
    """
    return frozenset(
        deed.name
        for deed in load_deeds().values()
        if deed.right in rights or not roles.isdisjoint(changed.get(deed.name, deed.roles))
    )
