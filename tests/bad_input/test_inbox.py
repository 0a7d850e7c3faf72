"""A bad morning's mail: everything that can lie in an inbox and is no honest letter, and three that are."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter

from corrtui.make_desk import SAMPLE, make_desk
from corrtui.people import system_login
from tests.bad_input.office import Office

GOOD = ("thank you note.html", "scan-0001-ortiz.txt", "Re_ order 48163.eml")
MEGABYTE = 1024 * 1024
HOSTILE = (
    "Dear Sirs,\n\nmy account\x1b]52;c;ZXZpbA==\x07 \x1b[2J\x1b]0;mine\x07\x1bP1$r\x1b\\ \x9b31m \x00\x08\x7f"
    " \u202eevil\u2066\u200b [/b] {{ 7*7 }} \U000e0041\x1b[?1049l\n\nYours,\n\x1b[2JMallory \u202eyrollaM"
)
BROKEN_MAIL = (
    b"From: a@[\r\nMessage-ID: <[abc\r\nDate: 99 Zzz 99999999999\r\nSubject: =?x-klingon?Q?my_bill?=\r\n"
    b"Content-Type: multipart/mixed; boundary=never\r\n\r\n--other\r\n\r\n"
    b"Dear Sirs, my bill of $14.20 is wr\xf6ng.\r\n--other--\r\n"
)
STRANGE_MAIL = (
    b"From: Ann <a@b.example>\nContent-Type: text/plain; charset=x-klingon\n\nDear Sirs, wr\xf6ng.\n"
)


def _locked(path: Path) -> None:
    writer = PdfWriter(clone_from=SAMPLE / "letters" / "Notice 26-10234.pdf")
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(path)


def _bomb(path: Path) -> None:
    """A Word document of a few hundred kilobytes that unpacks to 120 MB."""
    honest = zipfile.ZipFile(SAMPLE / "letters" / "Bracket DCW-118 rev C.docx")
    with honest, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name in honest.namelist():
            bomb = name == "word/document.xml"
            packed.writestr(name, b"<w:document>" + b"A" * 120 * MEGABYTE if bomb else honest.read(name))


def _fill(inbox: Path) -> None:
    (inbox / "empty.txt").touch()
    with open(inbox / "huge.txt", "wb") as huge:
        huge.truncate(200 * MEGABYTE)
    (inbox / "two\nlines\x1b]0;x\x07.txt").write_text("Dear Sirs,\n\nplease answer.\n\nYours,\nAnn Howe")
    odd = os.fsdecode(os.fsencode(inbox) + b"/caf\xe9 \xff.txt")
    Path(odd).write_text("Dear Sirs,\n\nplease answer me.\n\nYours,\nBea Howe")
    (inbox / "link.txt").symlink_to("/etc/passwd")
    (inbox / "nowhere.txt").symlink_to("/nonexistent")
    (inbox / "of Tuesday").mkdir()
    (inbox / "of Tuesday" / "a.txt").write_text("Dear Sirs")
    os.mkfifo(inbox / "pipe.txt")
    (inbox / "broken.eml").write_bytes(BROKEN_MAIL)
    (inbox / "strange.eml").write_bytes(STRANGE_MAIL)
    _locked(inbox / "locked.pdf")
    whole = (SAMPLE / "letters" / "claim PRO 778-1203.pdf").read_bytes()
    (inbox / "cut.pdf").write_bytes(whole[: len(whole) // 2])
    _bomb(inbox / "bomb.docx")
    (inbox / "evil.txt").write_text(HOSTILE, encoding="utf-8")
    (inbox / "shut.txt").write_text("Dear Sirs")
    (inbox / "shut.txt").chmod(0)
    for name in GOOD:
        (inbox / name).write_bytes((SAMPLE / "letters" / name).read_bytes())


@dataclass
class Morning:
    """The desk after one `corrtui intake --once`, and what that said."""

    office: Office
    sums: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, str] = field(default_factory=dict)

    def shown(self, name: str) -> dict[str, Any]:
        """`corrtui show --json` of the letter that came as `name`."""
        report: dict[str, Any] = self.office.run("show", self.numbers[name], "--json").json
        return report


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Morning]:
    """Takes the bad mail in, once for all the tests that look at what became of it."""
    folder = tmp_path_factory.mktemp("morning") / "desk"
    make_desk(folder, system_login(), "Robin Hale", sample=True)
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text().replace("settle = 0.5", "settle = 0.0"))
    _fill(folder / "inbox")
    made = Morning(Office(folder))
    for path in (folder / "inbox").iterdir():
        if path.is_file() and not path.is_symlink() and path.name != "shut.txt":
            with open(path, "rb") as file:
                made.sums[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    answer = made.office.run("intake", "--once", "--json").json
    made.numbers = {item["file"]: item["control_no"] for item in answer["taken"]}
    made.waiting = {item["file"]: item["state"] for item in answer["waiting"]}
    yield made
    made.office.close()


def test_every_file_is_a_letter_once_or_waits_with_a_reason(morning: Morning) -> None:
    assert len(morning.numbers) == len(morning.sums) == 13
    assert sorted(number[-4:] for number in morning.numbers.values()) == [f"{n:04}" for n in range(1, 14)]
    left = sorted(path.name for path in (morning.office.folder / "inbox").iterdir())
    assert (
        left == sorted(morning.waiting) == ["link.txt", "nowhere.txt", "of Tuesday", "pipe.txt", "shut.txt"]
    )
    assert (morning.office.folder / "inbox" / "of Tuesday" / "a.txt").exists()


def test_what_waits_says_why_and_what_to_do(morning: Morning) -> None:
    assert morning.waiting["link.txt"] == "a link: copy the file itself into the inbox"
    assert morning.waiting["nowhere.txt"] == morning.waiting["link.txt"]
    assert morning.waiting["of Tuesday"] == "a folder: move the letters in it into the inbox itself"
    assert morning.waiting["pipe.txt"] == "not a plain file: move it out of the inbox"
    assert morning.waiting["shut.txt"].startswith("The file cannot be opened: shut.txt: Permission denied")


def test_what_cannot_be_read_here_is_a_letter_with_a_reason(morning: Morning) -> None:
    reasons = {
        "empty.txt": "the file is empty",
        "huge.txt": "larger than 25 MB",
        "locked.pdf": "the PDF is locked with a password",
        "cut.pdf": "the PDF is cut off: its end is missing; ask for it again",
        "bomb.docx": "the Word document unpacks to more than a letter may hold",
    }
    rows = {row["file"]: row for row in morning.office.run("queue", "--json").json}

    assert {name for name, row in rows.items() if row["medium"] == "unreadable"} == set(reasons)
    for name, reason in reasons.items():
        assert rows[name]["subject"].startswith(f"cannot be read here: {reason}"), name
        assert (rows[name]["status"], rows[name]["category"]) == ("logged", "UNK")
    page = morning.office.run("show", morning.numbers["locked.pdf"]).out
    assert "ask the writer for it or for another copy" in page
    assert f"Original: {morning.office.case(morning.numbers['locked.pdf'])}/original.pdf" in page


def test_no_byte_of_any_letter_is_lost(morning: Morning) -> None:
    kept = []
    for number in morning.numbers.values():
        [original] = morning.office.case(number).glob("original*")
        with open(original, "rb") as file:
            kept.append(hashlib.file_digest(file, "sha256").hexdigest())

    assert sorted(kept) == sorted(morning.sums.values())
    assert morning.office.verified()


def test_a_name_of_any_bytes_is_shown_whole_and_harmless(morning: Morning) -> None:
    assert "two%0Alines%1B]0;x%07.txt" in morning.numbers
    assert "caf%E9 %FF.txt" in morning.numbers
    assert morning.shown("caf%E9 %FF.txt")["writer"] == "Bea Howe"


def test_a_mail_in_ruins_still_says_what_it_says(morning: Morning) -> None:
    shown = morning.shown("broken.eml")

    assert "my bill of $14.20 is wröng." in shown["text"]
    assert shown["subject"] == "my bill"
    assert shown["unreadable"] is None
    assert shown["defects"] == [
        "the Date header is broken: 99 Zzz 99999999999",
        "its parts cannot be told apart, so they are shown as they were sent",
    ]
    assert "declared x-klingon is unknown" in morning.shown("strange.eml")["how_read"]


def test_hostile_text_is_text(morning: Morning) -> None:
    shown = morning.shown("evil.txt")

    assert "␛]52;c;ZXZpbA==␇ ␛[2J" in shown["text"]
    assert "[/b] {{ 7*7 }}" in shown["text"]
    assert "Mallory" in shown["text"]


def test_every_list_and_answer_of_the_command_line_is_harmless(morning: Morning) -> None:
    evil = morning.numbers["evil.txt"]
    for words in (
        ["queue"],
        ["show", evil],
        ["classify", evil, "\x1b]0;x\x07"],
        ["dispose", evil, "\u202eFILE", "--reason", "\x1b[2J"],
        ["show", "\x1b[2J\u202e"],
    ):
        said = morning.office.run(*words)  # looks at every character itself
        assert said.out + said.err, words


def test_the_screen_shows_all_of_it_and_obeys_none_of_it(morning: Morning) -> None:
    screen = morning.office.sit_down(24, 80)
    screen.wait_for("/13", 30)
    screen.wait_for("arriving 5")
    for name, reason in (
        ("cut.pdf", "cut off"),
        ("huge.txt", "larger than 25 MB"),
        ("empty.txt", "is empty"),
    ):
        screen.send(f"lno:{morning.numbers[name]}\r")
        screen.wait_for(f"LETTER {morning.numbers[name]}")
        assert reason in " ".join(screen.text().split()), screen.text()
    screen.send(f"lno:{morning.numbers['evil.txt']}\r")
    screen.wait_for("ZXZpbA")
    for keys, sign in (("i", "SHA-256"), ("v\r", "as it was read"), ("p", "Proof of"), ("o", "ZXZpbA")):
        screen.send(keys)
        screen.wait_for(sign)
        screen.send("q" if keys != "o" else "o")
    screen.send("/ZXZpbA\r")
    screen.wait_for("search ZXZpbA")
    screen.send(f"l\rlno:{morning.numbers['two%0Alines%1B]0;x%07.txt']}\ri")
    screen.wait_for("two%0Alines%1B]0;x%07.txt")
    screen.send("q")
    morning.office.rise(screen)


def test_the_honest_letters_are_finished_and_the_bad_ones_disposed_of(morning: Morning) -> None:
    filed = morning.office.run("finish", morning.numbers["thank you note.html"])
    assert (filed.code, filed.err) == (0, "")
    cut = morning.numbers["cut.pdf"]
    assert morning.office.run("dispose", cut, "RETURN", "--reason", "asked for it again").code == 0

    (morning.office.folder / "inbox" / "shut.txt").chmod(0o600)
    [late] = morning.office.run("intake", "--once", "--json").json["taken"]
    assert late["file"] == "shut.txt"
    assert morning.office.verified()
