"""Which sensitive classes restrict who may look at a letter: asked of every letter that is listed."""

from __future__ import annotations

from functools import lru_cache

from corrtui.triage.rules import read_rules


@lru_cache(maxsize=1)
def restricted_kinds() -> frozenset[str]:
    """Return the kinds of sensitive.toml whose letters only some may look at.

    Raises:
        SettingsError: the file is damaged.
    """
    rows = read_rules("sensitive.toml")["class"]
    return frozenset(row["kind"] for row in rows if row.get("restricted"))
