"""From bytes to presses: what each terminal sends, what the desk makes of it, and how long it took."""

from __future__ import annotations

import pytest

from screens.keyboard.presses import Presses, readable


def names(*pieces: bytes, wait: float = 0.3) -> list[str]:
    reader = Presses(wait)
    return [press.name for piece in pieces for press in reader.feed(piece, 0.0)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x1bOP", "ESC O P"),
        (b"\x1b[15~", "ESC [ 1 5 ~"),
        (b"\x08", "^H"),
        (b"\x7f", "^?"),
        (b" ", "SP"),
        ("ü".encode(), "C3 BC"),
        (b"\x9b", "9B"),
        (b"\x00", "^@"),
    ],
)
def test_bytes_are_written_as_manuals_write_them(data: bytes, words: str) -> None:
    assert readable(data) == words


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x1bOP", "f1"),
        (b"\x1b[11~", "f1"),
        (b"\x1b[[A", "f1"),
        (b"\x1bOT", "f5"),
        (b"\x1bO[", "f12"),
        (b"\x1b[1~", "home"),
        (b"\x1b[7~", "home"),
        (b"\x1bOH", "home"),
        (b"\x1b[8~", "end"),
        (b"\x1bOA", "up"),
        (b"\x1b[Z", "shift+tab"),
        (b"\x1bOM", "enter"),
        (b"\x1bOp", "0"),
        (b"\x08", "backspace"),
        (b"\x7f", "backspace"),
        ("ü".encode(), "ü"),
        (b"\xfc", "ü"),
        (b"\x1bx", "escape, x"),
        (b"\x1b[13;5u", "ctrl+enter"),
        (b"\x1b[27;5;110~", "ctrl+n"),
        (b"\x1b[113u", "q"),
        (b"\x1b[27u", "escape"),
        (b"\x1b[200~ab\x1bc\x1b[201~", "a paste of 4 characters"),
    ],
)
def test_a_key_is_known_however_a_terminal_sends_it(data: bytes, name: str) -> None:
    assert names(data) == [name]


def test_every_press_of_a_burst_keeps_its_own_bytes() -> None:
    presses = Presses(0.3).feed("jü\x1b[A\x1bOQg".encode(), 0.0)

    assert [(readable(press.raw), press.name) for press in presses] == [
        ("j", "j"),
        ("C3 BC", "ü"),
        ("ESC [ A", "up"),
        ("ESC O Q", "f2"),
        ("g", "g"),
    ]


def test_a_key_in_pieces_tells_how_far_apart_they_came() -> None:
    reader = Presses(0.3)

    assert reader.feed(b"\x1b", 10.0) == []
    assert reader.feed(b"[", 10.05) == []
    [press] = reader.feed(b"A", 10.25)

    assert press.name == "up"
    assert press.gap == pytest.approx(0.2)
    assert not press.late


def test_bytes_that_mean_nothing_are_given_up_and_do_not_spoil_the_next_key() -> None:
    reader = Presses(0.3)

    assert reader.feed(b"\x1b[?1;2c", 0.0) == []
    [press] = reader.tick(1.0)
    [after] = reader.feed(b"j", 2.0)

    assert (press.raw, press.keys) == (b"\x1b[?1;2c", ())
    assert (after.raw, after.name) == (b"j", "j")
