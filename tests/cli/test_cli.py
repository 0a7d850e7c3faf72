"""The same without a screen: names, JSON and exit codes are a contract with the scripts that use them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from corrtui.control.acts import LetterSkipped
from corrtui.control.journal import Journal
from corrtui.control.log import FolderLog
from corrtui.desk import Desk
from corrtui.make_desk import SAMPLE
from tests import warm

Run = Callable[..., subprocess.CompletedProcess[str]]
BILLING = "scan-0001-ortiz.txt"
THANKS = "thank you note.html"
SUBPOENA = "Subpoena served 11-17.pdf"


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs `corrtui` on the sample desk."""

    def call(*words: str, env: dict[str, str] | None = None, cwd: Path | None = None) -> Any:
        own = {"CORRTUI_DESK": str(folder), **(env or {})}
        return warm.corrtui(*words, env=own, cwd=cwd or folder)

    return call


@pytest.fixture
def drop(folder: Path) -> Callable[..., None]:
    """Drops sample letters into the inbox."""

    def into_inbox(*names: str) -> None:
        for name in names:
            shutil.copyfile(SAMPLE / "letters" / name, folder / "inbox" / name)

    return into_inbox


@pytest.fixture
def number(run: Run, drop: Callable[..., None]) -> Callable[[str], str]:
    """Takes one sample letter in and returns its control number."""

    def take(name: str) -> str:
        drop(name)
        taken = json.loads(run("intake", "--once", "--json").stdout)["taken"]
        return str(next(item["control_no"] for item in taken if item["file"] == name))

    return take


def test_a_letter_from_inbox_to_tally(run: Run, drop: Callable[..., None], folder: Path) -> None:
    drop(THANKS, BILLING)
    taken = json.loads(run("intake", "--once", "--json").stdout)
    assert [item["file"] for item in taken["taken"]] == [BILLING, THANKS]
    billing, thanks = (item["control_no"] for item in taken["taken"])

    rows = {row["control_no"]: row for row in json.loads(run("queue", "--json").stdout)}
    assert set(rows) == {billing, thanks}
    assert set(rows[billing]) >= {
        "control_no", "file", "received", "medium", "category", "urgency", "sensitive", "status", "writer",
        "subject", "due", "work_by", "claimed_by", "suggestion",
    }  # fmt: skip
    assert set(rows[billing]["suggestion"]) >= {
        "category",
        "disposition",
        "template",
        "evidence",
        "confidence",
    }
    assert rows[billing]["category"] == "BIL"
    assert "charged twice" in [item["phrase"] for item in rows[billing]["suggestion"]["evidence"]]

    shown = json.loads(run("show", billing, "--json").stdout)
    for item in shown["suggestion"]["evidence"]:
        assert shown["text"][item["start"] : item["end"]] == item["phrase"]
    assert "order 48213" in " ".join(record["title"] for record in shown["records"])

    draft = json.loads(run("draft", thanks, "--json").stdout)
    assert draft["template"] == "svc-thanks"
    assert draft["holes"] == []
    assert run("proof", thanks).returncode == 0

    done = run("finish", thanks)
    assert done.returncode == 0, done.stderr
    assert (folder / "outbox" / f"{thanks}-svc-thanks.pdf").stat().st_size > 1000

    assert run("dispose", billing, "FILE", "--reason", "paid by telephone").returncode == 0
    tally = json.loads(run("tally", "--format", "json").stdout)
    assert (tally["received"], tally["closed"], tally["carried"], tally["balances"]) == (2, 2, 0, True)
    checked = run("verify")
    assert checked.returncode == 0
    assert tally["last_hash"] in checked.stdout


def test_desk_may_stand_before_or_after_the_command(run: Run, folder: Path, tmp_path: Path) -> None:
    for words in (("--desk", str(folder), "queue"), ("queue", "--desk", str(folder))):
        done = run(*words, env={"CORRTUI_DESK": "/nonexistent"}, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, "0 letters\n"), done.stderr


def test_the_current_folder_is_the_desk_when_none_is_named(run: Run, folder: Path) -> None:
    assert run("queue", env={"CORRTUI_DESK": ""}, cwd=folder).returncode == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["queue", "--desk", "/nonexistent"], 2, "not a desk"),
        (["queue", "--as", "stranger"], 2, "does not work at this desk"),
        (["queue", "--limit", "due:soon"], 1, "is no date"),
        (["frobnicate"], 2, "No such command"),
        (["show", "991231-0001"], 1, "There is no letter 991231-0001"),
        (["draft", "991231-0001"], 1, "There is no letter"),
        (["finish", "991231-0001"], 1, "There is no letter"),
        (["intake"], 2, "--once"),
        (["tally", "--date", "yesterday"], 2, "does not match"),
        (["open"], 2, "needs a terminal"),
        ([], 2, "needs a terminal"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_exit_code(
    run: Run, words: list[str], code: int, said: str
) -> None:
    done = run(*words)

    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_as_another_person_where_the_desk_allows_it(
    run: Run, number: Callable[[str], str], folder: Path
) -> None:
    no = number(BILLING)

    assert run("classify", no, "SVC", "--as", "pcole").returncode == 0
    assert json.loads(run("show", no, "--json").stdout)["log"][-1]["by"] == "pcole"

    toml = folder / "desk.toml"
    toml.write_text(toml.read_text().replace("allow_as = true", "allow_as = false"))
    refused = run("queue", "--as", "pcole")
    assert refused.returncode == 2
    assert "--as is not allowed" in refused.stderr


def test_a_stamp_in_the_future_or_far_back_is_refused(
    run: Run, drop: Callable[..., None], folder: Path
) -> None:
    drop(BILLING)
    future = (date.today() + timedelta(days=3)).isoformat()
    back = (date.today() - timedelta(days=10)).isoformat()

    assert run("intake", "--once", "--received", future).returncode == 1
    assert run("intake", "--once", "--received", back).returncode == 1
    assert (folder / "inbox" / BILLING).exists()

    done = run("intake", "--once", "--received", back, "--reason", "found behind the scanner", "--json")
    [taken] = json.loads(done.stdout)["taken"]
    row = json.loads(run("show", taken["control_no"], "--json").stdout)
    assert row["received"] == back
    assert "found behind the scanner" in row["log"][0]["what"]


def test_a_blocked_letter_exits_1_and_leaves_nothing(
    run: Run, number: Callable[[str], str], folder: Path
) -> None:
    no = number(BILLING)

    done = run("finish", no, "--template", "bil-corrected")

    assert done.returncode == 1
    assert "PC-01" in done.stderr
    assert run("proof", no).returncode == 1
    assert list((folder / "outbox").glob("*.pdf")) == []


def test_holes_are_filled_by_name(run: Run, number: Callable[[str], str], folder: Path) -> None:
    no = number(BILLING)
    holes = json.loads(run("draft", no, "--template", "bil-corrected", "--json").stdout)["holes"]
    assert holes
    values = {"adj_amount": "$39.95", "new_balance": "$108.25"}
    sets = [
        word
        for name in dict.fromkeys(hole["name"] for hole in holes)
        for word in (
            "--set",
            f"{name}={values.get(name, 'December 15, 2026' if 'date' in name else '$39.95')}",
        )
    ]

    done = run("finish", no, *sets, "--json")

    assert done.returncode == 0, done.stderr
    assert (folder / "outbox" / json.loads(done.stdout)["pdf"]).exists()


def test_a_set_without_a_value_is_usage(run: Run, number: Callable[[str], str]) -> None:
    done = run("finish", number(THANKS), "--set", "hole")

    assert done.returncode == 2
    assert "HOLE=VALUE" in done.stderr


def test_legal_process_is_refused_with_its_handling(run: Run, number: Callable[[str], str]) -> None:
    done = run("finish", number(SUBPOENA))

    assert done.returncode == 1
    assert "LEG" in done.stderr
    assert run("queue", "--limit", "is:sensitive").stdout.count("legal process") == 1


def test_undo_from_the_command_line(run: Run, number: Callable[[str], str], folder: Path) -> None:
    no = number(THANKS)
    run("finish", no)

    assert run("undo").returncode == 0
    assert list((folder / "outbox").glob("*.pdf")) == []
    assert no in run("queue").stdout
    assert run("undo").returncode == 1


def test_verify_names_what_was_altered(run: Run, number: Callable[[str], str], folder: Path) -> None:
    no = number(THANKS)
    run("finish", no)
    [log] = (folder / "control").glob("*.jsonl")
    whole = log.read_bytes()

    log.write_bytes(whole.replace(b"thank you note", b"thank you nose"))
    done = run("verify")
    assert done.returncode == 1
    assert f"{log.name}, line 1" in done.stdout
    assert run("queue").returncode == 1

    log.write_bytes(whole)
    [pdf] = (folder / "outbox").glob("*.pdf")
    pdf.write_bytes(pdf.read_bytes() + b" ")
    assert "its hash differs" in run("verify").stdout
    pdf.unlink()
    done = run("verify", "--json")
    assert done.returncode == 0  # mailed, and the file copy is sound
    assert pdf.name in json.loads(done.stdout)["remarks"][0]
    (folder / "cabinet" / f"20{no[:2]}" / no / "sent" / pdf.name).unlink()
    done = run("verify", "--json")
    assert done.returncode == 1
    assert [problem for problem in json.loads(done.stdout)["problems"] if "is missing" in problem]


def test_verify_misses_an_original_that_is_gone(run: Run, number: Callable[[str], str], folder: Path) -> None:
    no = number(BILLING)
    (folder / "cabinet" / f"20{no[:2]}" / no / "original.txt").unlink()

    done = run("verify")

    assert done.returncode == 1
    assert f"{no}: cabinet/" in done.stdout


@pytest.mark.parametrize(("form", "begins"), [("text", "Harbor & Vale"), ("csv", '"section"'), ("json", "{")])
def test_the_tally_in_three_forms_on_paper_and_in_a_file(
    run: Run, folder: Path, form: str, begins: str
) -> None:
    shown = run("tally", "--format", form)
    assert shown.returncode == 0
    assert shown.stdout.startswith(begins)

    written = run("tally", "--format", form, "-o", "out.file")
    assert written.returncode == 0
    assert (folder / "out.file").read_text(encoding="utf-8-sig").startswith(begins)


def test_check_says_what_would_hinder_the_work(run: Run, folder: Path) -> None:
    assert run("check").returncode == 0

    (folder / "outbox").chmod(0o777)
    (folder / "templates" / "broken.j2").write_text("+++\ncode = 'x'\n+++\n{% if %}")
    (folder / "records" / "orders.csv").unlink()
    done = run("check")

    assert done.returncode == 1
    for words in ("open to everybody", "broken.j2", "orders"):
        assert words in done.stdout


def test_check_says_what_repair_would_do_and_repair_says_what_it_did(
    run: Run, folder: Path, number: Callable[[str], str]
) -> None:
    stray = f"{number(THANKS)}-svc-thanks.pdf"
    (folder / "outbox" / stray).write_bytes(b"%PDF- killed before its entry")

    looked = run("check")
    assert looked.returncode == 1
    assert f"outbox/{stray}: no entry of the log files it; --repair sets it aside" in looked.stdout
    assert "1 trouble" in looked.stdout
    assert (folder / "outbox" / stray).exists()

    mended = run("check", "--repair")
    assert mended.returncode == 0
    assert f"{stray}: was in outbox without an entry; set aside in its case folder" in mended.stdout
    assert "1 thing put right" in mended.stdout
    again = run("check", "--repair")
    assert again.returncode == 0
    assert "nothing to put right" in again.stdout


def test_an_error_in_desk_toml_names_its_line(run: Run, folder: Path) -> None:
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text().replace("settle = ", "setle = "))

    done = run("queue")

    assert done.returncode == 2
    assert "desk.setle: unknown key" in done.stderr
    assert "desk.toml, line " in done.stderr


def test_init_makes_a_desk_that_is_in_order(run: Run, tmp_path: Path) -> None:
    made = tmp_path / "office"

    assert run("init", str(made)).returncode == 0
    assert run("check", "--desk", str(made)).returncode == 0
    assert (made / "control").stat().st_mode & 0o777 == 0o700
    again = run("init", str(made))
    assert again.returncode == 2
    assert "a desk here already" in again.stderr


def test_keys_lists_every_command(run: Run) -> None:
    rows = json.loads(run("keys", "--json").stdout)

    finish = next(row for row in rows if row["id"] == "finish")
    assert finish["keys"] == ["y", "f2"]
    assert run("keys").stdout.count("\n") == len(rows)
    assert run("keys", "--list").stdout == run("keys").stdout


def test_keys_lists_the_preset_of_the_desk_with_its_changes(run: Run, folder: Path) -> None:
    toml = folder / "desk.toml"
    toml.write_text(f'{toml.read_text()}\n[keys]\npreset = "mutt"\nskip = "f6"\n')
    rows = {row["id"]: row["keys"] for row in json.loads(run("keys", "--json").stdout)}

    assert (rows["tag"], rows["quit"], rows["skip"]) == (["t"], ["q", "x"], ["f6"])


def test_keys_are_checked_at_a_terminal_only(run: Run) -> None:
    done = run("keys", "--check")

    assert done.returncode == 2
    assert "at a terminal" in done.stderr


def test_a_desk_whose_keys_cannot_work_is_not_opened(run: Run, folder: Path) -> None:
    toml = folder / "desk.toml"
    line = toml.read_text().count("\n") + 3
    toml.write_text(f'{toml.read_text()}\n[keys]\nskip = "ctrl+m"\n')
    done = run("queue")

    assert done.returncode == 2
    assert f"line {line}" in done.stderr
    assert "a terminal sends it as Enter" in done.stderr


def test_a_reader_that_leaves_early_is_no_traceback(run: Run, folder: Path) -> None:
    command = f"{sys.executable} -m corrtui keys | head -1"
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, timeout=60)

    assert done.stderr == ""


def test_a_terminal_of_another_alphabet_is_no_traceback(run: Run, folder: Path) -> None:
    (folder / "inbox" / "a.txt").write_text(
        "Dear Sirs,\n\n中 ü “quoted”\n\nYours,\nŁukasz Ñandú", encoding="utf-8"
    )
    run("intake", "--once")

    for env in (
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
    ):
        done = run("queue", env=env)
        assert done.returncode == 0
        assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_hostile_text_is_shown_and_never_obeyed(run: Run, folder: Path) -> None:
    hostile = (
        "Dear Sirs,\n\n\x1b]52;c;aGk=\x07 \x9b31m \u202eevil\u200b {{ 7*7 }} [/b]\n\nYours,\n\x1b[2JMallory"
    )
    (folder / "inbox" / "\x1b]0;x\x07.txt").write_text(hostile, encoding="utf-8")
    [taken] = json.loads(run("intake", "--once", "--json").stdout)["taken"]

    for words in (
        ["queue"],
        ["queue", "--json"],
        ["show", taken["control_no"]],
        ["show", taken["control_no"], "--json"],
    ):
        out = run(*words).stdout
        assert not [char for char in out if char != "\n" and not char.isprintable()], words
    assert "49" not in run("draft", taken["control_no"], "--template", "ack-general").stdout.split()


def _newer(log: Path) -> None:
    log.write_bytes(b"")
    journal = Journal(log.parent)
    entry = {"v": 99, "at": "2026-11-20T10:00:00Z", "by": "x", "letter": "261120-0001", "act": "y", "d": {}}
    journal.append([entry])
    journal.close()


def _contradicting(log: Path) -> None:
    log.write_bytes(b"")
    made = FolderLog(log.parent)
    made.append("x", [("261120-0001", LetterSkipped(reason="never received"))])
    made.close()


def _unreadable(log: Path) -> None:
    log.unlink(missing_ok=True)
    log.mkdir()


def _altered(log: Path) -> None:
    log.write_bytes(b'{"n":1}\n')


@pytest.mark.slow
def test_a_log_of_a_newer_release_is_said_by_every_command(run: Run, folder: Path) -> None:
    _newer(folder / "control" / f"{datetime.now(UTC):%Y-%m}.jsonl")

    for command in (
        ("intake", "--once"),
        ("queue", "--json"),
        ("show", "261120-0001"),
        ("draft", "261120-0001"),
        ("proof", "261120-0001"),
        ("finish", "261120-0001"),
        ("dispose", "261120-0001", "FILE", "--reason", "thanks"),
        ("undo",),
        ("tally",),
        ("check",),
        ("verify",),
    ):
        done = run(*command)
        assert done.returncode == 1, (command, done.stderr)
        assert "form 99 of a newer corrtui" in done.stderr, command
        assert "→ open the desk with the release that wrote it" in done.stderr, command


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (_contradicting, "never received"),
        (_unreadable, ".jsonl: Is a directory"),
        (_altered, "the line is not an entry"),
    ],
)
def test_a_log_that_cannot_be_used_is_said(
    run: Run, folder: Path, harm: Callable[[Path], None], words: str
) -> None:
    harm(folder / "control" / f"{datetime.now(UTC):%Y-%m}.jsonl")

    done = run("queue")

    assert done.returncode == 1
    assert words in done.stderr
    assert "→" in done.stderr


def test_verify_writes_nothing(run: Run, number: Callable[[str], str], folder: Path) -> None:
    """A backup on a disk that can only be read is verified like the desk itself."""
    number(THANKS)
    (folder / "control/log.lock").unlink()

    assert run("verify").returncode == 0

    assert not (folder / "control/log.lock").exists()


def test_an_inbox_that_cannot_be_read_is_no_empty_inbox(run: Run, folder: Path) -> None:
    (folder / "inbox").rmdir()

    done = run("intake", "--once")

    assert done.returncode == 1
    assert "inbox cannot be read" in done.stderr


def test_the_queue_names_who_has_a_letter_open(
    run: Run, number: Callable[[str], str], open_desk: Callable[..., Desk]
) -> None:
    no = number(THANKS)
    other = open_desk("pcole")
    assert other.colleagues.arrive(no) is None

    [row] = json.loads(run("queue", "--json").stdout)
    assert row["claimed_by"] == "pcole"
    assert other.colleagues.others() == {}

    other.close()
    [row] = json.loads(run("queue", "--json").stdout)
    assert row["claimed_by"] is None


def test_a_letter_without_a_draft_has_nothing_to_proof(run: Run, number: Callable[[str], str]) -> None:
    done = run("proof", number(SUBPOENA))

    assert done.returncode == 1
    assert "has no draft" in done.stderr
