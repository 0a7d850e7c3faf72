"""Key words of delicate matters are known misspelled; words of their own are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.triage.sensitive import find_sensitive, load_sensitive
from corrtui.triage.spelling import Spelling
from corrtui.triage.words import split_words

SPELLING = Spelling(["deceased", "subpoena"], {"kil": "kill"}, ["decreased"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("decased", "deceased"),
        ("deceaased", "deceased"),
        ("subpoena", "subpoena"),
        ("kil", "kill"),
        ("decreased", "decreased"),
        ("skill", "skill"),
        ("deceive", "deceive"),
    ],
)
def test_only_what_is_one_letter_from_a_key_word_and_no_word_itself_is_put_right(
    written: str, meant: str
) -> None:
    assert SPELLING.mend(split_words(written)).word == (meant,)


@given(st.text(max_size=60))
def test_places_stay(text: str) -> None:
    words = split_words(text)

    assert SPELLING.mend(words).start == words.start


@pytest.mark.parametrize(
    "text", ["They say that my balance decreased.", "Cease and decease calling me at work."]
)
def test_a_balance_that_decreased_is_no_death(text: str) -> None:
    assert "deceased customer" not in {hit.kind for hit in find_sensitive(text, "", load_sensitive())}


def test_a_death_is_one_however_it_is_spelled() -> None:
    hits = find_sensitive("My husband is decased since May.", "", load_sensitive())

    assert "deceased customer" in {hit.kind for hit in hits}
