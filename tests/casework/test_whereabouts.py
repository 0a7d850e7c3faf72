"""Whereabouts: where a session was cut off, and what became of the letter since."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corrtui.casework.whereabouts import CutOff, Whereabouts
from corrtui.control.session_file import pack
from corrtui.desk import Desk
from tests.postgres import Server

ORTIZ = "scan-0001-ortiz.txt"
CHART = "my chart.eml"


@pytest.fixture
def cut_off(folder: Path) -> Callable[[Desk, str], CutOff | None]:
    """Has a session of a desk's clerk be cut off at a letter, as it stands there, and asks where that was."""

    def ask(desk: Desk, no: str, version: int = 0) -> CutOff | None:
        bookmarks = folder / "control" / "bookmarks"
        bookmarks.mkdir(exist_ok=True)
        found = {
            "login": desk.me.login,
            "letter": no,
            "version": version or desk.letter(no).version,
            "at": datetime.now(UTC).isoformat(),
        }
        (bookmarks / f"1-{secrets.token_hex(6)}.json").write_bytes(pack(found))
        return Whereabouts(desk.bench, desk.privacy).cut_off()

    return ask


Ask = Callable[..., CutOff | None]


def test_nothing_is_said_when_every_session_was_left_in_order(desk: Desk) -> None:
    assert Whereabouts(desk.bench, desk.privacy).cut_off() is None


def test_a_letter_as_it_was_left(desk: Desk, take_in: Any, cut_off: Ask) -> None:
    no = take_in(desk, ORTIZ)

    assert cut_off(desk, no) == CutOff(no, workable=True, meanwhile="", typed="")


def test_the_draft_the_clerk_was_typing_is_named_with_its_time(
    desk: Desk, take_in: Any, cut_off: Ask
) -> None:
    no = take_in(desk, ORTIZ)
    desk.save_draft(no, "Dear Ms. Ortiz:\n\nhalf a wor")

    found = cut_off(desk, no)

    assert found is not None
    assert found.workable
    assert re.fullmatch(r"your draft of \d\d:\d\d is there", found.typed)


def test_a_text_that_was_kept_beside_the_draft_is_named(desk: Desk, take_in: Any, cut_off: Ask) -> None:
    no = take_in(desk, ORTIZ)
    sheet = desk.sheet(no)
    desk.save_draft(no, "Dear Ms. Ortiz:\n\nhalf", sheet)
    desk.keep_draft(no, "Dear Ms. Ortiz:\n\nhalf a wor", sheet)

    found = cut_off(desk, no)

    assert found is not None
    assert ":drafts brings it back" in found.typed


def test_a_draft_newer_than_what_was_kept_is_the_one_named(
    desk: Desk, take_in: Any, cut_off: Ask, folder: Path
) -> None:
    no = take_in(desk, ORTIZ)
    sheet = desk.sheet(no)
    desk.keep_draft(no, "Dear Ms. Ortiz:\n\nan earlier text", sheet)
    for kept in (folder / "cabinet").glob(f"*/{no}*/draft-0.of-*"):
        os.utime(kept, (1.7e9, 1.7e9))
    desk.save_draft(no, "Dear Ms. Ortiz:\n\nhalf a wor", sheet)

    found = cut_off(desk, no)

    assert found is not None
    assert found.typed.startswith("your draft of ")


def test_a_colleagues_draft_is_not_called_the_clerks_own(
    desk: Desk, open_desk: Any, take_in: Any, cut_off: Ask
) -> None:
    no = take_in(desk, ORTIZ)
    colleague = open_desk("pcole")
    colleague.save_draft(no, "Dear Ms. Ortiz:\n\nPerry's words")
    desk.sync()

    found = cut_off(desk, no)

    assert found is not None
    assert found.typed == ""


def test_what_the_clerk_did_after_coming_to_the_letter_is_no_news(
    desk: Desk, take_in: Any, cut_off: Ask
) -> None:
    no = take_in(desk, ORTIZ)
    before = desk.letter(no).version
    desk.skip(no, "later")

    assert cut_off(desk, no, before) == CutOff(no, workable=True, meanwhile="", typed="")


def test_a_letter_closed_meanwhile_is_not_gone_back_to(
    desk: Desk, open_desk: Any, take_in: Any, cut_off: Ask
) -> None:
    no = take_in(desk, ORTIZ)
    colleague = open_desk("pcole")
    colleague.dispose(no, "FILE", "answered by telephone")
    desk.sync()

    found = cut_off(desk, no)

    assert found is not None
    assert not found.workable
    assert found.meanwhile == f"{colleague.me.name} closed it"


def test_a_letter_a_colleague_has_now_is_not_gone_back_to(
    desk: Desk, open_desk: Any, take_in: Any, cut_off: Ask
) -> None:
    no = take_in(desk, ORTIZ)
    colleague = open_desk("pcole")
    colleague.colleagues.arrive(no)

    found = cut_off(desk, no)

    assert found is not None
    assert not found.workable
    assert found.meanwhile.startswith(f"open at {colleague.me.name}'s desk since ")


def test_a_letter_a_colleague_acted_on_says_so(
    desk: Desk, open_desk: Any, take_in: Any, cut_off: Ask
) -> None:
    no = take_in(desk, ORTIZ)
    before = desk.letter(no).version
    colleague = open_desk("pcole")
    colleague.skip(no, "later")
    desk.sync()

    found = cut_off(desk, no, before)

    assert found is not None
    assert found.workable
    assert found.meanwhile == f"{colleague.me.name} acted on it since"


def test_a_letter_that_is_no_more_is_not_named(desk: Desk, cut_off: Ask) -> None:
    assert cut_off(desk, "261101-0099", 1) is None


def test_a_letter_that_became_restricted_since_is_not_named(
    desk: Desk, open_desk: Any, take_in: Any, cut_off: Ask
) -> None:
    no = take_in(desk, CHART)

    assert cut_off(open_desk("pcole"), no) is None
    assert cut_off(desk, no) is not None


def test_a_desk_on_a_server_keeps_the_place_in_its_folder_all_the_same(
    folder: Path, postgres: Server, open_desk: Any, take_in: Any, cut_off: Ask
) -> None:
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text() + f'\n[control]\nurl = "{postgres.url(f"d{secrets.token_hex(6)}")}"\n')
    robin, perry = open_desk(), open_desk("pcole")
    no = take_in(robin, ORTIZ)
    assert cut_off(robin, no) == CutOff(no, workable=True, meanwhile="", typed="")

    perry.sync()
    perry.colleagues.arrive(no)

    found = cut_off(robin, no)
    assert found is not None
    assert found.meanwhile.startswith(f"open at {perry.me.name}'s desk since ")
