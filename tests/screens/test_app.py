"""The app through Pilot: arriving, moving, layouts, paste, keys that must not quit, filing behind."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from textual import events

from corrtui.control.log import FolderLog
from corrtui.control.turn import read_only
from corrtui.desk import Desk
from screens.app import Corrtui
from tests.ending import put_away

Read = Callable[[Corrtui], str]
Type = Callable[..., Any]


async def test_arriving_shows_letter_records_suggestion_and_draft_together(
    app: Corrtui, shown: Read, go_to: Any
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        no = go_to(app, "Ortiz")
        await pilot.pause()

        screen = shown(app)

    assert f"LETTER {no}" in screen
    assert "Suggest  BIL Incorrect billing" in screen
    assert "DRAFT bil-ack" in screen
    assert "Dear Ms. Ortiz:" in screen
    assert "[ ] account 204417" in screen
    assert "Due" in screen


async def test_j_and_k_move_the_whole_desk(app: Corrtui, shown: Read) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        first, second = app.session.rows.numbers[:2]
        await pilot.press("j")
        await pilot.pause()
        assert f"LETTER {second}" in shown(app)
        assert "2/8" in shown(app)

        await pilot.press("k")
        await pilot.pause()
        assert f"LETTER {first}" in shown(app)


async def test_g_g_and_capital_g(app: Corrtui, type_in: Type) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await type_in(app, pilot, "G")
        assert app.session.rows.at == 7
        await type_in(app, pilot, "gg")
        assert app.session.rows.at == 0
        await type_in(app, pilot, "k")
        assert app.session.message == "this is the first letter"


async def test_a_pending_sequence_shows_in_the_prompt_line(app: Corrtui, shown: Read) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        await pilot.pause()

        assert shown(app).splitlines()[-2].startswith("g ...")


async def test_no_terminal_key_leaves_the_program(app: Corrtui) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+q", "ctrl+c", "ctrl+s", "ctrl+z")
        await pilot.pause()

        assert app.is_running


async def test_q_leaves_at_the_top_and_says_what_is_left(app: Corrtui) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        await pilot.pause()

    assert app.return_code == 0
    assert app.farewell() == ["8 letters are left in the queue."]


async def test_q_under_a_limit_takes_the_limit_off_first_and_the_farewell_counts_every_open_letter(
    app: Corrtui, type_in: Type
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(app, pilot, "lfrom:kowal\n")
        assert len(app.session.rows.numbers) == 1
        await type_in(app, pilot, "q")
        assert app.is_running
        assert "the limit from:kowal is off" in app.session.message
        await type_in(app, pilot, "lfrom:kowal\n", "/ortiz\n")
        app.session.view.leave()
        await pilot.pause()

    assert app.farewell() == ["8 letters are left in the queue."]


async def test_the_farewell_of_one_letter_is_singular(app: Corrtui, desk: Desk) -> None:
    for no in desk.queue()[1:]:
        put_away(desk, no)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")

    assert app.farewell() == ["1 letter is left in the queue."]


async def test_p_on_a_draft_with_holes_shows_the_page_and_whole_findings(
    app: Corrtui, shown: Read, go_to: Any, type_in: Type
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        go_to(app, "Ortiz")
        await type_in(app, pilot, "tbc\n", "p")
        screen = shown(app)
        for _ in range(6):
            await type_in(app, pilot, " ")
            screen += shown(app)

    assert "Fill it in or take it out." in " ".join(screen.split())
    assert "page 1 of" in screen
    assert "[credit.amount]" in screen
    assert "U+27E6" not in screen


async def test_a_paste_into_the_queue_is_refused_with_a_word(app: Corrtui, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.post_message(events.Paste("yyyyyddd"))
        await pilot.pause()

        assert app.session.message.startswith("a paste of 8 characters was ignored")
    assert len(desk.queue()) == 8


async def test_a_paste_into_the_draft_is_clean_text(app: Corrtui, go_to: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        go_to(app, "Ortiz")
        await pilot.press("r")
        app.post_message(events.Paste("see\tbelow\r\n\x1b[31m"))
        await pilot.pause()

        assert "\n\nsee  below\n\u241b[31m" in app.editor.text


async def test_a_routine_letter_takes_one_key(
    app: Corrtui, desk: Desk, shown: Read, go_to: Any, filed: Any
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        no = go_to(app, "Kowal")
        after = app.session.rows.numbers[app.session.rows.at + 1]

        with desk.bench.log.locked():
            await pilot.press("y")
            await pilot.pause()
            assert app.session.current == after
            assert "filing 1" in shown(app)
        await filed(app, pilot)
        (pdf,) = desk.letter(no).sent
        assert app.session.message == f"filed {pdf}; stays open, in work"

    assert (desk.folder / "outbox" / pdf).is_file()


async def test_letters_are_filed_also_where_the_look_over_the_desk_fails(
    app: Corrtui, desk: Desk, go_to: Any, filed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look over the desk comes first in the thread that files, whatever it trips over."""

    def trips() -> tuple[str, ...]:
        raise ValueError("a date nobody thought of")

    monkeypatch.setattr(desk, "check", trips)
    async with app.run_test(size=(120, 40)) as pilot:
        no = go_to(app, "Kowal")
        await pilot.press("y")
        await filed(app, pilot)

        assert desk.letter(no).sent


async def test_a_letter_that_cannot_be_filed_comes_back_on_top_and_the_cursor_stays(
    app: Corrtui, desk: Desk, shown: Read, go_to: Any, filed: Any
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        no = go_to(app, "Kowal")
        (desk.folder / "outbox").rmdir()
        (desk.folder / "outbox").write_text("in the way")

        await pilot.press("y")
        here = app.session.current
        await filed(app, pilot)
        await pilot.pause()

        assert app.session.rows.numbers[0] == no
        assert app.session.current == here
        assert "was not filed, it is back on top" in app.session.message
        assert "NOT FILED" in shown(app)

        app._last_key -= 10
        app._tick()
        assert app.session.current == no
    assert desk.letter(no).sent == ()


async def test_q_waits_for_what_is_being_filed(app: Corrtui, desk: Desk, go_to: Any, filed: Any) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        no = go_to(app, "Kowal")
        with desk.bench.log.locked():
            await pilot.press("y", "q")
            assert "waiting for 1 being filed" in app.session.message
        await filed(app, pilot)
        await pilot.pause()

    assert app.return_code == 0
    assert desk.letter(no).sent


async def test_new_letters_do_not_move_the_clerks_letter(app: Corrtui, desk: Desk, go_to: Any) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        no = go_to(app, "Bickford")
        source = desk.folder / "sample-letters" / "Subpoena served 11-17.pdf"
        (desk.folder / "inbox" / source.name).write_bytes(source.read_bytes())
        for _ in range(100):
            await asyncio.sleep(0.1)
            if len(app.session.rows.numbers) == 9:
                break
        await pilot.pause()

        assert len(app.session.rows.numbers) == 9
        assert app.session.current == no


@pytest.mark.parametrize("size", [(120, 40), (40, 10), (1, 1)])
async def test_every_size_shows_something_and_nothing_crashes(
    app: Corrtui, size: tuple[int, int], type_in: Type
) -> None:
    async with app.run_test(size=size) as pilot:
        for keys in ("j\t", "\t", "\trx", "escape", "tb", "escape", "i", "q?", "q\n", "\n"):
            await type_in(app, pilot, keys)
        await pilot.resize_terminal(100, 30)
        await pilot.resize_terminal(*size)

        assert app.is_running


async def test_a_small_terminal_shows_the_letter_and_says_so(app: Corrtui, shown: Read) -> None:
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()

        assert "LETTER" in shown(app)
        assert "small terminal" in shown(app)


async def test_at_80_columns_tab_brings_the_records_up(app: Corrtui, shown: Read, go_to: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        go_to(app, "Ortiz")
        await pilot.press("tab", "tab")
        await pilot.pause()
        assert "RECORDS" in shown(app)
        assert "account 204417" in shown(app)

        await pilot.press("tab")
        await pilot.pause()
        assert "DRAFT" in shown(app)
        assert "RECORDS" not in shown(app)


async def test_enter_gives_the_letter_the_whole_width_and_enter_takes_it_back(
    app: Corrtui, shown: Read
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "QUEUE" not in shown(app)
        assert app.letter_pane.size.width == 80

        await pilot.press("enter")
        await pilot.pause()
        assert "QUEUE" in shown(app)


async def test_an_empty_queue_says_so(app: Corrtui, desk: Desk, shown: Read) -> None:
    for no in desk.queue():
        put_away(desk, no)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "y", "r", "x", "i", "space", "a")
        await pilot.pause()

        assert "the queue is empty" in shown(app)


async def test_hostile_letter_text_reaches_the_screen_only_as_visible_signs(
    app: Corrtui, desk: Desk, shown: Read, go_to: Any
) -> None:
    (desk.folder / "inbox" / "evil.txt").write_bytes(
        b"Dear Sirs,\n\x1b]52;c;ZXZpbA==\x07\x9b2J \xe2\x80\xaetxt\n\n[/b] [@click=app.quit]x[/]\n"
    )
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(100):
            await asyncio.sleep(0.1)
            if len(app.session.rows.numbers) == 9:
                break
        go_to(app, "]52")
        await pilot.pause()
        screen = shown(app)

    assert "[/b] [@click=app.quit]x[/]" in screen
    assert all(char.isprintable() or char == "\n" for char in screen)


async def test_a_scrolled_letter_stays_where_it_is_when_its_draft_is_saved(
    app: Corrtui, go_to: Any, type_in: Type
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        go_to(app, "Ortiz")
        await type_in(app, pilot, " ")
        top = app.letter_pane.top
        assert top > 0

        await type_in(app, pilot, "rword ", "escape")
        assert app.letter_pane.top == top

        await type_in(app, pilot, "j")
        await type_in(app, pilot, "k")
        assert app.letter_pane.top == 0


async def test_a_draft_saved_behind_the_screen_shows_without_a_key(
    app: Corrtui, desk: Desk, shown: Read, go_to: Any
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        no = go_to(app, "Ortiz")
        await pilot.pause()
        desk.save_draft(no, "Dear Elena:")
        for _ in range(40):
            await asyncio.sleep(0.05)
            if "Dear Elena:" in shown(app):
                return

    raise AssertionError("the draft on the screen is the old one after 2 s")


async def test_what_is_no_letter_yet_stands_in_the_queue_with_its_reason(
    app: Corrtui, desk: Desk, shown: Read, type_in: Type
) -> None:
    """A folder, a link and a file still being written wait in the inbox."""
    (desk.folder / "inbox" / "a folder").mkdir()
    (desk.folder / "inbox" / "a link").symlink_to("nowhere")
    for n in range(3):
        (desk.folder / "inbox" / f"{n}.part").write_text("half")
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(100):
            await asyncio.sleep(0.05)
            # What waits is still being found out: only what was painted is looked at until it is known.
            painted = "\n".join(app.frame.lines()) if app.frame is not None else ""
            if "arriving 5" in painted and "arriving under" in painted:
                break
        screen = shown(app)
        assert "0.part: arriving under" in screen
        assert "3 more wait; :arriving shows them" in screen

        await type_in(app, pilot, ":arriving", "enter")
        assert "a folder: move the letters in it" in shown(app)
        assert "a link: copy the file itself" in shown(app)

        await type_in(app, pilot, "q:check", "enter")
        assert "The desk is in order." in shown(app)


async def test_at_80_columns_how_to_handle_a_sensitive_letter_stands_first_and_where_all_of_it_is(
    app: Corrtui, desk: Desk, shown: Read, type_in: Type
) -> None:
    no = next(n for n in desk.queue() if desk.letter(n).sensitive)
    handling = desk.sheet(no).sensitive[0].handling
    async with app.run_test(size=(80, 24)) as pilot:
        app.session.rows.go(no)
        app.session.begun = True
        app.changed()
        await pilot.pause()
        pane = app.letter_pane
        lines = [[text for text, _ in pane.flow.line(at)] for at in range(60)]

    # The text beside the labels, line by line.
    seen = " ".join(" ".join("".join(line).split()) for line in lines[:4])
    assert handling.split()[0] in seen or "i tells all" in seen
    assert "i tells all" in seen


async def test_what_was_mended_at_the_start_is_said(app: Corrtui, desk: Desk) -> None:
    number = desk.queue()[0]
    stray = desk.folder / "outbox" / f"{number}-svc-thanks.pdf"
    stray.write_bytes(b"%PDF- killed between file and entry")
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(200):
            if stray.name in app.session.message:
                break
            await pilot.pause(0.02)
        assert "set aside in its case folder" in app.session.message


async def test_troubles_of_the_desk_are_said_once_at_the_start(app: Corrtui, desk: Desk) -> None:
    (desk.folder / "outbox").rename(desk.folder / "elsewhere")
    async with app.run_test(size=(80, 24)):
        for _ in range(100):
            await asyncio.sleep(0.05)
            if ":check shows" in app.session.message:
                break
        assert ":check shows" in app.session.message


async def test_a_desk_that_can_only_be_read_says_so_first(app: Corrtui, desk: Desk, shown: Read) -> None:
    log = desk.bench.log
    assert isinstance(log, FolderLog)
    log._journal._turn.end(read_only(desk.folder / "control" / "log.lock", OSError(30, "")))
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(100):
            await pilot.pause(0.05)
            if ":check shows" in app.session.message:
                break
        assert "this desk can only be read" in " ".join(shown(app).split())


@pytest.mark.parametrize("name", ["draft-0.json", "letter.json"])
async def test_a_damaged_file_is_named_in_words(
    app: Corrtui, desk: Desk, shown: Read, go_to: Any, name: str
) -> None:
    no = next(n for n in desk.queue() if "Kowal" in desk.letter(n).writer)
    path = desk.bench.case_folder(no) / name
    path.write_text("{ template: }")
    async with app.run_test(size=(120, 40)) as pilot:
        go_to(app, "Kowal")
        await pilot.pause(0.3)
        assert f"{path}: the file is damaged" in desk.sheet(no).trouble
        assert "Trouble" in shown(app)
        assert "Expecting" not in shown(app)
