"""Real consumer letters: the rules must keep their head on text nobody here has written."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from corrtui.triage.category import Category, Suggestion, suggest
from corrtui.triage.lexicon import load_lexicon
from corrtui.triage.sensitive import SensitiveRules, find_sensitive

SHARED = Path(os.environ.get("CORRTUI_SHARED_DATA", Path(__file__).parents[2] / "../shared/data"))
LETTERS = SHARED.resolve() / "cfpb/dev/cfpb_dev.jsonl.gz"

pytestmark = pytest.mark.skipif(not LETTERS.is_file(), reason="the shared collection of letters is not here")

FITTING = {
    "credit_information": {"CRD", "CRI"},
    "delinquent_account": {"DLQ"},
    "billing_error": {"BIL"},
}


@pytest.fixture(scope="module")
def letters() -> list[dict[str, str]]:
    with gzip.open(LETTERS, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line, _ in zip(lines, range(500), strict=False)]


def test_complaints_about_money_are_hardly_ever_taken_for_threats(
    rules: SensitiveRules, letters: list[dict[str, str]]
) -> None:
    safety = [
        letter["narrative"]
        for letter in letters
        if any(item.category == "SAF" for item in find_sensitive(letter["narrative"], "", rules))
    ]

    assert len(safety) <= len(letters) * 0.005


def test_where_the_rules_decide_they_are_mostly_right(
    suggested: Callable[..., Suggestion], letters: list[dict[str, str]]
) -> None:
    clear = [letter for letter in letters if letter["strict"] and letter["category"] in FITTING]
    codes = [(letter["category"], suggested(letter["narrative"]).category) for letter in clear]
    decided = [(category, code) for category, code in codes if code != "UNK"]
    right = [code in FITTING[category] for category, code in decided]

    assert len(decided) > len(clear) * 0.6
    assert sum(right) > len(decided) * 0.75


def test_the_rules_alone_are_as_sure_as_they_are_right(
    categories: Mapping[str, Category], letters: list[dict[str, str]]
) -> None:
    codes = FITTING | {"service_complaint": {"SVC"}}
    clear = [letter for letter in letters if letter["strict"] and letter["category"] in codes]
    said = [(letter, suggest(letter["narrative"], "", categories, load_lexicon(), ())) for letter in clear]
    told = [(letter, one) for letter, one in said if one.category != "UNK"]
    right = sum(one.category in codes[letter["category"]] for letter, one in told)

    assert sum(one.confidence for _, one in told) == pytest.approx(right, rel=0.06)
