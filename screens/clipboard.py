"""Text for the clipboard at the clerk's end of the line, by OSC 52: how it is wrapped, how much, and to whom.

The terminal never says whether it took the text, so nobody here says "copied".
Source: xterm control sequences, "Operating System Commands", Ps = 52.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from corrtui.errors import Refused

if TYPE_CHECKING:
    from screens.abilities import Abilities

BEGINS: Final = "\x1b]52;"
"""How the sequence begins when it goes straight to the terminal."""
LIMIT: Final = 74_994
"""Most bytes of text: with their encoding 100,000, beyond which terminals cut or drop them."""
_PIECE: Final = 500
"""Bytes GNU screen passes on in one piece; it keeps no more than 768."""


def hint(text: str, abilities: Abilities, environ: Mapping[str, str]) -> str:
    """Return what the clerk must know of the way the text takes; empty when it is straight.

    Raises:
        Refused: the terminal has no such sequence and would print it, or the text is too long for any.
    """
    term = environ.get("TERM", "")
    if not abilities.commands:
        raise Refused(
            "Nothing was sent",
            f"TERM={term} has no clipboard that can be reached from here",
            "mark the text with the terminal's own means",
        )
    size = len(text.encode())
    if size > LIMIT:
        raise Refused(
            "Nothing was sent",
            f"{size:,} bytes are more than a terminal takes ({LIMIT:,})",
            "mark a part of it",
        )
    if environ.get("TMUX") or term.startswith("tmux"):
        return "tmux passes it on with `set -g set-clipboard on`"
    if term.startswith("putty"):
        return "PuTTY itself does not take it"
    return ""


def wrapped(sequence: str, environ: Mapping[str, str]) -> str:
    """Return the sequence as it reaches the terminal through what lies between.

    tmux takes it itself. GNU screen drops it, but passes on what stands in a device control string. `TERM`
    alone does not tell the two apart, as tmux may call itself screen, and one may run in the other: then both
    get theirs, and drop the other's.
    """
    if not environ.get("TERM", "").startswith("screen"):
        return sequence
    tmux, screen = bool(environ.get("TMUX")), bool(environ.get("STY"))
    if tmux and not screen:
        return sequence
    pieces = (sequence[at : at + _PIECE] for at in range(0, len(sequence), _PIECE))
    through = "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return through if screen and not tmux else sequence + through
