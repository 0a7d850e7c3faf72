"""What is not for every eye: restricted letters and full card and social-security numbers on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corrtui.control.acts import LetterViewed, NumbersRevealed
from corrtui.desk import Desk
from corrtui.intake.accept import Stamp
from corrtui.text import mask_numbers
from screens.app import Corrtui

Read = Callable[[Corrtui], str]
CARD, SOCIAL = "4111 1111 1111 1111", "219-09-9999"
PAYER = f"""Hanna Brandt
12 Mill Lane
Dubuque IA 52001

November 16, 2026

Re: My card {CARD}

Dear Sirs:

You charged my card {CARD} twice for order 48213, on my account 204417. My bill is wrong.
My social security number is {SOCIAL}. Please correct the billing error.

Sincerely,
Hanna Brandt
"""
THREAT = """Walter Grim
3 Quarry Road
Dubuque IA 52001

November 16, 2026

Dear Sirs:

If you bill me again I will come to your office with my gun and kill the clerk who did it.

Walter Grim
"""


@pytest.fixture
def letters(folder: Path) -> None:
    """Two letters more: one with full numbers, one that threatens."""
    (folder / "inbox" / "payer.txt").write_text(PAYER)
    (folder / "inbox" / "threat.txt").write_text(THREAT)
    desk = Desk.open(folder)
    assert len(desk.take_in(Stamp())) == 2
    desk.close()


@pytest.fixture
def seated(folder: Path, letters: None) -> Iterator[Callable[[str], Corrtui]]:
    """Sit down as somebody of the desk."""
    opened: list[Desk] = []

    def sit(login: str) -> Corrtui:
        opened.append(Desk.open(folder, login))
        return Corrtui(opened[-1], hangup=False)

    yield sit
    for desk in opened:
        desk.close()


def number(app: Corrtui, file: str) -> str:
    letters = app.desk.bench.register.open.values()
    return next(letter.control_no for letter in letters if letter.file == file)


async def at(app: Corrtui, pilot: Any, no: str) -> str:
    app.session.begun = True
    app.session.rows.go(no)
    app.changed()
    await pilot.pause(0.3)
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def acts(app: Corrtui, no: str, kind: type) -> list[Any]:
    return [entry for entry in app.desk.bench.log.history(no) if isinstance(entry.act, kind)]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_who_has_a_restricted_letter_is_seen_by_those_who_may_not_look_at_it(
    seated: Any, folder: Path, shown: Read, size: tuple[int, int]
) -> None:
    margaret = Desk.open(folder, "mstern")
    app = seated("pcole")
    async with app.run_test(size=size) as pilot:
        no = number(app, "threat.txt")
        margaret.colleagues.arrive(no)
        app._look()
        await at(app, pilot, no)
        await pilot.pause(0.3)
        lines = [line for line in shown(app).splitlines() if no in line]
        assert any("@mstern <1m" in line for line in lines), lines
        assert "w takes it over" not in shown(app)
    margaret.close()


async def test_in_the_queue_alone_a_restricted_letter_is_not_read(
    seated: Any, shown: Read, type_in: Any
) -> None:
    app = seated("mstern")
    async with app.run_test(size=(120, 40)) as pilot:
        no = number(app, "threat.txt")
        await type_in(app, pilot, "gq")
        await at(app, pilot, no)
        app._tick()
        await pilot.pause(0.3)
        assert app.session.current == no
        assert acts(app, no, LetterViewed) == []

        await type_in(app, pilot, "\n")
        await pilot.pause(0.3)
        assert f"LETTER {no}" in shown(app)
        assert len(acts(app, no, LetterViewed)) == 1


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_full_numbers_stand_in_no_pane_and_in_no_overlay(
    seated: Any, shown: Read, type_in: Any, size: tuple[int, int]
) -> None:
    app = seated("pcole")
    async with app.run_test(size=size) as pilot:
        screen = await at(app, pilot, number(app, "payer.txt"))
        for keys in ("\n", "\n", "i", "qv", "o\n", "qp", "q\t", "\t"):
            await type_in(app, pilot, keys)
            screen += shown(app)

    for full in ("4111 1111", "1111 1111", "219-09", SOCIAL):
        assert full not in screen
    assert "****1111" in screen
    assert "***-**-9999" in screen


async def test_s_with_a_reason_shows_them_until_the_cursor_leaves_and_is_entered(
    seated: Any, shown: Read, type_in: Any
) -> None:
    app = seated("pcole")
    async with app.run_test(size=(120, 40)) as pilot:
        no = number(app, "payer.txt")
        await at(app, pilot, no)
        await type_in(app, pilot, "s", "\n")
        assert "say why" in shown(app)
        await type_in(app, pilot, "the bank asks for it", "\n", "\n")
        assert CARD in shown(app)
        assert SOCIAL in shown(app)

        await type_in(app, pilot, "\n", "j", "k")
        assert app.session.current == no
        assert CARD not in shown(app)
        assert [entry.act.reason for entry in acts(app, no, NumbersRevealed)] == ["the bank asks for it"]


async def test_the_choices_of_records_are_masked_too(
    folder: Path, shown: Read, type_in: Any, seated: Any
) -> None:
    with (folder / "records" / "accounts.csv").open("a") as out:
        out.write(f"204999,card {CARD},12 Mill Lane,Dubuque,IA,52001,,,,,,,,,,\n")
    (folder / "inbox" / "more.txt").write_text("My bill for account 204999 is wrong.\n\nHanna Brandt\n")
    app = seated("pcole")
    app.desk.take_in(Stamp())
    async with app.run_test(size=(140, 40)) as pilot:
        await at(app, pilot, number(app, "more.txt"))
        for key in ("v", "a"):
            await type_in(app, pilot, key)
            assert "card ****1111" in shown(app)
            assert CARD not in shown(app)
            await type_in(app, pilot, "escape")


async def test_a_number_the_records_know_as_the_offices_own_is_not_masked(
    folder: Path, shown: Read, type_in: Any, seated: Any
) -> None:
    order = "4000001234567899"
    assert mask_numbers(order) != order, "it looks like a card's"
    header = (folder / "records" / "orders.csv").read_text().split("\n")[0].split(",")
    row = {"order_no": order, "customer": "Hanna Brandt", "item": "Wheelbarrow", "account_no": "204417"}
    with (folder / "records" / "orders.csv").open("a") as out:
        out.write(",".join(row.get(column, "") for column in header) + "\n")
    (folder / "inbox" / "own.txt").write_text(f"My bill for order {order} is wrong.\n\nHanna Brandt\n")
    app = seated("pcole")
    app.desk.take_in(Stamp())
    async with app.run_test(size=(140, 40)) as pilot:
        screen = await at(app, pilot, number(app, "own.txt"))
        assert f"order {order}" in screen
        await type_in(app, pilot, "v", "o\n")
        assert f"order {order}" in shown(app)


async def test_the_marks_of_the_evidence_stay_on_their_words(seated: Any) -> None:
    app = seated("pcole")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(app, pilot, number(app, "payer.txt"))
        pane = app.letter_pane
        lines = [pane.flow.line(at) for at in range(60)]
    marked = {text for line in lines for text, role in line if role == "fact"}

    assert "204417" in marked


async def test_the_draft_editor_shows_what_will_be_printed(seated: Any, shown: Read, type_in: Any) -> None:
    app = seated("pcole")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(app, pilot, number(app, "payer.txt"))
        await type_in(app, pilot, "r", f"{CARD} ")
        assert CARD in shown(app)
        await type_in(app, pilot, "escape")
        assert CARD not in shown(app)


async def test_a_restricted_letter_is_a_number_and_a_date_to_a_clerk_without_the_right(
    seated: Any, shown: Read, type_in: Any
) -> None:
    app = seated("pcole")
    async with app.run_test(size=(120, 40)) as pilot:
        no = number(app, "threat.txt")
        assert app.session.current != no, "the day does not begin with a letter that is not shown"
        screen = " ".join((await at(app, pilot, no)).split())
        for keys in ("i", "v", "y", "r", "d", "t", "s", "w", "p"):
            await type_in(app, pilot, keys)
            screen += shown(app)
            assert "is not shown to Perry Cole" in " ".join(app.session.message.split()), keys
            assert app.session.prompt is None
        await type_in(app, pilot, "/grim\n")
        screen += shown(app)
        assert "no letter, open or closed, has 'grim'" in app.session.message
        assert acts(app, no, LetterViewed) == []

    assert "(restricted)" in screen
    assert "Margaret R. Stern may see it" in screen.replace("\n", " ")
    assert "Grim" not in screen
    assert "gun" not in screen


async def test_who_has_the_right_sees_it_and_the_look_is_entered_once(
    seated: Any, shown: Read, type_in: Any
) -> None:
    app = seated("mstern")
    async with app.run_test(size=(120, 40)) as pilot:
        no = number(app, "threat.txt")
        await at(app, pilot, no)
        await type_in(app, pilot, "j", "k", "i")
        assert "Walter Grim" in shown(app)
        assert len(acts(app, no, LetterViewed)) == 1


async def test_a_limit_or_a_search_that_lands_on_a_restricted_letter_is_no_look_at_it(
    seated: Any, shown: Read, type_in: Any
) -> None:
    app = seated("mstern")
    async with app.run_test(size=(120, 40)) as pilot:
        no = number(app, "threat.txt")
        other = number(app, "payer.txt")
        await at(app, pilot, other)

        await type_in(app, pilot, "lis:sensitive no:", no, "enter")
        assert app.session.current == no
        assert "Enter shows it; the look is entered" in shown(app)
        assert "Walter Grim, Dubuque" not in shown(app)
        await type_in(app, pilot, "q")
        await type_in(app, pilot, "/Walter Grim", "enter")
        assert app.session.current == no
        assert "Walter Grim, Dubuque" not in shown(app)
        assert acts(app, no, LetterViewed) == []

        await type_in(app, pilot, "enter")
        assert "Walter Grim, Dubuque" in shown(app)
        assert len(acts(app, no, LetterViewed)) == 1
        await type_in(app, pilot, "enter", "q")


async def test_a_letter_nobody_asked_to_see_is_not_worked_on(seated: Any, shown: Read, type_in: Any) -> None:
    app = seated("mstern")
    async with app.run_test(size=(120, 40)) as pilot:
        no = number(app, "threat.txt")
        await at(app, pilot, number(app, "payer.txt"))

        await type_in(app, pilot, f"lno:{no}", "enter", "c")
        assert app.session.prompt is None
        assert "was not shown yet: here it is, the key again does it" in app.session.message
        assert "Walter Grim, Dubuque" in shown(app)
        assert len(acts(app, no, LetterViewed)) == 1

        await type_in(app, pilot, "c")
        assert app.session.prompt is not None


async def test_a_key_that_walks_to_a_restricted_letter_is_a_look_at_it(
    seated: Any, shown: Read, type_in: Any
) -> None:
    app = seated("mstern")
    async with app.run_test(size=(120, 40)) as pilot:
        no = number(app, "threat.txt")
        rows = app.session.rows
        before, key = (rows.numbers.index(no) - 1, "j") if rows.numbers.index(no) else (1, "k")
        await at(app, pilot, rows.numbers[before])
        assert acts(app, no, LetterViewed) == []

        await type_in(app, pilot, key)
        assert app.session.current == no
        assert "Walter Grim, Dubuque" in shown(app)
        assert len(acts(app, no, LetterViewed)) == 1
