"""Which parts of an incoming letter are its own words, and which are its body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.triage.layout import read_layout


def own(text: str) -> str:
    return "".join(text[start:end] for start, end in read_layout(text).own)


def body(text: str) -> str:
    return "".join(text[start:end] for start, end in read_layout(text).body)


def test_the_body_of_a_typed_letter() -> None:
    text = (
        "Ana Ortiz\n14 Elm Street\n\nRe: invoice 771\n\nDear Sirs:\n\nIt is wrong.\n\n"
        "Yours very truly,\n\nAna Ortiz\nAttorney Street 4\n\nP.S. Please call.\n"
    )

    assert body(text) == "Re: invoice 771\n\nIt is wrong.\n\nP.S. Please call.\n"
    assert [line.text for line in read_layout(text).heading if line.text] == [
        "Ana Ortiz",
        "14 Elm Street",
        "Re: invoice 771",
    ]
    assert next(line.text for line in read_layout(text).signoff if line.text) == "Ana Ortiz"


def test_marked_quotations_are_left_out_and_answers_between_them_stay() -> None:
    text = "Hello,\n\n> Did it arrive?\nNo.\n> Was it whole?\nI cannot say.\n"

    assert own(text) == "Hello,\n\nNo.\nI cannot say.\n"


def test_everything_below_an_attribution_is_the_earlier_letter() -> None:
    text = "It is broken again.\n\nOn Mon, Mar 2, 2026 Harbor & Vale\n<x@y.example> wrote:\nWe thank you.\n"

    assert own(text) == "It is broken again.\n\n"


def test_an_attribution_above_marked_lines_keeps_what_follows_them() -> None:
    text = "On 2 March Ana Ortiz wrote:\n> We thank you.\n\nI do not thank you at all.\n"

    assert own(text) == "\nI do not thank you at all.\n"


def test_everything_below_original_message_is_the_earlier_letter() -> None:
    text = "The lamp is broken again.\n\n-----Original Message-----\nFrom: us\nWe thank you.\n"

    assert own(text) == "The lamp is broken again.\n\n"


def test_a_pasted_header_begins_the_earlier_letter() -> None:
    text = (
        "The lamp is broken.\n\nFrom: Harbor & Vale\nSent: Monday\nTo: Ana\nSubject: lamp\n\nWe thank you.\n"
    )

    assert own(text) == "The lamp is broken.\n\n"


def test_a_header_at_the_top_is_not_an_earlier_letter() -> None:
    text = "From: Ana Ortiz\nSent: Monday\nTo: us\nSubject: lamp\n\nThe lamp is broken.\n"

    assert own(text) == text


def test_a_disclaimer_ends_at_the_next_empty_line() -> None:
    text = (
        "The lamp is broken.\n\nCONFIDENTIALITY NOTICE: this is from a law firm\nand privileged.\n\n"
        "Please send another.\n\nThis e-mail and any attachments are confidential.\n"
    )

    assert own(text) == "The lamp is broken.\n\n\nPlease send another.\n\n"


def test_a_letter_that_is_all_quotation_is_read_whole() -> None:
    text = "> I was charged twice for order 48213.\n> Ana Ortiz\n"

    assert own(text) == text


def test_thank_you_in_a_sentence_is_no_close() -> None:
    assert (
        body("Dear Sirs:\n\nThank you for the lamp.\nIt is broken.\n")
        == "\nThank you for the lamp.\nIt is broken.\n"
    )


@given(st.text(alphabet="ab >\n-:.,OnwroteDearSincerely", max_size=400))
def test_the_spans_lie_in_order_within_the_text(text: str) -> None:
    layout = read_layout(text)

    for spans in (layout.own, layout.body):
        flat = [place for span in spans for place in span]
        assert flat == sorted(flat)
        assert all(0 <= place <= len(text) for place in flat)


def test_of_a_text_longer_than_any_letter_both_ends_are_kept() -> None:
    text = "first words here and there\n" + "x" * 500_000 + "\nlast words here and there\n"
    layout = read_layout(text)

    assert sum(end - start for start, end in layout.own) == 160_000
    assert layout.own[0][0] == 0
    assert layout.own[-1][1] == len(text)


def test_what_a_form_calls_its_fields_is_not_part_of_the_body() -> None:
    text = "PHONE NOTE\n\nTelephone: 555-0101\nAddress:   9 Elm Street\n\nHer new address: 3 Oak Lane.\n"

    body = "".join(text[start:end] for start, end in read_layout(text).body)

    assert "Address:" not in body
    assert "Telephone" not in body
    assert "9 Elm Street" in body
    assert "new address: 3 Oak" in body


@pytest.mark.parametrize("close", ["Thank you kindly,", "With appreciation,", "Gratefully yours,", "Thanks,"])
def test_a_close_in_other_words_ends_the_body(close: str) -> None:
    layout = read_layout(f"Dear Sirs:\n\nPlease send the lamp.\n\n{close}\n\nMr. Leonard Fisk, Owner\n")

    assert [line.text for line in layout.signoff if line.text] == ["Mr. Leonard Fisk, Owner"]
