"""Limit, search, tags."""

from __future__ import annotations

from typing import Any


def test_a_limit_shows_only_what_it_lets_through_and_empty_shows_all(clerk: Any) -> None:
    clerk.type("lcat:BIL\n")
    assert {clerk.desk.letter(no).category for no in clerk.session.rows.numbers} == {"BIL"}

    clerk.type("l\n")
    assert len(clerk.session.rows.numbers) == 8


def test_a_limit_nobody_understands_stays_in_the_line_with_the_reason(clerk: Any) -> None:
    clerk.type("lcolour:red\n")

    assert clerk.session.prompt.line.text == "colour:red"
    assert clerk.session.prompt.trouble
    assert len(clerk.session.rows.numbers) == 8


def test_a_search_shows_its_hits_open_or_closed_and_q_goes_back(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    clerk.type("dfile\nanswered by telephone\n")

    clerk.type("/kowal\n")
    assert clerk.session.rows.numbers == [no]
    assert not clerk.session.sheet().letter.open

    clerk.type("q")
    assert no not in clerk.session.rows
    assert len(clerk.session.rows.numbers) == 7


def test_n_and_capital_n_walk_the_hits_in_a_ring(clerk: Any) -> None:
    clerk.type("/account\n")
    hits = list(clerk.session.rows.numbers)
    assert len(hits) > 1

    clerk.type("n")
    assert clerk.session.current == hits[1]
    clerk.type("NN")
    assert clerk.session.current == hits[-1]
    clerk.type("qn")
    assert clerk.session.current == hits[0]


def test_a_search_without_a_hit_changes_nothing(clerk: Any) -> None:
    clerk.type("/zyzzyva\n")

    assert "has 'zyzzyva'" in clerk.said
    assert len(clerk.session.rows.numbers) == 8


def test_x_tags_and_goes_on(clerk: Any) -> None:
    first, second = clerk.session.rows.numbers[:2]
    clerk.type("xx")

    assert clerk.session.rows.tagged == {first, second}


def test_capital_t_tags_what_matches_and_the_star_all_or_none(clerk: Any) -> None:
    clerk.type("Tcat:BIL\n")
    assert {clerk.desk.letter(no).category for no in clerk.session.rows.tagged} == {"BIL"}

    clerk.type("*")
    assert len(clerk.session.rows.tagged) == 8

    clerk.type("*")
    assert clerk.session.rows.tagged == set()


def test_enter_typed_before_the_terminal_was_ours_is_enter_in_a_prompt(clerk: Any) -> None:
    clerk.type("lortiz", "ctrl+j")

    assert clerk.session.prompt is None
    assert clerk.session.limit == "ortiz"
