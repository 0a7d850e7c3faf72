"""Clerks at their own terminals: desks in processes of their own, told what to do line by line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

_DESK = """
import json, os, sys
from pathlib import Path
from corrtui.desk import Desk
from corrtui.errors import CorrtuiError
desk = Desk.open(Path(sys.argv[1]), sys.argv[2] or None)
names = {"desk": desk, "colleagues": desk.colleagues}
print(json.dumps(desk.bench.claims.session), flush=True)
for line in sys.stdin:
    try:
        exec(json.loads(line), names)
        answer = names.pop("_", None)
    except CorrtuiError as error:
        answer = {"error": type(error).__name__, "says": str(error)}
    print(json.dumps(answer, default=str), flush=True)
desk.close()
"""


class Clerk:
    """Somebody at another terminal: a desk opened in a process of its own."""

    def __init__(self, folder: Path, login: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _DESK, str(folder), login],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.session: str = self.answer()

    def send(self, words: str) -> None:
        """Begin something; `answer` waits for its end."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()

    def answer(self) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def run(self, words: str) -> Any:
        """Run statements; what is left in `_` comes back as JSON."""
        self.send(words)
        return self.answer()

    def does(self, words: str) -> Any:
        """Return the value of an expression; what the desk refuses is an answer too."""
        return self.run(f"_ = {words}")

    def signal(self, number: int) -> None:
        os.kill(self.process.pid, number)

    def die(self) -> None:
        """Kill -9."""
        self.signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def sit_at(folder: Path) -> Iterator[Callable[..., Clerk]]:
    """Seats a clerk at the desk, in a process of its own."""
    seated: list[Clerk] = []

    def seat(login: str = "") -> Clerk:
        seated.append(Clerk(folder, login))
        return seated[-1]

    yield seat
    for clerk in seated:
        with suppress(ProcessLookupError):
            clerk.signal(signal.SIGKILL)
        clerk.process.communicate()
