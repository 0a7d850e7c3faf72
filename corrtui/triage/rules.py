"""Reads the rule tables shipped in `corrtui/data/`; what is damaged in them is named."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corrtui.errors import SettingsError

if TYPE_CHECKING:
    from corrtui.triage.phrases import PhraseBook

DATA = Path(__file__).parent.parent / "data"


def read_rules(name: str) -> dict[str, Any]:
    """Return the table `name` (e.g. "lexicon.toml") of the data folder.

    Raises:
        SettingsError: the file is missing, is not UTF-8 or is not TOML.
    """
    path = DATA / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"The rules in {name} cannot be read",
            f"{path}: {error}",
            "mend that line, or install corrtui again",
        ) from error


def phrases_of(
    rows: Iterable[Mapping[str, Any]], lists: Sequence[str]
) -> tuple[list[str], list[tuple[int, str]]]:
    """Return the phrases in `lists` of rows, and of each the number of its row and the list it stands in."""
    phrases: list[str] = []
    places: list[tuple[int, str]] = []
    for number, row in enumerate(rows):
        for name in lists:
            phrases += row.get(name, [])
            places += [(number, name)] * len(row.get(name, []))
    return phrases, places


def phrase_book(phrases: Sequence[str], table: str) -> PhraseBook:
    """Return `phrases` compiled.

    Raises:
        SettingsError: one of them cannot be read; it and its `table` are named.
    """
    from corrtui.triage.phrases import PhraseBook  # a desk that reads no letter compiles none

    try:
        return PhraseBook(phrases)
    except ValueError as error:
        raise SettingsError(f"A phrase in {table} cannot be read", str(error), "mend that row") from None
