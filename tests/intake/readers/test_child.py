"""The child process: what it may not do, checked from outside while it runs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import corrtui
from corrtui.intake.readers import ReaderChild

HOUSE = Path(corrtui.__file__).parent.parent


@pytest.fixture(scope="module")
def child(reader: ReaderChild, tmp_path_factory) -> Path:
    """The folder in /proc of a child that has read a letter."""
    letter = tmp_path_factory.mktemp("letters") / "letter.txt"
    letter.write_text("Dear Sirs")
    assert reader.read(letter, letter.name).text == "Dear Sirs"
    return Path(f"/proc/{reader.pid}")


def limits(child: Path) -> dict[str, tuple[str, str]]:
    lines = (child / "limits").read_text().splitlines()[1:]
    return {line[:26].strip(): (line[26:47].strip(), line[47:68].strip()) for line in lines}


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("Max address space", 1 << 30),
        ("Max open files", 64),
        ("Max file size", 0),
        ("Max processes", 0),
        ("Max core file size", 0),
    ],
)
def test_the_limits_hold_and_cannot_be_raised_again(child: Path, name: str, most: int):
    soft, hard = limits(child)[name]

    assert int(soft) <= most
    assert int(hard) <= most


def test_processor_time_is_counted_from_letter_to_letter(child: Path):
    assert 20 <= int(limits(child)["Max cpu time"][0]) <= 60


def test_nothing_of_the_clerks_environment_reaches_it(child: Path):
    names = {entry.partition(b"=")[0] for entry in (child / "environ").read_bytes().split(b"\0") if entry}

    assert names <= {b"PYTHONPATH", b"LD_LIBRARY_PATH", b"PYTHONHOME"}


def test_it_sees_no_terminal_and_no_folder_of_the_clerk(child: Path):
    assert [str((child / f"fd/{number}").readlink()) for number in (0, 1, 2)] == ["/dev/null"] * 3
    assert str((child / "cwd").readlink()) == "/"
    assert (child / "stat").read_text().split()[5] == child.name  # leads a session of its own


def test_it_never_loads_the_screen_or_the_page():
    names = "mail, medium, mime, pdf, plain, tags, web, word"
    program = (
        f"import sys; from corrtui.intake.readers import child, {names};"
        "sys.exit(bool({'textual', 'rich', 'fpdf', 'jinja2', 'watchdog'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", program], cwd=HOUSE, check=False).returncode == 0


def test_it_starts_without_the_formats_libraries():
    program = (
        "import sys; import corrtui.intake.readers.child;"
        "sys.exit(bool({'pypdf', 'docx', 'lxml', 'email'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", program], cwd=HOUSE, check=False).returncode == 0


def test_it_answers_line_by_line_and_ends_with_its_input(tmp_path: Path):
    (tmp_path / "letter.txt").write_text("Dear Sirs")
    request = json.dumps({"path": str(tmp_path / "letter.txt"), "name": "letter.txt"}) + "\n"
    ended = subprocess.run(
        [sys.executable, "-m", "corrtui.intake.readers.child", "20", str(1 << 30)],
        input=request * 2, capture_output=True, text=True, cwd=HOUSE, check=False, timeout=60,
    )  # fmt: skip
    ready, *answers = (json.loads(line) for line in ended.stdout.splitlines())

    assert ended.returncode == 0
    assert ready == {"ready": True}
    assert [(answer["reading"]["text"], answer["last"]) for answer in answers] == [("Dear Sirs", False)] * 2
