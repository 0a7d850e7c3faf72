"""Styles as a terminal is told of them: SGR parameters, and the shortest way from one style to another."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from rich.color import ColorSystem
from rich.style import Style

_OFF: Final = {
    **dict.fromkeys(("1", "2"), "22"),
    "3": "23",
    **dict.fromkeys(("4", "21"), "24"),
    **dict.fromkeys(("5", "6"), "25"),
    "7": "27",
    "8": "28",
    "9": "29",
    **dict.fromkeys(("51", "52"), "54"),
    "53": "55",
}
"""What switches an attribute off, and every other one of its group with it (ECMA-48, 8.3.117)."""
_SEEN_ON_BLANKS: Final = frozenset({"4", "7", "9", "21", "51", "52", "53"})
"""Attributes a blank shows: lines through or around it, and reverse."""


class _Parts(NamedTuple):
    attributes: tuple[str, ...]
    ink: str
    paper: str


@lru_cache(maxsize=1024)
def codes_of(style: Style | None, system: ColorSystem | None) -> str:
    """Return the SGR parameters of a style, e.g. `1;31`; empty for plain text.

    The terminal's own colours (39, 49) are what plain text has, so they are left out.
    """
    if style is None or system is None:
        return ""
    drawn = style.render("x", color_system=system)
    codes = drawn.partition("x")[0].removeprefix("\x1b[").removesuffix("m")
    return ";".join((*_parts(codes).attributes, *filter(None, _parts(codes)[1:])))


@lru_cache(maxsize=1024)
def bare(codes: str) -> bool:
    """Return True when a blank in this style looks like any blank: no line, no reverse, no background."""
    parts = _parts(codes)
    return not parts.paper and not _SEEN_ON_BLANKS.intersection(parts.attributes)


@lru_cache(maxsize=4096)
def transition(before: str | None, after: str, *, single: bool = True) -> str:
    """Return the shortest sequence from one style to another.

    Args:
        before: what is set; None when nobody knows.
        after: what shall be.
        single: the terminal switches single attributes off (24, 27, 39); a VT100 only all of them.
    """
    if before == after:
        return ""
    if not after:
        return "\x1b[m"
    whole = f"\x1b[{after}m" if before == "" else f"\x1b[;{after}m"
    return whole if not before or not single else min(_step(_parts(before), _parts(after)), whole, key=len)


def _step(old: _Parts, new: _Parts) -> str:
    """Return what switches off and on only what differs."""
    off = {_OFF[code] for code in old.attributes if code not in new.attributes and code in _OFF}
    on = [code for code in new.attributes if code not in old.attributes or _OFF.get(code) in off]
    ink = [] if new.ink == old.ink else [new.ink or "39"]
    paper = [] if new.paper == old.paper else [new.paper or "49"]
    return f"\x1b[{';'.join((*sorted(off), *on, *ink, *paper))}m"


@lru_cache(maxsize=1024)
def _parts(codes: str) -> _Parts:
    attributes, ink, paper = [], "", ""
    rest = codes.split(";") if codes else []
    while rest:
        code = rest.pop(0)
        number = int(code or 0)
        if number in (38, 48):
            count = 2 if rest[:1] == ["5"] else 4
            code, rest = ";".join((code, *rest[:count])), rest[count:]
        if number in range(30, 39) or number in range(90, 98):
            ink = code
        elif number in range(40, 49) or number in range(100, 108):
            paper = code
        elif number not in (0, 39, 49):
            attributes.append(code)
    return _Parts(tuple(attributes), ink, paper)
