"""Amounts of money in a text, and figures that belong to no case."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.letters.proof.amounts import blank_out, find_amounts, without_figures_of_no_case


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("$39.95", ["39.95"]),
        ("$1,240.00 and $40", ["1240.00", "40"]),
        ("US$40.00, USD 30 and 12 dollars", ["40.00", "30", "12"]),
        ("€12.50 or £3", ["12.50", "3"]),
        ("Lamp   39.95", ["39.95"]),
        ("148.20 - 39.95 = 108.25", ["148.20", "39.95", "108.25"]),
        ("$148.20−$39.95=$108.25", ["148.20", "39.95", "108.25"]),
        ("148.20-39.95=108.25", ["148.20", "39.95", "108.25"]),
        ("between $20-$40", ["20", "40"]),
        ("it was $39.95.", ["39.95"]),
        ("(see $4.20)", ["4.20"]),
        ("12 CFR 1026.13(c) and section 205.11", []),
        ("version 8.25, No. 12.50", []),
        ("12.50% or 3.75 lb or 8.30 a.m.", []),
        ("order 48213 of 2026 for 12", []),
        ("A-12.50 and 778-12.03", []),
        ("1.234.567,89 and 2.03.2026", []),
        ("12.5 and 12.505", []),
        ("$12.5", ["12.5"]),
    ],
)
def test_amounts_are_found_and_nothing_else(text: str, values: list[str]) -> None:
    assert [amount.value for amount in find_amounts(text)] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    "text", ["-$39.95", "−39.95", "$-39.95", "($39.95)", "39.95 CR", "39.95- ", ": -39.95"]
)
def test_a_negative_amount_is_known_by_its_sign(text: str) -> None:
    [amount] = find_amounts(text)

    assert amount.negative
    assert amount.value == Decimal("39.95")


def test_a_hyphen_between_two_amounts_is_no_sign() -> None:
    assert not any(amount.negative for amount in find_amounts("$20-$40 and $148.20 − $39.95"))


@given(st.integers(0, 10**10), st.sampled_from(["${:,}.{:02}", "${}.{:02}", "USD {:,}.{:02}", "{:,}.{:02}"]))
def test_every_amount_reads_back(cents: int, form: str) -> None:
    text = form.format(*divmod(cents, 100))

    [amount] = find_amounts(f"We credit {text}, as agreed.")

    assert amount.value == Decimal(cents) / 100
    assert f"We credit {text}, as agreed."[amount.start : amount.end] == text


@pytest.mark.parametrize(
    "figure",
    [
        "563-555-0140", "(563) 555-0140", "1-800-555-0140", "2026-11-22", "11/22/26", "22.11.2026",
        "IA 52001-1234",
        "Box 999", "12345 N. Old Mill Road", "2200 Foundry Road", "CFR 1026.13(c)(1)", "2023-2025", "8:30 am",
        "261119-0007", "ext. 41233",
    ],
)  # fmt: skip
def test_a_figure_of_no_case_is_blanked_out_in_place(figure: str) -> None:
    text = f"Order 48213: {figure}, and $39.95."

    masked = without_figures_of_no_case(text, "261119-0007")

    assert len(masked) == len(text)
    assert masked.replace(" ", "") in ("Order48213:,and$39.95.", "Order48213:),and$39.95.")


@pytest.mark.parametrize(
    "text", ["order 48213", "PRO 778-1203", "PO 55123", "account 1002-4417", "1261119-0007"]
)
def test_a_number_of_a_record_stays(text: str) -> None:
    assert without_figures_of_no_case(text, "261119-0007") == text


def test_a_local_telephone_number_is_known_by_the_word_before_it() -> None:
    assert without_figures_of_no_case("call 555-0140 on 555-0140", "") == "call          on 555-0140"


def test_blanking_keeps_line_breaks() -> None:
    assert blank_out("ab\ncd\nef", [(1, 5), (0, 2)]) == "  \n  \nef"


@given(st.text(max_size=300), st.text(max_size=12))
def test_any_text_keeps_its_length(text: str, control_no: str) -> None:
    masked = without_figures_of_no_case(text, control_no)

    assert len(masked) == len(text)
    assert masked.count("\n") == text.count("\n")
    for amount in find_amounts(masked):
        assert 0 <= amount.start < amount.end <= len(text)
