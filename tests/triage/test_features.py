"""Features of a letter: what counts as the same, and where it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corrtui.triage.features import find_features, mark_of
from corrtui.triage.lexicon import Evidence


def _features(text: str) -> dict[int, tuple[int, int, int]]:
    return find_features(text, ((0, len(text)),))


def test_numbers_dates_and_blacked_out_words_are_one_token() -> None:
    ways = (
        "paid on 12/03/2024",
        "paid on XX/XX/2024",
        "paid on XXXX",
        "paid on 3rd",
        "paid on XXXX XXXX 2024",
    )

    assert len({frozenset(_features(way)) for way in ways}) == 1


def test_amounts_are_one_token_and_no_number() -> None:
    assert set(_features("owe $39.95 now")) == set(_features("owe {$1,200.00} now"))
    assert set(_features("owe $39.95 now")) != set(_features("owe 39.95 now"))


def test_a_feature_stands_where_it_first_stood() -> None:
    text = "The bill. Another Bill"

    times, start, end = _features(text)[mark_of("bill")]

    assert (times, text[start:end]) == (2, "bill")


def test_long_words_share_a_stem() -> None:
    assert mark_of("~repor") in set(_features("reporting")) & set(_features("reported"))
    assert mark_of("~bill") not in _features("bill")


def test_words_of_the_subject_have_no_place() -> None:
    assert find_features("", (), "Refund")[mark_of("refund")] == (1, -1, -1)


def test_a_phrase_of_the_rules_counts_by_category_and_strength() -> None:
    found = find_features("x", (), "", (Evidence("a", 0, 1, "BIL", 3), Evidence("b", 0, 1, "BIL", 1)))

    assert {mark_of("!BIL+"), mark_of("!BIL")} == set(found)


@given(st.text())
def test_any_text_gives_places_inside_it(text: str) -> None:
    for times, start, end in _features(text).values():
        assert times > 0
        assert 0 <= start < end <= len(text)


def test_a_long_run_costs_no_more_than_its_length() -> None:
    for run in ("x" * 300_000 + "a", "1" * 300_000 + "b", "1-" * 150_000, "$" * 300_000, "a'" * 150_000):
        assert len(_features(run)) <= 6
