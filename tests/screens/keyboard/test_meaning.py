"""What a key would do at the desk, asked of the desk's own gate."""

from __future__ import annotations

from corrtui.commands import COMMANDS
from corrtui.presets import registry_of
from screens.app import Corrtui
from screens.keyboard.meaning import EDITS, Meaning


def test_a_key_is_a_command_in_the_queue_and_text_in_the_draft() -> None:
    assert Meaning(COMMANDS).of("y", "y") == (
        "finish: Finish the letter: proof, file the PDF, enter it in the log, next.",
        "is text",
    )


def test_the_keys_are_those_of_the_desk() -> None:
    assert Meaning(registry_of("mutt")).of("t", "t")[0].startswith("tag:")


def test_a_sequence_waits_for_its_second_key() -> None:
    meaning = Meaning(COMMANDS)

    assert meaning.of("g", "g")[0] == "begins g g first, g q go-queue, g b go-bring-ups, g r go-tally"
    assert meaning.of("r", "r")[0].startswith("go-tally:")
    assert meaning.of("r", "r")[0].startswith("reply:")


def test_a_key_that_does_nothing_says_so() -> None:
    meaning = Meaning(COMMANDS)

    assert meaning.of("f6", "") == ("nothing", "nothing")
    assert meaning.of("ctrl+q", "")[0] == "ctrl+q does not leave; q does, after Esc in the draft"
    assert meaning.of("left", "") == ("nothing", "moves or edits in the text")


def test_the_keys_of_the_editor_are_those_it_has(app: Corrtui) -> None:
    assert set(app.editor._keys) == EDITS
