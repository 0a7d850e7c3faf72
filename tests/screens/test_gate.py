"""The gate: which key goes where. Hands that only write down what they are given."""

from __future__ import annotations

import pytest

from corrtui.commands import COMMANDS, Command, with_overrides
from screens.gate import Gate, Mode, key_name
from screens.sequences import LATE_KEY


class Hands:
    """Write down what the gate decides; `r` and `t` change the mode at once, as in real life."""

    def __init__(self) -> None:
        self.mode = Mode.QUEUE
        self.light = False
        self.done: list[str] = []
        self.text = ""
        self.said = ""
        self.seen = 0.0
        self.early = 0

    def command(self, row: Command, key: str) -> None:
        self.done.append(row.id)
        if row.id == "reply":
            self.mode = Mode.DRAFT
        elif row.id in ("template", "draft-template"):
            self.mode = Mode.PROMPT
        elif row.id == "card":
            self.mode = Mode.OVERLAY
        elif row.id == "leave-draft":
            self.mode = Mode.QUEUE

    def prompt_key(self, name: str, character: str) -> None:
        if name in ("enter", "escape"):
            self.mode = Mode.QUEUE
        else:
            self.text += character

    def overlay_key(self, name: str, character: str) -> bool:
        self.done.append(f"overlay {name}")
        if name == "escape" or self.light:
            self.mode = Mode.QUEUE
        return self.light

    def draft_key(self, name: str, character: str) -> bool:
        self.text += character
        return bool(character)

    def too_early(self, at: float, count: int) -> bool:
        if at > self.seen:
            return False
        self.early += count
        return True

    def paste(self, text: str) -> bool:
        if self.mode in (Mode.QUEUE, Mode.OVERLAY):
            return False
        self.text += text
        return True

    def hint(self, text: str) -> None:
        self.said = text

    def escape(self) -> None:
        self.done.append("escape")


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def gate(hands: Hands) -> Gate:
    return Gate(COMMANDS, hands)


NAMES = {".": "full_stop", "?": "question_mark", ";": "semicolon", " ": "space", "-": "minus", "\r": "enter"}


def type_in(gate: Gate, keys: str) -> None:
    for char in keys:
        gate.press(NAMES.get(char, char), char)


def test_a_key_is_named_by_what_it_types() -> None:
    assert key_name("question_mark", "?") == "?"
    assert key_name("space", " ") == "space"
    assert key_name("ctrl+n", "\x0e") == "ctrl+n"
    assert key_name("f2", None) == "f2"
    assert key_name("G", "G") == "G"


def test_a_burst_goes_to_what_the_clerk_meant(gate: Gate, hands: Hands) -> None:
    type_in(gate, "jrdry")

    assert hands.done == ["next", "reply"]
    assert hands.text == "dry"


def test_a_code_typed_after_t_lands_in_the_picker_and_the_next_key_in_the_queue(
    gate: Gate, hands: Hands
) -> None:
    type_in(gate, "tbc\rj")

    assert hands.done == ["template", "next"]
    assert hands.text == "bc"


def test_a_sequence_waits_for_its_second_key(gate: Gate, hands: Hands) -> None:
    type_in(gate, "g")
    assert gate.pending == ("g",)

    type_in(gate, "r")

    assert gate.pending == ()
    assert hands.done == ["go-tally"]


def test_escape_takes_a_sequence_back_without_a_word(gate: Gate, hands: Hands) -> None:
    type_in(gate, "g")
    gate.press("escape", "\x1b")
    type_in(gate, "j")

    assert hands.done == ["escape", "next"]
    assert hands.said == ""


def test_a_sequence_nobody_knows_does_nothing_and_says_so(gate: Gate, hands: Hands) -> None:
    type_in(gate, "gy")

    assert hands.done == []
    assert "g y" in hands.said


def test_an_unbound_key_does_nothing(gate: Gate, hands: Hands) -> None:
    type_in(gate, "Q7")
    gate.press("f3", None)

    assert hands.done == []


def test_a_key_kept_for_a_later_command_says_so(gate: Gate, hands: Hands) -> None:
    type_in(gate, "$")

    assert hands.done == []
    assert "does not have yet" in hands.said


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c", "ctrl+z"])
def test_the_keys_that_end_other_programs_only_say_how_to_leave(key: str, gate: Gate, hands: Hands) -> None:
    gate.press(key, None)

    assert hands.done == []
    assert "q does" in hands.said


def test_ctrl_s_does_and_says_nothing(gate: Gate, hands: Hands) -> None:
    gate.press("ctrl+s", "\x13")

    assert hands.done == []
    assert hands.said == ""


def test_alt_and_a_key_is_escape_and_the_key(gate: Gate, hands: Hands) -> None:
    type_in(gate, "r")
    gate.press("alt+x", "x")

    assert hands.done == ["reply", "leave-draft", "tag"]


def test_alt_and_a_capital_is_escape_and_the_capital(gate: Gate, hands: Hands) -> None:
    type_in(gate, "r")
    gate.press("alt+shift+g", "G")

    assert hands.done == ["reply", "leave-draft", "last"]


def test_a_paste_into_the_queue_is_no_command(gate: Gate, hands: Hands) -> None:
    gate.paste("y" * 312)

    assert hands.done == []
    assert hands.said == "a paste of 312 characters was ignored: the queue takes single keys"


def test_a_paste_into_the_draft_is_text(gate: Gate, hands: Hands) -> None:
    type_in(gate, "r")
    gate.paste("yes")

    assert hands.text == "yes"


def test_in_the_draft_every_printable_key_is_text_and_a_function_key_a_command(
    gate: Gate, hands: Hands
) -> None:
    type_in(gate, "ry?;.u")
    gate.press("f2", None)

    assert hands.text == "y?;.u"
    assert hands.done == ["reply", "draft-finish"]


def test_an_overlay_takes_all_keys(gate: Gate, hands: Hands) -> None:
    type_in(gate, "iyq")
    type_in(gate, "j")

    assert hands.done == ["card", "overlay y", "overlay escape", "next"]


def test_the_offices_own_keys_take_the_place_of_ours(hands: Hands) -> None:
    gate = Gate(with_overrides({"tag": "t", "template": "'"}), hands)

    type_in(gate, "t")

    assert hands.done == ["tag"]


def test_the_offices_own_key_to_quit_closes_what_lies_over_the_desk(hands: Hands) -> None:
    gate = Gate(with_overrides({"quit": "%"}), hands)

    type_in(gate, "iq%j")

    assert hands.done == ["card", "overlay q", "overlay escape", "next"]


def test_a_key_that_came_too_late_after_its_escape_only_says_so(gate: Gate, hands: Hands) -> None:
    gate.press(LATE_KEY, None)

    assert hands.done == []
    assert "`corrtui keys`" in hands.said


def test_a_key_or_paste_read_before_the_clerk_could_see_goes_nowhere(gate: Gate, hands: Hands) -> None:
    type_in(gate, "r")
    hands.seen = 7.0
    gate.press("y", "y", 6.9)
    gate.press("alt+x", "x", 7.0)
    gate.paste("text", 7.0)
    gate.press("z", "z", 7.1)

    assert hands.done == ["reply"]
    assert hands.text == "z"
    assert hands.early == 6
