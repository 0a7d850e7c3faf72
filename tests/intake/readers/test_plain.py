"""The ladder of encodings: whatever the bytes, a text comes back, with the step that took it."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.intake.readers.cannot import CannotRead
from corrtui.intake.readers.limits import TEXT_BYTES
from corrtui.intake.readers.plain import decode, garbled, tidy

LETTER = "Herr Müller owes €20."


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (LETTER.encode(), "UTF-8"),
        (codecs.BOM_UTF8 + LETTER.encode(), "UTF-8"),
        (LETTER.encode("utf-16"), "UTF-16"),
        (codecs.BOM_UTF16_BE + LETTER.encode("utf-16-be"), "UTF-16"),
        (LETTER.encode("utf-32"), "UTF-32"),
        (LETTER.encode("utf-16-le"), "UTF-16 without a mark"),
        (LETTER.encode("utf-16-be"), "UTF-16 without a mark"),
        (LETTER.encode("cp1252"), "cp1252 (not UTF-8)"),
    ],
)
def test_a_letter_is_read_in_the_encoding_it_is_in(data: bytes, encoding: str):
    decoded = decode(data)

    assert (decoded.text, decoded.encoding, decoded.lossless) == (LETTER, encoding, True)


def test_bytes_that_cp1252_lacks_are_latin_1():
    assert decode(b"Caf\xe9 \x81").encoding == "latin-1 (not UTF-8)"


@pytest.mark.parametrize(
    ("data", "declared", "text", "encoding"),
    [
        ("Ж".encode("koi8-r"), "KOI8-R", "Ж", "koi8-r"),
        (b"it\x92s", "iso-8859-1", "it’s", "iso-8859-1"),
        ("見積".encode("gb18030"), '"gb2312"', "見積", "gb2312"),
        (b"caf\xe9", "utf-8", "café", "cp1252 (declared utf-8 does not fit)"),
        ("café".encode(), "us-ascii", "café", "UTF-8 (declared us-ascii does not fit)"),
        (b"caf\xe9", "x-tapestry", "café", "cp1252 (declared x-tapestry is unknown)"),
        (b"666f6f", "hex", "666f6f", "UTF-8 (declared hex is unknown)"),
        (b"\\u202e", "unicode_escape", "\\u202e", "UTF-8 (declared unicode_escape is unknown)"),
        (b"abc", "a\0b\nc", "abc", "UTF-8 (declared a␀b c is unknown)"),
    ],
)
def test_a_declared_encoding_counts_when_it_fits(data: bytes, declared: str, text: str, encoding: str):
    decoded = decode(data, declared)

    assert (decoded.text, decoded.encoding) == (text, encoding)


def test_half_a_character_at_the_end_is_told():
    assert not decode(LETTER.encode("utf-16")[:-1]).lossless


@given(st.binary(max_size=300), st.text(max_size=20) | st.sampled_from(["utf-7", "idna", "utf-16", "cp037"]))
def test_no_bytes_and_no_declaration_end_the_ladder_without_a_text(data: bytes, declared: str):
    assert isinstance(decode(data, declared).text, str)


def test_a_text_keeps_its_indents_and_loses_the_blank_lines_around_it():
    assert tidy("\n  \n\n   Dear Sirs:\n\n  Yours\n \n")[0] == "   Dear Sirs:\n\n  Yours"


def test_line_ends_of_all_kinds_become_newlines_and_escapes_become_visible():
    assert tidy("a\r\nb\rc\x0cd \x1b[31m \u202e")[0] == "a\nb\nc\nd ␛[31m \ufffd"


def test_a_blank_text_is_none():
    with pytest.raises(CannotRead, match="nothing but blanks"):
        tidy(" \n\t \r\n")


@pytest.mark.parametrize("letter", ["a", "é", "\x01", "🖋"])
def test_a_text_stays_within_two_megabytes_and_says_so(letter: str):
    text, defects = tidy(letter * (TEXT_BYTES + 10))

    assert TEXT_BYTES - 4 < len(text.encode()) <= TEXT_BYTES
    assert defects == ("the text is cut after 2 MB: open the original for the rest",)


def test_a_short_text_is_not_cut():
    assert tidy("é" * 1000) == ("é" * 1000, ())


@pytest.mark.parametrize(
    ("text", "expected"), [("␁␂␃␄", True), ("Dear ␛ Sirs and Madams", False), ("", False)]
)
def test_a_text_nobody_can_read_is_garbled(text: str, expected: bool):
    assert garbled(text) is expected
