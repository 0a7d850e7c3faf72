"""What belongs into a hole: an amount of money, a date, a number, or any text.

The template says so, in its front matter or by the filter it prints the value with; else the name of the hole
does, by the rows `hole_kind` of `proof.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

MONEY, DATE, NUMBER, TEXT = "money", "date", "number", "text"
KINDS = (MONEY, DATE, NUMBER, TEXT)
"""A hole for text takes anything."""

_FILE = Path(__file__).resolve().parents[1] / "data" / "proof.toml"
_BY_FILTER = {"money": MONEY, "longdate": DATE, "masked": NUMBER}
_PRINTED = re.compile(
    r"([A-Za-z_][\w.]*)\s*\|\s*(?:d(?:efault)?\([^()]*\)\s*\|\s*)?(money|longdate|masked)\b"
)
_APART = re.compile(r"[\s._-]+")


def kind_of(name: str, body: str = "", declared: Mapping[str, str] | None = None) -> str:
    """Return the kind of the hole called `name`, one of KINDS.

    Args:
        name: of the hole: "order.amount".
        body: the template it is in; the filter it is printed with tells what it is.
        declared: the kinds its front matter names.
    """
    said = (declared or {}).get(name) or _printed(body).get(name)
    return said or _by_name(name)


@lru_cache(maxsize=256)
def _printed(body: str) -> Mapping[str, str]:
    return {name: _BY_FILTER[by] for name, by in _PRINTED.findall(body)}


@lru_cache(maxsize=1024)
def _by_name(name: str) -> str:
    words = " ".join(word for word in _APART.split(name.casefold()) if word)
    return next((kind for kind, pattern in _rules() if pattern.search(words)), TEXT)


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["hole_kind"]
    return tuple((row["kind"], re.compile(rf"\b(?:{'|'.join(row['ends'])})$")) for row in rows)
