"""Of which sensitive classes somebody in the office must be told, and whom the shipped rules name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from corrtui.triage.rules import read_rules


class Told(NamedTuple):
    """What sensitive.toml says of a class."""

    category: str
    words: str
    """Whom in the office it must be told: a role, in words; empty: nobody."""


@lru_cache(maxsize=1)
def told_classes() -> Mapping[str, Told]:
    """Return class → what sensitive.toml says of telling it.

    Raises:
        SettingsError: the file is damaged.
    """
    rows = read_rules("sensitive.toml")["class"]
    return {row["kind"]: Told(row["category"], row.get("tell", "")) for row in rows}
