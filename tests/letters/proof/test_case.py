"""What the checks are given: a draft in which every place can be found again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corrtui.letters.proof import ProofCase

MakeCase = Callable[..., ProofCase]


def test_the_salutation_is_found_again(make_case: MakeCase) -> None:
    case = make_case()

    assert case.text[case.offset_of("salutation") :].startswith("Dear Ms. Ortiz:")
    assert case.offset_of("postscript") == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=200), st.integers(0, 199))
def test_a_finding_leads_back_to_its_character(make_case: MakeCase, text: str, place: int) -> None:
    case = make_case(text or "x")
    place = min(place, len(case.text) - 1)

    finding = case.finding("PC-99", "warn", "Look here.", place, place + 1)

    line = case.text.split("\n")[finding.line]
    assert (line + "\n")[finding.column] == case.text[place]


def test_an_excerpt_is_one_short_clean_line(make_case: MakeCase) -> None:
    case = make_case("a\x1b[2J\nb" + "c" * 500)

    excerpt = case.finding("PC-99", "warn", "Look here.", 0, 400).excerpt

    assert len(excerpt) == 60
    assert excerpt.isprintable()


def test_a_case_cannot_be_changed_under_the_checks(make_case: MakeCase) -> None:
    with pytest.raises(FrozenInstanceError):
        make_case().text = "another"
