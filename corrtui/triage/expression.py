"""When a row holds: a small expression over marks, `BIL & written & !(eft | mortgage)`.

`!` binds first, then `&`, then `|`; brackets group. What is no mark of the letter does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

_TOKEN = re.compile(r"\s*(?:([A-Za-z][A-Za-z0-9_]*)|([&|!()]))")
_DEEPEST = 20

Test = Callable[[Collection[str]], bool]


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression."""

    text: str
    names: frozenset[str]
    """The marks it names."""
    holds: Test
    """Whether it holds for these marks."""


def read_expression(text: str) -> Expression:
    """Return the expression `text` stands for.

    Raises:
        ValueError: it cannot be read; the message says what was met, and where.
    """
    tokens = _split(text)
    names = frozenset(token for token in tokens if token not in tuple("&|!()"))
    test, place = _either(tokens, 0, 0)
    if place < len(tokens):
        raise ValueError(f"{tokens[place]!r} is one too many in {text!r}")
    return Expression(text, names, test)


def _split(text: str) -> list[str]:
    tokens, place = [], 0
    while place < len(text.rstrip()):
        match = _TOKEN.match(text, place)
        if match is None:
            raise ValueError(f"{text[place:].strip()[:1]!r} means nothing in {text!r}")
        tokens.append(match[1] or match[2])
        place = match.end()
    return tokens


def _either(tokens: list[str], place: int, depth: int) -> tuple[Test, int]:
    tests = []
    while True:
        test, place = _both(tokens, place, depth)
        tests.append(test)
        if tokens[place : place + 1] != ["|"]:
            return _any(tests), place
        place += 1


def _both(tokens: list[str], place: int, depth: int) -> tuple[Test, int]:
    tests = []
    while True:
        test, place = _single(tokens, place, depth)
        tests.append(test)
        if tokens[place : place + 1] != ["&"]:
            return _all(tests), place
        place += 1


def _single(tokens: list[str], place: int, depth: int) -> tuple[Test, int]:
    token = tokens[place] if place < len(tokens) else ""
    if depth > _DEEPEST:
        raise ValueError("it is nested too deeply")
    if token == "!":
        inner, place = _single(tokens, place + 1, depth + 1)
        return (lambda marks: not inner(marks)), place
    if token == "(":
        inner, place = _either(tokens, place + 1, depth + 1)
        if tokens[place : place + 1] != [")"]:
            raise ValueError("a bracket is not closed")
        return inner, place + 1
    if token in ("", "&", "|", ")"):
        raise ValueError(f"a mark is missing before {token!r}" if token else "a mark is missing at the end")
    return (lambda marks: token in marks), place + 1


def _any(tests: list[Test]) -> Test:
    return tests[0] if len(tests) == 1 else lambda marks: any(test(marks) for test in tests)


def _all(tests: list[Test]) -> Test:
    return tests[0] if len(tests) == 1 else lambda marks: all(test(marks) for test in tests)
