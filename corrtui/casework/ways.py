"""How a remedy names a command: by its key to who sits at the screen, by what is typed to who does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from corrtui.commands import Command, key_of

TYPED: Final[Mapping[str, tuple[str, str]]] = {
    "attach": ("detach {no} {said}", "PAPER"),  # one key does both; remedies name it to take a paper off
    "bring-up": ("bringup {no} {said}", "DATE"),
    "classify": ("classify {no} {said}", "CODE"),
    "clear-mark": ("classify {no} CODE --reason TEXT", ""),
    "clock": ("clock {no} {said} --reason TEXT", "CLOCK VALUE"),
    "dispose": ("dispose {no} {said} --reason TEXT", "CODE"),
    "finish": ("finish {no} {said}", ""),
    "mailed": ("mailed {no}", ""),
    "told": ("told {no} {said}", "--to WHO --how TEXT"),
    "template": ("draft {no} --template {said}", "CODE"),
    "undo": ("undo", ""),
}
"""Command of the registry → what does the same behind `corrtui`, and what stands for what nobody has said.
What is not here is done in the program only."""


def way(rows: Iterable[Command], typed: bool, id: str, number: str, said: str) -> str:  # noqa: A002
    """Return the name of a command in a remedy: `d ESCALATE`, or what to type, or "in the program, w".

    Args:
        rows: the person's registry.
        typed: the person is at the command line.
        id: of the command.
        number: control number of the letter.
        said: what is said to the command; empty: the person chooses.
    """
    if not typed:
        return f"{key_of(rows, id)} {said}".rstrip()
    if id not in TYPED:
        return f"in the program, {key_of(rows, id)}"
    form, unsaid = TYPED[id]
    words = " ".join(form.format(no=number or "NUMBER", said=said or unsaid).split())
    return f"`corrtui {words}`"


def by(rows: Iterable[Command], typed: bool, id: str, number: str, said: str) -> str:  # noqa: A002
    """Return the same as what something is done with: `with d ESCALATE`, or "in the program, with w"."""
    found = way(rows, typed, id, number, said)
    return f"in the program, with {key_of(rows, id)}" if typed and id not in TYPED else f"with {found}"
