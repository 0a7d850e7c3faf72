"""A sequence is one key or none: what Textual takes apart would fire commands letter by letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import constants, events

from screens.compat import EscapeParser
from screens.decoder import TerminalDecoder
from screens.sequences import LATE_KEY, keys_of, without_answers


@pytest.fixture(autouse=True)
def _as_the_desk_sets_textual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", True)


def typed(data: bytes) -> list[tuple[str, str | None]]:
    """What the program gets of bytes, read together."""
    parser = EscapeParser()
    text = TerminalDecoder().decode(data)
    got = [*parser.feed(text)] if text else []
    return [(event.key, event.character) for event in got if isinstance(event, events.Key)]


@pytest.mark.parametrize(
    "answer",
    [
        b"\x1b[?1;2c",
        b"\x1b[>41;390;0c",
        b"\x1b[0n",
        b"\x1b[8;40;120t",
        b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
        b"\x1b]10;rgb:dddd/dddd/dddd\x07",
        b"\x1bP>|XTerm(390)\x1b\\",
        b"\x1bP1$r0m\x1b\\",
        b"\x1b_Gi=31;OK\x1b\\",
    ],
)
def test_an_answer_to_somebody_elses_question_types_nothing(answer: bytes) -> None:
    assert typed(answer + b"j") == [("j", "j")]


@pytest.mark.parametrize("code", ["[113;1:3u", "[57358u", "[1;9Z", "[99~", "[24;5;7~", "Ol", "[?25;4z"])
def test_a_sequence_nobody_knows_is_no_key(code: str) -> None:
    assert typed(b"\x1b" + code.encode() + b"j") == [("j", "j")]


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (b"\x1b[113u", [("q", "q")]),
        (b"\x1b[113;2u", [("Q", "Q")]),
        (b"\x1b[252u", [("ü", "ü")]),
        (b"\x1b[110;5u", [("ctrl+n", None)]),
        (b"\x1b[27;5;110~", [("ctrl+n", None)]),
        (b"\x1b[120;3u", [("escape", None), ("x", "x")]),
        (b"\x1b[9;2u", [("shift+tab", None)]),
        (b"\x1b[32u", [("space", " ")]),
        (b"\x1b[57401u", [("2", "2")]),
        (b"\x1b[113;129u", [("q", "q")]),
        (b"\x1b[113;9u", []),
    ],
)
def test_keys_a_program_left_in_the_extended_form_are_keys(
    data: bytes, keys: list[tuple[str, str | None]]
) -> None:
    assert typed(data) == keys


def test_shift_tab_of_the_linux_console_is_shift_tab_there_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert [name for name, _ in typed(b"\x1b\t")] == ["escape", "tab"]
    monkeypatch.setenv("TERM", "linux")
    assert typed(b"\x1b\t") == [("shift+tab", None)]


def test_what_is_not_whole_is_waited_for() -> None:
    assert keys_of("\x1b[1;") is None
    assert keys_of("\x1b[[") is None
    assert keys_of("\x1bO") is None


def test_text_beside_an_answer_stays() -> None:
    assert without_answers("a\x1b]11;rgb:0/0/0\x07b\x1b[A") == "ab\x1b[A"
    assert without_answers("\x1b]not an answer") == "\x1b]not an answer"


@pytest.mark.parametrize(
    ("rest", "gap", "keys"),
    [
        ("[A", 0.2, ["up"]),
        ("[A", 0.4, ["escape", LATE_KEY]),
        ("OQ", 0.4, ["escape", LATE_KEY]),
        ("[15~", 0.4, ["escape", LATE_KEY]),
        ("[[B", 0.4, ["escape", LATE_KEY]),
        ("[A\x1b[A", 0.4, ["escape", LATE_KEY, "up"]),
        ("Ok, go on", 0.4, ["escape", "O", "k", "comma", "space", "g", "o", "space", "o", "n"]),
        ("[A", 5.0, ["escape", "left_square_bracket", "A"]),
    ],
)
def test_a_key_split_by_a_slow_line_fires_nothing(
    rest: str, gap: float, keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over SSH, where Esc is waited for 300 ms; the clocks of decoder and parser are the test's."""
    clock = [100.0]
    monkeypatch.setattr(constants, "ESCAPE_DELAY", 0.3)
    monkeypatch.setattr("screens.decoder.time.monotonic", lambda: clock[0])
    monkeypatch.setattr("textual._parser.get_time", lambda: clock[0])
    decoder, parser = TerminalDecoder(), EscapeParser()
    got = list(parser.feed(decoder.decode(b"\x1b")))
    clock[0] += gap
    got += parser.tick()
    got += parser.feed(decoder.decode(rest.encode()))

    assert [event.key for event in got if isinstance(event, events.Key)] == keys


@given(
    st.lists(
        st.sampled_from([b"\x1b", b"[", b"O", b"1", b"5", b";", b"~", b"A", b"u", b"\x1b[", b"y"]), max_size=9
    )
)
def test_no_heap_of_pieces_breaks_the_parser(pieces: list[bytes]) -> None:
    assert isinstance(typed(b"".join(pieces)), list)
