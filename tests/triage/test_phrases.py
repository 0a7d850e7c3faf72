"""How a phrase of the rule tables is written, and what it finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.triage.phrases import Hit, PhraseBook, covered, quote
from corrtui.triage.words import split_words


def found(phrase: str, text: str) -> list[str]:
    words = split_words(text)
    return [quote(text, words, hit)[0] for hit in PhraseBook([phrase]).find(words)]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("charged twice", "I was CHARGED\n  twice.", ["CHARGED twice"]),
        ("charged twice", "I was charged, twice", ["charged, twice"]),
        ("bill", "The billing of bills", []),
        ("(charged|billed) twice", "billed twice", ["billed twice"]),
        ("please send [me|us]", "please send lamps", ["please send"]),
        ("(never showed [up]|no show)", "he never showed", ["never showed"]),
        ("subpoena*", "two subpoenas", ["subpoenas"]),
        ("item #", "item 5521 and item B-2", ["item 5521"]),
        ("we claim $", "we claim $412.00", ["we claim $"]),
        ("charged ~ twice", "charged by mistake again twice", ["charged by mistake again twice"]),
        ("charged ~ twice", "charged by a bad old clerk twice", []),
        ("charged ~1 twice", "charged me twice", ["charged me twice"]),
        ("charged ~ twice", "I was charged. He came twice", []),
        ("back-ordered", "it is back-ordered", ["back-ordered"]),
        ("pésimo servicio", "PESIMO SERVICIO", ["PESIMO SERVICIO"]),
        ("don't call", "don’t call", ["don’t call"]),
    ],
)
def test_what_a_phrase_finds(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


@pytest.mark.parametrize(
    "phrase", ["", "(a|b", "a)", "[a]", "~2 a", "a ~2", "(a|b ~)", "()", "a [b] ~", "!?"]
)
def test_a_phrase_that_cannot_be_read_is_named(phrase: str) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        PhraseBook(["fine", phrase])


def test_a_phrase_within_a_longer_one_is_covered() -> None:
    words = split_words("the bill of lading and the bill")
    hits = PhraseBook(["bill", "bill of lading"]).find(words)

    inside = covered(hits, hits)

    assert [hits[place] for place in inside] == [Hit(0, (1,))]


def test_a_word_in_the_gap_of_a_longer_phrase_is_not_covered() -> None:
    words = split_words("charged for the damaged item twice")
    hits = PhraseBook(["damaged", "charged ~4 twice"]).find(words)

    assert covered(hits, hits) == set()


@given(st.text(alphabet="ab .|()[]~*#$1", max_size=30), st.text(alphabet="ab .\n1$'", max_size=60))
def test_any_phrase_is_either_refused_or_finds_words_of_the_text(phrase: str, text: str) -> None:
    words = split_words(text)
    try:
        book = PhraseBook([phrase])
    except ValueError:
        return

    for hit in book.find(words):
        assert hit.row == 0
        assert list(hit.used) == sorted(set(hit.used))
        assert hit.used[-1] < len(words.word)


def test_a_phrase_repeated_a_hundred_thousand_times_is_counted_two_hundred_times() -> None:
    assert len(found("kill you", "kill you " * 100_000)) == 200
