"""The limit language: what it lets through, and what it says when it means nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.casework.limit import parse_limit
from corrtui.control.register import Letter
from corrtui.errors import Refused

TODAY = date(2026, 11, 20)
LETTER = Letter(
    control_no="261118-0007",
    file="scan 7.txt",
    original="original.txt",
    sha256="0" * 64,
    received=date(2026, 11, 18),
    medium="letter",
    category="BIL",
    suggested="BIL",
    sensitive="",
    sensitive_category="",
    replies=True,
    status="in_work",
    writer="Ms. Ana Hill",
    subject="Order 48213 charged twice",
    due=date(2026, 11, 23),
    work_by=date(2026, 11, 23),
    template="bil-ack",
    confidence=0.9,
    also=("SVC",),
    by="pcole",
)


@pytest.mark.parametrize(
    "limit",
    [
        "", "cat:BIL", "cat:bil", "also:SVC", "also:bil", "!cat:SVC",
        "cat:ORD,BIL", "from:hill", 'from:"ana hill"', "status:in_work",
        "clerk:pcole", "no:0007", "due:<4d", "due:3d", "due:>=2026-11-23", "due:<=2026-11-23", "due:>today",
        "charged", "48213", "HILL", "cat:BIL due:<4d from:hill", "!is:sensitive", "!cat:ORD",
        "!is:due", "!is:overdue", "!is:waiting", "!is:away", "!is:pinned", "!is:promised", "!back:>=today",
        "!is:untold", "!is:told", "!is:for-me",
    ],
)  # fmt: skip
def test_it_lets_the_letter_through(limit: str) -> None:
    assert parse_limit(limit, TODAY)(LETTER)


@pytest.mark.parametrize(
    "limit",
    [
        "cat:ORD", "cat:SVC", "also:ORD", "!also:SVC",
        "from:dale", "status:closed", "clerk:rhale", "no:0008", "due:<3d", "due:today",
        "due:tomorrow", "due:<2026-11-23", "refund", "cat:BIL from:dale", "is:sensitive", "is:duplicate",
        "is:answered", "!cat:BIL", "is:unreadable", "is:drafted", "is:skipped", "is:money",
        "is:stuck", "is:due", "is:overdue", "is:waiting", "is:away", "is:back", "is:bring-up", "is:raised",
        "is:lowered", "is:promised", "is:pinned", "back:today", "promised:<=9d",
        "is:untold", "is:told", "is:for-me",
    ],
)  # fmt: skip
def test_it_holds_the_letter_back(limit: str) -> None:
    assert not parse_limit(limit, TODAY)(LETTER)


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ("due:soon", "due:soon is no date"),
        ("due:<99999999999d", "is no date"),
        ("due:2026-13-01", "is no date"),
        ("colour:red", "colour:red means nothing"),
        ("is:late", "is:late means nothing"),
        ("cat:", "cat: is not complete"),
        ("also:BIL,XYZ", "also:XYZ is no category\n  → there are BIL, ORD"),
        ('from:"hill', "quotation mark"),
        ("status:open", "there are new, sensitive, logged, classified, in_work, "),
        ("cat:BIL,XYZ,ABC", "cat:ABC,XYZ is no category\n  → there are BIL, ORD"),
    ],
)
def test_what_means_nothing_is_said(limit: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_limit(limit, TODAY, ("BIL", "ORD"))
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("changes", "limit"),
    [
        ({"work_by": TODAY}, "is:due"),
        ({"work_by": date(2026, 11, 19)}, "is:overdue"),
        ({"category": "LEG"}, "is:pinned"),
        ({"sensitive": "threat", "replies": False}, "is:pinned"),
        ({"status": "routed"}, "is:waiting"),
        ({"skips": 3}, "is:stuck"),
        ({"priority": "raised"}, "is:raised"),
        ({"priority": "lowered"}, "is:lowered"),
        ({"promised": TODAY}, "is:promised promised:<=today"),
        ({"bring_up": TODAY}, "is:back is:bring-up back:today"),
        ({"bring_up": date(2026, 11, 23)}, "is:away is:bring-up back:3d"),
        ({"tell": ("self-harm",), "bring_up": date(2026, 11, 23)}, "is:untold"),
        ({"tell": ("self-harm",), "told": ("Al",)}, "is:untold is:told"),
        ({"tell": ("self-harm",), "told_of": ("self-harm",)}, "!is:untold"),
    ],
)
def test_what_a_clerk_and_the_day_made_of_a_letter(changes: dict[str, Any], limit: str) -> None:
    assert parse_limit(limit, TODAY)(replace(LETTER, **changes))


@pytest.mark.parametrize("limit", ["cat:BIL", "hill", "!is:sensitive", "due:<9d"])
def test_a_letter_put_away_is_let_through_only_where_it_is_asked_for(limit: str) -> None:
    away = replace(LETTER, bring_up=date(2026, 11, 23))

    assert not parse_limit(limit, TODAY)(away)
    assert parse_limit(f"{limit} is:away", TODAY)(away)
    assert parse_limit(f"{limit} back:<9d", TODAY)(away)
    assert not parse_limit(f"{limit} !is:away", TODAY)(away)


def test_the_words_the_queue_shows_are_understood_beside_those_of_the_log() -> None:
    new = replace(LETTER, status="logged")
    marked = replace(new, sensitive="threat")

    for word in ("new", "logged"):
        assert parse_limit(f"status:{word}", TODAY)(new)
    assert not parse_limit("status:new", TODAY)(marked)
    assert parse_limit("status:sensitive", TODAY)(marked)
    assert not parse_limit("status:new", TODAY)(LETTER)
    assert parse_limit('status:"in work"', TODAY)(LETTER)


@given(st.text(max_size=40))
def test_whatever_is_typed_it_is_a_limit_or_refused(limit: str) -> None:
    try:
        found = parse_limit(limit, TODAY)(LETTER)
    except Refused:
        return
    assert found in (True, False)
