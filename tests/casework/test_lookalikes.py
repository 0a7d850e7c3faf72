"""Look-alikes: a fax of yesterday's letter, campaigns, same writer and number; the index in every state."""

from __future__ import annotations

import json
import os
import random
import secrets
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from corrtui.casework import alike_index
from corrtui.casework.alike_index import AlikeIndex, NotKept, path_of
from corrtui.casework.forms import letter_report
from corrtui.casework.letter_page import letter_page
from corrtui.casework.lookalikes import Alike, find_alike
from corrtui.control.acts import LetterDisposed
from corrtui.desk import Desk
from corrtui.errors import Refused
from corrtui.intake.accept import Stamp
from tests.postgres import Server

Take = Callable[..., str]
F01 = """Ana Ortiz
614 Marigold Lane
Boise, ID 83704

March 2, 2026

Dear Sir or Madam:

I was charged twice on March 1 for order 48213, $39.95 each time. My account 204417 now shows a balance that
is too high by that amount, and I have looked at my bank's statement: only one payment is mine.

Please credit my account for the second charge and send me a corrected statement.

Yours truly,

Ana Ortiz
"""
HEADER = "03/04/2026 10:14 FAX 208 555 0199   A ORTIZ   PAGE 001/001\n\n"
CAMPAIGN = """{name}
{street}
Boise, ID 837{zip}

November 3, 2026

Dear Sir or Madam:

I am writing as a customer of many years to ask you not to close the Harbor Street office. My neighbours and I
pay our bills there, many of us do not drive, and the nearest other office is eleven miles away. I paid
{amount} there last month. Please answer and tell me what you will do.

Yours truly,

{name}
"""


def noisy(text: str, share: float, seed: int) -> str:
    """A text as a scanner that misreads a share of the letters gives it."""
    dice = random.Random(seed)
    return "".join(dice.choice("lrnec.") if c.isalpha() and dice.random() < share else c for c in text)


def campaigner(n: int, name: str) -> bytes:
    filled = CAMPAIGN.format(name=name, street=f"{n} Elm Street", zip=10 + n, amount=f"${n}4.{n}0")
    return filled.encode()


def alike(desk: Desk, number: str) -> dict[str, Alike]:
    found = find_alike(desk.bench, desk.bench.letter(number), desk.privacy.may_see)
    assert found.note == ""
    return {one.number: one for one in found.alike}


def two_days_before(desk: Desk, folder: Path, name: str, text: str) -> str:
    (folder / "inbox" / name).write_text(text)
    [number] = desk.take_in(Stamp(received=desk.today - timedelta(days=2), reason="the mail room was closed"))
    return number


# -- F21: a fax of yesterday's letter


def test_a_fax_of_an_earlier_letter_is_suggested_to_be_merged(
    desk: Desk, folder: Path, take_in: Take
) -> None:
    first = two_days_before(desk, folder, "f01.txt", F01)

    fax = take_in(desk, "fax 17.txt", (HEADER + F01).encode())

    sheet = desk.sheet(fax)
    assert sheet.repeat.into == first
    assert sheet.repeat.why == f"a fax of {first}, received 2 days before"
    assert (sheet.suggestion.disposition, sheet.suggestion.template, sheet.template) == ("MERGE", "", "")
    assert sheet.repeat.why in sheet.suggestion.why
    assert desk.bench.letter(fax).status == "logged"  # a suggestion commits nothing


@pytest.mark.parametrize("seed", range(5))
def test_a_scan_with_misread_characters_is_the_letter_still(
    desk: Desk, folder: Path, take_in: Take, seed: int
) -> None:
    first = two_days_before(desk, folder, "f01.txt", F01)

    scan = take_in(desk, "scan.txt", noisy(F01, 0.02, seed).encode())

    assert desk.sheet(scan).repeat.into == first
    assert desk.sheet(scan).repeat.why == f"a copy of {first}, received 2 days before"


def test_merging_keeps_the_first_date_and_is_counted_as_agreed(
    desk: Desk, folder: Path, take_in: Take
) -> None:
    first = two_days_before(desk, folder, "f01.txt", F01)
    before = desk.bench.letter(first)
    fax = take_in(desk, "fax 17.txt", (HEADER + F01).encode())

    desk.dispose(fax, "MERGE", desk.sheet(fax).repeat.why)

    after = desk.bench.letter(first)
    assert (after.received, after.due, after.work_by) == (before.received, before.due, before.work_by)
    act = desk.history(fax)[-1].act
    assert isinstance(act, LetterDisposed)
    assert (act.disposition, act.suggested, act.agreed) == ("MERGE", "MERGE", True)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (F01.replace("48213", "48291"), "another order"),
        (F01.replace("39.95", "61.20"), "another amount"),
        (F01.replace("Ana Ortiz", "Bernard Quill").replace("614 Marigold", "9 Weir"), "another writer"),
        (F01.replace("March 2", "March 9").replace("March 1", "March 8"), "another day"),
        (
            F01.replace("send me a corrected statement.", "write. " + "I now want my file as well. " * 30),
            "more",
        ),
        (F01.replace("Please credit", "I thank you. Do not credit")[: len(F01) // 2], "half of it"),
    ],
    ids=lambda value: value if len(value) < 20 else "",
)
def test_what_says_something_else_is_no_repeat(
    desk: Desk, folder: Path, take_in: Take, changed: str, why: str
) -> None:
    two_days_before(desk, folder, "f01.txt", F01)

    assert desk.sheet(take_in(desk, "second.txt", changed.encode())).repeat.into == "", why


def test_a_sensitive_letter_keeps_the_handling_of_its_class(desk: Desk, folder: Path, take_in: Take) -> None:
    threat = F01.replace(
        "Please credit", "If you do not, I will come to your office with my gun. Please credit"
    )
    first = two_days_before(desk, folder, "f01.txt", threat)

    fax = take_in(desk, "fax 17.txt", (HEADER + threat).encode())

    case = json.loads((desk.bench.case_folder(fax) / "letter.json").read_text())
    assert case["repeat"]["into"] == first
    assert case["suggestion"]["disposition"] == "ESCALATE"


def test_a_letter_that_was_merged_itself_is_not_merged_into(desk: Desk, folder: Path, take_in: Take) -> None:
    first = two_days_before(desk, folder, "f01.txt", F01)
    second = take_in(desk, "fax 17.txt", (HEADER + F01).encode())
    desk.dispose(second, "MERGE", desk.sheet(second).repeat.why)
    desk.dispose(first, "FILE", "settled by telephone")

    third = take_in(desk, "fax 18.txt", (HEADER + F01 + "\n").encode())

    assert desk.sheet(third).repeat.into == first
    with pytest.raises(Refused, match="cannot be merged"):
        desk.dispose(third, "MERGE", second)


# -- campaigns and what is not alike


def test_the_letters_of_a_campaign_are_alike_and_none_repeats_another(desk: Desk, take_in: Take) -> None:
    names = ("Hanna Brandt", "Walter Grimm", "Lena Sorensen", "Oscar Whitfield")
    numbers = [take_in(desk, f"{n}.txt", campaigner(n, name)) for n, name in enumerate(names, 2)]
    other = take_in(desk, "scan-0001-ortiz.txt")

    for number in numbers:
        found = alike(desk, number)
        assert set(numbers) - {number} <= found.keys()
        assert all(found[no].score > 0.6 for no in numbers if no != number)
        assert other not in found
        assert desk.sheet(number).repeat.into == ""


def test_a_letter_that_quotes_another_is_told_with_it(desk: Desk, take_in: Take) -> None:
    first = take_in(desk, "f01.txt", F01.encode())
    quoted = "".join(f"> {line}\n" for line in F01.splitlines())
    reply = (
        f"Good morning,\n\nthis is still open and nobody called me back.\n\nOn Monday Ana wrote:\n{quoted}"
    )

    number = take_in(desk, "reply.txt", reply.encode())

    assert "quoted in it" in alike(desk, number)[first].why
    assert desk.sheet(number).repeat.into == ""


def test_same_writer_and_same_numbers_are_told_whatever_was_written(desk: Desk, take_in: Take) -> None:
    first = take_in(desk, "f01.txt", F01.encode())
    other = (
        "Ana Ortiz\n614 Marigold Ln.\nBoise ID 83704-1122\n\nDear Sirs,\n\nwhere is my refund? The order"
        " number is 48-213. I have waited for it and nobody answers the telephone here.\n\nAna Ortiz\n"
    )
    number = take_in(desk, "again.txt", other.encode())
    desk.dispose(first, "FILE", "settled")

    why = alike(desk, number)[first].why

    assert "same writer" in why
    assert any(words.startswith("same order") for words in why)


# -- the index


def test_a_letter_received_by_another_process_is_found(desk: Desk, take_in: Take, sit_at: Take) -> None:
    first = take_in(desk, "f01.txt", F01.encode())
    colleague = sit_at()
    (desk.folder / "inbox" / "f.txt").write_text(HEADER + F01)
    [fax] = colleague.does("desk.take_in(__import__('corrtui.intake.accept').intake.accept.Stamp())")
    desk.sync()

    assert alike(desk, first)[fax].score > 0.8
    assert first in colleague.does(f"desk.sheet({fax!r}).repeat.into")


@pytest.mark.parametrize("damage", ["removed", "overwritten", "cut", "middle"])
def test_a_lost_or_damaged_index_is_made_again(desk: Desk, take_in: Take, damage: str) -> None:
    first = take_in(desk, "f01.txt", F01.encode())
    fax = take_in(desk, "f.txt", (HEADER + F01).encode())
    path = path_of(desk.bench)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    data = path.read_bytes()
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    if damage == "removed":
        path.unlink()
    elif damage == "overwritten":
        path.write_bytes(b"no database at all" * 400)
    elif damage == "cut":
        path.write_bytes(data[: len(data) // 2])
    else:
        path.write_bytes(data[:4096] + os.urandom(len(data) - 4096))

    again = []
    for _ in range(2):  # what is damaged in the middle is met first, then made again
        found = find_alike(desk.bench, desk.bench.letter(first), desk.privacy.may_see)
        again.append({one.number for one in found.alike})

    assert fax in again[-1]


def test_an_index_made_from_another_log_is_made_again(desk: Desk, take_in: Take) -> None:
    first = take_in(desk, "f01.txt", F01.encode())
    fax = take_in(desk, "f.txt", (HEADER + F01).encode())
    with sqlite3.connect(path_of(desk.bench)) as db:
        db.execute("UPDATE reached SET no = '250101-0001'")
        db.execute("UPDATE letters SET no = no || '9', signature = x''")
    db.close()

    assert alike(desk, first).keys() == {fax}


def test_where_no_index_can_be_kept_the_work_goes_on(desk: Desk, folder: Path, take_in: Take) -> None:
    path_of(desk.bench).mkdir()

    first = take_in(desk, "f01.txt", F01.encode())
    fax = take_in(desk, "f.txt", (HEADER + F01).encode())

    with pytest.raises(NotKept, match="not kept"):
        AlikeIndex(desk.bench)
    assert desk.sheet(fax).repeat.into == ""
    found = find_alike(desk.bench, desk.bench.letter(first), desk.privacy.may_see)
    assert found.alike == ()
    assert found.note.startswith("Look-alikes are not kept")
    assert "not kept" in letter_page(desk.bench, desk.privacy, desk.sheet(first))


def test_a_database_of_another_program_is_left_alone(desk: Desk, take_in: Take) -> None:
    path = path_of(desk.bench)
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE theirs(x)")
    db.close()
    before = path.read_bytes()

    take_in(desk, "f01.txt", F01.encode())

    assert path.read_bytes() == before


def test_letters_leave_the_window_and_their_numbers_stay(
    desk: Desk, folder: Path, take_in: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = two_days_before(desk, folder, "f01.txt", F01)
    second = take_in(desk, "f.txt", F01.replace("order 48213", "the lamp").encode())
    assert alike(desk, second)[first].score > 0.6

    monkeypatch.setattr(alike_index, "WINDOW", 1)
    took = take_in(desk, "thanks.txt", b"Dear Sirs,\n\nthank you.")

    assert took
    found = alike(desk, second)[first]
    assert found.score == 0.0
    assert "same account 204417" in found.why
    with sqlite3.connect(path_of(desk.bench)) as db:
        [left] = db.execute("SELECT count(DISTINCT id) FROM bands").fetchone()
    db.close()
    assert left == 1


def test_a_letter_of_before_there_were_signatures_is_compared_too(desk: Desk, take_in: Take) -> None:
    first = take_in(desk, "f01.txt", F01.encode())
    path = desk.bench.case_folder(first) / "letter.json"
    data = json.loads(path.read_text())
    for key in ("signature", "alike"):
        del data[key]
    path.write_text(json.dumps(data))
    path_of(desk.bench).unlink()

    fax = take_in(desk, "f.txt", (HEADER + F01).encode())

    assert alike(desk, fax)[first].score > 0.8
    assert desk.sheet(first).alike == ()


def test_a_restricted_letter_is_told_only_to_who_may_see_it(desk: Desk, take_in: Take) -> None:
    first = take_in(desk, "f01.txt", F01.encode())
    take_in(desk, "f.txt", (HEADER + F01).encode())

    found = find_alike(desk.bench, desk.bench.letter(first), lambda letter: False)

    assert found.alike == ()


# -- for scripts


def test_show_names_look_alikes(desk: Desk, folder: Path, take_in: Take) -> None:
    first = two_days_before(desk, folder, "f01.txt", F01)
    fax = take_in(desk, "fax 17.txt", (HEADER + F01).encode())
    desk.dispose(first, "FILE", "settled")

    report = letter_report(desk.bench, desk.privacy, desk.sheet(fax), {}, 0)
    page = letter_page(desk.bench, desk.privacy, desk.sheet(fax))

    [row] = report["lookalikes"]
    assert row["control_no"] == first
    assert row["received"] == (desk.today - timedelta(days=2)).isoformat()
    assert row["disposition"] == "FILE"
    assert 0.8 < row["score"] <= 1.0
    assert row["why"].startswith(f"a fax of {first}, ")
    assert "same account 204417" in row["why"]
    assert f"Alike     {first} (a fax of" in page
    json.dumps(report)


# -- crashes and colleagues

_WRITER = """
import sys
from pathlib import Path
from corrtui.casework.alike_index import AlikeIndex
from corrtui.desk import Desk
desk = Desk.open(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    with AlikeIndex(desk.bench) as index:
        index._db.execute("DELETE FROM reached")
        for table in ("letters", "bands", "links"):
            index._db.execute(f"DELETE FROM {table}")
        index.catch_up(10.0)
"""


@pytest.mark.parametrize("seed", range(4))
def test_a_process_killed_while_it_indexes_leaves_no_wrong_index(
    desk: Desk, folder: Path, take_in: Take, seed: int
) -> None:
    numbers = [take_in(desk, f"{n}.txt", campaigner(n, f"Name{n} Voss")) for n in range(2, 8)]
    command = [sys.executable, "-c", _WRITER, str(folder)]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"ready\n"
    time.sleep(random.Random(seed).uniform(0.0, 0.4))
    writer.kill()
    writer.communicate()

    found = find_alike(desk.bench, desk.bench.letter(numbers[0]), desk.privacy.may_see, 10.0)

    assert {one.number for one in found.alike} == set(numbers[1:])
    assert found.note == ""


def test_a_colleague_who_writes_holds_nobody_up(desk: Desk, take_in: Take) -> None:
    first = take_in(desk, "f01.txt", F01.encode())
    fax = take_in(desk, "f.txt", (HEADER + F01).encode())
    assert alike(desk, first)
    with closing(sqlite3.connect(path_of(desk.bench), isolation_level=None)) as colleague:
        colleague.execute("BEGIN IMMEDIATE")
        third = take_in(desk, "third.txt", (HEADER + F01 + "\n2").encode())

        found = find_alike(desk.bench, desk.bench.letter(first), desk.privacy.may_see)
        assert {one.number for one in found.alike} == {fax}
        assert "still being compared" in found.note

        colleague.execute("ROLLBACK")
    assert alike(desk, first).keys() == {fax, third}


def test_the_desk_makes_a_lost_index_anew_by_itself(
    desk: Desk, take_in: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [take_in(desk, f"{n}.txt", campaigner(n, f"Name{n} Voss")) for n in range(2, 5)]
    path_of(desk.bench).unlink()
    monkeypatch.setattr("corrtui.casework.intaking._SETTLED", 0.0)

    desk.start_watching(lambda: None)

    end = time.monotonic() + 30
    while time.monotonic() < end:
        if path_of(desk.bench).exists():
            with closing(sqlite3.connect(path_of(desk.bench))) as db, suppress(sqlite3.Error):
                if db.execute("SELECT count(*) FROM letters").fetchone() == (len(numbers),):
                    return
        time.sleep(0.05)
    raise AssertionError("the index was not made anew")


def test_a_desk_whose_log_is_on_a_server_tells_look_alikes(
    folder: Path, open_desk: Callable[..., Desk], take_in: Take, postgres: Server
) -> None:
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text() + f'\n[control]\nurl = "{postgres.url(f"d{secrets.token_hex(6)}")}"\n')
    desk, colleague = open_desk(), open_desk("pcole")

    first = take_in(desk, "f01.txt", F01.encode())
    fax = take_in(colleague, "fax 3.txt", (HEADER + F01).encode())

    assert colleague.sheet(fax).repeat.into == first
    desk.sync()
    assert alike(desk, first).keys() == {fax}


def test_a_row_that_is_not_what_was_written_is_met_once(desk: Desk, take_in: Take) -> None:
    first = take_in(desk, "f01.txt", F01.encode())
    fax = take_in(desk, "f.txt", (HEADER + F01).encode())
    assert alike(desk, first)
    with closing(sqlite3.connect(path_of(desk.bench), isolation_level=None)) as db:
        db.execute("UPDATE letters SET signature = x'0102' WHERE no = ?", (fax,))

    found = find_alike(desk.bench, desk.bench.letter(first), desk.privacy.may_see)
    assert "a row is damaged" in found.note

    assert alike(desk, first).keys() == {fax}
