"""What each terminal is taken to obey."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

_ASK = (
    "import dataclasses, json, sys\n"
    "from screens.abilities import abilities_of\n"
    "environ = dict(pair.split('=') for pair in sys.argv[2:])\n"
    "print(json.dumps(dataclasses.asdict(abilities_of(sys.argv[1], environ))))"
)
_SCREEN = {"erase", "scroll", "alternate", "hides", "dim", "commands", "ansi"}
_XTERM = _SCREEN | {"blank", "repeat", "bce", "reverses", "blinks"}


def asked(term: str, *environ: str) -> tuple[set[str], int]:
    """Ask in a process of its own, as a session does: curses looks up one terminal in its life."""
    answer = subprocess.run([sys.executable, "-c", _ASK, term, *environ], check=True, capture_output=True)
    assert answer.stderr == b""
    found = json.loads(answer.stdout)
    return {name for name, has in found.items() if has is True}, found["colours"]


@pytest.mark.parametrize(
    ("term", "abilities", "colours"),
    [
        ("xterm", _XTERM, 8),
        ("xterm-256color", _XTERM, 256),
        ("screen", _SCREEN, 8),
        ("screen-256color", _SCREEN, 256),
        ("tmux", _SCREEN, 8),
        ("tmux-256color", _SCREEN, 256),
        ("linux", _XTERM - {"repeat", "alternate", "blinks", "commands"}, 8),
        ("vt220", {"erase", "blank", "scroll", "hides", "reverses", "ansi"}, 0),
        ("vt100", {"erase", "scroll", "ansi"}, 0),
        ("rxvt", {"erase", "scroll", "bce", "hides", "reverses", "commands", "ansi"}, 8),
        # Nobody knows this name: the least of what every terminal has had since the VT100.
        ("thin-client-9", {"erase", "ansi"}, 8),
        ("unknown", {"erase", "ansi"}, 8),
        # Not in every server's terminfo, but its family is known.
        ("xterm-nobody", _SCREEN | {"blank", "reverses"}, 256),
        # These place their cursor in another language: nothing can be drawn there.
        ("dumb", set(), 0),
        ("vt52", set(), 0),
    ],
)
def test_what_a_terminal_obeys(term: str, abilities: set[str], colours: int) -> None:
    assert asked(term) == (abilities, colours)


def test_putty_is_known_with_and_without_its_entry() -> None:
    found, colours = asked("putty")
    assert _XTERM - {"dim", "repeat", "bce", "blinks"} <= found <= _XTERM - {"dim"}
    assert colours >= 8


def test_mosh_goes_by_xterm_but_repeats_nothing() -> None:
    assert asked("xterm-256color", "NCURSES_NO_UTF8_ACS=1") == (_XTERM - {"repeat"}, 256)


def test_a_promise_that_is_not_kept_can_be_taken_back() -> None:
    assert asked("xterm", "CORRTUI_TERM_LACKS=repeat scroll nonsense") == (_XTERM - {"repeat", "scroll"}, 8)
