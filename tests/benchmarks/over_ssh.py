"""What the next letter costs the TCP line under SSH, with compression and without."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from tests.benchmarks.peers import Program, press
from tests.benchmarks.table import Row
from tests.ssh.server import Sshd, missing, session_env
from tests.ssh.tap import Tap


def over_ssh(folder: Path, programs: Sequence[Program], keys: int) -> list[Row]:
    """Return bytes that come back over the TCP line for the next letter, all that SSH adds included.

    Args:
        folder: a folder for the server's files.
        programs: ours first.
        keys: so many are typed at each.
    """
    if reason := missing():
        print(f"  over ssh: not measured, {reason}")
        return []
    (folder / "sshd").mkdir()
    server = Sshd(folder / "sshd", session_env())
    try:
        return [
            _row(server, programs, keys, "next letter, ssh", compressed=False),
            _row(server, programs, keys, "next letter, ssh -C", compressed=True),
        ]
    finally:
        server.close()


def _row(server: Sshd, programs: Sequence[Program], keys: int, what: str, *, compressed: bool) -> Row:
    """Log in once a program, type at them in turn; medians of what came back for a key."""
    with ExitStack() as lines:
        sessions, taps = [], []
        for program in programs:
            taps.append(Tap(server.port))
            lines.callback(taps[-1].close)
            line = partial(server.client, compressed=compressed, port=taps[-1].port)
            sessions.append(program.opened(line)[0])
            lines.callback(program.end, sessions[-1])
            sessions[-1].settle(1.0)
            press(sessions[-1], program.to_letter)
        taken: list[list[int]] = [[] for _ in programs]
        for _ in range(keys):
            for program, session, tap, own in zip(programs, sessions, taps, taken, strict=True):
                before = tap.back
                session.measure(program.next_letter, program.quiet)
                own.append(tap.back - before)
    found = [statistics.median(own) for own in taken]
    return Row(what, "B", "", found[0], None, tuple(found[1:]))
