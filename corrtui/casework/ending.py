"""Whether a letter may be ended without a reply: what wants a further word, and what is not ended so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corrtui.casework.bench import Bench
from corrtui.casework.outcomes import issue_words
from corrtui.casework.telling import check_told
from corrtui.control.register import Letter
from corrtui.errors import Refused
from corrtui.triage.issues import Issue

MONEY, ALL = "MONEY", "ALL"
_TAKEN_OVER = "ROUTE-CONFIRMED"
_HANDED_OVER = frozenset(("held", "routed"))
"""Where a letter stands once a supervisor or another department has it."""
_LEAVES_MONEY = frozenset(("FILE", "RETURN"))


class WordNeeded(Refused):
    """A letter is not ended by a disposition alone.

    Args:
        number: control number.
        code: the disposition.
        word: what must be typed to end it all the same; several words stand divided by a space.
        why: what speaks against it.
        typed: what is typed at the command line to end it all the same; empty at the screen.

    Attributes:
        word: the same.
    """

    def __init__(self, number: str, code: str, word: str, why: str, typed: str = "") -> None:
        self.word = word
        super().__init__(
            f"{number} is not ended by {code} alone",
            why,
            f"confirm with {typed or word} to end it all the same",
        )


def check_ending(
    bench: Bench,
    letter: Letter,
    code: str,
    missing: Sequence[Issue],
    handling: str,
    confirm: str,
    into: str = "",
) -> None:
    """Refuse a closing disposition that would let a delicate matter, money or a question go unnoticed.

    What a clerk may not answer is for others: it ends when they have it and confirm that, or once its mark is
    cleared. What a clerk answers only after a confirmation is ended without an answer only after the same
    word. Money must have gone somewhere, and the reason holds for each of several matters only when that is
    said. A letter merged into another is answered there, so it needs no word. Whoever must
    be told of a sensitive letter was, before it ends: then it is in nobody's sight any more.
    Source: sensitive handling and proof rule PC-26, closed requires that every issue is resolved.

    Args:
        bench: the desk.
        letter: the letter.
        code: a closing disposition.
        missing: issues without an outcome, of a letter about several matters.
        handling: what the desk does with letters of its sensitive classes.
        confirm: what was typed to end it all the same.
        into: the letter it is merged into.

    Raises:
        Untold: nobody is entered as told of it who must be.
        WordNeeded: a word is needed and was not given.
        Refused: the letter's class forbids the clerk to answer, and nobody has confirmed that they have it.
    """
    if letter.sensitive and not letter.replies:
        if code == _TAKEN_OVER and letter.status in _HANDED_OVER:
            check_told(bench, letter)
            return
        number = letter.control_no
        raise Refused(
            f"{number} is {letter.sensitive_category}, {letter.sensitive}: {code} may not end it",
            handling,
            f"dispose of it {bench.by('dispose', number, 'ESCALATE')}; {_TAKEN_OVER} ends it then. "
            f"Or clear the mark {bench.by('clear-mark', number, 'and a reason')}",
        )
    check_told(bench, letter, into)
    if code == "MERGE":
        return
    needed: dict[str, str] = {}
    if letter.sensitive:
        needed[letter.sensitive_category] = f"it is sensitive: {letter.sensitive}. {handling}".strip()
    if letter.money and code in _LEAVES_MONEY:
        needed[MONEY] = "money is enclosed: say in the reason where it went"
    if missing:
        listed = "; ".join(map(issue_words, missing))
        needed[ALL] = f"it asks {len(missing)} things, and the reason would stand for each: {listed}"
    if not needed.keys() <= set(re.findall(r"[\w-]+", confirm.upper())):
        word, number = " ".join(needed), letter.control_no
        said = f'{code} --confirm "{word}"' if " " in word else f"{code} --confirm {word}"
        typed = bench.way("dispose", number, said) if bench.typed else ""
        raise WordNeeded(number, code, word, "; ".join(needed.values()), typed)
