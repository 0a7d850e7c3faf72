"""`corrtui keys --check`: walks the keys this desk uses and names those that do not arrive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corrtui.commands import QUEUE, Command
from corrtui.keyrules import key_word
from screens.keyboard.presses import Press, readable
from screens.keyboard.show import Look
from screens.keyboard.troubles import trouble

_ALWAYS = (
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "backspace", "delete"),
    *("enter", "space", "escape"),
)
"""Keys that lists, questions and the editor of the draft need, whatever the commands have."""
_CLOSING = frozenset({"enter", "space", "escape"})
_ALT = "alt+x"


@dataclass(frozen=True, slots=True)
class Group:
    """Keys that are asked for together, in any order."""

    title: str
    keys: tuple[str, ...]
    ends: str
    """The key that ends the group when one of its keys does nothing."""


def groups(rows: Sequence[Command]) -> list[Group]:
    """Return the keys of a desk in groups: those that move, function keys, Ctrl, letters, Enter, Alt."""
    used = [step for row in rows if row.ready for key in row.keys for step in key.split(" ")]
    keys = list(dict.fromkeys([*_ALWAYS, *used]))
    functions = sorted((key for key in keys if _is_function(key)), key=lambda key: int(key[1:]))
    ctrl = [key for key in keys if key.startswith("ctrl+")]
    typed = [key for key in keys if len(key) == 1]
    moves = [key for key in keys if key not in {*functions, *ctrl, *typed, *_CLOSING}]
    made = [
        Group("Keys that move and edit", tuple(moves), "enter"),
        Group("Function keys", tuple(functions), "enter"),
        Group("Ctrl and a letter", tuple(ctrl), "enter"),
        Group("Letters and signs, capitals with Shift", tuple(typed), "enter"),
        Group("Enter, the space bar and Esc", tuple(key for key in keys if key in _CLOSING), "."),
        Group("Alt and x together (not needed; it tells how Alt is sent)", (_ALT,), "enter"),
    ]
    return [group for group in made if group.keys]


def _is_function(key: str) -> bool:
    return key[0] == "f" and key[1:].isdigit()


def walk(look: Look) -> int:
    """Ask for every group; return 0 when all keys of the desk arrive, 1 when not, 130 when it was left."""
    look.say("Press each key once, in any order. ctrl+c or Esc Esc leaves.")
    presses = look.presses()
    missing: list[str] = []
    for group in groups(look.rows):
        left = _ask(look, group, presses)
        if left is None:
            look.end(missing)
            look.say("Left before the end: the keys that were not asked for are not known.")
            return 130
        missing += [key for key in left if key != _ALT]
    whole = look.end(missing)
    for key in missing:
        ids = [row for row in look.rows if row.ready and key in row.keys]
        for row in ids:
            others = ", ".join(key_word(other) for other in row.keys if other not in missing)
            twin = others or ("" if row.context != QUEUE else f":{row.id}") or "no other key"
            look.say(f"  {key_word(key)} is {row.id}: {twin} does the same", "    ")
    if missing:
        look.say(f"{len(missing)} of the keys this desk uses did not arrive.")
        return 1
    look.say("All keys arrive." if whole else "All keys arrive, with the troubles above.")
    return 0


def _ask(look: Look, group: Group, presses: Iterator[Press]) -> list[str] | None:
    """Return the keys of a group that did not come; None when the clerk left."""
    left = list(group.keys)
    look.line.say()
    look.say(f"{group.title}; {key_word(group.ends)} when one does nothing:")
    look.say("  " + "  ".join(map(key_word, left)), "  ")
    for press in presses:
        name = _ALT if press.name == "escape, x" else press.name
        if name in left:
            left.remove(name)
            rest = f"   {len(left)} to go" if left else ""
            look.say(f"    {readable(press.raw):<18} {key_word(name)}{rest}")
            if not left:
                return []
        elif name == group.ends:
            look.say(f"    did not come: {'  '.join(map(key_word, left))}", "      ")
            return left
        elif name != "ctrl+c":
            look.say(f"    {readable(press.raw):<18} {key_word(press.name) or 'nothing the desk knows'}")
            _note_alt(look, group, press)
    return None


def _note_alt(look: Look, group: Group, press: Press) -> None:
    """Alt and x was asked for, and a letter came that is x with its eighth bit set."""
    character = press.keys[0].character if len(press.keys) == 1 else ""
    if group.keys == (_ALT,) and character == chr(ord("x") | 0x80):
        look.note([trouble("eightbit", bytes=readable(press.raw), key="x", character=character)])
