"""The last choke point: hostile text goes in, harmless text of the same width comes out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from screens.filters import ControlFilter, EncodingFilter

BLACK = Color(0, 0, 0)


def shown(text: str) -> str:
    return "".join(segment.text for segment in ControlFilter().apply([Segment(text)], BLACK))


@pytest.mark.parametrize(
    "hostile",
    [
        "a\x1b[31mred",
        "\x1b]52;c;cm0gLXJm\x07",
        "\x9b2J",
        "\u202eevil",
        "\x00",
        "\x7f",
        "a\u200bb",
        "tag\U000e0041",
    ],
)
def test_nothing_a_terminal_acts_on_gets_through(hostile: str) -> None:
    out = shown(hostile)

    assert out.isprintable()
    assert cell_len(out) == cell_len(hostile)


def test_good_text_is_left_as_it_is() -> None:
    segments = [Segment("Größe 中 “quoted” – 5 €")]

    assert ControlFilter().apply(segments, BLACK) is segments


def test_line_ends_and_tabs_inside_a_line_become_blanks() -> None:
    assert "\n" not in shown("a\nb\tc\r")
    assert shown("a\x0bb").isprintable()


@given(st.text(max_size=60))
def test_every_text_comes_out_printable(text: str) -> None:
    assert not any(char < " " or "\x7f" <= char < "\xa0" for char in shown(text))


def test_a_terminal_without_unicode_gets_its_own_alphabet() -> None:
    narrow = EncodingFilter("latin-1").apply([Segment("é “a” 中")], BLACK)

    assert narrow[0].text == 'é "a" ??'


def test_a_sign_an_old_terminal_lacks_is_said_plainly_and_a_letter_is_a_question_mark() -> None:
    line = [Segment("Baumgart… “Queja” – 2 × 5 · María 中")]

    assert EncodingFilter("ascii").apply(line, BLACK)[0].text == 'Baumgart~ "Queja" - 2 x 5 - Mar?a ??'
    assert EncodingFilter("iso8859-1").apply(line, BLACK)[0].text == 'Baumgart~ "Queja" - 2 × 5 · María ??'
