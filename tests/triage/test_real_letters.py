"""Real consumer letters: the rules must keep their head on text nobody here has written."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corrtui.triage.category import Suggestion
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
