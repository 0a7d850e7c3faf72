"""Whatever becomes of the child, the letter gets a Reading and the next letter is read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

import corrtui
from corrtui.errors import CorrtuiError, Refused
from corrtui.intake.readers import ReaderChild
from corrtui.intake.reading import Reading


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sirs")
    return path


def until(condition: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came to pass"
        time.sleep(0.01)


@contextmanager
def under_way(reader: ReaderChild, path: Path) -> Iterator[Callable[[], Reading]]:
    """Read a letter in another thread; gives what waits for its Reading."""
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(reader.read, path, path.name)
        yield lambda: future.result(timeout=60)


def test_no_child_is_started_before_the_first_letter(letter: Path):
    with ReaderChild() as reader:
        assert reader.pid is None
        assert reader.read(letter, letter.name).text == "Dear Sirs"
        assert reader.pid is not None


def test_one_child_reads_many_letters(letter: Path):
    with ReaderChild() as reader:
        pids = {(reader.read(letter, letter.name).text, reader.pid) for _ in range(50)}

    assert len(pids) == 1


def test_a_full_inbox_passes_at_hundreds_of_letters_a_second(letter: Path):
    with ReaderChild() as reader:
        reader.read(letter, letter.name)
        started = time.monotonic()
        for _ in range(500):
            assert reader.read(letter, letter.name).text == "Dear Sirs"

    assert (
        time.monotonic() - started < 25
    )  # a new child for each would take longer still; alone it is a hundred times as fast


def test_a_letter_whose_child_is_killed_from_outside_is_read_by_the_next(letter: Path):
    with ReaderChild() as reader:
        reader.read(letter, letter.name)
        first = reader.pid
        os.kill(first, signal.SIGSTOP)
        with under_way(reader, letter) as reading:
            time.sleep(0.1)  # the letter is asked for and not answered
            os.kill(first, signal.SIGKILL)

            assert reading().text == "Dear Sirs"
        assert reader.pid != first


def test_a_letter_whose_child_is_killed_twice_says_so_and_the_next_is_read(letter: Path, slow_letter: Path):
    with ReaderChild() as reader:
        reader.read(letter, letter.name)
        first = reader.pid
        with under_way(reader, slow_letter) as reading:
            time.sleep(0.2)
            os.kill(first, signal.SIGKILL)
            until(lambda: reader.pid not in (first, None))
            time.sleep(0.2)
            os.kill(reader.pid, signal.SIGKILL)

            assert reading().unreadable == "its reader broke down on it (SIGKILL); open the original"
        assert reader.read(letter, letter.name).text == "Dear Sirs"


def test_a_child_killed_between_two_letters_is_replaced(letter: Path):
    with ReaderChild() as reader:
        reader.read(letter, letter.name)
        os.kill(reader.pid, signal.SIGTERM)

        assert reader.read(letter, letter.name).text == "Dear Sirs"


def test_a_child_that_breaks_down_is_not_asked_again(letter: Path, slow_letter: Path):
    with ReaderChild() as reader:
        reader.read(letter, letter.name)
        with under_way(reader, slow_letter) as reading:
            time.sleep(0.3)
            os.kill(reader.pid, signal.SIGSEGV)

            assert reading().unreadable == "its reader broke down on it (SIGSEGV); open the original"
        assert reader.read(letter, letter.name).text == "Dear Sirs"


def test_a_letter_that_takes_too_long_is_given_up(letter: Path):
    with ReaderChild(wall_seconds=0.5) as reader:
        reader.read(letter, letter.name)
        stopped = reader.pid
        os.kill(stopped, signal.SIGSTOP)

        assert reader.read(letter, letter.name).unreadable == "reading it took longer than 0.5 s"
        assert not Path(f"/proc/{stopped}").exists()
        assert reader.read(letter, letter.name).text == "Dear Sirs"


def test_a_letter_that_takes_too_much_processor_time_is_given_up(letter: Path, slow_letter: Path):
    with ReaderChild(cpu_seconds=1) as reader:
        reading = reader.read(slow_letter, slow_letter.name)

        assert reading.unreadable == "reading it took more than 1 s of processor time; open the original"
        assert reader.read(letter, letter.name).text == "Dear Sirs"


_READS = """
import sys, threading, time
from pathlib import Path
from corrtui.intake.readers import ReaderChild
reader = ReaderChild(cpu_seconds=600, wall_seconds=600)
threading.Thread(target=reader.read, args=(Path(sys.argv[1]), "slow"), daemon=True).start()
while reader.pid is None:
    time.sleep(0.01)
print(reader.pid, flush=True)
time.sleep(600)
"""


def test_the_child_ends_with_its_parent_in_the_middle_of_a_letter(
    tmp_path: Path, raw_pdf: Callable[..., bytes]
):
    endless = tmp_path / "endless.pdf"
    endless.write_bytes(raw_pdf(b"BT /F1 12 Tf " + b"1 0 Td (x) Tj " * 1_500_000 + b"ET", packed=True))
    parent = subprocess.Popen([sys.executable, "-c", _READS, str(endless)], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = Path("/proc") / parent.stdout.readline().decode().strip()
    until(lambda: int((child / "stat").read_text().rpartition(")")[2].split()[11]) > 40)

    parent.kill()
    parent.communicate()

    until(lambda: not child.exists(), 5)  # by itself it would read on much longer


def test_a_letter_that_takes_too_much_memory_is_given_up(letter: Path, tmp_path: Path):
    large = tmp_path / "large.txt"
    large.write_bytes("Größe ".encode() * 3_000_000)
    with ReaderChild(memory_bytes=64 << 20) as reader:
        reading = reader.read(large, large.name)

        assert reading.unreadable == "reading it takes more than 64 MB of memory; open the original"
        assert reader.pid is None, "a child that ran out of memory takes no other letter"
        assert reader.read(letter, letter.name).text == "Dear Sirs"


def test_several_threads_get_their_own_letters(tmp_path: Path):
    def read(number: int) -> str:
        path = tmp_path / f"{number}.txt"
        path.write_text(f"Letter {number}")
        return reader.read(path, path.name).text

    with ReaderChild() as reader, ThreadPoolExecutor(8) as pool:
        assert list(pool.map(read, range(200))) == [f"Letter {number}" for number in range(200)]


def test_a_closed_reader_refuses_and_leaves_no_process(letter: Path):
    reader = ReaderChild()
    reader.read(letter, letter.name)
    pid = reader.pid
    reader.close()
    reader.close()

    assert not Path(f"/proc/{pid}").exists()
    with pytest.raises(Refused, match="closed"):
        reader.read(letter, letter.name)


def test_closing_does_not_wait_for_the_letter_under_way(letter: Path, slow_letter: Path):
    reader = ReaderChild()
    reader.read(letter, letter.name)
    with under_way(reader, slow_letter) as reading:
        time.sleep(0.2)
        reader.close()

        with pytest.raises(Refused, match="closed"):
            reading()


def test_the_folder_one_stands_in_is_neither_imported_from_nor_lost(letter: Path, monkeypatch):
    letter.with_name("json.py").write_text("raise SystemExit('imported from the inbox')")
    monkeypatch.chdir(letter.parent)
    with ReaderChild() as reader:
        assert reader.read(Path(letter.name), letter.name).text == "Dear Sirs"


def test_it_starts_from_any_folder_without_any_environment(letter: Path):
    program = (
        f"import sys; sys.path[:0] = [{str(Path(corrtui.__file__).parent.parent)!r}]\n"
        "from pathlib import Path; from corrtui.intake.readers import ReaderChild\n"
        f"with ReaderChild() as reader: print(reader.read(Path({str(letter)!r}), 'letter.txt').text)"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd="/", env={}, capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("Dear Sirs\n", "")


def test_a_file_name_of_any_bytes_is_read(tmp_path: Path):
    path = tmp_path / os.fsdecode(b"l\xff\n\x1b.txt")
    path.write_text("Dear Sirs")
    with ReaderChild() as reader:
        assert reader.read(path, path.name).text == "Dear Sirs"


@pytest.mark.parametrize("program", ["/nowhere/python", "/bin/false"])
def test_that_no_child_can_be_started_is_no_fault_of_the_letter(letter: Path, monkeypatch, program: str):
    monkeypatch.setattr(sys, "executable", program)
    with ReaderChild() as reader, pytest.raises(CorrtuiError, match="cannot be started"):
        reader.read(letter, letter.name)


@pytest.fixture
def sigint_heard() -> Iterator[None]:
    """A shell has its background jobs ignore Ctrl+C; whoever runs the tests there must not fail them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_an_interrupted_letter_does_not_answer_for_the_next(letter: Path, tmp_path: Path, sigint_heard: None):
    other = tmp_path / "other.txt"
    other.write_text("Dear Madam")
    interrupted: list[str] = []

    with ReaderChild() as reader:
        reader.read(letter, letter.name)
        os.kill(reader.pid, signal.SIGSTOP)
        timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        try:
            reader.read(letter, letter.name)
        except KeyboardInterrupt:
            interrupted.append(letter.name)
        timer.join()

        assert interrupted == [letter.name]
        assert reader.read(other, other.name).text == "Dear Madam"
