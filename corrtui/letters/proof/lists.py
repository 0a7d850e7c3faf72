"""The words the proof goes by, read once from `corrtui/data/proof.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).resolve().parents[2] / "data" / "proof.toml"


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def words(table: str, key: str) -> tuple[str, ...]:
    """Return the list `key` of a table: plain words, or regular expressions where the file says so."""
    return tuple(str(word) for word in _tables()[table][key])


def numerals() -> Mapping[str, int]:
    """Return the number words a quantity may be written in: "two" → 2."""
    return {str(word): int(value) for word, value in _tables()["numbers"]["number_words"].items()}


def placeholders() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return (what it is, pattern) for each kind of placeholder, in the order they are to be reported."""
    return tuple(
        (row["name"], re.compile(row["pattern"], re.M | (0 if row.get("case") else re.I)))
        for row in _tables()["placeholder"]
    )


def either(patterns: Iterable[str]) -> str:
    """Return one group that matches any of `patterns`, the longest first; blanks match a line break too."""
    ordered = sorted(patterns, key=len, reverse=True)
    return "(?:" + "|".join(pattern.replace(" ", r"\s+") for pattern in ordered) + ")"
