"""The programs that are measured side by side at a terminal: ours, and the mail programs clerks know.

Each is set up in a temporary folder of its own; nothing of whoever runs it is read or written.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.screens.pty_desk import PtyDesk

ROWS, COLS = 40, 120
_LEVELS = 20
"""So often q is pressed at most until a program ends."""

_NEOMUTT = """\
set folder="{mail}"
set spoolfile="{mail}"
set mbox_type=Maildir
set header_cache="{cache}"
set pager_index_lines=12
set sort=date
set read_inc=5000
set sidebar_visible=no
set check_new=no
set mail_check=3600
set timeout=3600
set mark_old=no
set move=no
set delete=no
set quit=yes
set wait_key=no
set beep=no
ignore *
unignore from date subject to
bind pager J next-entry
"""
_AERC_ACCOUNT = """\
[desk]
source = maildir://{above}
default = {mail}
from = Letters <letters@harborvale.example>
"""
_AERC = """\
[filters]
text/plain=cat
"""
_AERC_KEYS = """\
[messages]
j = :next<Enter>
g = :select 0<Enter>
q = :quit<Enter>
<Enter> = :view<Enter>
[view]
J = :next<Enter>
q = :close<Enter>
"""


@dataclass(frozen=True, slots=True)
class Program:
    """One program at one mailbox: how it is started, and what its keys are called."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str | None]
    first: bytes
    """A word of the first letter's row: it is written when letters are."""
    to_letter: Sequence[str]
    """Keys from the first screen to the first letter opened."""
    next_letter: str
    to_queue: Sequence[str]
    """Keys from there to the queue alone, at its first letter."""
    next_row: str
    quiet: float = 0.2
    """A key is done when nothing more came for so many seconds."""
    queue_alone: Callable[[str], bool] = field(default=lambda shown: True)
    """Tells whether a screen shows the queue alone."""

    def start(self, line: Callable[..., Sequence[str]] | None = None) -> PtyDesk:
        """Start it in a terminal of its own, or at the far end of a line: what `line` makes of its words."""
        if line is None:
            return PtyDesk(Path("/"), ROWS, COLS, argv=self.argv, env=self.env, cold=True)
        without = [word for name, value in self.env.items() if value is None for word in ("-u", name)]
        changes = [f"{name}={value}" for name, value in self.env.items() if value is not None]
        return PtyDesk(Path("/"), ROWS, COLS, argv=line("env", *without, *changes, *self.argv), cold=True)

    def opened(self, line: Callable[..., Sequence[str]] | None = None) -> tuple[PtyDesk, float]:
        """Start it; return it and the seconds until letters stood on its screen."""
        running = self.start(line)
        try:
            return running, running.first_shown(self.first)
        except AssertionError:
            running.close()
            raise

    def end(self, running: PtyDesk) -> None:
        """Leave it as a clerk does, so that it keeps what it keeps for the next start."""
        try:
            for _ in range(_LEVELS):
                running.send("q")
                running.settle(0.2)
                with suppress(AssertionError):
                    running.exit_code(0.5)
                    return
        finally:
            running.close()


def press(running: PtyDesk, keys: Sequence[str]) -> None:
    """Type keys one after the other, each when what the one before did is done."""
    for one in keys:
        running.send(one)
        running.settle(0.5)


def corrtui(folder: Path, compiled: Path, first: bytes) -> Program:
    """Ours on the desk in `folder`; `compiled` keeps what Python compiles, as an installation does."""
    return Program(
        name="corrtui",
        argv=(sys.executable, "-m", "corrtui", "--desk", str(folder)),
        env={"PYTHONDONTWRITEBYTECODE": None, "PYTHONPYCACHEPREFIX": str(compiled)},
        first=first,
        to_letter=("gg",),
        next_letter="j",
        to_queue=("gq", "gg"),
        next_row="j",
        queue_alone=lambda shown: "│" not in shown,
    )


def neomutt(mail: Path, own: Path, first: bytes) -> Program | str:
    """Neomutt at the Maildir `mail`, its settings and header cache in `own`; or why it cannot be measured."""
    if shutil.which("neomutt") is None:
        return "neomutt is not installed"
    own.mkdir()
    (own / "rc").write_text(_NEOMUTT.format(mail=mail, cache=own / "headers"))
    return Program(
        name="neomutt",
        argv=("neomutt", "-n", "-F", str(own / "rc"), "-f", str(mail)),
        env={"HOME": str(own), "XDG_CONFIG_HOME": str(own), "MAIL": None, "MAILDIR": None},
        first=first,
        to_letter=("1\r", "\r"),
        next_letter="J",
        to_queue=("i", "1\r"),
        next_row="j",
    )


def aerc(mail: Path, own: Path, first: bytes) -> Program | str:
    """Aerc at the Maildir `mail`, its settings in `own`; or why it cannot be measured.

    `first` is a word of the row it shows on top: the last letter of the Maildir.
    """
    if shutil.which("aerc") is None:
        return "aerc is not installed"
    settings = own / "aerc"
    settings.mkdir(parents=True)
    accounts = settings / "accounts.conf"
    os.close(os.open(accounts, os.O_CREAT | os.O_WRONLY, 0o600))  # aerc refuses one that others may read
    accounts.write_text(_AERC_ACCOUNT.format(above=mail.parent, mail=mail.name))
    (settings / "aerc.conf").write_text(_AERC)
    (settings / "binds.conf").write_text(_AERC_KEYS)
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    return Program(
        name="aerc",
        argv=("aerc",),
        env=dict.fromkeys(names, str(own)),
        first=first,
        to_letter=("g", "\r"),
        next_letter="J",
        to_queue=("q", "g"),
        next_row="j",
        quiet=0.5,  # the letter comes from two other programs, in pieces
    )


def version(program: str) -> str:
    """Return what a program says of its version, in one line."""
    done = subprocess.run([program, "-v"], capture_output=True, text=True, timeout=20, check=False)
    return next((line.strip() for line in done.stdout.splitlines() if line.strip()), program)
