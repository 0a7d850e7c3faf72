"""What the file system says of a file in the inbox, asked without being hurt by the answer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_RACE = """
import os, sys, threading, time
from pathlib import Path
from corrtui.intake.disk import being_written
path = Path(sys.argv[1])
until = time.monotonic() + 1.5
def scanner():
    while time.monotonic() < until:
        os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK) if os.path.exists(path) else os.dup(0))
def quiet():
    try:
        scanner()
    except BlockingIOError:
        quiet()
threading.Thread(target=quiet).start()
while time.monotonic() < until:
    being_written(path)
print("alive")
"""


def test_who_opens_a_file_while_it_is_asked_about_does_not_end_the_process(tmp_path: Path) -> None:
    """A broken lease is told by a signal whose usual effect is death."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"x")

    done = subprocess.run([sys.executable, "-c", _RACE, str(path)], capture_output=True, timeout=60)

    assert (done.returncode, done.stdout) == (0, b"alive\n")
