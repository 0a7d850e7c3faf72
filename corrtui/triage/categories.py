"""The categories of letters: the shipped ones and the office's own, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace

from corrtui.errors import SettingsError
from corrtui.triage.rules import read_rules

UNKNOWN = "UNK"
MISDIRECTED = "MIS"
_NUMBERS = ("weight", "office_days", "minutes")
_FLAGS = ("alone", "restricted")
_MOST_OFFICE_DAYS = 365


@dataclass(frozen=True, slots=True)
class Category:
    """What a letter may be about, and how the office treats such letters."""

    code: str
    title: str
    weight: int
    """3 goes first among letters due the same day, 1 last."""
    office_days: int
    """Business days from receipt to the office's answer; 0 is the same day."""
    disposition: str
    template: str
    """Code of the letter most often sent first; empty where none may go out by itself."""
    department: str
    alone: bool = False
    """True where each letter is decided by itself: no act on all tagged letters touches it."""
    restricted: bool = False
    """True where only who has the right to it may look at such a letter."""
    minutes: int = 9
    """What such a letter takes until the office's own letters tell it better."""


def load_categories(overrides: Mapping[str, Mapping[str, object]] | None = None) -> dict[str, Category]:
    """Return the categories by code: the shipped ones with the office's changes, then the office's own.

    Args:
        overrides: code → changed values, as under `[categories.CODE]` in desk.toml. A code of the office's
            own needs at least a title.

    Raises:
        SettingsError: a shipped table is damaged, or an override names an unknown value or has a wrong kind.
    """
    minutes = read_rules("minutes.toml")
    categories = {
        row["code"]: Category(**row, minutes=minutes["minutes"].get(row["code"], minutes["other"]))
        for row in read_rules("categories.toml")["category"]
    }
    for code, changes in (overrides or {}).items():
        _check(code, changes, new=code not in categories)
        usual = asdict(categories.get(code) or replace(categories[UNKNOWN], code=code))
        categories[code] = Category(**(usual | dict(changes)))
    return categories


def _check(code: str, changes: Mapping[str, object], *, new: bool) -> None:
    known = [field.name for field in fields(Category) if field.name != "code"]
    for key, value in changes.items():
        where = f"[categories.{code}] {key}"
        if key not in known:
            raise SettingsError(f"desk.toml: {where}: unknown key", "", f"known here: {', '.join(known)}")
        number = key in _NUMBERS
        if key in _FLAGS:
            if not isinstance(value, bool):
                raise SettingsError(f"desk.toml: {where}: must be true or false", f"it is {value!r}")
            continue
        if not isinstance(value, int if number else str) or isinstance(value, bool):
            wanted = "a whole number" if number else "text"
            raise SettingsError(f"desk.toml: {where}: must be {wanted}", f"it is {value!r}")
        if isinstance(value, int) and not 0 <= value <= _MOST_OFFICE_DAYS:
            raise SettingsError(
                f"desk.toml: {where}: out of range",
                f"it is {value}",
                f"a number from 0 to {_MOST_OFFICE_DAYS}",
            )
    if new and "title" not in changes:
        raise SettingsError(
            f"desk.toml: [categories.{code}] has no title",
            "it is not one of the shipped categories",
            "give the new category a title, or correct the code",
        )
