"""Draft, records, prompt, choices, footer and overlay as they stand on the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corrtui.desk import Desk
from corrtui.intake.accept import Stamp
from screens.app import Corrtui
from screens.panes.prompt import wrapped
from tests.ending import put_away

Read = Callable[[Corrtui], str]


async def test_the_draft_pane_counts_the_holes(app: Corrtui, shown: Read, go_to: Any, type_in: Any) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        go_to(app, "Ortiz")
        await type_in(app, pilot, "tbc", "enter")

        assert "DRAFT bil-corrected" in shown(app)
        assert "5 holes" in shown(app)


async def test_records_say_why_they_match_and_which_are_attached(
    app: Corrtui, shown: Read, go_to: Any, type_in: Any
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        go_to(app, "Ortiz")
        await type_in(app, pilot, "ab", "enter")

        assert "RECORDS    1 of" in shown(app)
        assert "b [x] order 48213" in shown(app)
        assert "order 48213 named in the" in shown(app)


async def test_records_show_what_came_with_the_letter_and_what_goes_back(
    app: Corrtui, shown: Read, go_to: Any, type_in: Any
) -> None:
    mail = (
        "From: Ida Brandt <ida@writer.example>\nSubject: thanks\n"
        "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nPlease return my receipt.\n--x\n"
        'Content-Type: text/plain\nContent-Disposition: attachment; filename="receipt.txt"\n\nPaid\n--x--\n'
    )
    (app.desk.folder / "inbox" / "ida.eml").write_text(mail)
    app.desk.take_in(Stamp())
    app.session.sync()
    async with app.run_test(size=(120, 40)) as pilot:
        go_to(app, "Ida Brandt")
        await type_in(app, pilot, "a1", "enter")

        assert "1 of 1 attached" in shown(app)
        assert "1 [x] enclosed: receipt.txt" in shown(app)
        assert "returned to the writer" in shown(app)


async def test_choices_stand_over_the_prompt_and_narrow_as_the_clerk_types(
    app: Corrtui, shown: Read, type_in: Any
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(app, pilot, "t")
        assert shown(app).splitlines()[-2].startswith("Template:")
        assert "more: type to narrow" in shown(app)

        await type_in(app, pilot, "bc")
        assert "bil-corrected" in shown(app).splitlines()[-3]
        assert "type to narrow" not in shown(app)
        assert app.attention() == (len("Template: bc"), 22)


async def test_a_sentence_too_long_for_the_line_is_shown_whole(app: Corrtui, shown: Read) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.session.say("word " * 30 + "end")
        app.changed()
        await pilot.pause()

        assert shown(app).splitlines()[-2].rstrip().endswith("end")
        assert shown(app).count("word") == 30


def test_a_sentence_is_never_more_than_the_window_over_the_prompt() -> None:
    assert len(wrapped("word " * 1000, 40)) <= 9
    assert wrapped("", 40) == [""]


async def test_the_footer_names_the_live_keys_of_the_mode(
    app: Corrtui, shown: Read, go_to: Any, type_in: Any
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        go_to(app, "Ortiz")
        await type_in(app, pilot, "")
        assert " y finish  r reply " in shown(app).splitlines()[-1]

        await type_in(app, pilot, "r")
        assert " F2 finish  F3 hole " in shown(app).splitlines()[-1]

        await type_in(app, pilot, "escape", "gr")
        assert " e export " in shown(app).splitlines()[-1]

        await type_in(app, pilot, "q", "/")
        assert " Enter accept " in shown(app).splitlines()[-1]


async def test_an_overlay_covers_the_desk_and_says_whether_there_is_more(
    app: Corrtui, shown: Read, type_in: Any
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(app, pilot, "?")
        assert "Space: more" in shown(app).splitlines()[0]
        assert "QUEUE" not in shown(app)

        await type_in(app, pilot, "G")
        assert shown(app).splitlines()[0].rstrip().endswith("end")
        assert "at the top, leave" in shown(app)

        await type_in(app, pilot, "q")
        assert "QUEUE" in shown(app)


async def test_each_overlay_shows_its_own_text(app: Corrtui, shown: Read, type_in: Any) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        for turn in range(20):
            await type_in(app, pilot, "i")
            no = app.session.current
            assert f"Number       {no}" in shown(app), turn
            await type_in(app, pilot, "q", "kj"[turn % 2])


async def test_typing_on_in_the_draft_takes_the_window_away_and_leaves_one_line(
    app: Corrtui, shown: Read, go_to: Any, type_in: Any
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        go_to(app, "Ortiz")
        await type_in(app, pilot, "r")
        app.session.say("word " * 30 + "end")
        await type_in(app, pilot, "f7")
        assert shown(app).count("word") == 30

        await type_in(app, pilot, "x")
        assert shown(app).splitlines()[-2].startswith("word word")
        assert "word" not in shown(app).splitlines()[-3]


async def test_a_hit_that_was_closed_is_not_said_to_want_a_template(
    app: Corrtui, desk: Desk, shown: Read, type_in: Any
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await type_in(app, pilot, "/whoever", "enter")
        no = app.session.current
        assert "No template fits" in shown(app)

        put_away(desk, no)
        app._look()
        await type_in(app, pilot)

        assert "This letter is closed" in shown(app)
        assert "No template fits" not in shown(app)
