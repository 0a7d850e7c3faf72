"""What a limit asks of ranks is what it asks of letters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.casework.limit import parse_limit
from corrtui.casework.rank_terms import RANKED, rank_limit
from corrtui.control.letter import Letter
from corrtui.control.rank import Rank, rank_of
from corrtui.errors import Refused
from tests.casework.test_limit import LETTER

TODAY = date(2026, 11, 20)
days = st.integers(-3, 3).map(lambda days: TODAY + timedelta(days=days))
letters = st.builds(
    lambda **changes: replace(LETTER, **changes),
    category=st.sampled_from(["BIL", "LEG", "SAF"]),
    sensitive=st.sampled_from(["", "threat"]),
    replies=st.booleans(),
    status=st.sampled_from(["logged", "routed", "held", "in_work"]),
    work_by=days,
    priority=st.sampled_from(["", "raised", "lowered"]),
    bring_up=days | st.none(),
    promised=days | st.none(),
    skips=st.integers(0, 4),
    tell=st.sampled_from([(), ("threat",), ("threat", "press")]),
    told_of=st.sampled_from([(), ("threat",)]),
)
terms = st.sampled_from(
    [
        *(f"is:{word}" for word in RANKED),
        "is:for-me",
        "back:<2d",
        "back:today",
        "promised:<=today",
        "promised:>1d",
    ]
).flatmap(lambda term: st.sampled_from([term, f"!{term}"]))


def for_me(rank: Rank) -> bool:
    return "press" in rank.untold


@given(st.lists(terms, min_size=1, max_size=3), letters)
def test_ranks_and_letters_agree(asked: list[str], letter: Letter) -> None:
    limit = " ".join(asked)
    test = rank_limit(limit, TODAY, for_me)

    assert test is not None
    assert test(rank_of(letter)) == parse_limit(limit, TODAY, mine=for_me)(letter)


@pytest.mark.parametrize(
    "limit", ["cat:BIL", "is:due hill", "is:sensitive", "!is:money", 'from:"a', "is:", "due:3d"]
)
def test_what_only_letters_tell_is_left_to_them(limit: str) -> None:
    assert rank_limit(limit, TODAY) is None


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(Refused, match="back:fri is no date"):
        rank_limit("back:fri", TODAY)
