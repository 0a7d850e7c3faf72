"""Names compared, and names as an FTS5 question."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corrtui.records.names import ALIKE, alike, fts_query, name_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Dr. José O’Brien, Jr.", "jose obrien"),
        ("Mrs. Robin Hale", "robin hale"),
        ("HALE, ROBIN", "hale robin"),
        ("Acme Tool Company, Inc.", "acme tool"),
        ("The Co.", "the co"),
        ("Łukasz Straße", "łukasz strasse"),
        ("   ", ""),
        ("...", ""),
    ],
)
def test_a_name_is_its_telling_words(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Robin Hale", "Hale, Robin"),
        ("Robin Hale", "Robyn Hale"),
        ("Robin M. Hale", "Robin Hale"),
        ("R. Hale", "Robin Hale"),
        ("Acme Tool Co.", "ACME TOOL COMPANY"),
    ],
)
def test_names_that_may_be_one_person(one: str, other: str) -> None:
    assert alike(name_key(one), name_key(other)) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Robin Hale", "Hale"),
        ("Robin Hale", "Dolores Vane"),
        ("R. H.", "Robin Hale"),
        ("R. Hale", "Dolores Hale"),
        ("", ""),
        ("Robin", ""),
    ],
)
def test_names_that_are_not_one_person(one: str, other: str) -> None:
    assert alike(name_key(one), name_key(other)) < ALIKE


def test_only_equal_names_are_a_hundred() -> None:
    assert alike("robin hale", "hale robin") == 100
    assert alike("robin hale", "robin m hale") < 100


@pytest.fixture(scope="module")
def words() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(name, prefix='3')")
        connection.execute("INSERT INTO words VALUES ('robin hale')")
        yield connection


def asked(words: sqlite3.Connection, query: str) -> int:
    return len(words.execute("SELECT name FROM words WHERE words MATCH ?", (query,)).fetchall())


def test_a_question_finds_any_or_every_word_or_their_beginnings(words: sqlite3.Connection) -> None:
    assert asked(words, fts_query(["robin", "vane"])) == 1
    assert asked(words, fts_query(["robin", "vane"], every=True)) == 0
    assert asked(words, fts_query(["robert", "hall"], prefix=3)) == 1
    assert asked(words, fts_query(["xyz"], prefix=3)) == 0


def test_no_word_makes_no_question() -> None:
    assert fts_query([]) == ""
    assert fts_query(['"', "*", "-"]) == ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(), max_size=8), st.booleans(), st.integers(min_value=0, max_value=4))
@example(['" OR name:*', "NEAR(", "robin^2", "{name}", "a\x00b"], True, 3)
@example(["AND", "OR", "NOT", "NEAR"], False, 0)
@example(["\ud800\udfff"], False, 0)
def test_no_word_is_ever_syntax(
    words: sqlite3.Connection, given_words: list[str], every: bool, prefix: int
) -> None:
    query = fts_query(given_words, every=every, prefix=prefix)

    if query:
        asked(words, query)


@given(st.text())
def test_a_name_key_is_its_own_key_and_never_raises(name: str) -> None:
    key = name_key(name)
    key.encode("utf-8")

    assert alike(key, key) in (0, 100)
