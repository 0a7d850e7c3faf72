"""Joins lines of prose that a typewriter or a mail program broke, for a narrow pane to break anew."""

from __future__ import annotations

import re
from itertools import pairwise

_LOOKED_AT = 60_000
"""Characters in which lines are joined; nobody reads on that far in a pane."""
_NARROWEST = 40
_WIDEST = 140
_FEWEST_WORDS = 5
_COLUMNS = re.compile(r"\S {2,}\S|\t")
# A line that begins so stands for itself: a quotation, an item, a label, a rule.
_OWN_LINE = re.compile(
    r"\s|[>|*•+=_~-]|\(?(?:\d{1,2}|[A-Ha-h])[.)]\s|[\w ./'-]{2,24}:(?:\s|$)|[^\w\"'“‘(¿¡$#&]"
)
_ENDS_SENTENCE = re.compile(r"[.!?:][\"'”’)]*$")


def unwrapped(text: str, width: int) -> str:
    """Return `text` with a blank for each line end that only broke prose too wide for `width` cells.

    The length stays, so that every place in the text stays where it is. A paragraph whose lines all fit is
    left alone, as are addresses, lists, tables and quotations: a line end is taken for one that broke prose
    when the first word of the next line would not have fitted on it.
    """
    done: list[str] = []
    place = 0
    for paragraph in re.split(r"(\n[ \t]*\n)", text[:_LOOKED_AT]):
        done.append(_joined(paragraph, width) if "\n" in paragraph.strip("\n") else paragraph)
        place += len(paragraph)
    return "".join(done) + text[place:]


def _joined(paragraph: str, width: int) -> str:
    lines = paragraph.split("\n")
    widest = max(len(line.rstrip()) for line in lines)
    if widest <= width or not _NARROWEST <= widest <= _WIDEST:
        return paragraph
    out = [lines[0]]
    for line, following in pairwise(lines):
        out += [" " if _goes_on(line, following, widest) else "\n", following]
    return "".join(out)


def _goes_on(line: str, following: str, widest: int) -> bool:
    """Say whether the sentence of `line` was broken only because `following` did not fit behind it."""
    bare = line.rstrip()
    first = following.split(" ", 1)[0]
    if not first or _OWN_LINE.match(following) or _COLUMNS.search(bare) or line[:1] in ("", ">", "|"):
        return False
    full = len(bare) + 1 + len(first) > widest
    # Who ends a line in the middle of a sentence, nearly full, breaks by hand.
    by_hand = len(bare) >= _NARROWEST and following[0].islower() and not _ENDS_SENTENCE.search(bare)
    return len(bare.split()) >= _FEWEST_WORDS and (full or by_hand)
