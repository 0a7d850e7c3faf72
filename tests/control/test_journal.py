"""The journal: an entry acknowledged is on disk, in one chain, whatever happens to its writer."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corrtui.control.chain import verify_chain
from corrtui.control.journal import Journal
from corrtui.control.segments import read_lines
from corrtui.errors import CorrtuiError, LogDamaged


def _docs(count: int, start: int = 0) -> list[dict[str, object]]:
    return [{"what": f"act {start + n}"} for n in range(count)]


def _journal(folder: Path, month: str = "2026-11.jsonl") -> Journal:
    return Journal(folder, lambda: month)


def test_entries_are_numbered_without_a_gap_and_chained(tmp_path: Path) -> None:
    journal = _journal(tmp_path)

    first = journal.append(_docs(2))
    second = journal.append(_docs(1))

    assert [doc["n"] for doc in first + second] == [1, 2, 3]
    assert verify_chain(tmp_path).entries == 3
    assert verify_chain(tmp_path).last_hash == second[0]["h"]


def test_a_second_reader_sees_what_the_first_wrote_and_only_once(tmp_path: Path) -> None:
    writer, reader = _journal(tmp_path), _journal(tmp_path)
    writer.append(_docs(2))

    assert [doc["n"] for doc in reader.read_new()] == [1, 2]
    assert list(reader.read_new()) == []
    writer.append(_docs(1))
    assert [doc["n"] for doc in reader.read_new()] == [3]


def test_a_writer_takes_up_the_chain_where_another_left_it(tmp_path: Path) -> None:
    one, two = _journal(tmp_path), _journal(tmp_path)
    one.append(_docs(1))
    two.append(_docs(1))
    one.append(_docs(1))

    assert verify_chain(tmp_path).entries == 3
    assert [doc["n"] for doc in one.read_new()] == [1, 2, 3]


def test_the_chain_runs_on_from_month_to_month(tmp_path: Path) -> None:
    november = _journal(tmp_path, "2026-11.jsonl")
    november.append(_docs(2))
    december = _journal(tmp_path, "2026-12.jsonl")
    december.append(_docs(1))

    assert sorted(p.name for p in tmp_path.glob("*.jsonl")) == ["2026-11.jsonl", "2026-12.jsonl"]
    assert verify_chain(tmp_path).entries == 3
    assert [doc["n"] for doc in november.read_new()] == [1, 2, 3]


def test_a_clock_set_back_never_goes_back_a_month(tmp_path: Path) -> None:
    _journal(tmp_path, "2026-12.jsonl").append(_docs(1))
    _journal(tmp_path, "2026-11.jsonl").append(_docs(1))

    assert [p.name for p in tmp_path.glob("*.jsonl")] == ["2026-12.jsonl"]
    assert verify_chain(tmp_path).entries == 2


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(1, 400))
def test_a_torn_tail_is_set_aside_and_the_whole_entries_stay(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    folder = tmp_path_factory.mktemp("control")
    journal = _journal(folder)
    journal.append(_docs(5))
    path = folder / "2026-11.jsonl"
    data = path.read_bytes()
    left = data[: len(data) - cut]
    whole = left.count(b"\n")
    path.write_bytes(left)

    after = _journal(folder)
    after.append(_docs(1, 10))

    report = verify_chain(folder)
    assert (report.entries, report.problem, report.torn) == (whole + 1, "", False)
    torn = left[left.rfind(b"\n") + 1 :]
    assert b"".join(p.read_bytes() for p in folder.glob("*.torn-*")) == torn


def _lines(folder: Path) -> list[bytes]:
    return (folder / "2026-11.jsonl").read_bytes().splitlines(keepends=True)


def test_lines_removed_under_an_open_desk_are_noticed(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    journal.append(_docs(3))
    list(journal.read_new())
    (tmp_path / "2026-11.jsonl").write_bytes(b"".join(_lines(tmp_path)[:1]))

    with pytest.raises(LogDamaged, match="lines were removed"):
        list(journal.read_new())


def test_an_entry_that_is_no_json_value_enters_nothing(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    with pytest.raises(ValueError, match="not JSON compliant"):
        journal.append([{"what": float("nan")}])
    with pytest.raises(CorrtuiError, match="too long"):
        journal.append([{"what": "x" * (2 << 20)}])

    assert list(read_lines(tmp_path)) == []
    journal.append(_docs(1))
    assert verify_chain(tmp_path).entries == 1


_WRITER = """
import sys
from pathlib import Path
from corrtui.control.journal import Journal
journal = Journal(Path(sys.argv[1]))
for n in range(int(sys.argv[2])):
    [doc] = journal.append([{"what": "x" * (n % 300), "who": sys.argv[3]}])
    print(doc["n"], flush=True)
"""


def _writer(folder: Path, count: int, name: str) -> subprocess.Popen[str]:
    code = textwrap.dedent(_WRITER)
    return subprocess.Popen(
        [sys.executable, "-c", code, str(folder), str(count), name], stdout=subprocess.PIPE, text=True
    )


def test_four_processes_write_one_chain(tmp_path: Path) -> None:
    writers = [_writer(tmp_path, 100, f"clerk {n}") for n in range(4)]
    numbers = [int(line) for writer in writers for line in writer.communicate(timeout=60)[0].split()]

    assert sorted(numbers) == list(range(1, 401))
    assert verify_chain(tmp_path).entries == 400


@pytest.mark.parametrize("round_", range(5))
def test_kill_9_loses_no_acknowledged_entry(tmp_path: Path, round_: int) -> None:
    writer = _writer(tmp_path, 100_000, "clerk")
    assert writer.stdout is not None
    writer.stdout.readline()
    time.sleep(0.02 * (round_ + 1))
    os.kill(writer.pid, signal.SIGKILL)
    rest = writer.communicate(timeout=60)[0]
    acknowledged = [1, *(int(line) for line in rest.split("\n")[:-1] if line)]

    _journal(tmp_path).append(_docs(1))

    report = verify_chain(tmp_path)
    assert report.problem == ""
    assert report.entries >= acknowledged[-1] + 1


def test_a_full_disk_enters_nothing_and_the_log_goes_on_after(tmp_path: Path) -> None:
    """RLIMIT_FSIZE makes the kernel refuse the write in the middle, as a full disk does."""
    code = textwrap.dedent("""
        import resource, signal, sys
        from pathlib import Path
        from corrtui.control.journal import Journal
        from corrtui.errors import CorrtuiError
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        journal = Journal(Path(sys.argv[1]), lambda: "2026-11.jsonl")
        journal.append([{"what": "first"}])
        resource.setrlimit(resource.RLIMIT_FSIZE, (400, resource.RLIM_INFINITY))
        try:
            journal.append([{"what": "x" * 1000}])
        except CorrtuiError as error:
            print(error)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        journal.append([{"what": "second"}])
    """)
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, timeout=60, check=True
    )

    assert "nothing was entered" in done.stdout
    assert [json.loads(line)["what"] for _, _, line in read_lines(tmp_path)] == ["first", "second"]
    assert verify_chain(tmp_path).problem == ""


def test_two_threads_of_one_process_write_one_chain(tmp_path: Path) -> None:
    import threading

    journal = _journal(tmp_path)
    threads = [
        threading.Thread(target=lambda: [journal.append(_docs(1)) for _ in range(50)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert verify_chain(tmp_path).entries == 200


def test_who_reads_does_not_wait_for_who_writes(tmp_path: Path) -> None:
    """A filing holds the log while it writes its PDF; the hands go on meanwhile."""
    journal = Journal(tmp_path)
    journal.append(_docs(1))
    held, done = threading.Event(), threading.Event()

    def file_slowly() -> None:
        with journal.locked():
            held.set()
            done.wait(20)

    writer = threading.Thread(target=file_slowly)
    writer.start()
    held.wait(20)
    read: list[int] = []
    reader = threading.Thread(target=lambda: read.extend(doc["n"] for doc in journal.read_new()))
    reader.start()
    reader.join(5)
    waiting = reader.is_alive()
    done.set()
    writer.join()
    reader.join()
    journal.close()

    assert not waiting
    assert read == [1]


def _link(path: Path) -> None:
    path.with_name("elsewhere").touch()
    path.symlink_to("elsewhere")


@pytest.mark.parametrize("name", ["2026-11.jsonl", "log.lock"])
@pytest.mark.parametrize("put", [Path.mkdir, _link, os.mkfifo])
def test_a_log_that_cannot_be_opened_is_named_with_a_remedy(
    tmp_path: Path, name: str, put: Callable[[Path], None]
) -> None:
    if name == "log.lock" and put is os.mkfifo:
        put = Path.mkdir  # a lock is held as well on a pipe
    put(tmp_path / name)

    with pytest.raises(LogDamaged, match="cannot be opened") as refused:
        list(Journal(tmp_path).read_new())

    assert name in refused.value.detail
    assert "writable" in refused.value.hint


def test_half_a_line_before_a_later_month_is_no_end_of_the_log(tmp_path: Path) -> None:
    _journal(tmp_path, "2026-11.jsonl").append(_docs(2))
    _journal(tmp_path, "2026-12.jsonl").append(_docs(1))
    with open(tmp_path / "2026-11.jsonl", "ab") as file:
        file.write(b'{"n":3')

    with pytest.raises(LogDamaged, match="half a line"):
        list(_journal(tmp_path, "2026-12.jsonl").read_new())
    assert "2026-11.jsonl, last line: inserted: half a line" in verify_chain(tmp_path).problem


def test_an_end_that_no_writer_leaves_is_not_cut_off(tmp_path: Path) -> None:
    _journal(tmp_path).append(_docs(2))
    with open(tmp_path / "2026-11.jsonl", "ab") as file:
        file.write(b"x" * (2 << 20))
    before = (tmp_path / "2026-11.jsonl").read_bytes()

    with pytest.raises(LogDamaged, match="no entry"):
        _journal(tmp_path).append(_docs(1))

    assert (tmp_path / "2026-11.jsonl").read_bytes() == before


@pytest.mark.parametrize("again", [True, False])
def test_nothing_is_entered_into_a_file_that_was_replaced_under_the_desk(tmp_path: Path, again: bool) -> None:
    """A backup put back while a desk is open: an entry must not go into the file that is gone."""
    journal = _journal(tmp_path)
    journal.append(_docs(2))
    path = tmp_path / "2026-11.jsonl"
    data = path.read_bytes()
    path.rename(tmp_path / "old")
    if again:
        path.write_bytes(data)

    with pytest.raises(LogDamaged, match="replaced while" if again else "removed while"):
        journal.append(_docs(1))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from(["append", "read", "resume", "month"])), max_size=24)
)
def test_two_desks_read_and_write_one_log_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[bool, str]]
) -> None:
    folder = tmp_path_factory.mktemp("control")
    month = [9]
    desks = {which: Journal(folder, lambda: f"2026-{month[0]:02d}.jsonl") for which in (True, False)}
    seen: dict[bool, list[int]] = {True: [], False: []}
    entered = 0
    for which, step in steps:
        journal = desks[which]
        if step == "append":
            docs = journal.append(_docs(2))
            assert [doc["n"] for doc in docs] == [entered + 1, entered + 2]
            entered += 2
        elif step == "month":
            month[0] = min(12, month[0] + 1)
        else:
            if step == "resume":
                place = journal.place()
                journal.close()
                journal = desks[which] = Journal(folder, lambda: f"2026-{month[0]:02d}.jsonl")
                assert journal.resume(place)
            seen[which] += [doc["n"] for doc in journal.read_new()]
            assert seen[which] == list(range(1, entered + 1))
    assert verify_chain(folder).entries == entered
    for journal in desks.values():
        journal.close()


@pytest.mark.parametrize("again", [{"what": "act 9"}, {"what": "another act"}])
def test_nobody_goes_on_from_a_line_that_was_taken_back(tmp_path: Path, again: dict[str, object]) -> None:
    """A disk may refuse a line after others could read it. Then it is done again, and is as long as before.

    Who read the first one is told to open the desk again, instead of chaining an entry to what is not there.
    """
    writer, reader = _journal(tmp_path), _journal(tmp_path)
    writer.append(_docs(1))
    path = tmp_path / "2026-11.jsonl"
    whole = path.stat().st_size
    writer.append(_docs(1, 1))
    assert len(list(reader.read_new())) == 2
    os.truncate(path, whole)
    _journal(tmp_path).append([again])

    for go_on in (lambda: reader.append(_docs(1, 3)), lambda: list(reader.read_new())):
        with pytest.raises(LogDamaged) as said:
            go_on()
        assert "open the desk again" in said.value.hint
    assert verify_chain(tmp_path).problem == ""
    assert _journal(tmp_path).append(_docs(1, 3))[0]["n"] == 3
