"""Turns: where nothing can be entered, the log is still read, and who asks is told why."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from corrtui.control.journal import Journal
from corrtui.control.turn import Turn
from corrtui.errors import CorrtuiError, Refused


def _journal(folder: Path, **more: Path) -> Journal:
    return Journal(folder, lambda: "2026-11.jsonl", **more)


def test_a_network_disk_is_read_and_never_written(tmp_path: Path) -> None:
    _journal(tmp_path).append([{"what": "before it moved"}])
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"30 1 0:40 / {tmp_path} rw - nfs4 files:/desks rw\n")
    before = (tmp_path / "2026-11.jsonl").read_bytes()

    journal = _journal(tmp_path, mounts=mounts)

    assert [doc["what"] for doc in journal.read_new()] == ["before it moved"]
    with pytest.raises(Refused, match="several machines share") as refused:
        journal.append([{"what": "x"}])
    assert f"{tmp_path}: nfs4" in refused.value.detail
    assert "PostgreSQL" in refused.value.hint
    assert "nfs4" in journal.hindrance
    assert "\n" not in journal.hindrance
    assert (tmp_path / "2026-11.jsonl").read_bytes() == before


_READER = """
import os, sys
from pathlib import Path
from corrtui.control.journal import Journal
from corrtui.errors import CorrtuiError
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
journal = Journal(Path(sys.argv[1]), lambda: "2026-11.jsonl")
print([doc["n"] for doc in journal.read_new()])
print(journal.hindrance)
try:
    journal.append([{"what": "x"}])
except CorrtuiError as error:
    print(type(error).__name__, error)
"""


@pytest.mark.parametrize("locked", ["log.lock", "2026-11.jsonl", "both"])
def test_who_may_only_read_reads(tmp_path: Path, locked: str) -> None:
    """The whole desk, its lock or a monthly file may be closed to a person's writing."""
    folder = tmp_path / "control"
    _journal(folder).append([{"what": "x"}, {"what": "y"}])
    for path in (folder, folder / "log.lock", folder / "2026-11.jsonl"):
        path.chmod(0o777 if path.is_dir() else 0o666)
    for name in ("log.lock", "2026-11.jsonl"):
        if locked in (name, "both"):
            (folder / name).chmod(0o444)
    above = [path for path in folder.parents if not path.stat().st_mode & 0o001]
    kept = {path: path.stat().st_mode for path in above}
    for path in above:  # whoever runs the tests as root reads as nobody
        path.chmod(kept[path] | 0o011)

    done = subprocess.run(
        [sys.executable, "-c", _READER, str(folder)], capture_output=True, text=True, timeout=60
    )

    for path, mode in kept.items():
        path.chmod(mode)
    assert done.stderr == ""
    read, hindrance, *refused = done.stdout.splitlines()
    assert read == "[1, 2]"
    assert refused[0] == "Refused Nothing can be entered: this desk can only be read"
    assert (locked != "2026-11.jsonl") == bool(hindrance)
    assert "Permission denied" in done.stdout


def test_a_lock_is_never_taken_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "log.lock").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(CorrtuiError, match="cannot be opened"):
        Turn(tmp_path)

    assert not os.path.lexists(tmp_path / "elsewhere")


def test_after_the_end_nobody_gets_a_turn(tmp_path: Path) -> None:
    turn = Turn(tmp_path)
    with turn.held(), turn.held():
        turn.end(Refused("the disk failed", "log.lock", "open it again"))

    assert turn.hindrance == "the disk failed: log.lock; open it again"
    with pytest.raises(Refused, match="the disk failed"), turn.held():
        pytest.fail("a turn was given")
    turn.close()
