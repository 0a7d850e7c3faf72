"""Sentences of the panes: nothing said twice, nothing said of what is not so, the remedy named by its key."""

from __future__ import annotations

from typing import Any

import pytest

from corrtui.errors import Refused
from corrtui.intake.accept import Stamp
from corrtui.triage.categories import UNKNOWN
from screens.glance import Glance
from screens.look import Look
from screens.panes.draft import DraftPane
from screens.panes.letter import letter_text
from screens.panes.prompt import ChoicesPane

LOOK = Look({}, "|", "-", "v", "-")


def letter(clerk: Any, no: str) -> str:
    return str(letter_text(clerk.desk.sheet(no), clerk.desk, 300, "-").text)


def draft(clerk: Any) -> str:
    return str(DraftPane(Glance(clerk.session), LOOK, id="draft").write(200).text)


def put_in(clerk: Any, name: str, data: bytes) -> str:
    (clerk.desk.folder / "inbox" / name).write_bytes(data)
    [no] = clerk.desk.take_in(Stamp())
    clerk.session.reload()
    assert clerk.session.rows.go(no)
    clerk.session.begun = True
    return str(no)


def test_a_class_that_was_suggested_is_told_once(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.type("cbil\n")

    assert "BIL Incorrect billing, as classified\n" in letter(clerk, no)


def test_several_classes_are_divided_by_commas_too(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.type("csvc,bil, ord\n")

    assert (clerk.desk.letter(no).category, clerk.desk.letter(no).also) == ("SVC", ("BIL", "ORD"))


def test_what_cannot_be_told_is_not_nought_per_cent_sure(clerk: Any) -> None:
    no = put_in(clerk, "odd.txt", b"Dear Sirs,\n\nGreen is a pleasant colour in the evening.\n\nJane Roe\n")
    assert clerk.desk.letter(no).category == UNKNOWN

    assert "cannot tell" in letter(clerk, no)
    assert "% sure" not in letter(clerk, no)
    clerk.type("i")
    assert "UNK, cannot tell" in clerk.session.overlay.write(200).text


def test_what_cannot_be_read_is_said_once(clerk: Any) -> None:
    no = put_in(clerk, "list.xyz", bytes(range(256)) * 20)

    shown = letter(clerk, no)
    assert shown.lower().count("cannot be read here:") == 1  # the subject
    assert "This letter cannot be read here.\n.xyz file; open the original" in shown


def test_after_an_acknowledgment_the_answer_is_still_owed(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.desk.file(clerk.desk.prepare(no))
    clerk.session.reload()
    go_to(clerk, "Ortiz")

    assert draft(clerk) == "\nAcknowledged; the answer is still owed: t chooses a letter."


def test_the_sentence_that_refuses_a_reply_names_the_key_that_clears_the_mark(clerk: Any) -> None:
    threat = b"I will come to your office with my gun and kill the clerk.\n\nKarl Voss\n"
    no = put_in(clerk, "threat.txt", threat)

    with pytest.raises(Refused) as refused:
        clerk.desk.prepare(no)
    assert f"clear the mark with {clerk.session.key_of('clear-mark')} and a reason" in refused.value.hint


def test_the_tally_names_all_its_files(clerk: Any) -> None:
    clerk.type("gr", "e")

    written = sorted(path for path in (clerk.desk.folder / "outbox" / "tally").iterdir() if path.is_file())
    assert len(written) >= 3
    assert clerk.said.startswith("written: ")
    for path in written:
        assert path.name in clerk.said.partition(" in /")[0]


def test_a_help_that_is_cut_says_so(clerk: Any) -> None:
    clerk.type(":day")
    rows = ChoicesPane(Glance(clerk.session), LOOK, id="choices").lines(60)
    [line] = [row[0][0] for row in rows if "Show what the day brings" in row[0][0]]

    assert line.rstrip().endswith("…")
    assert len(line) == 60
