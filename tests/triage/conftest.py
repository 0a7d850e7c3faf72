"""What the triage tests share: the shipped rules, loaded once, and one call that does what the desk does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from corrtui.calendar import OfficeCalendar
from corrtui.triage.category import Category, Suggestion, load_categories, suggest
from corrtui.triage.lexicon import Lexicon, load_lexicon
from corrtui.triage.model import load_model
from corrtui.triage.sensitive import SensitiveRules, find_sensitive, load_sensitive


@pytest.fixture(scope="session")
def categories() -> Mapping[str, Category]:
    return load_categories()


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def rules() -> SensitiveRules:
    return load_sensitive()


@pytest.fixture(scope="session")
def suggested(
    categories: Mapping[str, Category], lexicon: Lexicon, rules: SensitiveRules
) -> Callable[..., Suggestion]:
    """What rules and model make of a letter, as the desk asks for it."""

    def ask(text: str, subject: str = "") -> Suggestion:
        found = find_sensitive(text, subject, rules)
        return suggest(text, subject, categories, lexicon, found, model=load_model())

    return ask


@pytest.fixture(scope="session")
def calendar() -> OfficeCalendar:
    return OfficeCalendar(frozenset({date(2026, 12, 24)}))
