"""Text from a letter is shown, never obeyed."""

from __future__ import annotations

import os
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.text import clean, count, one_line, printable_name

_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x9b31m", "�31m"),
        ("a\u202eb", "a�b"),
        ("zero\u200bwidth", "zero�width"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("tab\tstays", "tab\tstays"),
        ("del\x7f", "del␡"),
        ("Ñandú, Łukasz, 中", "Ñandú, Łukasz, 中"),
    ],
)
def test_clean(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@given(st.text())
def test_nothing_a_terminal_obeys_is_left(text: str) -> None:
    for char in clean(text):
        assert char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")
        assert char not in _BIDI


@given(st.text())
def test_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(), st.integers(1, 80))
def test_one_line_is_one_line_of_at_most_its_limit(text: str, limit: int) -> None:
    line = one_line(text, limit)

    assert "\n" not in line
    assert len(line) <= limit


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"letter 1.txt", "letter 1.txt"),
        ("Beschwerde Müller.eml".encode(), "Beschwerde Müller.eml"),
        (b"a\nb.txt", "a%0Ab.txt"),
        (b"\x1b]0;x\x07.txt", "%1B]0;x%07.txt"),
        (b"caf\xe9.txt", "caf%E9.txt"),
        (b"100%\xff", "100%25%FF"),
    ],
)
def test_a_file_name_is_made_printable(raw: bytes, shown: str) -> None:
    assert printable_name(os.fsdecode(raw)) == shown


@given(st.binary(min_size=1, max_size=40))
def test_no_two_file_names_look_the_same(raw: bytes) -> None:
    from urllib.parse import unquote_to_bytes

    shown = printable_name(os.fsdecode(raw))

    assert shown.isprintable()
    assert raw in (shown.encode(), unquote_to_bytes(shown))


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 letters"), (1, "1 letter"), (2, "2 letters"), (1234, "1,234 letters")]
)
def test_a_number_with_its_noun(number: int, said: str) -> None:
    assert count(number, "letter") == said
