"""A disk that fails in the middle of an entry: what is said is certain, and no acknowledged entry is lost.

The disk fails in a process of its own, at the n-th call of a kind.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corrtui.control.chain import verify_chain
from corrtui.control.journal import Journal
from corrtui.control.segments import read_lines

_WRITER = """
import errno, json, os, sys
from pathlib import Path
from corrtui.control.journal import Journal
from corrtui.errors import CorrtuiError

folder, faults = Path(sys.argv[1]), json.loads(sys.argv[2])
journal = Journal(folder, lambda: "2026-11.jsonl")
calls = dict.fromkeys(faults, 0)


def failing(name, true):
    def call(*args):
        calls[name] += 1
        found = faults[name].get(str(calls[name]))
        if found == "half":
            return true(args[0], args[1][: len(args[1]) // 2])
        if found == "KeyboardInterrupt":
            raise KeyboardInterrupt
        if found:
            raise OSError(getattr(errno, found), os.strerror(getattr(errno, found)))
        return true(*args)

    return call


for name in faults:
    setattr(os, name, failing(name, getattr(os, name)))
for n in range(6):
    try:
        journal.append([{"what": f"act {n}"}])
        said = ["entered", f"act {n}"]
    except (CorrtuiError, KeyboardInterrupt) as error:
        said = [type(error).__name__, f"act {n}", str(error)]
    print(json.dumps(said), flush=True)
print(json.dumps(["hindrance", "", journal.hindrance]))
"""


def _run(folder: Path, faults: dict[str, dict[int, str]]) -> list[list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", _WRITER, str(folder), json.dumps(faults)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _entered(folder: Path) -> list[str]:
    return [json.loads(line)["what"] for _, _, line in read_lines(folder)]


_UNCERTAIN = [
    {"fdatasync": {2: "EIO"}},  # the kernel may have dropped the pages: a cut proves nothing
    {"write": {2: "EIO"}},
    {"fdatasync": {2: "ENOSPC"}, "ftruncate": {1: "EIO"}},
    {"fdatasync": {2: "ENOSPC", 3: "EIO"}},
    {"fdatasync": {2: "EDQUOT", 3: "ENOSPC"}},
    {"write": {2: "half", 3: "ENOSPC"}, "ftruncate": {1: "EPERM"}},
    {"write": {2: "half", 3: "KeyboardInterrupt"}, "ftruncate": {1: "KeyboardInterrupt"}},
    {"fdatasync": {2: "KeyboardInterrupt", 3: "EIO"}},
]


@pytest.mark.parametrize("faults", _UNCERTAIN, ids=json.dumps)
def test_what_cannot_be_made_certain_is_said_and_nothing_more_is_entered(
    tmp_path: Path, faults: dict[str, dict[int, str]]
) -> None:
    said = _run(tmp_path, faults)

    assert [kind for kind, *_ in said] == ["entered", "LogUncertain", *["Refused"] * 4, "hindrance"]
    assert "it may be entered or not" in said[1][2]
    assert "leave and open the desk again" in said[1][2]
    assert "nothing was entered" not in said[1][2]
    assert str(tmp_path / "2026-11.jsonl") in said[1][2]
    assert all("Nothing more can be entered from here" in words for _, _, words in said[2:])
    assert _entered(tmp_path) in (["act 0"], ["act 0", "act 1"])
    again = Journal(tmp_path, lambda: "2026-11.jsonl")
    again.append([{"what": "after"}])
    assert verify_chain(tmp_path).problem == ""
    assert _entered(tmp_path)[0] == "act 0"
    assert _entered(tmp_path)[-1] == "after"


@pytest.mark.parametrize(
    "faults",
    [
        {"fdatasync": {2: "ENOSPC"}},
        {"fdatasync": {2: "EDQUOT"}},
        {"write": {2: "ENOSPC"}},
        {"write": {2: "half", 3: "ENOSPC"}},
        {"write": {2: "KeyboardInterrupt"}},
        {"fdatasync": {2: "KeyboardInterrupt"}},
        {"pread": {3: "EIO"}},
    ],
    ids=json.dumps,
)
def test_what_was_taken_back_for_certain_is_not_entered_and_the_work_goes_on(
    tmp_path: Path, faults: dict[str, dict[int, str]]
) -> None:
    said = _run(tmp_path, faults)

    [(kind, what, words)] = [line for line in said[:-1] if line[0] != "entered"]
    assert kind == "KeyboardInterrupt" or kind in ("CorrtuiError", "LogDamaged")
    assert kind != "CorrtuiError" or "nothing was entered" in words
    assert said[-1] == ["hindrance", "", ""]
    assert _entered(tmp_path) == [f"act {n}" for n in range(6) if f"act {n}" != what]
    assert verify_chain(tmp_path).problem == ""


def test_a_write_that_ends_early_is_gone_on_with(tmp_path: Path) -> None:
    said = _run(tmp_path, {"write": {2: "half", 3: "half"}})

    assert [kind for kind, *_ in said] == [*["entered"] * 6, "hindrance"]
    assert len(_entered(tmp_path)) == 6


@pytest.mark.parametrize("call", range(1, 4))
def test_a_new_months_file_whose_name_is_not_safe_holds_no_entry(tmp_path: Path, call: int) -> None:
    """The folder is synced before the first line is written, and again when that failed."""
    said = _run(tmp_path, {"fsync": dict.fromkeys(range(1, call + 1), "EIO")})

    assert [kind for kind, *_ in said[:-1]] == ["CorrtuiError"] * call + ["entered"] * (6 - call)
    assert all("nothing was entered" in line[2] for line in said[:call])
    assert _entered(tmp_path) == [f"act {n}" for n in range(call, 6)]
