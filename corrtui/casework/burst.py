"""Keys in one breath: which letters are not finished by a key that was typed before they were shown.

A routine letter may go in a burst: ten `y` held down do what ten slow ones do. What a clerk would stop at
wants to be seen first, as it is decided by itself; a desk or a clerk may want that of every letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corrtui.triage.categories import UNKNOWN
from corrtui.triage.weighing import load_weighing

if TYPE_CHECKING:
    from corrtui.casework.bench import Bench
    from corrtui.casework.worksheet import Worksheet
    from corrtui.letters.proof.case import Finding


def every_one(bench: Bench) -> bool:
    """Tell whether the desk, or who sits at it, wants every letter looked at before it is finished."""
    return not (bench.settings.burst and bench.me.burst)


def look_first(bench: Bench, sheet: Worksheet, findings: Sequence[Finding]) -> str:
    """Return why a letter is looked at before it is finished, in a few words; empty when it need not be.

    Source: suggestion contract, suggestions are confirmed one by one; see also `decide.check_bulk`.

    Args:
        bench: the desk; its `burst` setting and the clerk's.
        sheet: the worksheet of the letter.
        findings: of the proof of its draft.
    """
    letter = sheet.letter
    if every_one(bench):
        return "every letter is looked at first"
    if letter.sensitive:
        return f"sensitive: {letter.sensitive}"
    if letter.money:
        return "money is enclosed"
    if findings:
        return f"the proof found {findings[0].rule}"
    if len(sheet.issues) > 1:
        return f"it asks {len(sheet.issues)} things"
    if letter.category == UNKNOWN:
        return "its category is not known"
    if not letter.classified and letter.confidence < load_weighing()[0].unknown:
        return "its category is a guess"
    if bench.categories[letter.category].alone:
        return bench.categories[letter.category].title
    return ""
