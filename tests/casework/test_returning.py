"""Returning: what came with a letter goes back with the reply, is counted, undone, and stays restricted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.casework.forms import letter_report
from corrtui.casework.letter_page import letter_page
from corrtui.casework.returning import find_enclosure, is_enclosure, returned_title
from corrtui.control.acts import RecordAttached
from corrtui.desk import Desk
from corrtui.errors import CorrtuiError, Refused
from corrtui.intake.reading import Enclosure

Take = Callable[..., str]
Open = Callable[..., Desk]
RECEIPT = b"Paid 39.95 on November 1\n"


def mail(
    words: str = "Please return my original receipt for order 48213.", name: str = "receipt.txt"
) -> bytes:
    return (
        "From: Ida Brandt <ida@writer.example>\nSubject: my receipt\n"
        f"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nDear Sirs,\n\n{words}\n\nIda Brandt\n--x\n"
        f'Content-Type: text/plain\nContent-Disposition: attachment; filename="{name}"\n\n'
        f"{RECEIPT.decode()}--x--\n"
    ).encode()


@pytest.fixture
def letter(desk: Desk, take_in: Take) -> str:
    """The number of a letter that wants its receipt back."""
    return take_in(desk, "ida.eml", mail())


def rules(desk: Desk, number: str) -> set[str]:
    return {finding.rule for finding in desk.proof(number) if finding.level == "block"}


def attached(desk: Desk, number: str) -> list[RecordAttached]:
    return [entry.act for entry in desk.history(number) if isinstance(entry.act, RecordAttached)]


def test_an_enclosure_is_entered_with_the_hash_of_its_file(desk: Desk, letter: str) -> None:
    assert desk.attach(letter, "enclosure-01.txt") == f"receipt.txt (returned) attached to {letter}"

    [act] = attached(desk, letter)
    path = desk.bench.case_folder(letter) / act.snapshot
    assert (act.record, act.title) == ("enclosure-01.txt", "receipt.txt (returned)")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == act.sha256
    assert [enclosure.name for enclosure in desk.sheet(letter).returned] == ["receipt.txt"]


@pytest.mark.parametrize("named", ["1", "receipt.txt", "enclosure-01.txt"])
def test_it_is_taken_off_by_the_same_act_whatever_it_is_called(desk: Desk, letter: str, named: str) -> None:
    desk.attach(letter, named)

    assert "taken off" in desk.attach(letter, named)
    assert desk.sheet(letter).returned == ()
    assert desk.sheet(letter).trouble == ""


def test_the_reply_names_it_and_the_proof_counts_it(desk: Desk, letter: str) -> None:
    desk.choose_template(letter, "svc-thanks")
    assert "Enclosure" not in desk.sheet(letter).text

    desk.attach(letter, "1")

    text = desk.sheet(letter).text
    assert "Enclosure: receipt.txt (returned)" in text
    assert "PC-14" not in rules(desk, letter)
    desk.save_draft(letter, text.replace("Enclosure: receipt.txt (returned)", ""))
    assert "PC-14" in rules(desk, letter)


def test_a_draft_typed_before_it_was_attached_is_stopped(desk: Desk, letter: str) -> None:
    desk.choose_template(letter, "svc-thanks")
    desk.save_draft(letter, desk.sheet(letter).text + " ")
    desk.attach(letter, "1")

    assert "PC-14" in rules(desk, letter)


def test_the_record_of_the_letter_says_returned(desk: Desk, letter: str) -> None:
    def says() -> tuple[str, bool]:
        sheet = desk.sheet(letter)
        report = letter_report(desk.bench, desk.privacy, sheet, {}, 1)
        return letter_page(desk.bench, desk.privacy, sheet), report["enclosures"][0]["returned"]

    page, told = says()
    assert "returned to the writer" not in page
    assert not told

    desk.attach(letter, "1")

    page, told = says()
    assert "enclosure-01.txt, returned to the writer" in page
    assert told


def test_it_goes_back_once_and_stays_with_the_reply_it_went_with(desk: Desk, letter: str) -> None:
    desk.classify(letter, "BIL")
    desk.choose_template(letter, "bil-ack")
    desk.attach(letter, "enclosure-01.txt")
    desk.choose_template(letter, "bil-ack")
    desk.fill(letter, {hole.name: "1 Mill Road" for hole in desk.sheet(letter).holes})
    assert not desk.file(desk.prepare(letter, outcomes=("all=answered",))).closed

    desk.choose_template(letter, "inf-reply")

    assert desk.sheet(letter).returned == ()
    assert "returned" not in desk.sheet(letter).text
    described = letter_report(desk.bench, desk.privacy, desk.sheet(letter), {}, 1)
    assert described["enclosures"][0]["returned"]
    for put in (True, False):
        with pytest.raises(Refused, match="went back with a reply that is filed"):
            desk.attach(letter, "enclosure-01.txt", put=put)


def test_it_is_undone_and_known_after_a_restart(open_desk: Open, take_in: Take) -> None:
    desk = open_desk()
    number = take_in(desk, "ida.eml", mail())
    desk.attach(number, "1")
    desk.close()

    again = open_desk()
    assert [enclosure.file for enclosure in again.sheet(number).returned] == ["enclosure-01.txt"]
    again.undo()
    assert again.sheet(number).returned == ()


def test_beside_a_record_both_are_counted(desk: Desk, letter: str) -> None:
    order = next(row.id for row in desk.sheet(letter).records if row.kind == "order")
    desk.choose_template(letter, "svc-thanks")

    desk.attach(letter, order)
    desk.attach(letter, "1")

    sheet = desk.sheet(letter)
    assert [row.id for row in sheet.attached] == [order]
    assert "Enclosures (2)" in sheet.text
    assert "PC-14" not in rules(desk, letter)


def test_a_file_that_is_not_what_came_is_not_returned(desk: Desk, letter: str) -> None:
    path = desk.bench.case_folder(letter) / "enclosure-01.txt"
    path.chmod(0o600)
    path.write_bytes(b"another receipt")

    with pytest.raises(CorrtuiError, match="is not what came"):
        desk.attach(letter, "1")
    path.unlink()
    with pytest.raises(CorrtuiError, match="cannot be read"):
        desk.attach(letter, "1")
    assert attached(desk, letter) == []


def test_a_file_that_was_changed_since_stops_the_reply(desk: Desk, letter: str) -> None:
    desk.choose_template(letter, "svc-thanks")
    desk.attach(letter, "1")
    desk.fill(letter, {hole.name: "1 Mill Road" for hole in desk.sheet(letter).holes})
    path = desk.bench.case_folder(letter) / "enclosure-01.txt"
    kept = path.read_bytes()
    path.write_bytes(kept + b"!")

    with pytest.raises(CorrtuiError, match="not what came with the letter"):
        desk.prepare(letter, outcomes=("all=answered",))
    path.write_bytes(kept)
    desk.prepare(letter, outcomes=("all=answered",))


def test_what_is_not_there_is_refused_and_what_is_there_is_named(desk: Desk, letter: str) -> None:
    with pytest.raises(Refused, match=r"is not among the records and enclosures[\s\S]*enclosure-01\.txt"):
        desk.attach(letter, "2")
    with pytest.raises(Refused, match="is not attached"):
        desk.attach(letter, "1", put=False)
    desk.attach(letter, "1", put=True)
    with pytest.raises(Refused, match="attached already"):
        desk.attach(letter, "1", put=True)


def test_a_full_number_in_its_name_stands_neither_in_the_log_nor_in_the_letter(
    desk: Desk, take_in: Take, folder: Path
) -> None:
    number = take_in(desk, "ida.eml", mail(name="card 4111111111111111.txt"))
    desk.choose_template(number, "svc-thanks")
    desk.attach(number, "1")

    assert "card ****1111.txt (returned)" in desk.sheet(number).text
    assert all("4111111111111111" not in path.read_text() for path in (folder / "control").glob("20*.jsonl"))


def test_of_a_restricted_letter_the_log_names_the_number_alone_and_others_are_refused(
    desk: Desk, open_desk: Open, take_in: Take
) -> None:
    number = take_in(desk, "ida.eml", mail("You deserve to die, and I own a shotgun.", "diagnosis.txt"))
    assert desk.letter(number).restricted

    with pytest.raises(Refused, match="restricted"):
        open_desk("pcole").attach(number, "1")
    said = desk.attach(number, "1")

    assert said == f"enclosure 1 (returned) attached to {number}"
    assert [act.title for act in attached(desk, number)] == ["enclosure 1 (returned)"]


def test_an_enclosure_without_its_bytes_cannot_be_returned(desk: Desk, letter: str) -> None:
    from corrtui.casework.returning import put_back

    lost = Enclosure("slip.pdf")
    with pytest.raises(Refused, match=r"slip\.pdf cannot be returned"):
        put_back(desk.bench, desk.letter(letter), (lost,), lost, "x", None)


def test_two_of_one_name_are_told_by_number_or_file() -> None:
    two = (Enclosure("scan.pdf", file="enclosure-01.pdf"), Enclosure("scan.pdf", file="enclosure-02.pdf"))

    assert find_enclosure(two, "scan.pdf") is None
    assert find_enclosure(two, "2") is find_enclosure(two, "enclosure-02.pdf") is two[1]
    assert find_enclosure(two, "0") is find_enclosure(two, "3") is find_enclosure(two, "") is None


@given(st.text(max_size=20))
def test_no_name_finds_what_is_not_meant(named: str) -> None:
    one = Enclosure("a.pdf", file="enclosure-01.pdf")

    found = find_enclosure((one,), named)

    assert found is None or named.strip() in ("a.pdf", "enclosure-01.pdf") or int(named) == 1


def test_a_record_is_no_enclosure() -> None:
    assert is_enclosure("enclosure-01.pdf")
    assert not is_enclosure("orders/48213")
    assert returned_title(Enclosure("", file="enclosure-01.pdf")) == "enclosure-01.pdf (returned)"
