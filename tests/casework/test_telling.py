"""The right people are told of a sensitive letter, it is entered, and without it the letter is not closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from corrtui.casework.forms import describe, letter_report, queue_row
from corrtui.casework.letter_page import letter_page
from corrtui.casework.telling import Untold, told_lines
from corrtui.control.act_json import act_from_json, act_to_json
from corrtui.control.acts import LetterReceived, SomebodyTold
from corrtui.control.letter import fold
from corrtui.control.rank import rank_from_text, rank_of, rank_to_text
from corrtui.desk import Desk
from corrtui.errors import Refused
from corrtui.make_desk import SAMPLE
from tests.triage.fixtures_f import table

Take = Callable[..., str]
Open = Callable[..., Desk]
SUBPOENA = "Subpoena served 11-17.pdf"
THREAT = b"Dear Sirs,\n\nI will come to your office with my gun.\n\nA. Hill\n"
ATTORNEY = b"I was charged twice for order 48213. Please credit my account. My lawyer says so too."
ORTIZ = (
    (SAMPLE / "letters" / "scan-0001-ortiz.txt")
    .read_bytes()
    .replace(b"Please", b"My lawyer says so too. Please", 1)
)
NEAR = b"What a killer deal! I paid $24.95 on Jan 5, so when will it ship?"
LETTERS = Path(table.__file__).parent / "letters"
CHICAGO = ZoneInfo("America/Chicago")


@pytest.fixture
def tells(folder: Path) -> None:
    """The office tells its own people."""
    toml = folder / "desk.toml"
    own = '\n[tell]\nSAF = ["mstern", "site security, ext. 444"]\nLEG = ["pcole"]\n'
    toml.write_text(toml.read_text() + own)


def report(desk: Desk, number: str) -> dict[str, object]:
    found = letter_report(desk.bench, desk.privacy, desk.sheet(number), {}, 1)["sensitive"]
    assert isinstance(found, dict)
    return found


@pytest.mark.usefixtures("tells")
def test_a_threat_is_told_entered_shown_and_undone(open_desk: Open, take_in: Take) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 10, 14, tzinfo=CHICAGO), tick=False):
        desk = open_desk()
        number = take_in(desk, "a.txt", THREAT)
        assert desk.letter(number).untold == ("threat or violence",)

        said = desk.told.enter(number, "stern", "phone")

        assert said == f"{number}: told Margaret R. Stern by phone"
        letter = desk.letter(number)
        assert letter.untold == ()
        assert told_lines(desk.bench, letter) == ["Margaret R. Stern by phone, Mon 2 Mar 10:14"]
        assert describe(desk.history(number)[-1]) == "told Margaret R. Stern by phone"
        page = letter_page(desk.bench, desk.privacy, desk.sheet(number))
        assert "To tell   Margaret R. Stern or site security, ext. 444" in page
        assert "Told      Margaret R. Stern by phone, Mon 2 Mar 10:14" in page
        found = report(desk, number)
        assert found["tell"] == ["Margaret R. Stern", "site security, ext. 444"]
        [row] = found["told"]  # type: ignore[misc]
        assert row == {
            "who": "Margaret R. Stern",
            "how": "by phone",
            "by": desk.me.login,
            "at": "2026-03-02T16:14:00+00:00",
        }

        assert desk.undo() == f"undone: {number} told Margaret R. Stern by phone"
        assert desk.letter(number).untold == ("threat or violence",)
        assert report(desk, number)["told"] == []


@pytest.mark.usefixtures("tells")
def test_what_came_in_says_whom_the_office_tells(open_desk: Open, take_in: Take) -> None:
    desk = open_desk()
    act = desk.history(take_in(desk, "a.txt", THREAT))[0].act

    assert isinstance(act, LetterReceived)
    assert act.tell == "Margaret R. Stern or site security, ext. 444"
    assert act.tells == ("threat or violence",)


def test_somebody_else_is_entered_but_does_not_do(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, "a.txt", THREAT)

    said = desk.told.enter(number, "pcole", "in the hall,\nat 10:15")

    assert said.startswith(f"{number}: told Perry Cole in the hall, at 10:15; still to be told of threat")
    assert desk.letter(number).untold == ("threat or violence",)
    act = desk.history(number)[-1].act
    assert act == SomebodyTold(who="Perry Cole", login="pcole", way="in the hall, at 10:15")
    desk.told.enter(number, "security", "phone")
    assert desk.letter(number).told == ("Perry Cole", "security")


@pytest.mark.parametrize(
    ("who", "how", "words"),
    [("", "phone", "nobody is named"), ("security", " ", "not said how they were told")],
)
def test_who_and_how_are_needed(desk: Desk, take_in: Take, who: str, how: str, words: str) -> None:
    number = take_in(desk, "a.txt", THREAT)

    with pytest.raises(Refused, match=words):
        desk.told.enter(number, who, how)


def test_of_no_other_letter_is_anybody_told(desk: Desk, take_in: Take) -> None:
    near, plain = take_in(desk, "a.txt", NEAR), take_in(desk, "scan-0001-ortiz.txt")
    cleared = take_in(desk, "b.txt", ATTORNEY)
    desk.clear_mark(cleared, "a friend, who does not act for him")

    for number in (near, plain, cleared):
        assert desk.letter(number).tell == ()
        with pytest.raises(Refused, match="no letter of which somebody must be told"):
            desk.told.enter(number, "mstern", "phone")
    assert desk.queue("is:untold") == []


def test_numbers_in_what_is_said_are_masked_in_the_log(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, "a.txt", THREAT)

    desk.told.enter(number, "guard with card 4111 1111 1111 1111", "SSN 123-45-6789")

    lines = "".join(path.read_text() for path in (desk.folder / "control").rglob("*.jsonl"))
    assert desk.letter(number).told == ("guard with card ****1111",)
    assert "4111 1111" not in lines
    assert "123-45-6789" not in lines


# the gate


def test_a_reply_that_closes_waits_until_somebody_is_told(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, "a.txt", ORTIZ)
    desk.choose_template(number, "svc-thanks")

    with pytest.raises(Untold) as refused:
        desk.prepare(number, "LEG")
    assert refused.value.detail == "attorney represented: tell Legal"
    assert ":told enters it" in refused.value.hint

    desk.told.enter(number, "legal", "mail")
    desk.file(desk.prepare(number, "LEG"))
    assert not desk.letter(number).open


def test_a_class_that_is_cleared_takes_no_other_with_it(desk: Desk, take_in: Take) -> None:
    burned = ORTIZ.replace(b"Please", b"Your boiler exploded and burned my hand. Please", 1)
    number = take_in(desk, "a.txt", burned)
    assert set(desk.letter(number).untold) == {"attorney represented", "injury or product safety"}
    cleared = desk.letter(number).sensitive

    desk.clear_mark(number, "looked into")

    [left] = desk.letter(number).untold
    assert left != cleared
    with pytest.raises(Untold):
        desk.dispose(number, "FILE", "nothing to say", confirm="ALL LEG ESCALATE")
    desk.undo()
    assert len(desk.letter(number).untold) == 2


PATIENT = b"Dear Sirs,\n\nPlease send me a copy of my medical chart of last spring.\n\nNora Feld\n"


def test_of_daily_work_nobody_need_be_told(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, "a.txt", PATIENT)
    assert desk.letter(number).sensitive == "health information"

    assert desk.letter(number).untold == ()
    desk.dispose(number, "FILE", "answered on the phone", confirm="MED ALL")
    assert not desk.letter(number).open


def test_an_office_that_names_whom_wants_it_of_daily_work_too(
    open_desk: Open, folder: Path, take_in: Take
) -> None:
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text() + '\n[tell]\nMED = ["mstern"]\n')
    desk = open_desk()
    number = take_in(desk, "a.txt", PATIENT)

    assert desk.letter(number).untold == ("health information",)
    with pytest.raises(Untold, match="nobody who must be told is entered as told"):
        desk.dispose(number, "FILE", "answered on the phone", confirm="MED ALL")


def test_a_reply_that_leaves_it_open_does_not_wait(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, "a.txt", ORTIZ)
    desk.choose_template(number, "bil-ack")

    assert not desk.file(desk.prepare(number, "LEG")).closed


@pytest.mark.parametrize("code", ["FILE", "RETURN", "ORDER"])
def test_no_disposition_closes_it_before(desk: Desk, take_in: Take, code: str) -> None:
    number = take_in(desk, "a.txt", b"Dear Sirs,\n\nMy identity was stolen and the thief ordered a stove.\n")
    [kind] = desk.letter(number).tell

    with pytest.raises(Untold, match="nobody who must be told is entered as told"):
        desk.dispose(number, code, "x", confirm="CRD ALL")
    desk.told.enter(number, desk.bench.whom.of(kind)[0].name, "phone")
    desk.dispose(number, code, "x", confirm="CRD ALL")

    assert not desk.letter(number).open


def test_escalate_tells_nobody_and_reminds(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, SUBPOENA)

    said = desk.dispose(number, "ESCALATE", "a supervisor decides")

    assert said.endswith(f"; tell Legal: :told on {number} enters it")
    assert desk.letter(number).untold == ("legal process", "attorney represented")
    with pytest.raises(Untold):
        desk.dispose(number, "ROUTE-CONFIRMED", "counsel has it")
    desk.told.enter(number, "Legal", "hand")
    assert "tell" not in desk.dispose(number, "ESCALATE", "again")
    desk.dispose(number, "ROUTE-CONFIRMED", "counsel has it")
    assert not desk.letter(number).open


def test_a_taken_back_telling_holds_it_again(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, SUBPOENA)
    desk.dispose(number, "ESCALATE", "a supervisor decides")
    desk.told.enter(number, "Legal", "hand")
    desk.undo()

    with pytest.raises(Untold):
        desk.dispose(number, "ROUTE-CONFIRMED", "counsel has it")


def test_each_class_wants_its_own(open_desk: Open, folder: Path, take_in: Take) -> None:
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text() + '\n[tell]\nLEG = ["pcole"]\n"identity theft or fraud" = ["fraud"]\n')
    desk = open_desk()
    number = take_in(desk, "a.txt", b"My identity was stolen. My lawyer says so too.")
    assert set(desk.letter(number).tell) == {"identity theft or fraud", "attorney represented"}

    assert "still to be told of identity theft or fraud: fraud" in desk.told.enter(number, "pcole", "phone")
    with pytest.raises(Untold, match="not closed") as refused:
        desk.dispose(number, "FILE", "x", confirm="CRD LEG ALL")
    assert refused.value.detail == "identity theft or fraud: tell fraud"
    assert "still" not in desk.told.enter(number, "fraud", "phone")
    desk.dispose(number, "FILE", "x", confirm="CRD LEG ALL")


def test_merged_into_a_letter_they_were_told_of(desk: Desk, take_in: Take) -> None:
    first, number = take_in(desk, "a.txt", ATTORNEY), take_in(desk, "b.txt", ATTORNEY + b" I ask again.")

    with pytest.raises(Untold):
        desk.dispose(number, "MERGE", f"same as {first}")
    desk.told.enter(first, "Legal", "phone")
    desk.dispose(number, "MERGE", f"same as {first}")

    assert not desk.letter(number).open


def test_the_batch_forms_do_not_pass_it(desk: Desk, take_in: Take) -> None:
    with pytest.raises(Refused, match="is decided by itself"):
        desk.check_bulk(take_in(desk, "a.txt", ATTORNEY))


# who sees it


@pytest.mark.usefixtures("tells")
def test_the_named_see_what_is_for_them(open_desk: Open, take_in: Take) -> None:
    desk = open_desk()
    threat, legal = take_in(desk, "a.txt", THREAT), take_in(desk, "b.txt", ATTORNEY)
    take_in(desk, "scan-0001-ortiz.txt")
    stern, cole = open_desk("mstern"), open_desk("pcole")

    assert desk.queue("is:untold") == [threat, legal]
    assert desk.queue("is:for-me") == []
    assert stern.queue("is:for-me") == [threat]
    assert cole.queue("is:for-me") == [legal]
    assert legal not in cole.queue("!is:for-me")

    desk.told.enter(threat, "mstern", "phone")
    desk.told.enter(legal, "boss", "phone")

    assert desk.queue("is:untold") == [legal]
    assert desk.queue("is:told") == [threat, legal]
    stern.sync()
    assert stern.queue("is:for-me") == []
    assert stern.queue("is:for-me cat:BIL") == []


@pytest.mark.usefixtures("tells")
def test_the_day_begins_with_it(open_desk: Open, take_in: Take) -> None:
    desk = open_desk()
    legal = take_in(desk, "b.txt", ATTORNEY)
    desk.ordering.bring_up(legal, "1w", "they are abroad")  # put away, and in sight all the same
    cole = open_desk("pcole")

    first = desk.ordering.day().figures[0]
    assert (first.title, first.limit, first.letters) == (
        "to be told to others, not done",
        "is:untold",
        ((legal, "attorney represented: tell Perry Cole"),),
    )
    assert not any(one.id == "for-me" for one in desk.ordering.day().figures)
    own = cole.ordering.day().figures[1]
    assert (own.title, own.letters) == ("for you to know", ((legal, "attorney represented"),))
    assert cole.queue(own.limit) == [legal]


@pytest.mark.usefixtures("tells")
def test_a_letter_that_comes_is_said_to_whom_it_is_for_once(open_desk: Open, take_in: Take) -> None:
    desk = open_desk()
    take_in(desk, "before.txt", ATTORNEY)
    cole, stern = open_desk("pcole"), open_desk("mstern")
    number = take_in(desk, "b.txt", ATTORNEY + b" Once more.")
    gone = take_in(desk, "c.txt", ATTORNEY + b" And again.")
    desk.told.enter(gone, "pcole", "phone")

    for there in (cole, stern):
        there.sync()

    assert cole.told.news() == f"for you to know: {number} (attorney represented)"
    assert cole.told.news() == ""
    assert stern.told.news() == ""
    assert desk.told.news() == ""


def test_the_veil_hides_who_was_told(desk: Desk, open_desk: Open, take_in: Take) -> None:
    number = take_in(desk, "a.txt", THREAT)
    desk.told.enter(number, "security", "phone")
    cole = open_desk("pcole")

    veiled = cole.letter(number)
    assert (veiled.told, veiled.told_how, veiled.told_by, veiled.told_at) == ((), (), (), ())
    assert "security" not in str(queue_row(cole.bench, cole.privacy, number, {}))
    assert cole.queue("is:told") == []
    with pytest.raises(Refused, match="is not shown to Perry Cole"):
        cole.told.enter(number, "security", "phone")
    with pytest.raises(Refused, match="is not shown to Perry Cole"):
        cole.told.whom(number)


# what is kept of it


@pytest.mark.parametrize(("text", "untold"), [(THREAT, ("threat or violence",)), (ATTORNEY, ())])
def test_of_a_letter_of_an_older_release_it_counts_where_no_clerk_may_answer(
    desk: Desk, take_in: Take, text: bytes, untold: tuple[str, ...]
) -> None:
    number = take_in(desk, "a.txt", text)
    act = desk.history(number)[0].act
    assert isinstance(act, LetterReceived)

    old = {key: value for key, value in act_to_json(act).items() if key not in ("tell", "tells")}
    read = act_from_json("received", old)
    assert isinstance(read, LetterReceived)
    assert read.tells == ()
    entry = replace(desk.history(number)[0], act=read)
    assert fold(None, entry).untold == untold


def test_it_stands_after_the_register_is_read_again(desk: Desk, open_desk: Open, take_in: Take) -> None:
    number = take_in(desk, "a.txt", ATTORNEY)
    desk.told.enter(number, "boss", "phone")
    before = desk.bench.letter(number)
    desk.bench.register.save()

    again = open_desk().bench.letter(number)

    assert again == before
    assert rank_from_text(rank_to_text(rank_of(again))) == rank_of(before)
    assert rank_of(again).untold == ("attorney represented",)


OF_DOMAIN = {
    "F08": "payment in full offered",
    "F11": "legal process",
    "F12": "self-harm",
    "F16": "regulator or legislator",
    "F19": "bankruptcy",
    "F30": "threat or violence",
}


@pytest.mark.parametrize("name", OF_DOMAIN)
def test_the_letters_of_the_trade_name_whom(desk: Desk, take_in: Take, name: str) -> None:
    """Source: fixtures F08, F11, F12, F16, F19 and F30 of the trade."""
    number = take_in(desk, f"{name}.txt", (LETTERS / f"{name}.txt").read_bytes())

    assert OF_DOMAIN[name] in desk.letter(number).untold
    assert desk.queue("is:untold") == [number]
    assert desk.told.whom(number)
