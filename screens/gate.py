"""The key gate: every key goes through here, in order, and is dealt with whole before the next one.

A key is given to what the clerk is looking at (the logical mode), never to a widget that may not have
the focus yet; so ten keys typed in one breath do what ten slow keys do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from corrtui import commands
from corrtui.commands import Command
from screens.sequences import LATE_KEY


class Mode(StrEnum):
    """What takes the keys."""

    QUEUE = "queue"
    DRAFT = "draft"
    NOTE = "note"
    PROMPT = "prompt"
    OVERLAY = "overlay"


class Hands(Protocol):
    """What the gate needs of the session."""

    @property
    def mode(self) -> Mode:
        """The logical mode at this moment."""

    def command(self, row: Command, key: str) -> None:
        """Do a command that `key` started."""

    def prompt_key(self, name: str, character: str) -> None:
        """Give a key to the open prompt."""

    def overlay_key(self, name: str, character: str) -> bool:
        """Give a key to the open overlay; True when it took the overlay away and is for what is under it."""

    def draft_key(self, name: str, character: str) -> bool:
        """Give a key to the draft or the note; False when it means nothing there."""

    def too_early(self, at: float, typed: int) -> bool:
        """Return True when keys read at a time were typed before the clerk could see what stopped them."""

    def paste(self, text: str) -> bool:
        """Give a paste to the prompt or the draft; False when neither is open."""

    def hint(self, text: str) -> None:
        """Say a few words in the prompt line."""

    def escape(self) -> None:
        """Take back what waits for its next key."""


_NEVER = frozenset({"ctrl+q", "ctrl+c", "ctrl+z"})
"""Keys that end or stop other programs: here they only say how to leave."""
_BACK = frozenset({"escape", "ctrl+g"})
_CONTEXTS = {Mode.DRAFT: commands.DRAFT, Mode.NOTE: commands.NOTE}
"""Modes in which every printable key is text."""
_HELP = {commands.QUEUE: "help", commands.DRAFT: "draft-help", commands.NOTE: "note-help"}
_CLOSES = frozenset({"quit", "help", "card"})
"""Commands whose keys take away what lies over the desk, whichever they are here."""


def key_name(key: str, character: str | None) -> str:
    """Return a key as the command registry writes it: what it types, or its name (`space`, `f2`)."""
    if "+" in key and len(key) > 1:
        return key
    if character is not None and len(character) == 1 and character.isprintable() and character != " ":
        return character
    return key


class Gate:
    """Turns keys into commands, text and answers.

    Args:
        rows: the command registry with the office's own keys put in.
        hands: what the keys work on.
    """

    def __init__(self, rows: Sequence[Command], hands: Hands) -> None:
        self._rows = tuple(rows)
        self._maps = {context: commands.keymap(self._rows, context) for context in commands.CONTEXTS}
        self._waiting = frozenset(
            (row.context, key) for row in rows if not row.ready for key in row.keys
        )  # keys that are kept for a command to come
        self._hands = hands
        self.pending: tuple[str, ...] = ()

    def press(self, key: str, character: str | None, at: float = math.inf) -> None:
        """Deal with one key, whole and at once.

        Args:
            key: the key as textual names it.
            character: what it types, if anything.
            at: when it was read from the terminal, seconds of the monotonic clock.
        """
        if self._hands.too_early(at, 1):
            return
        name = key_name(key, character)
        if name == LATE_KEY:
            self._hands.hint("a key came too late after its Esc; `corrtui keys` says which wait it needs")
            return
        if name.startswith("alt+"):
            self._after_escape(name, character, at)
            return
        if name in _NEVER and not (self._hands.mode in _CONTEXTS and name == "ctrl+z"):
            out = commands.key_of(self._rows, "quit")
            back = commands.key_of(self._rows, "leave-draft")
            self._hands.hint(f"{name} does not leave; {out} does, after {back} in the draft")
            return
        text = character if character is not None and character.isprintable() else ""
        self._give(name, text)

    def paste(self, text: str, at: float = math.inf) -> None:
        """Deal with a bracketed paste: text where text is typed, nothing but a word elsewhere."""
        self.pending = ()
        if self._hands.too_early(at, len(text)):
            return
        if not self._hands.paste(text):
            self._hands.hint(f"a paste of {len(text)} characters was ignored: the queue takes single keys")

    def _after_escape(self, name: str, character: str | None, at: float) -> None:
        """Alt and a key reach us as Esc and the key: so that is what they mean."""
        self.press("escape", None, at)
        bare = name.removeprefix("alt+")
        if bare.startswith("shift+") and len(bare) == len("shift+x"):
            bare = bare.removeprefix("shift+").upper()
        self.press(bare, character if character else (bare if len(bare) == 1 else None), at)

    def _give(self, name: str, text: str) -> None:
        mode = self._hands.mode
        if mode is Mode.PROMPT:
            self._hands.prompt_key(name, text)
        elif mode is Mode.OVERLAY:
            row = self._maps[commands.QUEUE].get(name)
            on = self._hands.overlay_key("escape" if row is not None and row.id in _CLOSES else name, text)
            if on and name not in _BACK and (row is None or row.id != "quit"):
                self._give(name, text)
        else:
            self._command(name, text, _CONTEXTS.get(mode, commands.QUEUE))

    def _command(self, name: str, text: str, context: str) -> None:
        typed = (*self.pending, name)
        sequence = " ".join(typed)
        row = self._maps[context].get(sequence)
        if row is not None:
            self.pending = ()
            self._hands.command(row, sequence)
        elif any(key.startswith(sequence + " ") for key in self._maps[context]):
            self.pending = typed
        elif self.pending:
            self.pending = ()
            if name in _BACK:
                self._hands.escape()
            else:
                self._hands.hint(f"{sequence} is no command; {self._help(context)} shows the keys")
        elif context == commands.QUEUE or not self._hands.draft_key(name, text):
            self._unbound(name, context)

    def _unbound(self, name: str, context: str) -> None:
        if name in _BACK:
            self._hands.escape()
        elif (context, name) in self._waiting:
            self._hands.hint(f"{name} is kept for a command this program does not have yet")
        elif context == commands.QUEUE and len(name) == 1:
            self._hands.hint(f"{name} is no command here; {self._help(context)} shows the keys")

    def _help(self, context: str) -> str:
        return commands.key_of(self._rows, _HELP[context])
