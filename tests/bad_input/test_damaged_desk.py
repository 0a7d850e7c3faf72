"""Files of the desk itself that are broken, gone or garbage: what they held is named, the rest goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.desk import Desk
from tests.bad_input.office import Office

GARBAGE = b"\x00\xff\x1b]0;x\x07{ not what it should be"


def test_a_broken_settings_file_stops_everything_with_its_place_and_remedy(office: Office) -> None:
    letter = office.drop("thank you note.html")
    toml = office.folder / "desk.toml"
    whole = toml.read_bytes()
    for content, said, words in (
        (b"[office\n", "desk.toml is not valid TOML", ["intake", "--once"]),
        (b"", "desk.toml: office: ", ["queue"]),
        (None, "This folder is not a desk", ["verify"]),
        (GARBAGE, "desk.toml cannot be read", ["check"]),
    ):
        toml.unlink(missing_ok=True)
        if content is not None:
            toml.write_bytes(content)
        stopped = office.run(*words)
        assert stopped.code == 2
        assert said in stopped.err
        assert str(toml) in stopped.err
        assert "→ " in stopped.err
    screen = office.sit_down()
    assert screen.exit_code() == 2
    assert "desk.toml cannot be read" in screen.text()
    assert letter.exists()

    toml.write_bytes(whole)
    assert len(office.run("intake", "--once", "--json").json["taken"]) == 1


def test_a_letter_whose_case_file_is_lost_is_still_shown_with_the_reason(
    office: Office, open_desk: Callable[..., Desk]
) -> None:
    number = office.take_in("scan-0001-ortiz.txt")
    case_file = office.case(number) / "letter.json"
    for left in (b"[]", b"null", b'{"reading": {"text": 5}}', GARBAGE, None):
        case_file.unlink()
        if left is not None:
            case_file.write_bytes(left)
        sheet = open_desk().sheet(number)
        assert sheet.trouble, left
        assert sheet.reading.unreadable, left
        assert sheet.letter.writer == "Elena M. Ortiz"
        case_file.touch()
    case_file.unlink()

    page = office.run("show", number).out
    assert f"Trouble   What was read from {number} is missing" in page
    assert f"{case_file}: " in page
    assert "restore the case folder from the backup" in page
    assert f"Original: {office.case(number)}/original.txt" in page
    [row] = office.run("queue", "--json").json
    assert (row["control_no"], row["writer"]) == (number, "Elena M. Ortiz")


def test_the_screen_works_on_beside_a_lost_case_file(office: Office, thanks: str) -> None:
    number = office.take_in("scan-0001-ortiz.txt")
    (office.case(number) / "letter.json").write_bytes(GARBAGE)

    screen = office.sit_down()
    screen.wait_for("/2")
    screen.send(f"lno:{number}\r")
    screen.wait_for("Trouble")
    shown = " ".join(screen.text().split())
    assert f"LETTER {number}" in shown
    assert "Elena M. Ortiz" in shown
    assert "This letter cannot be read here." in shown
    screen.send("y")
    screen.wait_for("hole of the template")  # a draft without the letter's facts does not leave the house
    screen.settle()
    screen.press("escape")
    screen.send("i")
    screen.wait_for("Control card")
    screen.send("q/ortiz\r")
    screen.wait_for("search ortiz")
    screen.send("l\r")
    screen.send(f"lno:{thanks}\ry")
    screen.wait_for(f"filed {thanks}")
    office.rise(screen)
    assert office.sent() == [f"{thanks}-svc-thanks.pdf"]
    assert office.verified()


def test_a_lost_case_file_takes_no_sensitive_mark_away(office: Office) -> None:
    number = office.take_in("Subpoena served 11-17.pdf")
    (office.case(number) / "letter.json").unlink()

    refused = office.run("finish", number, "--template", "ack-general")

    assert refused.code == 1
    assert "LEG, legal process: no reply from here" in refused.err
    assert office.sent() == []


def test_a_damaged_draft_is_named_and_left_as_it_is(office: Office, open_desk: Callable[..., Desk]) -> None:
    number = office.take_in("scan-0001-ortiz.txt")
    draft = office.case(number) / "draft-0.json"
    for left in (GARBAGE, b"[]", b"null", b'{"template": "bil-ack"}', b""):
        draft.write_bytes(left)
        trouble = open_desk().sheet(number).trouble
        assert f"A draft cannot be read\n  {draft}: " in trouble
        assert "that file is kept under another name" in trouble
        assert draft.read_bytes() == left


@pytest.mark.parametrize(
    "left", [b"{bad", GARBAGE, b"", b"[" * 100_000, b'{"template": 1, "text": 7, "by": "lee"}']
)
def test_what_is_typed_over_a_damaged_draft_leaves_its_bytes_in_a_file_of_their_own(
    office: Office, open_desk: Callable[..., Desk], left: bytes
) -> None:
    number = office.take_in("scan-0001-ortiz.txt")
    case = office.case(number)
    (case / "draft-0.json").write_bytes(left)
    (case / "draft-0.unreadable-1.json").write_bytes(b"an older one")
    desk = open_desk()
    seen = desk.sheet(number)

    desk.save_draft(number, "Dear Ms. Ortiz", seen)
    desk.save_draft(number, "Dear Ms. Ortiz, thank you", seen)

    assert (case / "draft-0.unreadable-1.json").read_bytes() == b"an older one"
    assert (case / "draft-0.unreadable-2.json").read_bytes() == left
    assert not (case / "draft-0.unreadable-3.json").exists()
    assert desk.sheet(number).text == "Dear Ms. Ortiz, thank you"
    assert "draft-0.unreadable-2.json" in desk.sheet(number).trouble


@pytest.mark.slow
def test_the_screen_names_a_damaged_draft(office: Office, thanks: str) -> None:
    number = office.take_in("scan-0001-ortiz.txt")
    (office.case(number) / "draft-0.json").write_bytes(GARBAGE)

    screen = office.sit_down()
    screen.wait_for("/2")
    screen.send(f"lno:{number}\r")
    screen.wait_for("A draft cannot be read")
    screen.send(f"lno:{thanks}\ry")
    screen.wait_for(f"filed {thanks}")
    office.rise(screen)
    assert office.verified()


def test_garbage_in_the_caches_is_made_again(office: Office) -> None:
    number = office.take_in("scan-0001-ortiz.txt")
    wanted = [row["record"] for row in office.run("show", number, "--json").json["records"]]
    assert "orders/48213" in wanted
    for name in ("records.sqlite", "search.sqlite"):
        (office.folder / "control" / name).write_bytes(GARBAGE * 400)

    screen = office.sit_down()
    screen.wait_for("/1")
    screen.send("/ortiz\r")
    screen.wait_for("search ortiz")
    screen.wait_for(f"LETTER {number}")
    screen.wait_for("48213")
    for name in ("records.sqlite", "search.sqlite"):  # and once more under the open desk
        (office.folder / "control" / name).write_bytes(GARBAGE * 400)
    screen.send("/lindqvist\r/ortiz\r")
    screen.wait_for("search ortiz")
    screen.wait_for(f"LETTER {number}")
    office.rise(screen)

    shown = office.run("show", number, "--json")
    assert [row["record"] for row in shown.json["records"]] == wanted
    assert office.run("check", "--repair").code == 0  # throws away what SQLite still calls spoilt
    assert office.run("check").code == 0
    assert office.verified()


def test_a_record_source_that_is_gone_or_ambiguous_is_named_and_the_others_serve(
    office: Office, thanks: str
) -> None:
    number = office.take_in("scan-0001-ortiz.txt")
    records = office.folder / "records"
    (records / "accounts.csv").unlink()
    lines = (records / "orders.csv").read_text().splitlines(keepends=True)
    (records / "orders.csv").write_text(
        "order_no," + lines[0].replace("date", "order_no", 1) + "".join(lines[1:])
    )

    checked = office.run("check")
    assert checked.code == 1
    gone, twice = checked.out.splitlines()[:2]
    assert "records “accounts”: accounts.csv cannot be read (No such file or directory)" in gone
    assert f"look at {records / 'accounts.csv'}" in gone
    assert "records “orders”: orders.csv: column “order_no” stands twice" in twice
    assert f"[{office.folder / 'desk.toml'} line " in twice

    shown = office.run("show", number, "--json").json
    assert {row["record"].partition("/")[0] for row in shown["records"]}.isdisjoint({"orders", "accounts"})
    screen = office.sit_down()
    screen.wait_for("/2")
    screen.send(f"lno:{thanks}\ry")
    screen.wait_for(f"filed {thanks}")
    office.rise(screen)
    assert office.verified()


def test_a_damaged_log_is_never_worked_on(office: Office, thanks: str) -> None:
    [log] = (office.folder / "control").glob("*.jsonl")
    whole = log.read_bytes()
    log.write_bytes(whole + GARBAGE + b"\n")
    letter = office.drop("scan-0001-ortiz.txt")

    for words in (["finish", thanks], ["intake", "--once"]):
        stopped = office.run(*words)
        assert stopped.code == 1
        assert f"{log}, entry 2" in stopped.err
        assert "run `corrtui verify`" in stopped.err
    assert f"{log.name}, line 2" in office.run("verify").out
    assert letter.exists()

    log.write_bytes(whole)
    assert office.run("intake", "--once", "--json").json["taken"]
    assert office.verified()


@pytest.mark.slow
def test_folders_of_the_desk_that_are_gone_are_named(office: Office, thanks: str) -> None:
    (office.folder / "inbox").rmdir()
    (office.folder / "outbox").rmdir()

    checked = office.run("check")
    assert checked.code == 1
    for name in ("inbox", "outbox"):
        assert f"{office.folder / name}: No such file or directory; make the folder again" in checked.out
    screen = office.sit_down()
    screen.wait_for("/1")
    screen.send("y")  # the outbox is made again, as private as it was
    screen.wait_for(f"filed {thanks}")
    (office.folder / "inbox").mkdir(0o770)
    office.drop("scan-0001-ortiz.txt")
    office.rise(screen)

    assert (office.folder / "outbox").stat().st_mode & 0o007 == 0
    assert office.run("intake", "--once").code == 0
    assert office.verified()
