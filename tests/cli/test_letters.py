"""Letters on the command line: no card and no social-security number in full unless that was asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import warm

CARD = "4111 1111 1111 1111"
LETTER = f"""Agatha Crumm
12 Elm Street
Dubuque IA 52001

Re: refund to 4111-1111-1111-1111

You charged card number 4111111111111111 twice. My card is {CARD}, my social security number 123456789.
Please refund the double charge to account 4111111111111111.

Agatha Crumm
"""

Run = Callable[..., Any]


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs `corrtui` on the sample desk; the answer's JSON where that was asked for."""

    def call(*words: str, code: int = 0) -> Any:
        done = warm.corrtui(*words, env={"CORRTUI_DESK": str(folder)})
        assert done.returncode == code, done
        return json.loads(done.stdout) if "--json" in words else done.stdout + done.stderr

    return call


@pytest.fixture
def number(run: Run, folder: Path) -> str:
    (folder / "inbox" / "card 4111111111111111.txt").write_text(LETTER)
    return str(run("intake", "--once", "--json")["taken"][0]["control_no"])


def digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


@pytest.mark.parametrize(
    "words",
    [
        ["queue"],
        ["queue", "--json"],
        ["show", "NUMBER"],
        ["show", "NUMBER", "--json"],
        ["draft", "NUMBER", "--json"],
        ["tally", "--format", "csv"],
        ["tally", "--format", "json"],
    ],
)
def test_no_full_number_in_what_is_shown(run: Run, number: str, words: list[str]) -> None:
    shown = run(*(number if word == "NUMBER" else word for word in words))

    text = digits(shown if isinstance(shown, str) else json.dumps(shown))
    assert "4111111111111111" not in text
    assert "123456789" not in text


@pytest.mark.parametrize(
    "words",
    [
        ["finish", "NUMBER", "--set", "no=4111111111111111", "--set", f"{CARD}=1"],
        ["dispose", "NUMBER", "123-45-6789", "--reason", "x"],
        ["queue", "--limit", "foo:4111111111111111"],
    ],
)
def test_an_error_names_no_full_number(run: Run, number: str, words: list[str]) -> None:
    said = digits(run(*(number if word == "NUMBER" else word for word in words), code=1))

    assert "4111111111111111" not in said
    assert "123456789" not in said


def test_none_in_the_log_either_but_the_letter_stays_whole(run: Run, number: str, folder: Path) -> None:
    run("classify", number, "BIL", "--reason", f"he gave {CARD}")

    log = "".join(path.read_text() for path in (folder / "control").glob("20*.jsonl"))
    assert "****1111" in log
    assert "1111 1111" not in log
    assert "4111111111111111" not in log
    case = next((folder / "cabinet").glob("*/*"))
    assert (case / "original.txt").read_text() == LETTER
    assert CARD in json.loads((case / "letter.json").read_text())["reading"]["text"]


def test_places_in_the_json_are_those_of_the_text_given(run: Run, number: str) -> None:
    report = run("show", number, "--json")

    text = report["text"]
    assert "card is ****1111" in text
    assert "number ***-**-6789" in text
    for item in report["suggestion"]["evidence"]:
        if item["start"] >= 0:
            assert " ".join(text[item["start"] : item["end"]].split()) == item["phrase"], item


def test_with_a_reason_the_numbers_are_shown_and_that_is_entered(run: Run, number: str) -> None:
    report = run("show", number, "--reveal", "refund goes to that card", "--json")

    assert CARD in report["text"]
    assert report["log"][-1]["act"] == "revealed"
    assert "1111 1111" not in run("show", number)
    assert "without a reason" in run("show", number, "--reveal", " ", code=1)


def test_a_restricted_letter_is_refused_to_who_may_not_see_it(run: Run, folder: Path) -> None:
    (folder / "inbox" / "a.txt").write_text(
        "My HIV test results and my diagnosis were sent.\n\nAgatha Crumm\n"
    )
    number = run("intake", "--once", "--json")["taken"][0]["control_no"]

    for command in ("show", "draft", "proof"):
        said = run("--as", "pcole", command, number, code=1)
        assert "is not shown to Perry Cole: health information" in said
        assert "Margaret R. Stern" in said
    assert "Crumm" not in run("--as", "pcole", "queue")
    assert number in run("--as", "pcole", "queue")
    assert "Crumm" not in json.dumps(run("--as", "pcole", "queue", "--json"))
    assert "HIV" not in json.dumps(run("queue", "--json"))
    assert run("show", number, "--json")["log"][-1]["act"] == "viewed"


def test_priority_and_bring_up_on_the_command_line(run: Run, number: str) -> None:
    assert run("show", number, "--json")["priority"]["rank"] == 1

    assert "without a reason" in run("priority", number, "raise", code=1)
    assert "raised" in run("priority", number, "raise", "--reason", "the mayor asked")
    assert run("queue").splitlines()[0].endswith("raised, logged")
    shown = run("show", number, "--json")
    assert "raised (the mayor asked)" in shown["priority"]["why"]
    assert shown["raised"] is True

    assert "is past" in run("bringup", number, "2020-01-01", code=1)
    assert "comes back on" in run("bringup", number, "3w", "--reason", "they are abroad")
    assert run("queue", "--json") == []
    [row] = run("queue", "--limit", "is:away", "--json")
    assert (row["control_no"], row["status"]) == (number, "logged")
    shown = run("show", number, "--json")
    assert shown["priority"]["rank"] is None
    assert shown["bring_up"] == row["bring_up"]

    run("undo")
    assert [row["control_no"] for row in run("queue", "--json")] == [number]


THREE = "Invoice 771 is wrong, and your agent hung up on me, and what is your return rule?\n\nVictor Almasi\n"


def test_a_letter_says_what_it_asks_and_is_finished_with_an_outcome_of_each(run: Run, folder: Path) -> None:
    (folder / "inbox" / "three.txt").write_text(THREE)
    no = str(run("intake", "--once", "--json")["taken"][0]["control_no"])

    shown = run("show", no, "--json")

    assert [(row["n"], row["category"], row["outcome"]) for row in shown["issues"]] == [
        (1, "BIL", None),
        (2, "SVC", None),
        (3, "RUL", None),
    ]
    assert all(shown["text"][row["start"] : row["end"]] == row["text"] for row in shown["issues"])
    assert (shown["language"], shown["tone"]) == ("en", [])
    assert "Issue 2   SVC complaint: your agent hung up on me" in run("show", no)
    refused = run("finish", no, "--template", "svc-thanks", code=1)
    assert "asks 3 things" in refused
    assert "--issue 1=answered" in refused
    run("finish", no, "--issue", "1,2=answered", "--issue", "3=routed to sales")
    outcomes = [row["outcome"] for row in run("show", no, "--json")["issues"]]
    assert outcomes == ["answered", "answered", "routed to sales"]


def test_a_delicate_letter_is_put_away_on_the_command_line_only_with_the_word(run: Run, folder: Path) -> None:
    letter = "Dear Sirs,\n\nSomebody opened an account in my name. I never bought anything.\n"
    (folder / "inbox" / "a.txt").write_text(letter)
    no = str(run("intake", "--once", "--json")["taken"][0]["control_no"])

    assert f"corrtui told {no} --to" in run("dispose", no, "FILE", "--reason", "x", code=1)
    said = run("told", no, "--to", "my neighbour", "--how", "phone")
    assert "still to be told of identity theft or fraud: the fraud desk" in said
    assert "told the fraud desk by phone" in run("told", no, "--to", "Fraud Desk", "--how", "phone")
    assert "--confirm CRD" in run("dispose", no, "FILE", "--reason", "x", code=1)
    assert "closed" in run("dispose", no, "FILE", "--reason", "to the fraud desk", "--confirm", "CRD")


def test_a_cry_for_help_is_not_put_away_on_the_command_line(run: Run, folder: Path) -> None:
    (folder / "inbox" / "a.txt").write_text("Dear Sirs,\n\nI am going to kill myself.\n")
    no = str(run("intake", "--once", "--json")["taken"][0]["control_no"])

    assert "ESCALATE" in run("dispose", no, "FILE", "--reason", "x", "--confirm", "SAF", code=1)
    assert "stays open" in run("dispose", no, "ESCALATE", "--reason", "told Ms. Stern at 10:15")


def test_an_enclosure_goes_back_and_a_record_goes_along(run: Run, folder: Path) -> None:
    (folder / "inbox" / "ida.eml").write_text(
        "From: Ida Brandt <ida@writer.example>\nSubject: order 48213\n"
        "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nPlease return my receipt for order 48213.\n--x\n"
        'Content-Type: text/plain\nContent-Disposition: attachment; filename="receipt.txt"\n\nPaid\n--x--\n'
    )
    no = run("intake", "--once", "--json")["taken"][0]["control_no"]

    assert "receipt.txt (returned) attached" in run("attach", no, "receipt.txt")
    assert "attached" in run("attach", no, "orders/48213")
    assert "attached already" in run("attach", no, "1", code=1)
    assert run("show", no, "--json")["enclosures"][0]["returned"] is True
    assert "taken off" in run("detach", no, "enclosure-01.txt")
    assert "is not attached" in run("detach", no, "1", code=1)
    assert run("show", no, "--json")["attached"] == ["orders/48213"]
