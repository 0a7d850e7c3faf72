"""Cutting a text into words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corrtui.triage.words import split_words


def test_words_are_small_plain_and_know_their_place() -> None:
    text = "I’ve PAID $39.95 — Señor!"

    words = split_words(text)

    assert words.word == ("i've", "paid", "$", "39", "95", "senor")
    assert [text[start:end] for start, end in zip(words.start, words.end, strict=True)] == [
        "I’ve",
        "PAID",
        "$",
        "39",
        "95",
        "Señor",
    ]


def test_a_full_stop_ends_a_sentence_and_an_abbreviation_does_not() -> None:
    words = split_words("Mr. Hale of the U.S. Mint wrote. I paid. Order No. 5 came.\n\nThanks")

    by_sentence: dict[int, list[str]] = {}
    for word, sentence in zip(words.word, words.sentence, strict=True):
        by_sentence.setdefault(sentence, []).append(word)

    assert list(by_sentence.values()) == [
        ["mr", "hale", "of", "the", "u", "s", "mint", "wrote"],
        ["i", "paid"],
        ["order", "no", "5", "came"],
        ["thanks"],
    ]


def test_only_the_words_within_the_spans_are_taken() -> None:
    assert split_words("one two three", ((0, 3), (8, 13))).word == ("one", "three")


@given(st.text(max_size=300))
def test_every_word_lies_where_it_says(text: str) -> None:
    words = split_words(text)

    places = list(zip(words.start, words.end, strict=True))
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)
