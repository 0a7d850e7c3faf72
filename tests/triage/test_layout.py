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


COVER = "Please handle.\n\nBob\n\n"
PASSED_ON = """\
From: Ana Ortiz <ana@ortiz.example>
Date: Mon, 2 Mar 2026 10:00:00 -0600
Subject: lamp
To: bob@office.example

My order 48213 came broken and I want another lamp.

Ana Ortiz
"""


@pytest.mark.parametrize(
    "text",
    [
        f"---------- Forwarded message ---------\n{PASSED_ON}",
        f"{COVER}---------- Forwarded message ---------\n{PASSED_ON}",
        f"FYI\n\nBegin forwarded message:\n\n{PASSED_ON}",
        f"{COVER}-----Original Message-----\n{PASSED_ON}",
        f"{COVER}{PASSED_ON}",
    ],
)
def test_a_letter_that_was_only_passed_on_is_the_letter(text: str) -> None:
    layout = read_layout(text)

    assert own(text).strip().startswith("My order 48213")
    assert layout.asides[0].kind == "forwarding"
    assert layout.passed_on_from == "Ana Ortiz <ana@ortiz.example>"


@pytest.mark.parametrize(
    "text",
    [
        f"Yes, that is what I want.\n\n-----Original Message-----\n{PASSED_ON}",
        f"Yes\n\n-----Original Message-----\n{PASSED_ON}",
        "Yes\n\nOn Mon, Mar 2, 2026 at 10:00 AM, Bob <bob@office.example> wrote:\n\n> Shall we send it?\n",
        'Yes\n\n02.04.2026, 14:20, "Bob" <bob@office.example>:\n\nShall we send another?\n',
        "Yes\n\nVon: Bob\nGesendet: Montag\nAn: Ana\n\nShall we send another?\n",
        'Yes\n\n02.04.2026 14:20 "Bob" <\nbob@office.example> napisał:\n> Shall we send another?\n',
    ],
)
def test_an_answer_is_an_answer_however_short(text: str) -> None:
    layout = read_layout(text)

    assert own(text).strip().startswith("Yes")
    assert "lamp" not in own(text)
    assert "Shall" not in own(text)
    assert {aside.kind for aside in layout.asides} == {"quoted"}


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nAna Ortiz\nHarbor Tools\n208-555-0147\n",
        "--\nAna\n",
        "Ana Ortiz\nana@ortiz.example\nwww.ortiz.example\n",
        "Sent from my iPhone\n",
        "----------------\n\nAna Ortiz\n\nt. 208-555-0147\n",
    ],
)
def test_a_mail_signature_tells_who_writes_but_not_what_for(signature: str) -> None:
    text = f"My order 48213 came broken and I want another lamp.\n\n{signature}"

    layout = read_layout(text)

    assert body(text).strip() == "My order 48213 came broken and I want another lamp."
    assert [(aside.kind, text[aside.start : aside.end]) for aside in layout.asides] == [
        ("signature", signature)
    ]
    assert own(text) == text


def test_a_ruled_table_at_the_end_of_a_letter_is_no_signature() -> None:
    text = "Please send me these things soon:\n\n----------\n3 of item 5521\n2 of item 5530\n"

    layout = read_layout(text)

    assert layout.asides == ()
    assert "5530" in body(text)


def test_who_writes_it_all_on_one_line_is_read() -> None:
    text = (
        "Dear Sirs: My order 48213 came broken, I have told you so three times and I want another lamp now."
    )

    assert body(text) == text


@pytest.mark.parametrize(
    "cover",
    [
        "FAX COVER SHEET\nDate: March 4, 2026\nTo: Harbor & Vale\nFrom: Ana Ortiz\n",
        "Ortiz Tools facsimile transmittal\n\nTo: Harbor & Vale\nFrom: Ana Ortiz\nDate: March 4, 2026\n",
        "Ortiz Tools\nTo: Harbor & Vale\nFrom: Ana Ortiz\nDate: March 4, 2026\nNo. of pages: 2\n",
        "FAX\n\nFrom: Ana Ortiz\nTo: Harbor & Vale\nSubject: Order 48213\n",
    ],
)
def test_a_letter_below_a_cover_sheet_is_the_letter(cover: str) -> None:
    letter = "\nDear Sirs:\n\nMy order 48213 came broken.\n\nYours truly,\n\nAna Ortiz\n"

    assert own(cover + letter) == cover + letter
    assert body(cover + letter).endswith("\nMy order 48213 came broken.\n\n")


def test_a_telephone_signature_above_a_pasted_header_makes_no_cover_sheet() -> None:
    text = (
        "I got your fax\nTel: 563-555-0140\nFax: 563-555-0141\n\n"
        "From: Bob <bob@office.example>\nSent: Monday\nTo: Ana\n\nShall we send another?\n"
    )

    assert "Shall" not in own(text)


def test_of_what_a_clerk_took_down_the_labels_of_the_form_are_no_words_of_the_writer() -> None:
    form = """PHONE NOTE

Caller:    Gus Haupt
Phone:     563-555-0101
Account:   204417
Date:      March 2, 2026
Time:      1:05 p.m.
Call back: yes
Identity:  checked by date of birth
Taken by:  Robin Hale

Asked:
Wants to know when his kettle ships.
"""
    layout = read_layout(form)

    body = "".join(form[start:end] for start, end in layout.body)
    assert body.strip() == "Wants to know when his kettle ships."
    assert any("204417" in form[start:end] for start, end in layout.own)
    other = form.replace("PHONE NOTE", "My phone note")
    assert "Identity" in "".join(other[start:end] for start, end in read_layout(other).body)
