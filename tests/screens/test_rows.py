"""The rows of the queue: the cursor follows its letter."""

from __future__ import annotations

from screens.rows import Rows, on_top


def rows(*numbers: str) -> Rows:
    made = Rows()
    made.load(numbers)
    return made


def test_new_letters_do_not_move_the_clerks_letter() -> None:
    letters = rows("1", "2", "3")
    letters.go("2")

    assert letters.load(["0", "1", "1a", "2", "3"])
    assert letters.current == "2"


def test_a_letter_that_leaves_hands_the_cursor_to_the_one_in_its_place() -> None:
    letters = rows("1", "2", "3")
    letters.go("2")

    assert not letters.load(["1", "3"])
    assert letters.current == "3"


def test_dropping_the_last_letter_goes_back_one() -> None:
    letters = rows("1", "2")
    letters.go("2")
    letters.drop("2")

    assert letters.current == "1"


def test_dropping_a_letter_above_leaves_the_cursor_on_its_letter() -> None:
    letters = rows("1", "2", "3")
    letters.go("3")
    letters.drop("1")

    assert letters.current == "3"


def test_the_cursor_stops_at_both_ends() -> None:
    letters = rows("1", "2")

    assert not letters.step(-1)
    assert letters.step(5)
    assert not letters.step(1)
    assert letters.current == "2"


def test_an_empty_queue_has_no_current_letter() -> None:
    letters = rows()

    assert letters.current == ""
    assert not letters.step(1)
    letters.drop("1")
    assert letters.load(["1"])
    assert letters.current == "1"


def test_only_shown_letters_are_tagged_and_tags_come_in_the_order_of_work() -> None:
    letters = rows("3", "1", "2")

    assert letters.tag(["1", "2", "9"]) == 2
    assert letters.tagged_in_order() == ["1", "2"]
    letters.toggle("1")
    assert letters.tagged_in_order() == ["2"]


def test_after_a_letter_come_those_that_followed_it_and_are_still_here() -> None:
    letters = rows("1", "2", "3", "4")
    following = letters.following("2")
    letters.drop("3")

    assert letters.shown(following) == ["4"]
    assert letters.turned("4") == ["4", "1", "2"]
    assert letters.following("4") == letters.following("9") == []


def test_a_letter_far_from_the_cursor_is_found_too() -> None:
    letters = rows(*map(str, range(1000)))

    assert letters.go("900")
    assert letters.go("3")
    assert letters.at == 3
    assert not letters.go("1000")


def test_letters_that_came_back_stand_on_top_and_those_being_filed_nowhere() -> None:
    assert on_top(["1", "2", "3"], ["3"], ["2", "8"]) == ["3", "1"]
