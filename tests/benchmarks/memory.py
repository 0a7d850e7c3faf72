"""Resident memory of a process, and of one with all it started."""

from __future__ import annotations

from pathlib import Path


def rss_mb(pid: int | str) -> float:
    """Return the resident memory of a process in MB; nothing when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    lines = [line for line in status.splitlines() if line.startswith("VmRSS")]
    return int(lines[0].split()[1]) / 1024 if lines else 0.0


def family(pid: int) -> list[int]:
    """Return a process and all it started, directly or not, that still run."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def family_mb(pid: int) -> float:
    """Return the resident memory of a process and all it started; pages they share count for each of them."""
    return sum(rss_mb(one) for one in family(pid))
