"""Taking down at a real terminal: a burst, a paste, a killed program, a dropped line, two clerks at once."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corrtui.desk import Desk

Make = Callable[..., Any]
ASKED = "The $200 is not mine. q d y u m"
PASTE = b"\x1b[200~%s\x1b[201~"


def notes_on_disk(folder: Path) -> str:
    return "".join(path.read_text() for path in (folder / "control" / "notes").glob("*.json"))


def wait_until(true: Callable[[], bool], seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def letters(folder: Path) -> list[tuple[str, str, str]]:
    """Writer, medium and text of what was taken down on a desk."""
    desk = Desk.open(folder)
    try:
        found = [desk.letter(number) for number in desk.queue()]
        return [
            (letter.writer, letter.medium, desk.sheet(letter.control_no).reading.text)
            for letter in found
            if letter.file.startswith(("phone note ", "letter ")) and letter.file.count("-") == 0
        ]
    finally:
        desk.close()


def test_a_call_in_one_burst_is_a_letter(pty_desk: Make, folder: Path) -> None:
    desk = pty_desk()
    desk.wait_for("QUEUE")

    desk.send(f"mpDoreen Pasquale\r563-555-0182\r204409\r\r\r{ASKED}\rEven so.".encode() + b"\x1bOQ")
    desk.wait_for("the phone note is filed as")

    [(writer, medium, text)] = letters(folder)
    assert (writer, medium) == ("Doreen Pasquale", "phone note")
    assert text.endswith(f"Asked:\n{ASKED}\nEven so.\n")
    assert "Doreen Pasquale" in desk.text()


def test_without_function_keys_it_is_filed_too(pty_desk: Make, folder: Path) -> None:
    desk = pty_desk()
    desk.wait_for("QUEUE")
    desk.send(b"mpAna\r\r\r\r\rWhy?\x18")
    desk.wait_for("the phone note is filed as")

    assert [writer for writer, _, _ in letters(folder)] == ["Ana"]


def test_a_bracketed_paste_keeps_its_lines_and_is_no_command(pty_desk: Make, folder: Path) -> None:
    letter = "Ana Ortiz\r614 Marigold Lane\r\rDear Sirs:\r\rqqq dFILE\ryyyy\r\rAna Ortiz"
    desk = pty_desk()
    desk.wait_for("QUEUE")
    desk.send("mv")
    desk.wait_for("paste the letter here")
    desk.send(PASTE % letter.encode())
    desk.wait_for("yyyy")
    desk.send(b"\x1bOQ")
    desk.wait_for("is filed as")

    assert [text for _, _, text in letters(folder)] == [letter.replace("\r", "\n") + "\n"]


def test_what_was_typed_is_there_after_kill_9(pty_desk: Make, folder: Path) -> None:
    desk = pty_desk()
    desk.wait_for("QUEUE")
    desk.send(f"mpDoreen Pasquale\r563-555-0182\r\r\r\r{ASKED}")
    desk.wait_for("u m")
    wait_until(lambda: ASKED in notes_on_disk(folder))
    os.kill(desk.pid, signal.SIGKILL)

    again = pty_desk()
    again.wait_for(lambda shown: "not filed yet: m brings it back" in " ".join(shown.split()))
    again.send("m")
    again.wait_for("Doreen Pasquale: The $200")
    again.send("b")
    again.wait_for(ASKED)
    again.send(b" More.\x1bOQ")
    again.wait_for("the phone note is filed as")

    [(writer, _, text)] = letters(folder)
    assert writer == "Doreen Pasquale"
    assert "563-555-0182" in text
    assert ASKED in text
    assert notes_on_disk(folder) == ""


def test_a_dropped_line_saves_the_last_key(pty_desk: Make, folder: Path) -> None:
    desk = pty_desk()
    desk.wait_for("QUEUE")
    desk.send(f"mpAna\r\r\r\r\r{ASKED}")
    desk.wait_for("u m")
    desk.hang_up()

    desk.exit_code()
    assert ASKED in notes_on_disk(folder)


def test_two_sessions_take_two_calls_at_once(pty_desk: Make, folder: Path) -> None:
    one, two = pty_desk(), pty_desk()
    for desk, name in ((one, "Ana Ortiz"), (two, "Walter Kowal")):
        desk.wait_for("QUEUE")
        desk.send(f"mp{name}\r\r\r\r\rWhy, asks {name}.")
        desk.wait_for("Why, asks")
    one.send(b"\x1bOQ")
    two.send(b"\x1bOQ")
    one.wait_for("is filed as")
    two.wait_for("is filed as")

    assert sorted(writer for writer, _, _ in letters(folder)) == ["Ana Ortiz", "Walter Kowal"]
