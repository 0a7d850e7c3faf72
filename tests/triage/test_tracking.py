"""Tracking numbers and their check digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.triage.numbers import find_numbers
from corrtui.triage.tracking import check_digit_holds, find_tracking


@pytest.mark.parametrize(
    ("number", "holds"),
    [
        ("71123456789123456787", True),
        ("03071790000523483741", True),
        ("03071790000523483742", False),
        ("71969010756003077385", True),  # only with the prefix 91 it stands for
        ("9407111898765432100019", True),
        ("9407111898765432100091", False),  # the last two swapped
        ("9505511069605048600624", True),
        ("4208370294071118987654321000" + "19", True),  # with the routing code in front
        ("9400100000000000000000", False),
        ("RR473124829GB", True),
        ("RR473124828GB", False),
        ("1Z999AA10123456784", True),
        ("1Z999AA10123456785", False),
        ("123456789012", None),
        ("", None),
    ],
)
def test_the_check_digit(number: str, holds: bool | None) -> None:
    assert check_digit_holds(number) is holds


def test_numbers_are_found_with_their_blanks_and_a_wrong_digit_is_flagged() -> None:
    text = (
        "I sent it as 9407 1118 9876 5432 1000 19, not 9407 1118 9876 5432 1000 91. Tracking no. AB12345678."
    )

    found = [item for item in find_numbers(text, [(0, len(text))]) if item.kind == "tracking"]

    assert [(item.value, item.plain, item.flags) for item in found] == [
        ("9407 1118 9876 5432 1000 19", "9407111898765432100019", ()),
        ("9407 1118 9876 5432 1000 91", "9407111898765432100091", ("check digit fails",)),
        ("AB12345678", "AB12345678", ()),
    ]


def test_twenty_digits_that_are_no_parcel_are_left_alone() -> None:
    text = "Reference 1234 5678 9012 3456 7890 and 55555555555555555555."

    assert list(find_tracking(text, 0, len(text))) == []


@given(st.text(alphabet="0123456789", min_size=19, max_size=19), st.data())
def test_one_wrong_digit_is_always_seen_in_a_22_digit_number(body: str, data: st.DataObject) -> None:
    number = next(f"94{body}{last}" for last in "0123456789" if check_digit_holds(f"94{body}{last}"))
    place = data.draw(st.integers(0, 21))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))

    assert check_digit_holds(number[:place] + other + number[place + 1 :]) is False
