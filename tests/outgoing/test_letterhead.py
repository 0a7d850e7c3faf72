"""The letterhead of any office fits above the date, or the settings are named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.errors import Refused
from corrtui.outgoing.fonts import ASCENT
from corrtui.outgoing.geometry import LETTERHEAD_RULE
from corrtui.outgoing.letterhead import letterhead
from corrtui.outgoing.setting import FULL_MEASURE
from corrtui.settings import Office


def texts(office: Office) -> list[str]:
    return [line.line[0].text for line in letterhead(office)]


def test_name_motto_and_how_to_reach_the_office(office: Office) -> None:
    assert texts(office) == [
        "Harbor & Vale Supply Company",
        "Mail order and household services since 1911",
        "2200 Foundry Road · Dubuque IA 52001",
        "563-555-0140",
        "letters@harborvale.example · harborvale.example",
    ]


def test_only_the_name_is_bold_and_it_is_the_largest(office: Office) -> None:
    name, *others = (line.line[0] for line in letterhead(office))

    assert name.bold
    assert not any(run.bold for run in others)
    assert name.size > max(run.size for run in others)


def test_an_office_with_a_name_alone_is_enough() -> None:
    assert texts(Office(name="Harbor & Vale", address=())) == ["Harbor & Vale"]


def test_a_long_name_is_set_smaller_then_on_two_lines(office: Office) -> None:
    long = replace(office, name="The Harbor and Vale Mail Order and Household Supply Company of Dubuque")

    assert len([line for line in letterhead(long) if line.line[0].bold]) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "Harbor and Vale " * 12},
        {"letterhead": tuple(f"motto {n}" for n in range(9))},
        {"address": tuple("A street with a very long name indeed" for _ in range(6))},
        {"web": "www." + "harborvale" * 6 + ".example"},
    ],
)
def test_a_letterhead_that_does_not_fit_is_refused_and_names_the_settings(
    changes: dict[str, object], office: Office
) -> None:
    with pytest.raises(Refused, match=r"desk\.toml"):
        letterhead(replace(office, **changes))


@given(
    name=st.text("abcdeM &", min_size=1, max_size=80).filter(str.strip),
    motto=st.lists(st.text("abcde ", max_size=60), max_size=4),
    address=st.lists(st.text("abcde 123", max_size=40), max_size=4),
    web=st.text("abc.", max_size=30),
)
def test_what_is_not_refused_lies_between_the_margins_and_the_columns_do_not_meet(
    name: str, motto: list[str], address: list[str], web: str
) -> None:
    try:
        lines = letterhead(Office(name=name, address=tuple(address), web=web, letterhead=tuple(motto)))
    except Refused:
        return

    left = [line.line[0] for line in lines if line.line[0].x == 0.0]
    right = [line.line[0] for line in lines if line.line[0].x > 0.0]
    assert max(run.right for run in left) < min((run.x for run in right), default=FULL_MEASURE + 1)
    assert all(run.right <= FULL_MEASURE + 0.01 for run in right)
    assert all(line.baseline < LETTERHEAD_RULE for line in lines)
    assert all(line.baseline - ASCENT * line.line[0].size > 18.0 for line in lines)
