"""What the day brings, laid over the desk: shown once a day, and no key is lost by it."""

from __future__ import annotations

import math
import time
from typing import Any

import pytest

from corrtui.control.acts import LetterSkipped
from corrtui.intake.accept import Stamp
from screens.actions.day import offer_day
from screens.app import Corrtui
from tests.ending import put_away


def overlay(clerk: Any) -> str:
    assert clerk.session.overlay is not None, clerk.said
    return str(clerk.session.overlay.write(100).text)


def test_it_is_offered_once_a_day(clerk: Any) -> None:
    offer_day(clerk.session)
    assert "to be seen first" in overlay(clerk)

    clerk.session.overlay = None
    offer_day(clerk.session)
    assert clerk.session.overlay is None


def test_who_works_already_is_not_held_up(clerk: Any) -> None:
    clerk.type("j")

    offer_day(clerk.session)

    assert clerk.session.overlay is None


def test_keys_typed_before_it_was_seen_do_what_they_would_have_done(clerk: Any) -> None:
    offer_day(clerk.session)
    typed = time.monotonic()
    assert clerk.session.overlay.seen == math.inf

    for key in "jj":
        clerk.gate.press(key, key, typed)

    assert clerk.session.overlay is None
    assert clerk.session.rows.at == 2


def test_every_other_key_leaves_it_and_is_not_lost(clerk: Any) -> None:
    at = clerk.session.rows.at

    clerk.type(":day\n", "G")

    assert clerk.session.overlay is None
    assert clerk.session.rows.at == len(clerk.session.rows.numbers) - 1 != at


@pytest.mark.parametrize("key", ["q", "escape", "ctrl+g"])
def test_the_ways_back_only_take_it_away(clerk: Any, key: str) -> None:
    clerk.type(":day\n", key)

    assert clerk.session.overlay is None
    assert not clerk.left


def test_help_is_shown_over_the_queue(clerk: Any) -> None:
    clerk.type(":day\n", "?")

    assert "Keys that are live" in clerk.session.overlay.title


def test_a_letter_under_it_is_not_finished_unseen(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Bickford")
    clerk.type(":day\n", "y")

    assert clerk.filing == []
    assert f"{no} was not shown yet: here it is, the key again does it" in clerk.said

    clerk.type("d")
    assert clerk.session.prompt is not None


def come_in_under_it(clerk: Any) -> list[str]:
    """The day begins at an empty queue; two letters come in while its page is on show."""
    for no in clerk.desk.queue():
        put_away(clerk.desk, no, "before the day begins")
    clerk.session.reload(quiet=True)
    assert not clerk.session.current
    offer_day(clerk.session)
    clerk.session.overlay.seen = 0.0  # its frame stands
    for name in ("scan-0006-pike.txt", "scan-0009-burrell.txt"):
        letter = (clerk.desk.folder / "sample-letters" / name).read_bytes()
        (clerk.desk.folder / "inbox" / name).write_bytes(letter)
    came = clerk.desk.take_in(Stamp())
    clerk.session.sync()
    return list(came)


@pytest.mark.parametrize("key", ["y", "x", "t", "c", "d", "a", "b", "+", "f12", "."])
def test_a_letter_that_came_in_under_it_is_shown_before_a_key_works_on_it(clerk: Any, key: str) -> None:
    came = come_in_under_it(clerk)

    clerk.type(key)

    no = clerk.session.current
    assert no in came
    assert clerk.session.overlay is None
    assert f"{no} was not shown yet: here it is, the key again does it" in clerk.said
    assert (clerk.filing, clerk.session.rows.tagged, clerk.session.prompt) == ([], set(), None)
    assert len(clerk.desk.history(no)) == 1

    if key == "x":
        clerk.type("x")
        assert clerk.session.rows.tagged == {no}


def test_it_follows_while_letters_come_in(clerk: Any) -> None:
    came = come_in_under_it(clerk)

    assert clerk.session.overlay.title.endswith(f": {len(came)} letters in the queue")
    assert clerk.session.overlay.light

    clerk.type("down")
    clerk.desk.ordering.bring_up(came[0], "1w", "asked")
    clerk.session.reload(quiet=True)
    assert clerk.session.overlay.title.endswith(": 1 letter in the queue")
    assert clerk.session.overlay.mark
    assert "Put away until a later day: 1 letter" in overlay(clerk)
    clerk.type("escape")
    assert clerk.session.overlay is None


def test_a_digit_limits_the_queue_to_the_letters_of_its_figure(clerk: Any) -> None:
    clerk.type(":day\n", "2")

    assert clerk.session.overlay is None
    assert clerk.session.limit == "is:pinned"
    assert clerk.session.rows.numbers == clerk.desk.queue("is:pinned")
    assert "q shows all again" in clerk.said


def test_a_figure_without_letters_says_so(clerk: Any) -> None:
    clerk.type(":day\n", "9")

    assert "there is no such letter" in clerk.said
    assert clerk.session.overlay is not None


def test_the_arrows_mark_a_figure_and_tell_its_letters_and_enter_limits_to_them(clerk: Any) -> None:
    pinned = clerk.desk.queue("is:pinned")
    clerk.type(":day\n")
    assert pinned[0] in overlay(clerk)

    clerk.type("j", "j")
    assert clerk.desk.letter(pinned[0]).writer in overlay(clerk)
    clerk.type("up", "down", "k", "down", "enter")

    assert clerk.session.limit == "is:pinned"


def test_three_skips_show_up(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    for _ in range(3):
        go_to(clerk, "Kowal")
        clerk.type("f12", "later\n")
    assert sum(isinstance(entry.act, LetterSkipped) for entry in clerk.desk.history(no)) == 3

    clerk.type(":day\n", "8")

    assert clerk.session.rows.numbers == [no]
    clerk.type("i")
    assert "3 times" in overlay(clerk)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_it_comes_up_at_the_first_start_and_fits_the_screen(
    desk: Any, shown: Any, type_in: Any, size: tuple[int, int]
) -> None:
    app = Corrtui(desk, hangup=False, greet=True)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.3)
        assert "put away, yet overdue" in shown(app)
        assert "any other key goes on" in shown(app)
        assert " end " in shown(app).splitlines()[0]

        await type_in(app, pilot, "j")
        assert app.session.overlay is not None
        await type_in(app, pilot, "escape")
        assert not app.session.unshown()
        await type_in(app, pilot, "G")
        assert app.session.overlay is None
        assert app.session.rows.at == len(app.session.rows.numbers) - 1
