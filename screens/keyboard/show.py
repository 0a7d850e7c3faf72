"""`corrtui keys` at a terminal: what each press sends, what it is and would do, and what ails it."""

from __future__ import annotations

import os
import textwrap
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from textual import constants

from corrtui.commands import Command
from corrtui.keyrules import key_word
from screens.keyboard.around import found_around, terminal_here
from screens.keyboard.line import Ended, RawLine
from screens.keyboard.meaning import Meaning
from screens.keyboard.presses import Press, Presses, readable
from screens.keyboard.troubles import Terminal, Trouble, missing_functions, of_missing, of_press

_STEP = 0.05
"""Seconds between two looks whether an Esc that came alone stays alone."""
_WIDE = 100
_WAYS_OUT = (("q", "q"), ("escape", "escape"))


@dataclass
class Look:
    """One look at a keyboard: the line, what it is read with, and what was found so far."""

    line: RawLine
    terminal: Terminal
    rows: Sequence[Command]
    found: dict[str, Trouble] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    """Names of the keys that came."""

    def presses(self) -> Iterator[Press]:
        """Yield every press until the clerk leaves by q q, ctrl+c or Esc Esc."""
        reader = Presses(self.terminal.wait)
        before = ""
        while True:
            data = self.line.read(_STEP)
            now = time.monotonic()
            for press in [*reader.tick(now), *(reader.feed(data, now) if data else ())]:
                self.note(of_press(press, self.terminal))
                self.seen.append(press.name)
                yield press
                if press.name == "ctrl+c" or (before, press.name) in _WAYS_OUT:
                    return
                before = press.name

    def note(self, troubles: Sequence[Trouble]) -> None:
        """Keep what was found; of its kind the latest."""
        self.found.update({trouble.id + trouble.says[:12]: trouble for trouble in troubles})

    def begin(self, *, ask_tmux: bool) -> None:
        """Say where we are."""
        about, troubles = found_around(self.line, self.terminal, self.rows, ask_tmux=ask_tmux)
        for words in about:
            self.say(words, "          ")
        self.note(troubles)

    def end(self, missing: Sequence[str]) -> bool:
        """Say what is amiss and what cures it; True when nothing is."""
        self.note(of_missing(missing))
        self.line.say()
        for trouble in self.found.values():
            self.say(f"! {trouble.says}.", "  ")
            self.say(f"  cure: {trouble.cure}", "        ")
        return not self.found

    def say(self, text: str, indent: str = "") -> None:
        """Print a sentence, wrapped to the terminal."""
        try:
            width = min(_WIDE, os.get_terminal_size().columns - 1)
        except OSError:
            width = _WIDE
        for row in textwrap.wrap(
            text, max(30, width), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        ):
            self.line.say(row)


def look_at_keys(rows: Sequence[Command], title: str, *, check: bool, restricted: bool = False) -> int:
    """Look at the keyboard of the terminal on standard input until the clerk leaves.

    The environment must be prepared (`screens.terminal.prepare`) before this module is imported.

    Args:
        rows: the commands with the keys they have at this desk.
        title: where these keys come from, in words.
        check: walk the keys of the desk one group after the other.
        restricted: start no other program, not even to ask tmux what it keeps.

    Returns:
        The exit code: 0; after a check 1 when a key of the desk does not arrive; 128 and the number of the
        signal that ended it.
    """
    try:
        with RawLine() as line:
            terminal = terminal_here(os.environ, constants.ESCAPE_DELAY, line.erase)
            look = Look(line, terminal, rows)
            look.begin(ask_tmux=not restricted)
            look.say(f"Keys      {title}", "          ")
            line.say()
            if check:
                from screens.keyboard.check import walk

                return walk(look)
            _show(look)
            return 0
    except Ended as ended:
        return ended.code


def _show(look: Look) -> None:
    look.say(
        "Press any key; F1 to F12 one after another tells which never arrive. q q, ctrl+c or Esc Esc leaves."
    )
    meaning = Meaning(look.rows)
    for press in look.presses():
        for words in describe(press, meaning):
            look.say(words, " " * 12)
    if not look.end(missing_functions(look.seen)):
        return
    look.say("Nothing is amiss with what was pressed.")


def describe(press: Press, meaning: Meaning) -> list[str]:
    """Return the lines that say what a press is: its bytes, its name, what it does in queue and draft."""
    sent = (
        readable(press.raw)
        if len(press.raw) <= 40
        else f"{readable(press.raw[:20])} … {len(press.raw)} bytes"
    )
    if press.late:
        name = ", ".join(key_word(key.name) for key in press.keys)
        late = f"{round(press.gap * 1000)} ms after its Esc"
        return [f"{sent:<18} the rest of {name or 'a key'}, {late}: too late to be understood"]
    if not press.keys:
        return [f"{sent:<18} nothing: the desk does not know it"]
    lines = [f"{sent:<18} {', '.join(key_word(key.name) for key in press.keys)}"]
    if press.gap > _STEP:
        lines[0] += f"  (in pieces, {round(press.gap * 1000)} ms apart)"
    for key in press.keys:
        queue, draft = meaning.of(key.name, key.character)
        lines += [f"    queue   {queue}", f"    draft   {draft}"]
    return lines
