"""HTML is cut in time that grows with its length alone, and no text is lost on the way."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.intake.readers.tags import Tag, pieces, plain


def texts(source: str) -> str:
    return "".join(piece for piece in pieces(source) if isinstance(piece, str))


def tags(source: str) -> list[tuple[str, bool]]:
    return [(piece.name, piece.closing) for piece in pieces(source) if isinstance(piece, Tag)]


def test_texts_and_tags_come_in_order():
    assert list(pieces("<P>Dear <b>Sirs</b>")) == [
        Tag("p", False, ""), "Dear ", Tag("b", False, ""), "Sirs", Tag("b", True, ""),
    ]  # fmt: skip


def test_attributes_are_read_as_browsers_do():
    (tag,) = pieces("""<input TYPE=text value="a &amp; b > c" title='it"s' checked value=second>""")

    assert isinstance(tag, Tag)
    assert tag.attributes() == {"type": "text", "value": "a & b > c", "title": 'it"s', "checked": ""}


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("2 < 3 and 4 > 3", "2 < 3 and 4 > 3"),
        ("a<!-- <p>not this</p> -->b", "ab"),
        ("a<!-->b", "ab"),
        ("a<!-- never closed, but <b>kept</b>", "a never closed, but kept"),
        ("a<!DOCTYPE html>b<?php x ?>c<![if !mso]>d", "abcd"),
        ("a<script>if (x<y) '</b>'</script >b<STYLE>p {}</style>c", "abc"),
        ("a<script>never closed", "anever closed"),
        ("a</b", "a</b"),
        ("x <y and z <b>bold</b>", "x <y and z bold"),
        ("&eacute;&#233;&#xe9;&amp;lt; &unknown; &#0;", "ééé&lt; &unknown; \ufffd"),
    ],
)
def test_every_text_is_kept_and_nothing_but_text(source: str, shown: str):
    assert texts(source) == shown


def test_a_number_of_thousands_of_digits_is_one_unknown_character():
    assert plain("a&#" + "9" * 10_000 + ";b") == "a\ufffdb"


@pytest.mark.parametrize(
    "unit",
    [
        "<!--", "<!", "<?", "<![CDATA[", "</", "<", "<a ", "<a/", "<a b='", '<a b=">"', "<a b=\"<a c='",
        "<script>", "<script", "<style>x", "&#x", "&a", "<a b='x'\">", "<!-->x",
    ],
)  # fmt: skip
def test_any_beginning_over_and_over_takes_a_moment(unit: str):
    source = unit * (400_000 // len(unit))
    started = time.process_time()
    count = sum(1 for _ in pieces(source))

    assert time.process_time() - started < 3, f"{count} pieces"


@given(st.text(alphabet="<>!-/?=\"' abp&#;x1", max_size=80))
def test_no_source_breaks_it_and_no_piece_is_empty(source: str):
    assert all(piece for piece in pieces(source))


@given(st.text(alphabet="abc .\n", max_size=40), st.text(alphabet="abc .\n", max_size=40))
def test_what_stands_outside_of_tags_stays(before: str, after: str):
    assert texts(f"{before}<b title='>'>{after}</b>") == before + after
