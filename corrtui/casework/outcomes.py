"""What becomes of each issue of a letter: answered in the reply, or something else with a reason.

A letter about two matters or more is not closed before each of its issues has an outcome. Source: proof rule
PC-26, an issue has no linked paragraph or outcome; closed requires that every issue is resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from corrtui.control.letter import Letter
from corrtui.errors import Refused
from corrtui.text import mask_numbers, one_line
from corrtui.triage.issues import Issue, several_matters

ANSWERED = "answered"
_GIVEN = re.compile(r"\s*(?P<numbers>all|a|\d[\d,\s]*)\s*=\s*(?P<outcome>\S.*)", re.IGNORECASE | re.DOTALL)
_LONGEST = 200
_SHOWN = 60


class OutcomesNeeded(Refused):
    """A letter about several matters is not closed while it is not said what becomes of each.

    Args:
        letter: the letter.
        issues: those without an outcome, in the order of the letter.

    Attributes:
        issues: the same.
    """

    def __init__(self, letter: Letter, issues: Sequence[Issue]) -> None:
        self.issues = tuple(issues)
        listed = "; ".join(issue_words(issue) for issue in issues)
        super().__init__(
            f"{letter.control_no} is not finished: it asks {len(issues)} things nobody has dealt with"
            if len(issues) > 1
            else f"{letter.control_no} is not finished: one thing it asks has no outcome",
            listed,
            f"say what becomes of each: --issue {issues[0].number}={ANSWERED}, or --issue all={ANSWERED}",
        )


def issue_words(issue: Issue) -> str:
    """Return number, category and sentence of an issue, short; card numbers are masked before it is cut."""
    return f"{issue.number} {issue.category} “{one_line(mask_numbers(issue.text), _SHOWN)}”"


def read_outcomes(said: Iterable[str], issues: Sequence[Issue]) -> dict[int, str]:
    """Return issue number → outcome of what was said as "2=answered", "1,3=answered" or "all=answered".

    Raises:
        Refused: it cannot be read, or the letter has no such issue.
    """
    found: dict[int, str] = {}
    for words in said:
        match = _GIVEN.fullmatch(words)
        if match is None:
            raise Refused(
                f"{one_line(words, _SHOWN) or 'Nothing'} is no outcome of an issue",
                hint=f"write NUMBER=OUTCOME, e.g. 2={ANSWERED}",
            )
        everything = match["numbers"].lower().startswith("a")
        numbers = [issue.number for issue in issues] if everything else _numbers(match["numbers"])
        known = {issue.number for issue in issues}
        for number in numbers:
            if number not in known:
                listed = ", ".join(map(issue_words, issues)) or "none"
                raise Refused(f"The letter has no issue {number}", f"its issues: {listed}")
            found[number] = one_line(match["outcome"], _LONGEST)
    return found


def _numbers(words: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", words)]


def outcomes_of(letter: Letter) -> dict[int, str]:
    """Return issue number → outcome as the log has them; the last one said of an issue holds."""
    pairs = (words.partition("=") for words in letter.outcomes)
    return {int(number): outcome for number, _, outcome in pairs}


def as_entered(outcomes: Mapping[int, str]) -> tuple[str, ...]:
    """Return outcomes as an act keeps them."""
    return tuple(f"{number}={outcomes[number]}" for number in sorted(outcomes))


def unsettled(letter: Letter, issues: Sequence[Issue], given: Mapping[int, str]) -> tuple[Issue, ...]:
    """Return the issues that have no outcome yet and need one; none of a letter about one matter."""
    if not several_matters(issues):
        return ()
    settled = outcomes_of(letter).keys() | given.keys()
    return tuple(issue for issue in issues if issue.number not in settled)


def settled_by(
    letter: Letter, issues: Sequence[Issue], code: str, reason: str, given: Mapping[int, str]
) -> tuple[str, ...]:
    """Return the outcome of every open issue of a letter that ends without a reply: the one `given`, else how
    and why it ends.
    """
    outcome = one_line(f"{code}: {reason}", _LONGEST)
    left = {issue.number: outcome for issue in unsettled(letter, issues, given)}
    return as_entered(left | dict(given))
