"""The table of what may reach a terminal: what is ours passes, everything else in the stream is found."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.color import Color

from corrtui.text import clean, is_clean, one_line
from screens.filters import ControlFilter
from tests.screens.wire import Foreign, hold_to_the_grammar, unseen

FOREIGN = {
    "a title": b"\x1b]0;ZXZpbA\x07",
    "a link": b"\x1b]8;;http://a\x1b\\",
    "a clipboard nobody copied to": b"\x1b]52;c;aGk=\x07",
    "a clipboard that is asked for": b"\x1b]52;c;?\x07",
    "a device string": b"\x1bP1$r\x1b\\",
    "a reset": b"\x1bc",
    "a status question": b"\x1b[6n",
    "a pointer's shape": b"\x1b]22;ZXZpbA\x07",
    "focus reports": b"\x1b[?1004h",
    "a mouse": b"\x1b[?1003h",
    "a window that is moved": b"\x1b[3;0;0t",
    "a colour of 24 bits": b"\x1b[38;2;1;2;3m",
    "a style that blinks": b"\x1b[5m",
    "a hidden style": b"\x1b[8m",
    "another alphabet": b"\x1b(0",
    "shift out": b"\x0e",
    "a bell": b"\x07",
    "a NUL": b"\x00",
    "a DEL": b"\x7f",
    "a raw C1 byte": b"\x9b31m",
    "a C1 character": "\x9b31m".encode(),
    "an escape that is cut off": b"\x1b",
    "a sequence that is cut off": b"\x1b[3",
    "a sequence cut by another": b"\x1b[3\x1b[m",
    "a bidi override": "\u202e".encode(),
    "a bidi isolate": "\u2067".encode(),
    "a zero-width space": "\u200b".encode(),
    "a tag": "\U000e0041".encode(),
    "a hidden variation": "\U000e0100".encode(),
    "a filler": "\u3164".encode(),
    "half a character": b"\xe4\xb8",
    "a lone surrogate": "\ud800".encode("utf-8", "surrogatepass"),
    "a cursor far away": b"\x1b[900;1H",
}
OURS = (
    b"\x1b[?1049h\x1b[2;3H\x1b[0;1;31mQUEUE \xe4\xb8\xad\xc3\xbc\x1b[m\x1b[K\x1b[4X\x1b[7b\x1b[2;9r\x1b[r\r\n"
    b"\x1b[?25h\x1b[?1049l"
)


def test_what_our_own_display_sends_passes() -> None:
    kinds = hold_to_the_grammar(OURS, size=(24, 80))

    assert kinds["other screen"] == 2
    assert kinds["style"] == 2


@pytest.mark.parametrize("sent", FOREIGN.values(), ids=FOREIGN)
def test_everything_else_is_found_wherever_it_stands(sent: bytes) -> None:
    for stream in (sent, OURS + sent, OURS[:20] + sent + OURS[20:]):
        with pytest.raises(Foreign):
            hold_to_the_grammar(stream, size=(24, 80))


def test_what_is_sent_once_is_not_sent_in_the_middle_again() -> None:
    with pytest.raises(Foreign, match="other screen"):
        hold_to_the_grammar(OURS + b"\x1b[?1049l")


def test_a_copy_is_counted_and_what_was_copied_is_looked_at() -> None:
    def copy(text: str) -> bytes:
        return b"\x1b]52;c;" + base64.b64encode(text.encode()) + b"\x07"

    hold_to_the_grammar(OURS + copy("order 48213\n"), copied=1)
    with pytest.raises(Foreign, match="clerk copied 1"):
        hold_to_the_grammar(OURS + copy("a") * 2, copied=1)
    with pytest.raises(Foreign, match="was copied"):
        hold_to_the_grammar(OURS + copy("rm\x1b[2J"), copied=1)


def test_a_word_of_the_data_inside_a_sequence_is_found() -> None:
    with pytest.raises(Foreign, match="inside"):
        hold_to_the_grammar(OURS + b"\x1b]52;c;evil\x07", copied=1, markers=("evil",))


ODD = st.sampled_from("\x1b\x9b\x9d\x90\x07\r\n\x08\x00\x7f\u202e\u200b[]m;0")
HARD = st.text(st.one_of(st.characters(), ODD))
BLACK = Color(0, 0, 0)


@given(HARD)
def test_no_text_is_hostile_once_it_was_cleaned(text: str) -> None:
    assert not [char for char in clean(text) if char not in "\n\t" and unseen(char)]
    assert not [char for char in one_line(text) if unseen(char)]
    assert is_clean(text) <= (clean(text) == text and "\n" not in text)


@given(st.lists(HARD, max_size=4))
def test_no_text_is_hostile_behind_the_last_choke_point(texts: list[str]) -> None:
    line = ControlFilter().apply([Segment(text) for text in texts], BLACK)

    drawn = "".join(segment.text for segment in line)
    hold_to_the_grammar(drawn.encode())
    assert "\n" not in drawn
