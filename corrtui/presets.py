"""Sets of keys an office or a person may choose: the rows of `corrtui/data/presets.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from corrtui.commands import Command, KeyProblem, with_overrides

OWN = "corrtui"
"""The preset that changes nothing."""
_TABLE = Path(__file__).parent / "data" / "presets.toml"


@dataclass(frozen=True, slots=True)
class Preset:
    """One set of keys."""

    name: str
    title: str
    """What it is for, in words."""
    keys: Mapping[str, str]
    """Command id → keys divided by commas, as `[keys]` of a desk has them."""
    source: str


@lru_cache(maxsize=1)
def load_presets() -> Mapping[str, Preset]:
    """Return the shipped presets by name."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {
        name: Preset(name, row["title"], dict(row.get("keys", {})), row["source"])
        for name, row in rows.items()
    }


def keys_of_preset(name: str) -> Mapping[str, str]:
    """Return what a preset changes, command id → keys; nothing for the program's own.

    Raises:
        KeyProblem: no preset is called so; what it concerns is `preset`.
    """
    if name in ("", OWN):
        return {}
    presets = load_presets()
    if name not in presets:
        near = get_close_matches(name, presets, n=1)
        meant = f", perhaps {near[0]!r} is meant" if near else ""
        raise KeyProblem(f"no preset is called {name!r}{meant}", f"there are {', '.join(presets)}", "preset")
    return presets[name].keys


def registry_of(preset: str, *overrides: Mapping[str, str]) -> tuple[Command, ...]:
    """Return the registry with the keys of a preset, and overrides on top of it, the last one strongest.

    Raises:
        KeyProblem: there is no such preset, an id is unknown, a key cannot work, or two of them clash.
    """
    keys = dict(keys_of_preset(preset))
    for changed in overrides:
        keys.update(changed)
    return with_overrides(keys)
