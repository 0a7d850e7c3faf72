"""What a press would do at the desk: the desk's own key gate is asked, in the queue and in the draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from corrtui.commands import DRAFT, QUEUE, Command, keymap
from corrtui.keyrules import key_word
from screens.gate import Gate, Mode

EDITS: Final = frozenset(
    {"left", "right", "up", "down", "home", "end", "pageup", "pagedown", "backspace", "delete", "enter"}
    | {"tab", "ctrl+left", "ctrl+right", "ctrl+home", "ctrl+end", "shift+left", "shift+right", "shift+up"}
    | {"shift+down", "shift+home", "shift+end"}
    | {f"ctrl+{letter}" for letter in "dejkuwyz"}
)
"""Keys the editor of the draft knows; tests/screens/keyboard holds them against it."""


class _Desk:
    """Stands where the session stands and only writes down what the gate asks of it."""

    def __init__(self, mode: Mode) -> None:
        self.mode = mode
        self.words = ""

    def command(self, row: Command, key: str) -> None:
        self.words = f"{row.id}: {row.help}"

    def prompt_key(self, name: str, character: str) -> None:
        """No prompt is open."""

    def overlay_key(self, name: str, character: str) -> bool:
        """Nothing lies over the desk."""
        return False

    def draft_key(self, name: str, character: str) -> bool:
        if name not in EDITS and not character:
            return False
        self.words = "moves or edits in the text" if name in EDITS else "is text"
        return True

    def too_early(self, at: float, typed: int) -> bool:
        return False

    def paste(self, text: str) -> bool:
        return True

    def hint(self, text: str) -> None:
        self.words = text

    def escape(self) -> None:
        self.words = "takes back what was begun"


class Meaning:
    """Answers what keys do; it waits for the second key of a sequence as the desk does.

    Args:
        rows: the commands with the keys they have at this desk.
    """

    def __init__(self, rows: Sequence[Command]) -> None:
        self._desks = {QUEUE: _Desk(Mode.QUEUE), DRAFT: _Desk(Mode.DRAFT)}
        self._gates = {context: Gate(rows, desk) for context, desk in self._desks.items()}
        self._maps = {context: keymap(tuple(rows), context) for context in self._desks}

    def of(self, name: str, character: str) -> tuple[str, str]:
        """Return what a key does in the queue and what it does in the draft, each in a few words."""
        return self._in(QUEUE, name, character), self._in(DRAFT, name, character)

    def _in(self, context: str, name: str, character: str) -> str:
        desk, gate = self._desks[context], self._gates[context]
        desk.words = ""
        gate.press(name, character or None)
        if gate.pending:
            head = " ".join(gate.pending) + " "
            ways = [
                f"{key_word(key)} {row.id}"
                for key, row in self._maps[context].items()
                if key.startswith(head)
            ]
            return f"begins {', '.join(ways)}"
        return desk.words or "nothing"
