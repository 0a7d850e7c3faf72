"""The registry: every key of the contract is there, none of them dies over SSH, overrides are checked."""

from __future__ import annotations

import pytest

from corrtui.commands import COMMANDS, DRAFT, QUEUE, keymap, with_overrides
from corrtui.keyrules import key_trouble

# The keyboard contract: single keys of the queue, in its order.
CONTRACT = (
    "j|k|down|up|g g|G|pageup|pagedown|home|end|space|-|tab|shift"
    "+tab|enter|o|y|f2|r|e|t|f4|c|d|b|f8|f|f9|a|v|i|h|p|f5|x|T|*|;|l|/|n|N|"
    "=|&|#|+|w|$|m|.|u|z|g q|g s|g b|g o|g l|g r|g m|:|?|f1|q|f12"
)


def test_every_key_of_the_contract_has_its_command() -> None:
    wanted = set(CONTRACT.split("|"))
    owned = {key for row in COMMANDS if row.context == QUEUE for key in row.keys}

    assert wanted <= owned


def test_no_key_is_one_a_terminal_eats() -> None:
    troubles = {(row.id, key): key_trouble(key, row.context) for row in COMMANDS for key in row.keys}

    assert {place: trouble for place, trouble in troubles.items() if trouble} == {}


def test_every_command_has_a_sentence_and_every_function_key_a_twin() -> None:
    for row in COMMANDS:
        assert row.help.endswith("."), row.id
        if row.context == QUEUE and row.id != "skip":
            assert not row.keys or any(not key.startswith("f") or key == "f" for key in row.keys), row.id


def test_what_the_program_cannot_do_yet_is_not_bound() -> None:
    bound = keymap(COMMANDS, QUEUE)

    assert "$" not in bound
    assert "y" in bound


def test_an_override_takes_the_place_of_the_keys() -> None:
    bound = keymap(with_overrides({"skip": "%"}), QUEUE)

    assert bound["%"].id == "skip"
    assert "f12" not in bound


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        ({"finnish": "y"}, "unknown command 'finnish'"),
        ({"skip": "y"}, "'y' starts both"),
        ({"skip": "g"}, "'g' starts skip but also begins"),
        ({"skip": "ctrl+m"}, "sends it as Enter"),
        ({"skip": "ctrl+q"}, "resumes"),
        ({"skip": "3"}, "slow line"),
        ({"skip": "A"}, "slow line"),
        ({"skip": "shift+f3"}, "disagree"),
        ({"skip": "alt+s"}, "Esc and then"),
        ({"draft-finish": "x"}, "every printable key is text"),
    ],
)
def test_an_override_that_cannot_work_is_refused(overrides: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words.replace("+", r"\+")):
        with_overrides(overrides)


def test_the_same_key_may_serve_queue_and_draft() -> None:
    assert keymap(COMMANDS, QUEUE)["f2"].id == "finish"
    assert keymap(COMMANDS, DRAFT)["f2"].id == "draft-finish"
