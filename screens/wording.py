"""Small words used all over the screen: dates, states, labelled lines."""

from __future__ import annotations

import textwrap
from datetime import date, datetime
from typing import TYPE_CHECKING

from corrtui.control.rank import RAISED
from corrtui.keyrules import key_word
from corrtui.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corrtui.commands import Command
    from corrtui.control.claims import Seat
    from corrtui.control.letter import Letter

_WEEK = 6
_DAY = 24 * 60
_UNITS = {"m": "min", "h": "h", "d": "d"}
MARKS = {"pinned": "!", "overdue": "!", "due today": "!", "soon": ":", "normal": " "}
"""Urgency as one character, for columns; the words stand in the letter's head."""
ROLES = {"pinned": "sensitive", "overdue": "late", "due today": "late", "soon": "soon"}


def short_day(day: date, today: date) -> str:
    """Return a date in at most 6 characters: `today`, `Mon 30` within a week, else `30 Nov`."""
    away = (day - today).days
    if away == 0:
        return "today"
    if 0 < away <= _WEEK:
        return f"{day:%a} {day.day}"
    return f"{day.day} {day:%b}" if day.year == today.year or abs(away) < 180 else f"{day:%b %y}"


def long_day(day: date, today: date) -> str:
    """Return a date with its weekday; the year only when it is another one."""
    return f"{day:%a} {day.day} {day:%b}" if day.year == today.year else f"{day.day} {day:%b} {day.year}"


def _age(since: datetime, now: datetime) -> tuple[int, str]:
    """Return how long ago that was: count and unit, `m`, `h` or `d`."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes < 60:
        return minutes, "m"
    return (minutes // 60, "h") if minutes < _DAY else (minutes // _DAY, "d")


def age(since: datetime, now: datetime) -> str:
    """Return how long ago that was, for columns: `<1m`, `4m`, `2h`, `3d`."""
    number, unit = _age(since, now)
    return f"{number}{unit}" if number else "<1m"


def seat_words(seat: Seat, me: str, now: datetime) -> str:
    """Return where a letter is open and for how long: `open at Perry Cole's desk for 4 min`.

    Args:
        seat: who has it.
        me: login of who reads this.
        now: UTC.
    """
    number, unit = _age(seat.since, now)
    long = f"{number} {_UNITS[unit]}" if number else "<1 min"
    at = "in another session of yours" if seat.login == me else f"at {seat.name}'s desk"
    return f"open {at} for {long}"


def status_words(status: str) -> str:
    """Return a status as words."""
    return status.replace("_", " ")


def standing_words(letter: Letter, today: date) -> str:
    """Return the state of a letter in the queue; what a clerk made of its place comes first."""
    status = status_words(letter.status)
    if letter.status == "logged":
        status = "sensitive" if letter.sensitive else "new"
    words = [letter.priority] if letter.priority else []
    if letter.bring_up is not None:
        words.append(f"back {short_day(letter.bring_up, today)}" if letter.bring_up > today else "brought up")
    if letter.skips:
        words.append(f"skipped {letter.skips}x")
    return ", ".join((*words, status))


def place_mark(letter: Letter) -> str:
    """Return one character for columns: `+` raised, `-` lowered, `<` has a bring-up, else a blank."""
    if letter.priority:
        return "+" if letter.priority == RAISED else "-"
    return "<" if letter.bring_up is not None else " "


def key_words(row: Command) -> str:
    """Return all keys of a command; of one without a key what is typed for it, `:drafts`."""
    return " ".join(key_word(key) for key in row.keys) or f":{row.id}"


def labelled(label: str, text: str, width: int, label_width: int = 9, most: int = 0) -> list[tuple[str, str]]:
    """Return lines of (label or blanks, text), the text wrapped beside its label.

    Args:
        label: stands before the first line.
        text: one line of it.
        width: cells of a whole line.
        label_width: cells of the label and the blanks under it.
        most: lines it may take, the last one cut with an ellipsis; 0 for as many as it needs.
    """
    room = max(10, width - label_width)
    lines = textwrap.wrap(text, room, break_on_hyphens=False) or [""]
    if most and len(lines) > most:
        lines = [*lines[: most - 1], one_line(" ".join(lines[most - 1 :]), room)]
    blank = " " * label_width
    return [(label.ljust(label_width) if at == 0 else blank, line) for at, line in enumerate(lines)]


def listed(words: Sequence[str], most: int) -> str:
    """Return words divided by commas, at most `most` of them and how many more there are."""
    shown = ", ".join(words[:most])
    return shown if len(words) <= most else f"{shown} and {len(words) - most} more"
