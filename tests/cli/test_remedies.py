"""What a command refuses it says with the command to type: keys work in the program only."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from corrtui.casework.drafts import draft_path
from corrtui.casework.ways import TYPED
from corrtui.cli.main import cli
from corrtui.commands import BY_ID, COMMANDS
from corrtui.desk import Desk
from corrtui.intake.recover import SIDECAR
from corrtui.keyrules import key_word
from tests import warm

Take = Callable[..., str]
KEYS = {key_word(key) for row in COMMANDS for key in row.keys} | {f":{row.id}" for row in COMMANDS}
SUBPOENA = "Subpoena served 11-17.pdf"
BILLING = "scan-0001-ortiz.txt"
FRAUD = b"Somebody opened an account in my name. I never bought anything. Ida Stone, Omaha NE 68102\n"


@pytest.fixture
def refused(folder: Path) -> Callable[..., str]:
    """Runs a command that is refused; what it says, blanks made one."""

    def call(*words: str, code: int = 1) -> str:
        done = warm.corrtui(*words, env={"CORRTUI_DESK": str(folder)})
        assert done.returncode == code, done
        return " ".join((done.stdout + done.stderr).split())

    return call


def _named(said: str) -> list[str]:
    """Return the commands a remedy names; each can be typed, and beside them no key is named."""
    commands = re.findall(r"`corrtui ([^`]+)`", said)
    for words in commands:
        name, *rest = shlex.split(words)
        cli.commands[name].make_context(name, rest)
    remedy = re.sub(r"`[^`]*`|in the program, (?:with )?\S+", "", said[said.rindex("→") :])
    words = {word.strip("(),.;→\"'") for word in remedy.split()}
    assert not words & (KEYS - {"a"}), remedy
    return commands


def _no_draft(desk: Desk, take_in: Take) -> tuple[str, list[str]]:
    no = take_in(desk, "note.txt", b"Please note it.\n")
    assert not desk.letter(no).template
    return no, ["finish", no]


def _damaged_draft(desk: Desk, take_in: Take) -> tuple[str, list[str]]:
    no = take_in(desk, BILLING)
    path = draft_path(desk.bench.case_folder(no), 0)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{}")
    return no, ["finish", no]


def _closed(desk: Desk, take_in: Take) -> str:
    no = take_in(desk, "thank you note.html")
    desk.dispose(no, "FILE", "no answer wanted")
    return no


def _told(desk: Desk, no: str) -> str:
    desk.told.enter(no, "the fraud desk", "phone")
    return no


def _overdue(desk: Desk, take_in: Take) -> tuple[str, list[str]]:
    no = take_in(desk, BILLING)
    desk.clocks.set(no, "FCBA-ACK", "2026-01-05", "it came then")
    return no, ["dispose", no, "FILE", "--reason", "nothing to do"]


CASES: dict[str, tuple[Callable[[Desk, Take], tuple[str, list[str]]], str]] = {
    "closed": (lambda d, t: (n := _closed(d, t), ["draft", n]), "undo"),
    "closed, disposed of again": (
        lambda d, t: (n := _closed(d, t), ["dispose", n, "FILE", "--reason", "x"]),
        "undo",
    ),
    "no draft": (_no_draft, "draft {no} --template CODE"),
    "no draft, disposed of": (_no_draft, "dispose {no} CODE --reason TEXT"),
    "draft damaged": (_damaged_draft, "draft {no} --template CODE"),
    "sensitive": (
        lambda d, t: (n := t(d, "f.txt", FRAUD), ["finish", n]),
        "finish {no} --confirm CRD",
    ),
    "no reply from here": (
        lambda d, t: (n := t(d, SUBPOENA), ["finish", n]),
        "dispose {no} ESCALATE --reason TEXT",
    ),
    "no reply, mark": (
        lambda d, t: (n := t(d, SUBPOENA), ["finish", n]),
        "classify {no} CODE --reason TEXT",
    ),
    "not ended so": (
        lambda d, t: (n := t(d, SUBPOENA), ["dispose", n, "FILE", "--reason", "x"]),
        "dispose {no} ESCALATE --reason TEXT",
    ),
    "not ended so, mark": (
        lambda d, t: (n := t(d, SUBPOENA), ["dispose", n, "FILE", "--reason", "x"]),
        "classify {no} CODE --reason TEXT",
    ),
    "nobody told": (
        lambda d, t: (n := t(d, "f.txt", FRAUD), ["dispose", n, "FILE", "--reason", "x"]),
        "told {no} --to WHO --how TEXT",
    ),
    "a word more": (
        lambda d, t: (n := _told(d, t(d, "f.txt", FRAUD)), ["dispose", n, "FILE", "--reason", "x"]),
        "dispose {no} FILE --confirm CRD --reason TEXT",
    ),
    "needs a letter": (
        lambda d, t: (n := t(d, BILLING), ["dispose", n, "REPLY", "--reason", "x"]),
        "finish {no}",
    ),
    "not put away": (
        lambda d, t: (n := t(d, SUBPOENA), ["bringup", n, "3d"]),
        "dispose {no} ESCALATE --reason TEXT",
    ),
    "a clock presses": (_overdue, "clock {no} FCBA-ACK off --reason TEXT"),
    "a clock that mailing stops": (
        lambda d, t: (n := t(d, BILLING), ["clock", n, "FCBA-ACK", "met", "--reason", "x"]),
        "mailed {no}",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_remedy_is_a_command_to_type(
    desk: Desk, take_in: Take, refused: Callable[..., str], case: str
) -> None:
    prepare, command = CASES[case]
    no, words = prepare(desk, take_in)

    assert command.format(no=no) in _named(refused(*words))


def test_a_letter_mailed_twice(desk: Desk, take_in: Take, refused: Callable[..., str]) -> None:
    no = take_in(desk, "scan-0002-kowal.txt")
    desk.fill(no, dict.fromkeys((hole.name for hole in desk.sheet(no).holes), "in order"))
    desk.file(desk.prepare(no, "CRD", outcomes=("all=answered",)))
    refused("mailed", no, code=0)

    assert _named(refused("mailed", no)) == ["undo"]


def test_what_only_the_program_can_do_says_so(desk: Desk, take_in: Take, refused: Callable[..., str]) -> None:
    no = take_in(desk, BILLING)
    desk.colleagues.arrive(no)

    said = refused("classify", no, "SVC")
    assert _named(said) == []
    assert said.endswith("→ in the program, w takes it over")
    desk.colleagues.leave()
    (desk.bench.case_folder(no) / SIDECAR).unlink()
    shown = refused("show", no, code=0)
    assert "→ view the original in the program, with v; restore the case folder" in shown


def test_at_the_screen_the_same_remedy_names_keys(desk: Desk) -> None:
    assert (desk.bench.way("dispose", "1", "ESCALATE"), desk.bench.by("undo")) == ("d ESCALATE", "with u")
    assert desk.bench.by("mailed", "1") == "with :mailed"


@pytest.mark.parametrize("name", TYPED)
def test_what_is_typed_for_a_command_is_there(name: str) -> None:
    assert name in BY_ID
    form, unsaid = TYPED[name]
    command, *rest = shlex.split(form.format(no="261120-0001", said=unsaid))
    cli.commands[command].make_context(command, rest)
