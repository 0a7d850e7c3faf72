"""The tests have the same names in every process: what splits them over processors depends on it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]


def collected(seed: str) -> str:
    """The names pytest gives, in order, in a process with its own hash seed at its own time."""
    asked = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert asked.returncode == 0, asked.stdout[-2000:] + asked.stderr[-2000:]
    return asked.stdout.rpartition("\n\n")[0]


@pytest.mark.slow
def test_two_processes_collect_the_same_tests_in_the_same_order():
    first = collected("1")
    assert first.count("\n") > 1000
    assert collected("2") == first
