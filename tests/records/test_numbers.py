"""Numbers as people write them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corrtui.records.numbers import BARE_MOST, bare_numbers, ending_key, number_key, tail_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("48213", "48 213"),
        ("778-1203", "7781203"),
        ("hv-4417", "HV 4417"),
        ("00048213", "48213"),
        ("INV/2026/42", "inv 2026 42"),
        ("48213.0", "48213"),
        ("４８２１３", "48213"),
        ("É-12", "e12"),
        ("000", "0"),
    ],
)
def test_two_ways_of_writing_one_number_are_equal(one: str, other: str) -> None:
    assert number_key(one) == number_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("A-007", "A-7"), ("48213", "482130"), ("HV-4417", "4417"), ("48213", "48214"), ("1.5", "1")],
)
def test_different_numbers_stay_different(one: str, other: str) -> None:
    assert number_key(one) != number_key(other)


def test_a_number_of_nothing_but_marks_is_no_number() -> None:
    assert number_key(" -- / ") == ""


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(text: str) -> None:
    assert number_key(number_key(text)) == number_key(text)


@given(st.text(alphabet="0123456789ABCDEFXYZ", min_size=1, max_size=20), st.data())
def test_spaces_dashes_and_case_never_count(number: str, data: st.DataObject) -> None:
    marks = data.draw(st.lists(st.sampled_from(["", " ", "-", "/", "\u00a0", "\t"]), min_size=len(number)))
    written = "".join(mark + char for mark, char in zip(marks, number, strict=False))

    assert number_key(written.lower()) == number_key(number)


@given(st.integers(min_value=0, max_value=10**18), st.integers(min_value=0, max_value=12))
def test_leading_zeros_never_count_in_a_number_of_digits(number: int, zeros: int) -> None:
    assert number_key("0" * zeros + str(number)) == str(number)


@given(st.text())
@example("\ud800")
@example("\x00" * 5)
def test_no_text_is_too_strange_for_a_number(text: str) -> None:
    number_key(text).encode("utf-8")
    tail_key(text).encode("utf-8")
    bare_numbers(text)


@pytest.mark.parametrize(
    ("number", "tail"),
    [("HV-4417", "4417"), ("HV-004417", "4417"), ("4417", ""), ("HV-441", ""), ("4417-HV", ""), ("", "")],
)
def test_the_tail_is_the_digits_behind_letters(number: str, tail: str) -> None:
    assert tail_key(number) == tail


@pytest.mark.parametrize(
    ("number", "ending"),
    [
        ("20104417", "4417"),
        ("HV-2010-4417", "4417"),
        ("12340017", "0017"),
        ("4417", ""),
        ("HV-441", ""),
        ("", ""),
    ],
)
def test_the_ending_is_the_last_four_of_more_digits(number: str, ending: str) -> None:
    assert ending_key(number) == ending


@pytest.mark.parametrize(
    ("letter", "numbers"),
    [
        ("Re: 48213", ("48213",)),
        ("my number is HV-4417.", ("HV-4417",)),
        ("PRO 778-1203, carton crushed", ("778-1203",)),
        ("(48213)", ("48213",)),
        ("account 4417 2201 9931", ("4417 2201 9931", "4417", "2201", "9931")),
        ("48213, 48213 and 4-8213", ("48213",)),
    ],
)
def test_bare_numbers_are_found_as_written(letter: str, numbers: tuple[str, ...]) -> None:
    assert bare_numbers(letter) == numbers


@pytest.mark.parametrize(
    "letter",
    [
        "three digits: 123",
        "in 2026 and in 1998",
        "I paid $1200 and $ 48213.50",
        "that is 1,234,567 too many",
        "a total of 4821.50",
        "on 2026-03-01 or 03/01/2026 or 1.3.2026",
        "call (563) 555-0140 or 563-555-0140 or 1-563-555-0140",
        "Dubuque IA 52001-1234",
        "P.O. Box 48213",
        "https://example.com/48213 and order48213@example.com",
        "www.example.com/a/48213",
        "99999 %".replace(" ", ""),
    ],
)
def test_other_figures_are_no_record_numbers(letter: str) -> None:
    assert bare_numbers(letter) == ()


def test_a_pasted_list_of_thousands_names_no_more_than_the_limit() -> None:
    assert len(bare_numbers(" ".join(str(n) + "," for n in range(10_000, 15_000)))) == BARE_MOST


def test_two_megabytes_of_one_word_take_no_time() -> None:
    assert bare_numbers("a1" * 1_000_000) == ()
    assert bare_numbers("1-" * 1_000_000) == ()
    assert bare_numbers("1234 " * 400_000)[0] == "1234 1234 1234 1234 1234"
