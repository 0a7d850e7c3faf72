"""What ails a terminal's keys, and what cures it: the rows of `corrtui/data/terminal_keys.toml`."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import corrtui
from corrtui.keyrules import key_word
from screens.keyboard.presses import Press, readable

_TABLE = Path(corrtui.__file__).parent / "data" / "terminal_keys.toml"
_KEYPAD = re.compile(rb"\x1bO[j-yMX]\Z")
_EXTENDED = re.compile(rb"\x1b\[(?:[0-9:;]+u|27;[0-9]+;[0-9]+~)\Z")
_MOUSE = re.compile(rb"\x1b\[(?:<[0-9;]+[Mm]|M...)\Z", re.DOTALL)
_SOME = 6
"""So many different function keys tell that somebody is trying them one after another."""
DESKTOP = frozenset({"f1", "f10", "f11"})
"""Function keys a desktop or a terminal's own menu is known to keep."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is not as it should be."""

    id: str
    says: str
    cure: str


@lru_cache(maxsize=1)
def load_table() -> Mapping[str, Any]:
    """Return the shipped table: variants, terminals and troubles, each with its source."""
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


def trouble(id: str, **figures: object) -> Trouble:  # noqa: A002 — as the table calls it
    """Return a trouble of the table with its figures put in."""
    row = load_table()["trouble"][id]
    return Trouble(id, row["says"].format(**figures), row["cure"].format(**figures))


@dataclass(frozen=True, slots=True)
class Terminal:
    """What is known of the terminal before a key is pressed."""

    term: str
    codeset: str
    """The alphabet of the locale, as the C library names it, e.g. `UTF-8`."""
    wait: float
    """Seconds the desk waits after Esc."""
    erase: bytes = b"\x7f"
    """The byte the shell takes for Backspace."""

    @property
    def utf8(self) -> bool:
        """The locale is UTF-8."""
        return self.codeset.upper().replace("-", "") == "UTF8"


def of_press(press: Press, terminal: Terminal) -> list[Trouble]:
    """Return what a press gives away."""
    raw = press.raw
    found: list[Trouble] = []
    if press.late or press.gap > terminal.wait / 2:
        gap = press.gap
        enough = max(300, math.ceil(gap * 15) * 100)
        found.append(trouble("split", gap=round(gap * 1000), wait=round(terminal.wait * 1000), enough=enough))
    if raw == b"\x08" and terminal.erase != raw:
        found.append(trouble("backspace", erase=readable(terminal.erase)))
    elif _KEYPAD.match(raw):
        found.append(trouble("keypad", bytes=readable(raw)))
    elif _EXTENDED.match(raw):
        found.append(trouble("extended", bytes=readable(raw)))
    elif _MOUSE.match(raw):
        found.append(trouble("mouse", bytes=readable(raw)))
    elif len(press.keys) == 1 and press.keys[0].character and raw[0] >= 0x80:
        found += _of_alphabet(press, terminal)
    return [*found, *_of_variant(press, terminal)]


def _of_alphabet(press: Press, terminal: Terminal) -> Iterable[Trouble]:
    figures = {
        "character": press.keys[0].character,
        "bytes": readable(press.raw),
        "codeset": terminal.codeset or "not set",
    }
    if len(press.raw) == 1:
        yield trouble("onebyte", **figures)
    elif not terminal.utf8:
        yield trouble("twobytes", **figures)


def _of_variant(press: Press, terminal: Terminal) -> Iterable[Trouble]:
    written = readable(press.raw)
    for row in load_table()["variant"]:
        key = next((key for key, sent in row["keys"].items() if sent == written), None)
        if key is None or goes_by(terminal.term, row["terms"]):
            continue
        knows = press.name == key
        yield trouble(
            "variant",
            key=key_word(key),
            family=row["family"],
            term=terminal.term or "not set",
            understood="the desk understands it" if knows else "the desk does not understand it",
            cure=row["cure"],
        )


def goes_by(term: str, names: Iterable[str]) -> bool:
    """Tell whether a TERM is one of some names or a variant of one: `screen-256color`, `screen.linux`."""
    return any(term == name or term.startswith((f"{name}-", f"{name}.", f"{name}+")) for name in names)


def of_identity(terminal: Terminal, kind: str, version: str) -> tuple[str, list[Trouble]]:
    """Return what the terminal is by its own answers, and whether TERM says so too.

    Args:
        terminal: what it goes by.
        kind: the numbers of its DA2 answer; empty when there was none.
        version: its XTVERSION answer; empty when there was none.
    """
    for row in load_table()["terminal"]:
        by_version = version and row.get("version") and version.startswith(row["version"])
        if not by_version and (version or row.get("kind") != kind.split(";")[0]):
            continue
        name = f"{row['name']} ({version})" if version else row["name"]
        if goes_by(terminal.term, row["terms"]):
            return name, []
        right = f"{row['terms'][0]}-256color"
        return name, [trouble("term", term=terminal.term or "not set", name=name, right=right)]
    return version or (f"number {kind}" if kind else ""), []


def of_missing(missing: Iterable[str]) -> list[Trouble]:
    """Return what keeps keys from arriving that were pressed and never came."""
    kinds: dict[str, list[str]] = {}
    for key in missing:
        kind = "desktop" if key in DESKTOP else "scrolls" if key.startswith("shift+page") else "missing"
        kinds.setdefault(kind, []).append(key_word(key))
    return [trouble(kind, keys=", ".join(keys)) for kind, keys in kinds.items()]


def missing_functions(seen: Iterable[str]) -> list[str]:
    """Return the function keys that were left out by somebody who pressed them one after another."""
    came = [number for number in range(1, 13) if f"f{number}" in set(seen)]
    if len(came) < _SOME:
        return []
    return [f"f{number}" for number in range(1, came[-1]) if number not in came]
