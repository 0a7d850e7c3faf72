"""What a letter that cannot be told may be: the two most probable categories are shown."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.triage.category import Category, Suggestion, suggest
from corrtui.triage.lexicon import Lexicon
from corrtui.triage.model import Estimate
from corrtui.triage.readings import by_model, either, with_rules
from corrtui.triage.weighing import load_weighing

CLASSES = ("BIL", "CRD", "DLQ", "SVC")
READINGS = (("BIL", 0.5), ("CRD", 0.3))


def estimate(known: int = 30) -> Estimate:
    return Estimate(dict.fromkeys(CLASSES, 0.0), known, 0.9, ())


def test_what_is_left_belongs_to_all_the_others() -> None:
    odds = [(1.0, "BIL"), (0.5, "CRD"), (0.5, "DLQ"), (-9.0, "SVC")]

    (first, sure), (second, less) = by_model(odds, 0.6)

    assert (first, second) == ("BIL", "CRD")
    assert (sure, less) == (0.6, pytest.approx(0.2, abs=0.001))


@given(st.lists(st.floats(-20, 20), min_size=4, max_size=4), st.floats(0.01, 0.99))
def test_the_second_is_never_more_probable_than_the_first(margins: list[float], confidence: float) -> None:
    odds = sorted(zip(margins, CLASSES, strict=True), reverse=True)

    (_, first), (_, second) = by_model(odds, confidence)

    assert 0 <= second <= first
    assert first + second <= 1 + 2e-3
    assert not math.isnan(second)


def test_a_category_the_model_does_not_know_is_one_of_the_two_where_the_rules_speak_for_it() -> None:
    weighing = load_weighing()[0]

    even = with_rules(READINGS, {"ORD": 3, "BIL": 3}, CLASSES, estimate(), weighing)
    behind = with_rules(READINGS, {"BIL": 4, "ORD": 3}, CLASSES, estimate(), weighing)
    long = with_rules(READINGS, {"ORD": 3, "BIL": 3}, CLASSES, estimate(300), weighing)
    weak = with_rules(READINGS, {"ORD": 1}, CLASSES, estimate(), weighing)

    assert either(even) == "ORD or BIL"
    assert even[0][1] == 0.5
    assert behind == long == weak == READINGS


def test_of_three_with_as_many_points_two_are_shown(categories: Mapping[str, Category]) -> None:
    lexicon = Lexicon(
        {code: {"strong": [code.lower()]} for code in ("BIL", "DLQ")} | {"SVC": {"weak": ["sad", "mad"]}}
    )

    suggestion = suggest("Bil, dlq, sad, mad.", "", categories, lexicon, ())

    assert suggestion.category == "UNK"
    assert suggestion.runner_up == "BIL or DLQ"
    assert [code for code, _ in suggestion.readings] == ["BIL", "DLQ", "SVC"]


def test_the_readings_stand_in_the_order_of_their_figures(suggested: Callable[..., Suggestion]) -> None:
    suggestion = suggested(
        "The company says that I owe a balance on an old account and it is on my report. I paid it two years"
        " ago and I have the letter. I asked them to look at it and they said that it would stay as it is."
    )
    figures = [sure for _, sure in suggestion.readings]

    assert suggestion.runner_up == either(suggestion.readings)
    assert figures == sorted(figures, reverse=True)
