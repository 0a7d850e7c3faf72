"""Look-alikes and history on the screen: lists, two letters side by side, the answer sent, tags, merging."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corrtui.desk import Desk
from corrtui.intake.accept import Stamp
from screens.app import Corrtui
from screens.overlays import Listing
from tests.casework.test_lookalikes import F01, HEADER, campaigner

NAMES = ("Hanna Brandt", "Walter Grimm", "Lena Sorensen", "Oscar Whitfield")


@pytest.fixture
def stocked_alike(folder: Path) -> None:
    """A letter that was answered, the fax of it, and a campaign of four."""
    desk = Desk.open(folder)
    (folder / "inbox" / "f01.txt").write_text(F01)
    [first] = desk.take_in(Stamp())
    desk.choose_template(first, "bil-ack")
    desk.file(desk.prepare(first))
    (folder / "inbox" / "fax 3.txt").write_text(HEADER + F01)
    for n, name in enumerate(NAMES, 2):
        (folder / "inbox" / f"c{n}.txt").write_bytes(campaigner(n, name))
    assert len(desk.take_in(Stamp())) == 5
    desk.close()


@pytest.fixture
def desk(folder: Path, stocked_alike: None) -> Any:
    opened = Desk.open(folder)
    opened.sheet(opened.queue()[0])
    yield opened
    opened.close()


def number(desk: Desk, file: str) -> str:
    letters = desk.bench.register.open.values()
    return next(letter.control_no for letter in letters if letter.file == file)


def overlay(clerk: Any, width: int = 100) -> str:
    return str(clerk.session.overlay.write(width).text)


def stand_on(clerk: Any, file: str) -> str:
    no = number(clerk.desk, file)
    clerk.session.rows.go(no)
    clerk.session.begun = True
    return no


def test_equals_lists_look_alikes_and_enter_sets_one_beside_the_letter(clerk: Any) -> None:
    fax, first = stand_on(clerk, "fax 3.txt"), number(clerk.desk, "f01.txt")

    clerk.type("=")
    assert f"> {first}" in overlay(clerk)
    assert f"a fax of {first}, " in overlay(clerk)
    assert "ACK with bil-ack by Robin Hale" in overlay(clerk, 200)

    clerk.type("enter")
    shown = overlay(clerk)
    assert f"{fax}, " in shown.splitlines()[0]
    assert f"| {first}, " in shown.splitlines()[0]
    both = [line for line in shown.splitlines() if line.count("614 Marigold Lane") == 2]
    assert both, shown
    assert "Thank you for your letter of March 2, 2026" in shown  # the answer that was sent

    clerk.type("q")
    assert isinstance(clerk.session.overlay, Listing)
    clerk.type("escape")
    assert clerk.session.overlay is None


def test_changed_words_are_marked_not_by_colour_alone(clerk: Any) -> None:
    stand_on(clerk, "c2.txt")
    clerk.type("=", "enter")

    passage = clerk.session.overlay.write(100)
    marked = {passage.text[mark.start : mark.end] for mark in passage.marks if mark.role == "finding"}

    assert any("Hanna Brandt" in words for words in marked)
    assert not any("eleven" in words for words in marked)


@pytest.mark.parametrize("width", [40, 78, 118, 300])
def test_no_line_is_wider_than_the_pane(clerk: Any, width: int) -> None:
    stand_on(clerk, "fax 3.txt")
    clerk.type("=", "enter")

    assert max(len(line) for line in overlay(clerk, width).splitlines()) <= width


def test_x_tags_the_whole_set_and_the_next_command_works_on_it(clerk: Any) -> None:
    stand_on(clerk, "c3.txt")
    campaign = {number(clerk.desk, f"c{n}.txt") for n in range(2, 6)}

    clerk.type("=", "x")
    assert clerk.session.overlay is None
    assert clerk.session.rows.tagged == campaign
    assert clerk.said.startswith("4 letters tagged; ;")

    clerk.type(";", "cSVC\n", "4\n")
    assert {clerk.desk.letter(no).category for no in campaign} == {"SVC"}


def test_a_sensitive_letter_of_the_set_is_still_decided_by_itself(clerk: Any, folder: Path) -> None:
    threat = campaigner(7, "Karl Voss").replace(
        b"Please answer", b"I will come to your office with my gun and kill the clerk. Please answer"
    )
    (folder / "inbox" / "c7.txt").write_bytes(threat)
    [no] = clerk.desk.take_in(Stamp())
    clerk.session.reload()
    stand_on(clerk, "c3.txt")

    clerk.type("=", "x", ";", "dFILE\n", "read\n", "5\n")

    assert clerk.desk.letter(no).open
    assert "decided by itself" in clerk.said


def test_m_merges_the_later_letter_into_the_earlier_in_two_keys(clerk: Any) -> None:
    fax, first = stand_on(clerk, "fax 3.txt"), number(clerk.desk, "f01.txt")

    clerk.type("=", "m")
    assert clerk.session.prompt is not None
    assert first in clerk.session.prompt.line.text
    clerk.type("enter")

    assert clerk.desk.letter(fax).disposition == "MERGE"
    assert clerk.desk.letter(first).open
    clerk.type("u")
    assert clerk.desk.letter(fax).open


def test_m_from_the_earlier_letter_goes_to_the_later(clerk: Any) -> None:
    first, fax = stand_on(clerk, "f01.txt"), number(clerk.desk, "fax 3.txt")

    clerk.type("=", "m")
    assert clerk.session.current == fax
    clerk.type("enter")

    assert clerk.desk.letter(fax).disposition == "MERGE"
    assert clerk.desk.letter(first).open


def test_d_merge_stands_there_with_the_number(clerk: Any) -> None:
    fax, first = stand_on(clerk, "fax 3.txt"), number(clerk.desk, "f01.txt")

    clerk.type("dmerge\n", "enter")

    assert clerk.desk.letter(fax).disposition == "MERGE"
    assert first in clerk.desk.history(fax)[-1].act.reason


def test_h_shows_writer_numbers_and_how_the_like_was_answered(clerk: Any) -> None:
    for file in ("c2.txt", "c3.txt"):
        clerk.desk.dispose(number(clerk.desk, file), "FILE", "the board was told")
    clerk.session.reload()
    stand_on(clerk, "c4.txt")

    clerk.type("h")
    shown = overlay(clerk)
    assert "How we answered the like" in shown
    assert shown.count("the board was told") == 2

    clerk.type("j", "o")
    assert "eleven miles" in overlay(clerk)
    assert "FILE by Robin Hale" in overlay(clerk)
    clerk.type("q", "q")
    assert clerk.session.overlay is None

    stand_on(clerk, "fax 3.txt")
    clerk.type("h")
    assert "Same writer" in overlay(clerk)
    assert "Same account 204417" in overlay(clerk)


def test_full_numbers_of_another_letter_stay_masked_while_ones_own_are_shown(
    clerk: Any, folder: Path
) -> None:
    card = "4111 1111 1111 1111"
    for n in (8, 9):
        text = campaigner(n, f"Payer {'AB'[n - 8]}. Voss").replace(
            b"I paid", f"My card is {card}. I paid".encode()
        )
        (folder / "inbox" / f"c{n}.txt").write_bytes(text)
    clerk.desk.take_in(Stamp())
    clerk.session.reload()
    no = stand_on(clerk, "c8.txt")
    clerk.session.reveal(no, "compared")

    clerk.type("=", "enter")

    shown = overlay(clerk, 300)
    assert shown.count(card) == 1


@pytest.mark.parametrize(
    ("key", "title", "says"),
    [("=", "Like ", "Nothing is like"), ("h", "Before ", "Nothing came before from this writer")],
)
def test_a_page_with_nothing_on_it_opens_and_q_closes_it(
    clerk: Any, go_to: Any, key: str, title: str, says: str
) -> None:
    no = go_to(clerk, "Bickford")

    clerk.type(key)
    assert clerk.session.overlay.title == f"{title}{no}"
    assert overlay(clerk).startswith(says)

    clerk.type("j", "m", "x", "q")
    assert clerk.session.overlay is None
    assert not clerk.left


async def test_the_list_is_walked_and_read_on_a_small_screen(
    desk: Desk, shown: Callable[[Corrtui], str], type_in: Any
) -> None:
    app = Corrtui(desk, hangup=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.session.begun = True
        app.session.rows.go(number(desk, "c3.txt"))
        app.changed()
        await type_in(app, pilot, "=j")
        screen = shown(app)
        assert "Like " in screen
        assert screen.count("\n > ") == 1
        assert app.attention() is not None
        await type_in(app, pilot, "jjj", "enter")
        assert " beside " in shown(app)
        assert "| " in shown(app)
        await type_in(app, pilot, "q", "q")
        assert "LETTER" in shown(app)


def test_type_ahead_into_the_list_does_what_slow_keys_do(
    pty_desk: Any, folder: Path, stocked_alike: None
) -> None:
    desk = Desk.open(folder)
    fax, first = number(desk, "fax 3.txt"), number(desk, "f01.txt")
    desk.close()
    at = pty_desk(rows=24, cols=80)
    at.wait_for("QUEUE")
    at.send("/fax\r")
    at.wait_for(f"LETTER {fax}")
    at.send("=m\r")
    at.wait_for("MERGE: ")

    again = Desk.open(folder)
    assert (again.letter(fax).disposition, again.letter(first).open) == ("MERGE", True)
    again.close()


async def test_the_head_of_a_letter_names_what_it_repeats_and_what_reads_alike(
    desk: Desk, shown: Callable[[Corrtui], str]
) -> None:
    app = Corrtui(desk, hangup=False)
    async with app.run_test(size=(160, 40)) as pilot:
        app.session.begun = True
        app.session.rows.go(number(desk, "fax 3.txt"))
        app.changed()
        await pilot.pause(0.2)
        screen = shown(app)

    first = number(desk, "f01.txt")
    assert f"Repeats  a fax of {first}" in screen
    assert f"MERGE into {first}" in screen
    assert f"Alike    {first} " in screen
