"""What `:copy` sends to the clipboard at the clerk's end, and what it says."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from corrtui.desk import Desk
from corrtui.intake.accept import Stamp


def test_enter_sends_the_draft(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    clerk.type(":copy\n", "\n")

    assert clerk.told == [clerk.desk.sheet(no).text]
    assert clerk.said.startswith(f"sent to your terminal: draft of {no}, ")
    assert "copied" not in clerk.said


def test_a_word_says_what(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    record = clerk.desk.sheet(no).records[0]
    for word in ("number", "address", record.kind, f"{record.kind}.{record.fields[1][0]}"):
        clerk.type(f":copy {word}\n")

    assert clerk.told[0] == no
    assert "Kowal" in clerk.told[1]
    assert "\n" in clerk.told[1]
    assert clerk.told[2:] == [record.key, record.fields[1][1]]


def test_a_masked_number_goes_masked(clerk: Any, folder: Path) -> None:
    (folder / "inbox" / "card.txt").write_text(
        "Ann Howe\n1 Mill Lane\nDubuque IA 52001\n\nDear Sirs,\n\nTwice: my card 4111 1111 1111 1111.\n"
    )
    clerk.desk.take_in(Stamp())
    clerk.session.sync()
    clerk.type("/ann howe\n", ":copy letter\n")

    assert "****1111" in clerk.told[-1]
    assert "4111 1111" not in clerk.told[-1]
    assert clerk.said.endswith("its numbers are masked")


def test_asterisks_of_the_writer_are_no_mask(clerk: Any, folder: Path) -> None:
    (folder / "inbox" / "rule.txt").write_text(
        "Ann Howe\n1 Mill Lane\nDubuque IA 52001\n\nDear Sirs,\n\n********\n\nMy bill is wrong.\n"
    )
    clerk.desk.take_in(Stamp())
    clerk.session.sync()
    clerk.type("/ann howe\n", ":copy letter\n")

    assert "********" in clerk.told[-1]
    assert clerk.said.startswith("sent to your terminal: letter of ")
    assert "masked" not in clerk.said


def test_a_clerk_can_switch_it_off(clerk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORRTUI_CLIPBOARD", "0")
    clerk.type(":copy number\n")

    assert clerk.told == []
    assert "switched off" in clerk.said


def test_what_the_desk_switched_off_no_clerk_switches_on(
    clerk: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORRTUI_CLIPBOARD", "1")
    with (folder / "desk.toml").open("a") as out:
        out.write("\n[terminal]\nclipboard = false\n")
    with closing(Desk.open(folder)) as desk:
        other = type(clerk)(desk)
        other.type(":copy number\n")
        other.autosave.close()

    assert other.told == []
    assert "switched off" in other.said
