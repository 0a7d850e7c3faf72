"""A desk on which everything that comes from elsewhere tries to get at the clerk's terminal.

Letters, their names, records, templates, drafts, reasons and what is pasted hold every kind of sequence a
terminal obeys and every kind of character no eye sees. Whatever is shown, the bytes that reach the terminal
are those of our own display (`tests.screens.wire`), and text.
"""

from __future__ import annotations

import base64
import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corrtui.desk import Desk
from corrtui.intake.accept import Stamp
from corrtui.make_desk import make_desk
from corrtui.people import system_login
from tests.bad_input.office import Office
from tests.screens.wire import hold_to_the_grammar

WORD = "ZXZpbA"
"""Stands in everything hostile; in no sequence that is sent."""
OBEYED = (
    f"\x1b]52;c;{WORD}==\x07\x1b]0;{WORD}\x1b\\\x1b]8;;http://{WORD}\x07\x1bP{WORD}\x1b\\\x1b_{WORD}\x1b\\\x1bc\x1b[2J"
    f"\x1b[6n\x1b[?1049l\x1b[31m\x9b31m\x9d0;{WORD}\x9c\x90\x85\x08\x7f\x0e\x0f\x05\x07\x0c\x0b\r{WORD}"
)
UNSEEN = (
    "\u202elive\u2066\u2069\u200b\u200d\u2060\ufeff\u061c\u00ad\u2028\u2029\ufff9\U000e0041\U000e0100"
    "\U0001d173\u115f\u3164\u034f"
)
HOSTILE = OBEYED + UNSEEN
RAW = b"\x9b31m\x9d0;%b\x9c \x1b]52;c;%b==\x07 \xed\xa0\x80\xff \xc2\x9b2J" % ((WORD.encode(),) * 2)
HONEST = "Please look into it and tell me what you found. I have been your customer for many years.\n" * 20

LETTERS = {
    "a.txt": f"Ada {HOSTILE}\n1 Elm Street\n\nRe: {HOSTILE}\n\nDear Sirs:\n\nmy bill for account 204417 and "
    f"order 48213 is wrong {HOSTILE}\n\n{HONEST}\nYours,\nAda {HOSTILE}\n",
    "b.eml": f"From: =?utf-8?b?{base64.b64encode(HOSTILE.encode()).decode()}?= <a@b.example>\n"
    f"Subject: =?utf-8?b?{base64.b64encode(HOSTILE.encode()).decode()}?=\n"
    "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nDear Sirs,\n\nthank you.\n\n--x\n"
    f'Content-Type: text/plain\nContent-Disposition: attachment; filename="{WORD}\x1b[2J.txt"\n\n.\n--x--\n',
    "c.html": "<p>Dear Sirs,<p>my order 48213 &#27;]0;ZXZpbA&#7; &#155;31m &#x202e; is late.<p>Bea &#27;[2J",
}
TEMPLATE = """+++
code = "{code}"
short = "{short}"
title = "{title}"
category = "SVC"
disposition = "FORM"
edition = "2026-11"
status = "approved"
+++
Re: Your letter

{body}
"""
WORDS = f'Yes {{{{ "\\x1b]52;c;{WORD}==\\x07\\u202e\\x9b2J" }}}}.'


def in_toml(text: str) -> str:
    """Write a text as TOML does that hides it from whoever looks at the file."""
    return "".join(f"\\U{ord(char):08x}" for char in text)


def spike(folder: Path) -> None:
    """Put something hostile wherever a clerk, a customer or another program may."""
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text().replace("settle = 0.5", "settle = 0.0"))
    for name, text in LETTERS.items():
        (folder / "inbox" / name).write_bytes(text.encode())
    inbox = os.fsencode(folder / "inbox")
    for name in (OBEYED.replace("/", "").encode() + b".txt", RAW + b"d.txt"):
        with open(inbox + b"/" + name, "wb") as file:
            file.write(b"Dear Sirs,\n\n" + RAW + HONEST.encode())
    os.mkdir(inbox + b"/" + RAW)
    with open(folder / "records" / "accounts.csv", "a", newline="") as out:
        out.write(f'204417,"{HOSTILE}",{HOSTILE.splitlines()[0]},Dubuque,IA,52001,,,,,,,,,,\n')
    with sqlite3.connect(folder / "records" / "ledger.sqlite") as ledger:
        [table] = ledger.execute("select name from sqlite_master where type = 'table' limit 1").fetchone()
        columns = [row[1] for row in ledger.execute(f"pragma table_info({table})")]
        text = columns[1]
        ledger.execute(f"update {table} set {text} = ? where rowid % 2", (HOSTILE + "\x00",))
    ledger.close()
    templates = folder / "templates"
    write = {
        "evil-title": TEMPLATE.format(code="evil-title", short="et", title=in_toml(HOSTILE), body="No."),
        "evil-body": TEMPLATE.format(code="evil-body", short="eb", title="Evil", body=f"Yes.{HOSTILE}"),
        "evil-words": TEMPLATE.format(code="evil-words", short="ew", title="Words", body=WORDS),
        "evil-key": TEMPLATE.format(code="x", short="x", title="x", body="") + f'"{HOSTILE}',
        f"evil{WORD}\x1b[2J\u202e": "+++",
    }
    for name, text in write.items():
        (templates / f"{name}.j2").write_text(text)


@pytest.fixture(scope="module")
def spiked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A desk with hostile text in every place there is, also in its log and its drafts."""
    folder = tmp_path_factory.mktemp("spiked") / "desk"
    make_desk(folder, system_login(), "Robin Hale", sample=True)
    spike(folder)
    desk = Desk.open(folder)
    taken = {desk.letter(number).file: number for number in desk.take_in(Stamp())}
    desk.save_draft(taken["a.txt"], f"{HOSTILE}\n\nDear Ada:\n\nRe: {HOSTILE}\n\n{HOSTILE}\n")
    desk.dispose(taken["c.html"], "FILE", HOSTILE)
    desk.close()
    perry = Desk.open(folder, "pcole")
    perry.colleagues.arrive(taken["b.eml"])
    perry.skip(taken["b.eml"], HOSTILE)
    perry.close()
    made = Office(folder)
    yield made
    made.close()


def number_of(office: Office, name: str) -> str:
    rows: list[dict[str, Any]] = office.run("queue", "--json").json
    return str(next(row["control_no"] for row in rows if row["file"] == name))


@pytest.mark.parametrize("table", ["office", "people"])
def test_no_name_in_the_settings_may_hold_any_of_it(office: Office, table: str) -> None:
    toml = office.folder / "desk.toml"
    before = toml.read_text()
    old = {"office": '"Harbor & Vale Supply Company"', "people": '"Perry Cole"'}[table]
    for char in (*dict.fromkeys(HOSTILE),):
        if (char.isalnum() and char.isascii()) or char in "[]=;:/\\_?":
            continue
        toml.write_text(before.replace(old, f'"P{in_toml(char)}"'))
        with pytest.raises(Exception, match="must be text on one line"):
            Desk.open(office.folder)


def test_every_answer_of_the_command_line_is_text(spiked: Office) -> None:
    number = number_of(spiked, "a.txt")
    raw = os.fsdecode(RAW)
    for words in (
        ["queue"],
        ["queue", "--limit", f"from:{HOSTILE}"],
        ["show", number],
        ["show", number, "--json"],
        ["show", raw],
        ["draft", number],
        ["draft", number, "--template", "evil-words"],
        ["draft", number, "--template", HOSTILE],
        ["proof", number],
        ["finish", number, "--template", "evil-words", "--set", f"{HOSTILE}={HOSTILE}"],
        ["finish", number, "--confirm", raw],
        ["classify", number, HOSTILE],
        ["dispose", number, raw, "--reason", raw],
        ["check"],
        ["tally"],
        ["tally", "--format", "csv"],
        ["tally", "--format", "json"],
        ["tally", "--date", HOSTILE],
        ["verify", "--seal", HOSTILE],
        ["queue", "--as", raw],
        ["queue", "--desk", f"/tmp/{HOSTILE.replace('/', '')}"],
        ["pin", HOSTILE],
        ["log", "copy", HOSTILE, raw],
        [HOSTILE],
        ["queue", f"--{raw}"],
    ):
        said = spiked.run(*words)  # looks at every character itself
        assert said.out + said.err, words


def test_the_stream_of_a_whole_session_is_our_display_and_text(spiked: Office) -> None:
    number = number_of(spiked, "a.txt")
    paste = b"\x1b[200~" + HOSTILE.encode() + RAW + b"\x1b[201~"
    screen = spiked.sit_down(40, 120)
    screen.wait_for("QUEUE")
    screen.send(f"lno:{number}\r")
    screen.wait_for(f"LETTER {number}")
    for keys, sign in (
        ("i", "SHA-256"),
        ("v\r", "as it was read"),
        ("p", "Proof of"),
        (":arriving\r", "a folder"),
        (":check\r", "evil-title"),
        ("gr", "Received"),
        ("?", "Keys that are live"),
    ):
        screen.send(keys)
        screen.wait_for(sign)
        screen.send("q")
        screen.wait_for(f"LETTER {number}")
    for keys, sign in (
        ("/", "Search"),
        ("t", "Template"),
        ("d", "Disp"),
        ("c", "Categor"),
        (":", "Command"),
    ):
        screen.send(keys)
        screen.wait_for(sign)
        screen.send(paste)
        screen.wait_for(WORD)
        screen.send("\r\x07\x07")
        screen.wait_for(f"LETTER {number}")
    screen.send("tew\rtew\r")
    screen.wait_for("DRAFT evil-words")
    screen.send("r")
    screen.wait_for("EDIT")
    screen.send(paste + b"end of it")
    screen.wait_for("end of it")
    screen.resize(24, 80)
    screen.wait_for("end of it")
    screen.send("\x07")
    screen.wait_for("DRAFT evil-words")
    screen.send("l\r")
    screen.send("jjjjGkk")
    screen.send("\t\t\t\t")
    screen.settle()
    screen.send("qqq")
    assert screen.exit_code(15) == 0

    kinds = hold_to_the_grammar(bytes(screen.raw), markers=(WORD, "evil"))
    assert WORD in screen.raw.decode()
    assert kinds["copy"] == 0
    assert json.loads((spiked.case(number) / "draft-0.json").read_text())["text"]
