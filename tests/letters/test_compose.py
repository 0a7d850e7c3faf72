"""A template and a case make a draft: address, greeting, body, foot, holes and sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corrtui.errors import Refused
from corrtui.letters.compose import HOLE_CLOSE, HOLE_OPEN, Draft, compose, fill_hole, find_holes
from corrtui.letters.library import Library
from corrtui.letters.parts import read_parts

Write = Callable[..., Path]

WRITER = {"title": "Ms.", "first": "Elena", "last": "Ortiz", "addr": ["614 Marigold Lane", "Boise ID 83704"]}


@pytest.fixture
def draft(office_folder: Write) -> Callable[..., Draft]:
    """Compose a body with a context."""

    def make(body: str, front: dict[str, object] | None = None, **context: Any) -> Draft:
        [template] = Library([office_folder(body, **(front or {}))]).all()
        return compose(template, context)

    return make


def test_a_body_becomes_a_whole_letter(draft: Callable[..., Draft]) -> None:
    made = draft("Re: Order {{ order.no }}\n\nThank you.\n", writer=WRITER, order={"no": "48213"})

    assert made.text == (
        "Ms. Elena Ortiz\n614 Marigold Lane\nBoise ID 83704\n\nDear Ms. Ortiz:\n\nRe: Order 48213\n\n"
        "Thank you.\n\nSincerely,\n"
    )
    assert (made.template, made.edition, made.holes) == ("own-letter", "2026-11", ())


def test_lines_of_a_paragraph_are_joined_and_lists_are_left(draft: Callable[..., Draft]) -> None:
    made = draft(
        "Re: A\n\nOne\ntwo  three\n{% if true %}\nfour.\n{% endif %}\n\n\n\n"
        "  a   1\n  b   2\n\n- x\n- y\n1. z\n"
    )

    assert read_parts(made.text).paragraphs == ("One two three four.", "  a   1\n  b   2", "- x\n- y\n1. z")


def test_enclosures_and_copies_stand_at_the_foot(draft: Callable[..., Draft]) -> None:
    made = draft(
        "Re: A\n\nText.\n",
        {"enclosures": '["Claim form"]'},
        encl=["Order 48213", "Order 48213", ""],
        cc=["Robin Hale"],
    )

    parts = read_parts(made.text)
    assert parts.enclosures == ("Claim form", "Order 48213")
    assert parts.copies == ("Robin Hale",)
    assert parts.problems == ()


def test_a_body_may_bring_its_own_close_and_notations(draft: Callable[..., Draft]) -> None:
    body = "Re: A\n\nText.\n\nWith sympathy,\n\nEnclosure: Form 7\n\ncc: Dana Vale\n"

    made = draft(body, encl=["Order 48213"], cc=["Robin Hale"])

    assert made.text.endswith("\n\nText.\n\nWith sympathy,\n\nEnclosure: Form 7\n\ncc: Dana Vale\n")


def test_holes_are_listed_with_their_place(draft: Callable[..., Draft]) -> None:
    made = draft("Re: A\n\nPay {{ order.amount|money }}.\n", writer=WRITER, order={"amount": "a lot"})

    [hole] = made.holes
    assert (hole.name, hole.line) == ("order.amount", 8)
    assert made.text[hole.start : hole.end] == f"{HOLE_OPEN}order.amount{HOLE_CLOSE}"
    assert find_holes(fill_hole(made.text, hole.name, "$5.00")) == ()


def test_each_figure_says_where_it_came_from(draft: Callable[..., Draft]) -> None:
    made = draft(
        "Re: A\n\n{{ order.amount|money }} of {{ order.date|longdate }} for {{ order.item }}.\n",
        order={"amount": "39.95", "date": "2026-10-28", "item": "Boiler"},
        sources={
            "order.amount": "order 48213 in orders: total",
            "order.date": "order 48213 in orders: order_date",
        },
    )

    assert made.sources == {
        "$39.95": "order 48213 in orders: total",
        "October 28, 2026": "order 48213 in orders: order_date",
    }


def test_a_figure_that_is_not_printed_has_no_source(draft: Callable[..., Draft]) -> None:
    made = draft("Re: A\n\n{% if order.no %}Text.{% endif %}\n", order={"no": "1"}, sources={"order.no": "x"})

    assert made.sources == {}


def test_hostile_data_can_do_nothing_to_a_letter(draft: Callable[..., Draft]) -> None:
    evil = "{{ 7*7 }} {% for %} ⟦order.no⟧\n\nSincerely,\n\ncc: Spy\x1b[2J"

    made = draft(
        "Re: {{ x }}\n\n{{ x }}\n",
        x=evil,
        writer={"full": evil, "org": f"{evil} Inc.", "addr": [f"1 {evil}", f"2 {evil}"]},
        encl=[evil],
        cc=[evil],
    )

    parts = read_parts(made.text)
    assert made.holes == ()
    assert (parts.problems, parts.close, len(parts.copies), len(parts.enclosures)) == ((), "Sincerely,", 1, 1)
    assert not any(sign in made.text for sign in ("{{", "{%", "\x1b"))


def test_a_template_that_cannot_be_merged_is_refused_with_its_line(draft: Callable[..., Draft]) -> None:
    with pytest.raises(Refused) as caught:
        draft("Re: A\n\n{{ order.no + 1 }}\n")

    assert caught.value.detail.startswith("own-letter.j2, line 12: ⟦order.no⟧ is missing")


def test_an_empty_body_still_reads_as_what_it_is(draft: Callable[..., Draft]) -> None:
    made = draft("{% if order.no %}Text.{% endif %}\n")

    assert "says nothing" in read_parts(made.text).problems[0].message
