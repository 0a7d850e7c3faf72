"""Masks: card and social-security numbers are not shown in full; other numbers stay as they are."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.text import mask_numbers, masks, moved, shown_name

# Published test numbers of the networks.
CARDS = [
    "4111111111111111",
    "4222222222222",
    "5555555555554444",
    "5105105105105100",
    "2223003122003222",
    "378282246310005",
    "30569309025904",
    "3530111333300000",
    "6011111111111117",
    "6200000000000005",
    "6759649826438453",
]
DIGITS = "0123456789"


@pytest.mark.parametrize("card", CARDS)
def test_a_card_number_keeps_its_last_four(card: str) -> None:
    assert mask_numbers(f"Card {card}, please.") == f"Card ****{card[-4:]}, please."


@pytest.mark.parametrize("card", CARDS)
def test_one_digit_off_is_no_card_number(card: str) -> None:
    other = card[:-1] + str((int(card[-1]) + 1) % 10)
    assert mask_numbers(f"Order {other}.") == f"Order {other}."


@pytest.mark.parametrize(
    "written",
    [
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111\u00a01111\u00a01111\u00a01111",
        "4111\u20111111\u20111111\u20111111",
        "4111.1111.1111.1111",
        "4111  1111  1111  1111",
        "4111 - 1111 - 1111 - 1111",
        "4111 1111\n1111 1111",
        "41111111 11111111",
        "4111\t1111\t1111\t1111",
        "4111\u20091111\u20091111\u20091111",
        "4111\u202f1111\u202f1111\u202f1111",
        "4111_1111_1111_1111",
        "4111/1111/1111/1111",
        "4111\u22121111\u22121111\u22121111",
        "4111 \u2014 1111 \u2014 1111 \u2014 1111",
        "４１１１１１１１１１１１１１１１",
    ],
)
def test_however_its_groups_are_divided(written: str) -> None:
    assert mask_numbers(f"no. {written} exp. 12/27") == "no. ****1111 exp. 12/27"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Visa4111111111111111", "Visa****1111"),
        ("order 48213 4111 1111 1111 1111", "order 48213 ****1111"),
        ("4111 1111 1111 1111 123", "****1111 123"),
        ("4242424242424242 4111111111111111", "****4242 ****1111"),
        ("card_4111111111111111.pdf", "card_****1111.pdf"),
        ("3782 822463 10005", "****0005"),
        ("**4111 1111 1111 1111**", "******1111**"),
        ("*4111111111111111", "*****1111"),
        ("****4111111111111111", "********1111"),
    ],
)
def test_next_to_other_figures(text: str, masked: str) -> None:
    assert mask_numbers(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "1111111111111117",  # passes Luhn, but no network issues it
        "9400100000000000000000",
        "1Z999AA10123456784",
        "a4111111111111111b",  # within a code
        "4111\n1111\n1111\n1111",  # a column
        "$4,111.11 and 11/11/1111",
        "563-555-0140 563-555-0141",
        "2026-11-22 48213 48163 51200",
        "261122-0001",
        "****1111",
        "***-**-6789",
        "",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask_numbers(text) == text


def test_a_number_the_office_knows_as_its_own_stays() -> None:
    ours = {"5555555555554444"}

    assert mask_numbers("5555 5555 5555 4444", ours.__contains__) == "5555 5555 5555 4444"
    assert mask_numbers("4111 1111 1111 1111", ours.__contains__) == "****1111"


@pytest.mark.parametrize(
    "text",
    [
        "123-45-6789",
        "123 45 6789",
        "123\u201145\u20116789",
        "123 - 45 - 6789",
        "123\t45\t6789",
        "123\u202f45\u202f6789",
        "123\u201445\u20146789",
        "SSN123-45-6789",
        "123-45-\n6789",
    ],
)
def test_a_social_security_number(text: str) -> None:
    assert mask_numbers(text).removeprefix("SSN") == "***-**-6789"


@pytest.mark.parametrize(
    "text",
    [
        "000-45-6789",
        "666-45-6789",
        "900-45-6789",
        "123-00-6789",
        "123-45-0000",
        "563-555-0140",
        "123-45-67890",
        "1123-45-6789",
        "26-123-45-6789",
        "123-45-6789-1",
        "123.45 6789",
        "52001-1234",
    ],
)
def test_what_never_was_one(text: str) -> None:
    assert mask_numbers(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "SSN 123456789",
        "ssn: 123456789",
        "S.S.N. 123456789",
        "Social Security number is 123456789",
        "my social security no.\n123456789",
        "social-security # 123456789",
        "ssn_123456789",
        "SSN 123.45.6789",
        "SSN 123/45/6789",
        "SSN 12345 6789",
        "ssn_123_45_6789",
    ],
)
def test_nine_digits_on_end_after_the_words(text: str) -> None:
    number = re.search(r"123.?45.?6789", text)
    assert number is not None
    assert mask_numbers(text) == text.replace(number[0], "***-**-6789")


@pytest.mark.parametrize(
    "text", ["123456789", "ZIP 520011234", "lessn 123456789", "SSN 000456789", "SSN 1234567890"]
)
def test_nine_digits_on_end_without_them(text: str) -> None:
    assert mask_numbers(text) == text


def test_a_file_name_in_a_list_is_printable_and_masked() -> None:
    assert shown_name("card 4111111111111111\x1b[2J.txt") == "card ****1111%1B[2J.txt"


@st.composite
def cards(draw: st.DrawFn) -> str:
    start = draw(st.sampled_from(["4", "51", "55", "34", "37", "6011", "65", "2221", "36"]))
    length = {"34": 15, "37": 15, "36": 14}.get(start, 16)
    body = start + "".join(
        draw(
            st.lists(
                st.sampled_from(DIGITS), min_size=length - 5 - len(start), max_size=length - 5 - len(start)
            )
        )
    )
    body += "".join(draw(st.lists(st.sampled_from(DIGITS), min_size=4, max_size=4)))
    total = sum(sum(divmod(int(digit) * (2 - at % 2), 10)) for at, digit in enumerate(reversed(body)))
    return body + str(-total % 10)


@given(
    cards(),
    st.sampled_from(["", " ", "-"]),
    st.text("abc,;\n ()", max_size=8),
    st.text("abc,;\n ()", max_size=8),
)
def test_no_card_number_survives(card: str, gap: str, before: str, after: str) -> None:
    if before[-1:].isalnum() and after[:1].isalnum():
        after = " " + after
    text = f"{before}{gap.join(card[at : at + 4] for at in range(0, len(card), 4))}{after}"

    masked = mask_numbers(text)

    assert masked == f"{before}****{card[-4:]}{after}"


@given(st.integers(1, 899), st.integers(1, 99), st.integers(1, 9999), st.sampled_from([" ", "-"]))
def test_no_social_security_number_survives(area: int, group: int, serial: int, gap: str) -> None:
    text = f"of {area:03}{gap}{group:02}{gap}{serial:04}."
    assert mask_numbers(text) == (text if area == 666 else f"of ***-**-{serial:04}.")


@given(st.text("0123456789 -.*\nS", max_size=80))
def test_masking_twice_is_masking_once(text: str) -> None:
    once = mask_numbers(text)
    assert mask_numbers(once) == once


@given(st.text(max_size=60))
def test_a_text_without_nine_digits_is_the_same_text(text: str) -> None:
    if sum(char.isdecimal() for char in text) < 9:
        assert mask_numbers(text) is text


@given(st.text("4123- Sx", max_size=60), st.integers(0, 60))
def test_places_move_with_the_text(text: str, at: int) -> None:
    text = f"4111 1111 1111 1111 {text}, 123-45-6789 and on"
    at = min(at, len(text) - 1)
    done, masked = masks(text), mask_numbers(text)

    if not any(mask.start < at < mask.end for mask in done):
        here = next((mask for mask in done if mask.start == at), None)
        assert masked[moved(at, done)] == (here.shown[0] if here else text[at])
    else:
        assert masked[moved(at, done)] == "*"


@pytest.mark.parametrize(
    "text",
    ["1 " * 250_000, "1234-" * 100_000, "social security " * 30_000, "123 45 " * 70_000, "4" * 500_000],
)
def test_a_hostile_text_takes_no_long_time(text: str) -> None:
    begun = time.process_time()
    mask_numbers(text)
    assert time.process_time() - begun < 5
