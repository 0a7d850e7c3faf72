"""HTML cut into text and tags in one pass, whose time grows with the length and with nothing else.

Python's own `html.parser` takes quadratic time on unclosed comments and tags in releases an office may
run (CVE-2025-6069 and its successors), and later releases drop what follows them. Here every search for
an end is remembered, so no stretch is walked twice, and what never closes stays in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final

_NAME: Final = r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/<>]{0,60}+)"
# Possessive throughout, so a match never goes back; a quoted value may hold any character.
_TAG: Final = re.compile(_NAME + r"""(?P<inside>(?:[^<>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+|["'])*+)>""")
_TAG_WITHOUT_QUOTES: Final = re.compile(_NAME + r"(?P<inside>[^<>]*+)>")
_MOST_FALSE_STARTS: Final = 1000
"""Each may have been walked to the end of the source for a quote; after so many, quotes are ignored."""
_ATTRIBUTE: Final = re.compile(
    r"""([a-zA-Z][^\s=>/]{0,60}+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?+"""
)
_HUGE_NUMBER: Final = re.compile(r"&#(?:x[0-9a-f]{9,}|[0-9]{9,});?", re.I)
_CODE: Final = ("script", "style")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag, its name in lower case."""

    name: str
    closing: bool
    inside: str
    """What stands between the name and the closing bracket, as written."""

    def attributes(self) -> dict[str, str]:
        """Return the attributes by lower-case name; one without a value has ""; the first of two counts."""
        found: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(self.inside):
            found.setdefault(name.lower(), plain(double or single or bare))
        return found


def plain(text: str) -> str:
    """Return `text` with its character references (`&amp;`, `&#233;`) resolved."""
    if "&" not in text:
        return text
    return unescape(_HUGE_NUMBER.sub("\ufffd", text))  # int() refuses numbers of thousands of digits


def pieces(source: str) -> Iterator[str | Tag]:
    """Yield the texts, references resolved, and the tags of `source` in order.

    Comments, declarations and what stands in a closed script or style element are left out.
    """
    brackets, comments = _Ahead(source, re.compile(">")), _Ahead(source, re.compile("--!?>"))
    codes = {name: _Ahead(source, re.compile(f"</{name}", re.I)) for name in _CODE}
    at = false_starts = 0
    while (start := source.find("<", at)) >= 0:
        if start > at:
            yield plain(source[at:start])
        at = start + 1
        if source.startswith("<!--", start):
            at = comments.end(start + 2, otherwise=start + 4)
            continue
        if source.startswith(("<!", "<?"), start):
            at = brackets.end(start, otherwise=start + 2)
            continue
        pattern = _TAG if false_starts < _MOST_FALSE_STARTS else _TAG_WITHOUT_QUOTES
        match = pattern.match(source, start)
        if match is None:
            false_starts += 1
            yield "<"
            continue
        at = match.end()
        name = match["name"].lower()
        if name not in _CODE:
            yield Tag(name, bool(match["close"]), match["inside"])
        elif not match["close"] and (code_end := codes[name].start(at)) >= 0:
            at = brackets.end(code_end, otherwise=len(source))
    if at < len(source):
        yield plain(source[at:])


class _Ahead:
    """Where a mark stands next; asked with growing positions it walks the source once."""

    def __init__(self, source: str, mark: re.Pattern[str]) -> None:
        self._source = source
        self._mark = mark
        self._found: re.Match[str] | None = None
        self._exhausted = False

    def start(self, at: int) -> int:
        """Return where the first mark at or after `at` begins, -1 when there is none."""
        found = self._next(at)
        return found.start() if found else -1

    def end(self, at: int, otherwise: int) -> int:
        """Return the place behind the first mark at or after `at`, `otherwise` when there is none."""
        found = self._next(at)
        return found.end() if found else otherwise

    def _next(self, at: int) -> re.Match[str] | None:
        if not self._exhausted and (self._found is None or self._found.start() < at):
            self._found = self._mark.search(self._source, at)
            self._exhausted = self._found is None
        return None if self._exhausted else self._found
