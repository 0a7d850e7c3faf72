"""Confinement: from a restricted session no way leads to a shell, or to a file outside the desk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corrtui.confinement import asked_for, check_command, check_target, confine
from corrtui.errors import Refused

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("", []),
        ("corrtui", []),
        ("queue", ["queue"]),
        ("corrtui queue --json --limit 'cat:BIL due:<3d'", ["queue", "--json", "--limit", "cat:BIL due:<3d"]),
        ("show 261122-0004 --json", ["show", "261122-0004", "--json"]),
        ("tally --date=2026-11-20 --format csv", ["tally", "--date=2026-11-20", "--format", "csv"]),
    ],
)
def test_what_only_shows_the_desk_may_be_asked_for_over_ssh(asked: str, words: list[str]) -> None:
    assert asked_for({"SSH_ORIGINAL_COMMAND": asked}) == words


@pytest.mark.parametrize(
    "asked",
    [
        "sh",
        "bash -c id",
        "/usr/lib/openssh/sftp-server",
        "scp -t /tmp",
        "rsync --server . /srv",
        "corrtui --desk /tmp/mine queue",
        "--desk /tmp/mine",
        "queue --desk /tmp/mine",
        "queue --desk=/tmp/mine",
        "queue --as mstern",
        "show 261122-0004 --reveal why",
        "tally -o /tmp/out",
        "tally -o/tmp/out",
        "tally --output=/tmp/out",
        "finish 261122-0004",
        "log copy . /tmp/out",
        "init /tmp/mine",
        "open",
        "queue -- --json",
        "queue 'unfinished",
        "\x1b]52;c;x\x07",
    ],
)
def test_nothing_else_may_be_asked_for(asked: str) -> None:
    with pytest.raises(Refused, match="restricted") as refused:
        asked_for({"SSH_ORIGINAL_COMMAND": asked})

    assert "\x1b" not in str(refused.value)


def test_the_environment_names_no_program_to_start_and_no_file_to_write() -> None:
    environ = {
        "TERM": "xterm",
        "LANG": "de_DE.UTF-8",
        "PYTHONPATH": "/opt/corrtui",
        **dict.fromkeys(("VISUAL", "EDITOR", "PAGER", "BROWSER", "CORRTUI_DESK"), "x"),
        **dict.fromkeys(("PYTHONINSPECT", "PYTHONSTARTUP", "PYTHONBREAKPOINT"), "x"),
        **dict.fromkeys(("TEXTUAL_LOG", "TEXTUAL_DRIVER", "TEXTUAL_SCREENSHOT_LOCATION"), "x"),
    }

    confine(environ)

    assert sorted(environ) == ["LANG", "PYTHONPATH", "TERM"]


@pytest.mark.parametrize("name", ["elsewhere.txt", "tally/../letter.pdf", "tally/deeper/x.txt", "tally/link"])
def test_a_file_is_written_where_tallies_belong_and_nowhere_else(tmp_path: Path, name: str) -> None:
    tally = tmp_path / "tally"
    tally.mkdir()
    (tally / "link").symlink_to(tmp_path / "target")

    check_target(tally / "mine.csv", tally)
    with pytest.raises(Refused, match="restricted"):
        check_target(tmp_path / name, tally)


def test_commands_on_any_folder_are_refused_and_others_are_not() -> None:
    for name in ("init", "log"):
        with pytest.raises(Refused, match="restricted"):
            check_command(name)
    check_command("queue")


def test_programs_are_started_in_few_places_only() -> None:
    """The clerk's own editor and a question to tmux, which a restricted session does without, the process
    that reads letters, and the programs that read what it cannot: on a copy, with an empty environment.
    """
    starts = re.compile(
        r"\b(?:subprocess|pexpect|webbrowser|multiprocessing|runpy)\b"
        r"|\bpty\.|\bos\.(?:system|popen|exec\w+|spawn\w+|posix_spawn\w*|fork\w*)\b|\becho_via_pager\b"
        r"|\bclick\.(?:edit|launch)\b|\bbreakpoint\(|\bimport code\b|\beval\(|\bexec\("
    )
    found = {
        str(path.relative_to(ROOT))
        for package in ("corrtui", "screens")
        for path in (ROOT / package).rglob("*.py")
        if starts.search("\n".join(re.findall(r"^[^#\n]*", path.read_text(encoding="utf-8"), re.MULTILINE)))
    }

    assert found == {
        "screens/outside.py",
        "screens/keyboard/around.py",
        "corrtui/intake/readers/process.py",
        "corrtui/intake/programs/run.py",
        "corrtui/intake/programs/launch.py",
    }
