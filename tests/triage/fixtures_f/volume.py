"""Many letters made from the acceptance letters, with other names and amounts; one seed gives one set."""

from __future__ import annotations

import random
import re
from pathlib import Path

from tests.triage.fixtures_f.doors import LETTERS

_FIRST = [
    "Ada",
    "Basil",
    "Cora",
    "Dwight",
    "Effie",
    "Floyd",
    "Greta",
    "Homer",
    "Inez",
    "Jasper",
    "Lena",
    "Miles",
    "Nora",
    "Orville",
    "Pearl",
    "Rufus",
]
_LAST = [
    "Abbott",
    "Birch",
    "Crane",
    "Dalby",
    "Ewing",
    "Foss",
    "Garber",
    "Hobbs",
    "Ives",
    "Judd",
    "Keane",
    "Lund",
    "Mott",
    "Noble",
    "Orr",
    "Platt",
]
_AMOUNT = re.compile(r"\$\d+(?:\.\d\d)?")
_SIGNED = re.compile(r"^([A-Z][a-z]+(?: [A-Z]\.)?) ([A-Z][a-z]+)$", re.MULTILINE)
_ACCOUNT = re.compile(r"\b3301\d\d\b")


def make_letters(folder: Path, seed: int, many: int) -> None:
    """Write `many` letters into `folder`, drawn and changed by `seed`."""
    draw = random.Random(seed)
    originals = sorted(path for path in LETTERS.iterdir())
    for nth in range(many):
        original = draw.choice(originals)
        text = _other_name(original.read_text(encoding="utf-8"), draw)
        text = _AMOUNT.sub(lambda _: f"${draw.randint(5, 900)}.{draw.randint(0, 99):02}", text)
        text = _ACCOUNT.sub(lambda _: str(draw.randint(330200, 339999)), text)
        (folder / f"{nth:04}-{original.name}").write_text(text, encoding="utf-8")


def _other_name(text: str, draw: random.Random) -> str:
    signed = _SIGNED.findall(text)
    if not signed:
        return text
    first, last = signed[-1]
    return text.replace(first, draw.choice(_FIRST)).replace(last, draw.choice(_LAST))
