"""What reading a letter costs as it gets longer: facts and issues, in milliseconds and as a ratio."""

from __future__ import annotations

import time
from collections.abc import Callable

from corrtui.triage.categories import load_categories
from corrtui.triage.facts import find_facts
from corrtui.triage.issues import find_issues
from corrtui.triage.layout import read_layout
from corrtui.triage.lexicon import load_lexicon

_PARAGRAPH = (
    "I was charged twice for order 48213 on March 1, 2026, $39.95 each, and nobody answers the telephone. "
    "Please credit my account 204417 by April 1 and tell me what your rule on returns is. I enclose a "
    "copy of my statement. My wife called on Monday and your agent told her to write, which I do now.\n\n"
)
_SIZES = (2_000, 25_000, 250_000, 2_000_000)
_ROUNDS = 5


def run() -> None:
    """Print milliseconds of processor time a size, and how much more than for as many short letters."""
    lexicon, categories = load_lexicon(), load_categories()

    def read(text: str) -> None:
        find_facts(text)
        find_issues(text, read_layout(text), "BIL", lexicon, categories)

    read(_PARAGRAPH)
    first = 0.0
    for size in _SIZES:
        text = (_PARAGRAPH.upper() * (size // len(_PARAGRAPH) + 1))[: size - 1]
        best = min(_milliseconds(read, f"{text}{n}") for n in range(_ROUNDS))
        first = first or best / size
        print(f"  {size:>9,} characters, all capitals  {best:8.1f} ms  {best / size / first:5.2f} x each")


def _milliseconds(read: Callable[[str], None], text: str) -> float:
    begun = time.process_time()
    read(text)
    return (time.process_time() - begun) * 1000
