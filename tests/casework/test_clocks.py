"""The clocks of a letter: started when it comes in, stopped by mailing only, changed with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from corrtui.casework.clock_settings import enter_changes
from corrtui.casework.forms import letter_report, queue_row
from corrtui.casework.letter_page import letter_page
from corrtui.casework.mailing import Post
from corrtui.control.acts import ClockRulesChanged, ClockSet, LetterClassified, LetterMailed, LetterReceived
from corrtui.control.clock import Clock, clocks_of
from corrtui.desk import Desk
from corrtui.errors import CorrtuiError, Refused, SettingsError
from corrtui.intake.accept import Stamp
from corrtui.make_desk import SAMPLE

Take = Callable[..., str]
BILLING = "scan-0001-ortiz.txt"
MORTGAGE = "scan-0002-kowal.txt"
PHONE = "phone note 11-12 pasquale.txt"


@pytest.fixture(autouse=True)
def monday() -> Iterator[time_machine.Coordinates]:
    """It is Monday, 2 March 2026, in the office, and the clock stands still."""
    with time_machine.travel(datetime(2026, 3, 2, 18, tzinfo=UTC), tick=False) as clock:
        yield clock


def later(clock: time_machine.Coordinates, day: str) -> None:
    clock.move_to(datetime.fromisoformat(f"{day}T18:00:00+00:00"))


def clocks(desk: Desk, number: str) -> dict[str, Clock]:
    return {clock.id: clock for clock in clocks_of(desk.letter(number).clocks)}


def statuses(desk: Desk, number: str) -> dict[str, str]:
    return {row["id"]: row["status"] for row in report(desk, number)["clocks"]}


def report(desk: Desk, number: str) -> dict[str, Any]:
    return letter_report(desk.bench, desk.privacy, desk.sheet(number), {}, 0)


def finish(desk: Desk, number: str, template: str) -> str:
    desk.choose_template(number, template)
    values = {hole.name: "43.21" for hole in desk.sheet(number).holes}
    if values:
        desk.fill(number, values)
    return desk.file(desk.prepare(number)).name


def settings(folder: Path, more: str) -> None:
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text() + "\n" + more)


# -- starting


def test_a_letter_starts_its_clocks_when_it_comes_in(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)

    act = desk.history(number)[0].act
    assert isinstance(act, LetterReceived)
    assert act.clocks == (
        "FCBA-ACK 2026-03-02 2026-04-01 2026-04-01",
        "FCBA-RES 2026-03-02 2026-05-02 2026-05-01",
    )
    assert desk.letter(number).clock_work_by == date(2026, 4, 1)


def test_the_office_says_when_its_cycles_close(folder: Path, open_desk: Any, take_in: Take) -> None:
    settings(folder, "[clocks]\nclosing_day = 15\n")
    desk = open_desk()

    assert clocks(desk, take_in(desk, BILLING))["FCBA-RES"].due == date(2026, 5, 15)


def test_a_phone_note_starts_the_clocks_of_electronic_transfers(desk: Desk, take_in: Take) -> None:
    found = clocks(desk, take_in(desk, PHONE))

    assert {name: clock.due.isoformat() for name, clock in found.items()} == {
        "REGE-10": "2026-03-16",
        "REGE-45": "2026-04-16",
    }


def test_a_notice_of_error_counts_business_days(desk: Desk, take_in: Take) -> None:
    found = clocks(desk, take_in(desk, MORTGAGE))

    assert {name: clock.due.isoformat() for name, clock in found.items()} == {
        "RESPA-ACK": "2026-03-09",
        "RESPA-RES": "2026-04-13",
        "RESPA-HOLD": "2026-05-01",
    }


def test_records_say_that_an_account_is_on_trade_terms(desk: Desk, take_in: Take) -> None:
    """The account of the Prairie Lantern Inn is net 30: no consumer credit."""
    assert clocks(desk, take_in(desk, "scan-0004-prairie-lantern.txt")) == {}


def test_another_category_starts_other_clocks(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)

    desk.classify(number, "CRD")
    act = desk.history(number)[-1].act
    assert isinstance(act, LetterClassified)
    assert act.clocks == ("FCRA-DIR 2026-03-02 2026-04-01 2026-04-01",)
    assert list(clocks(desk, number)) == ["FCRA-DIR"]

    desk.classify(number, "CRD BIL")
    assert list(clocks(desk, number)) == ["FCBA-ACK", "FCBA-RES", "FCRA-DIR"]

    desk.undo()
    assert list(clocks(desk, number)) == ["FCRA-DIR"]


@pytest.mark.parametrize("name", ["the CFPB", "the attorney general", "the Better Business Bureau"])
def test_the_clocks_of_a_regulator_run_for_its_own_letter_only(desk: Desk, take_in: Take, name: str) -> None:
    number = take_in(desk, "cfpb.txt", f"Dear Sirs,\n\nI complained to {name} of it.\n\nRuth Baum\n".encode())
    regulators = {"CFPB-15", "CFPB-60", "AG-15", "BBB-14"}

    desk.classify(number, "BIL GOV")
    assert not regulators & set(clocks(desk, number))

    desk.classify(number, "GOV BIL")
    assert regulators & set(clocks(desk, number))


def test_another_category_says_which_duties_it_ends(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)

    assert desk.classify(number, "CRD").endswith("; FCBA-ACK, FCBA-RES no longer run")
    assert "no longer" not in desk.classify(number, "CRD BIL")


@pytest.mark.parametrize("met", [False, True])
def test_a_clock_the_office_switched_off_since_stays(
    folder: Path, open_desk: Any, take_in: Take, met: bool
) -> None:
    desk = open_desk()
    number = take_in(desk, BILLING)
    if met:
        finish(desk, number, "bil-ack")
        desk.clocks.mailed([number], Post())
    before = clocks(desk, number)["FCBA-ACK"]
    desk.close()
    settings(folder, "[clocks.FCBA-ACK]\noff = true\n")
    desk = open_desk()

    assert "no longer" not in desk.classify(number, "BIL SVC")
    assert clocks(desk, number)["FCBA-ACK"] == before

    desk.clocks.set(number, "FCBA-ACK", "off", "the office leaves it to others")
    assert clocks(desk, number)["FCBA-ACK"].state == "off"


def test_a_clock_of_the_offices_own_stays_when_it_is_taken_out(
    folder: Path, open_desk: Any, take_in: Take
) -> None:
    toml = (folder / "desk.toml").read_text()
    settings(
        folder,
        '[clocks.OURS]\ntitle = "Call"\ncite = "rule 7"\napplies = "BIL"\namount = 2\nunit = "office"\n',
    )
    desk = open_desk()
    number = take_in(desk, BILLING)
    desk.close()
    (folder / "desk.toml").write_text(toml)
    desk = open_desk()

    desk.classify(number, "BIL SVC")

    assert statuses(desk, number)["OURS"] == "running"


def test_the_queue_heeds_the_clock(desk: Desk, take_in: Take, monday: Any) -> None:
    info = take_in(desk, "Question about deposits.html")
    mortgage = take_in(desk, MORTGAGE)
    later(monday, "2026-03-05")
    desk.sync()

    assert desk.queue() == [mortgage, info]
    assert "statutory clock" in desk.why_order(mortgage)
    row = queue_row(desk.bench, desk.privacy, mortgage, {})
    assert row["clock"] == {"id": "RESPA-ACK", "due": "2026-03-09", "work_by": "2026-03-09"}


def test_show_says_what_each_clock_rests_on(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, MORTGAGE)

    first = report(desk, number)["clocks"][0]
    assert {key: first[key] for key in ("id", "start", "due", "work_by", "status")} == {
        "id": "RESPA-ACK",
        "start": "2026-03-02",
        "due": "2026-03-09",
        "work_by": "2026-03-09",
        "status": "running",
    }
    assert first["cite"].startswith("12 CFR 1024.35")
    text = report(desk, number)["text"]
    places = {row["mark"]: text[row["start"] : row["end"]] for row in first["evidence"] if row["start"] >= 0}
    assert places["notice_of_error"] == "in suspense"
    assert "Clock     RESPA-ACK Mon 2026-03-09" in letter_page(desk.bench, desk.privacy, desk.sheet(number))


# -- mailing


def test_filing_does_not_stop_a_clock_and_mailing_does(desk: Desk, take_in: Take, monday: Any) -> None:
    number = take_in(desk, BILLING)
    pdf = finish(desk, number, "bil-ack")
    assert statuses(desk, number) == {"FCBA-ACK": "answered", "FCBA-RES": "running"}
    later(monday, "2026-03-20")

    said = desk.clocks.mailed([number], Post(how="first class", tracking="9400"))

    assert [str(one) for one in said] == [f"{number}: {pdf} mailed 2026-03-20; FCBA-ACK met"]
    assert statuses(desk, number) == {"FCBA-ACK": "met", "FCBA-RES": "running"}
    act = desk.history(number)[-1].act
    assert isinstance(act, LetterMailed)
    assert (act.pdf, act.day, act.how, act.kinds) == (
        pdf,
        date(2026, 3, 20),
        "first class",
        ("ack", "bil-ack"),
    )
    assert desk.letter(number).clock_work_by == date(2026, 5, 1)
    assert report(desk, number)["mailed"] == [{"pdf": pdf, "day": "2026-03-20"}]


def test_a_closed_letter_is_mailed_too_and_that_can_be_undone(desk: Desk, take_in: Take, monday: Any) -> None:
    number = take_in(desk, BILLING)
    finish(desk, number, "ack-general")
    desk.dispose(number, "FILE", "settled by telephone")
    assert desk.clocks.waiting() == [(number, f"{number}-ack-general.pdf")]

    desk.clocks.mailed([number], Post())

    assert desk.clocks.waiting() == []
    assert statuses(desk, number)["FCBA-ACK"] == "met"
    assert "undone" in desk.undo()
    assert statuses(desk, number)["FCBA-ACK"] == "answered"
    assert not desk.letter(number).open


def test_mailed_after_the_due_date_is_late(desk: Desk, take_in: Take, monday: Any) -> None:
    number = take_in(desk, BILLING)
    finish(desk, number, "bil-ack")
    later(monday, "2026-04-02")
    assert statuses(desk, number)["FCBA-ACK"] == "overdue"

    said = desk.clocks.mailed([number], Post())

    assert "FCBA-ACK late, it was due 2026-04-01" in said[0].effect
    assert statuses(desk, number)["FCBA-ACK"] == "late"


def test_the_day_it_was_mailed_counts_not_the_day_it_was_entered(
    desk: Desk, take_in: Take, monday: Any
) -> None:
    number = take_in(desk, BILLING)
    finish(desk, number, "bil-ack")
    later(monday, "2026-04-02")

    desk.clocks.mailed([number], Post(date(2026, 4, 1)))

    assert statuses(desk, number)["FCBA-ACK"] == "met"


@pytest.mark.parametrize(
    ("post", "said"),
    [
        (Post(date(2026, 3, 21)), "No letter was mailed on 2026-03-21"),
        (Post(date(2026, 3, 19)), "cannot have been mailed on 2026-03-19"),
        (Post(pdf="other.pdf"), "has no filed other.pdf"),
        (Post(kind="thanks"), "No letter counts as thanks"),
    ],
)
def test_a_mailing_that_cannot_be(desk: Desk, take_in: Take, monday: Any, post: Post, said: str) -> None:
    number = take_in(desk, BILLING)
    later(monday, "2026-03-20")
    finish(desk, number, "bil-ack")

    with pytest.raises(Refused, match=said):
        desk.clocks.mailed([number], post)
    assert desk.letter(number).mailed == ()


def test_only_what_is_filed_is_mailed_and_only_once(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)
    with pytest.raises(Refused, match="Nothing of"):
        desk.clocks.mailed([number], Post())
    pdf = finish(desk, number, "bil-ack")
    desk.clocks.mailed([number], Post(pdf=pdf))

    with pytest.raises(Refused, match="was mailed already"):
        desk.clocks.mailed([number], Post())


def test_all_of_them_or_none(desk: Desk, take_in: Take) -> None:
    done, open_one = take_in(desk, BILLING), take_in(desk, MORTGAGE)
    finish(desk, done, "bil-ack")

    with pytest.raises(Refused, match="Nothing of"):
        desk.clocks.mailed([done, open_one], Post())
    assert desk.letter(done).mailed == ()


def test_an_extension_letter_keeps_the_first_due_date(desk: Desk, take_in: Take, monday: Any) -> None:
    number = take_in(desk, MORTGAGE)
    finish(desk, number, "ack-general")

    desk.clocks.mailed([number], Post(kind="extension"))

    found = clocks(desk, number)["RESPA-RES"]
    assert (found.due, found.original_due) == (date(2026, 5, 4), date(2026, 4, 13))
    assert statuses(desk, number)["RESPA-RES"] == "extended"
    assert report(desk, number)["clocks"][1]["original_due"] == "2026-04-13"


def test_an_extension_that_is_mailed_too_late_is_said(desk: Desk, take_in: Take, monday: Any) -> None:
    number = take_in(desk, MORTGAGE)
    finish(desk, number, "ack-general")
    later(monday, "2026-04-13")

    [done] = desk.clocks.mailed([number], Post(kind="extension"))

    assert "RESPA-RES is not extended, due 2026-04-13" in done.effect


def test_a_letter_of_ours_starts_the_consumers_window(folder: Path, open_desk: Any, take_in: Take) -> None:
    settings(folder, '[clocks]\noffice_is = ["collector"]\n[clocks.letters]\nvalidation = ["ack-gen*"]\n')
    desk = open_desk()
    number = take_in(desk, BILLING)
    assert clocks(desk, number) == {}
    finish(desk, number, "ack-general")

    [done] = desk.clocks.mailed([number], Post())

    assert done.effect == "FDCPA-WIN starts, due 2026-04-08"
    assert clocks(desk, number)["FDCPA-WIN"].kind == "window"


def test_two_letters_of_one_matter_are_mailed_and_undone_together(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)
    finish(desk, number, "ack-general")
    finish(desk, number, "bil-ack")

    assert len(desk.clocks.mailed([number], Post())) == 2
    assert len(desk.letter(number).mailed) == 2

    desk.undo()
    assert desk.letter(number).mailed == ()
    assert statuses(desk, number)["FCBA-ACK"] == "answered"


def test_a_letter_that_answers_nothing_stops_nothing(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)
    finish(desk, number, "bil-need-info")

    desk.clocks.mailed([number], Post())

    assert statuses(desk, number) == {"FCBA-ACK": "running", "FCBA-RES": "running"}


def test_what_was_mailed_counts_after_another_category_too(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)
    finish(desk, number, "bil-ack")
    desk.clocks.mailed([number], Post())

    desk.classify(number, "SVC BIL")

    assert statuses(desk, number) == {"FCBA-ACK": "met", "FCBA-RES": "running"}


def test_the_clocks_of_a_merged_letter_run_on_the_other(desk: Desk, take_in: Take) -> None:
    first, again = take_in(desk, BILLING), take_in(desk, "fax 2026-11-18 0841.txt")

    desk.dispose(again, "MERGE", f"fax of {first}")

    assert set(statuses(desk, again).values()) == {"off"}
    assert set(statuses(desk, first).values()) == {"running"}


def receive(desk: Desk, folder: Path, name: str, day: str) -> str:
    (folder / "inbox" / "early.txt").write_bytes((SAMPLE / "letters" / name).read_bytes() + b"\nfax copy\n")
    [number] = desk.take_in(Stamp(date.fromisoformat(day), "found in a drawer"))
    return number


def test_the_earlier_of_each_duty_runs_on_the_letter_that_is_answered(
    desk: Desk, take_in: Take, folder: Path
) -> None:
    early, later_copy = receive(desk, folder, BILLING, "2026-02-02"), take_in(desk, BILLING)

    said = desk.dispose(early, "MERGE", f"the same as {later_copy}")

    assert said == (
        f"{early} MERGE: joined to the letter it repeats, {later_copy}; closed; on {later_copy}: "
        "FCBA-ACK now due 2026-03-04, was 2026-04-01, FCBA-RES now due 2026-04-02, was 2026-05-02"
    )
    assert {name: clock.due for name, clock in clocks(desk, later_copy).items()} == {
        "FCBA-ACK": date(2026, 3, 4),
        "FCBA-RES": date(2026, 4, 2),
    }
    act = desk.history(later_copy)[-1].act
    assert isinstance(act, ClockSet)
    assert act.reason == f"merged from {early}"
    assert f"{early} was merged into this letter" in letter_page(
        desk.bench, desk.privacy, desk.sheet(later_copy)
    )

    desk.classify(later_copy, "BIL SVC")  # counted anew
    assert clocks(desk, later_copy)["FCBA-ACK"].due == date(2026, 3, 4)
    desk.undo()

    desk.undo()
    assert desk.letter(early).open
    assert clocks(desk, later_copy)["FCBA-ACK"].due == date(2026, 4, 1)
    assert desk.letter(later_copy).clock_words == ()


def test_the_later_copy_of_a_letter_moves_nothing(desk: Desk, take_in: Take, folder: Path) -> None:
    early, later_copy = receive(desk, folder, BILLING, "2026-02-02"), take_in(desk, BILLING)
    before = desk.letter(early).clocks

    said = desk.dispose(later_copy, "MERGE", f"the same as {early}")

    assert said == f"{later_copy} MERGE: joined to the letter it repeats, {early}; closed"
    assert desk.letter(early).clocks == before


def test_a_written_notice_merged_into_a_phone_note_is_still_a_written_one(desk: Desk, take_in: Take) -> None:
    written, phone = take_in(desk, BILLING), take_in(desk, PHONE)

    said = desk.dispose(written, "MERGE", f"confirms {phone}")

    assert f"on {phone}: FCBA-ACK runs there, due 2026-04-01" in said
    assert set(clocks(desk, phone)) == {"REGE-10", "REGE-45", "FCBA-ACK", "FCBA-RES"}
    assert desk.letter(phone).clock_work_by == date(2026, 3, 16)
    desk.clocks.set(phone, "FCBA-ACK", "off", "told on the telephone")
    assert statuses(desk, phone)["FCBA-ACK"] == "off"


def test_what_was_answered_already_is_not_due_again(desk: Desk, take_in: Take, monday: Any) -> None:
    answered, copy = take_in(desk, BILLING), take_in(desk, "fax 2026-11-18 0841.txt")
    finish(desk, answered, "bil-ack")
    desk.clocks.mailed([answered], Post())

    desk.dispose(copy, "MERGE", f"fax of {answered}")

    assert statuses(desk, answered) == {"FCBA-ACK": "met", "FCBA-RES": "running"}


# -- the clerk's word


def test_a_login_may_hold_blanks(folder: Path, open_desk: Any, take_in: Take) -> None:
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text().replace(f'login = "{open_desk().me.login}"', 'login = "pat cole"'))
    desk = open_desk("pat cole")
    number = take_in(desk, BILLING)

    desk.clocks.set(number, "FCBA-ACK", "off", "withdrawn")
    desk.clocks.set(number, "statement_sent", "2026-02-20", "by the ledger")
    desk.clocks.set(number, "late_notice", "no", "in time")

    assert statuses(desk, number) == {"FCBA-ACK": "off", "FCBA-RES": "running"}
    assert clocks(desk, number)["FCBA-ACK"].why == "pat cole"


def test_a_clock_is_switched_off_with_a_reason(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)
    with pytest.raises(Refused, match="with a reason only"):
        desk.clocks.set(number, "FCBA-ACK", "off", " ")

    desk.clocks.set(number, "fcba-ack", "off", "a business account")

    assert statuses(desk, number) == {"FCBA-ACK": "off", "FCBA-RES": "running"}
    act = desk.history(number)[-1].act
    assert isinstance(act, ClockSet)
    assert (act.word, act.reason) == ("FCBA-ACK off", "a business account")
    desk.classify(number, "BIL SVC")
    assert statuses(desk, number)["FCBA-ACK"] == "off"
    desk.undo()
    desk.undo()
    assert statuses(desk, number)["FCBA-ACK"] == "running"


@pytest.mark.parametrize(("sent", "status"), [("2025-12-20", "off"), ("2026-01-01", "running")])
def test_a_late_notice_by_the_day_of_the_statement(desk: Desk, take_in: Take, sent: str, status: str) -> None:
    """60 days after 20 December is 18 February; after 1 January it is 2 March, still in time."""
    number = take_in(desk, BILLING)

    desk.clocks.set(number, "statement_sent", sent, "mailing list of December")

    assert set(statuses(desk, number).values()) == {status}
    if status == "off":
        why = report(desk, number)["clocks"][0]["off_because"]
        assert "more than 60 days" in why
        assert desk.letter(number).clock_work_by is None


def test_an_order_is_complete_when_the_clerk_says(desk: Desk, take_in: Take, monday: Any) -> None:
    number = take_in(
        desk, "order.txt", b"Please ship 3 of item 5521 from the catalog.\nCheck enclosed.\n\nRuth Baum\n"
    )
    assert clocks(desk, number)["MITOR-SHIP"].due == date(2026, 4, 1)
    later(monday, "2026-03-09")

    desk.clocks.set(number, "MITOR-SHIP", "2026-03-09", "the size came today")

    assert clocks(desk, number)["MITOR-SHIP"].due == date(2026, 4, 8)


def test_what_is_no_letter_is_met_by_the_clerks_word(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, "scan-0006-pike.txt")
    assert statuses(desk, number)["STOP"] == "running"

    desk.clocks.set(number, "STOP", "met", "dunning stopped in the ledger")

    assert statuses(desk, number)["STOP"] == "met"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("FCBA-ACK", "met", "stopped by mailing only"),
        ("FCBA-ACK", "soon", "soon is no day"),
        ("FCBA-ACK", "2026-03-03", "cannot have started on 2026-03-03"),
        ("NOPE", "off", "There is no clock NOPE"),
        ("statement_sent", "2026-03-03", "cannot be 2026-03-03"),
        ("closing_day", "32", "no day of the month"),
        ("late_notice", "perhaps", "say yes or no"),
        ("STOP", "met", "never ran on this letter"),
        ("STOP", "off", "never ran on this letter"),
    ],
)
def test_a_word_that_cannot_be(desk: Desk, take_in: Take, name: str, value: str, said: str) -> None:
    number = take_in(desk, BILLING)

    with pytest.raises(Refused, match=said):
        desk.clocks.set(number, name, value, "because")
    assert desk.letter(number).clock_words == ()


def test_what_was_not_done_yet_is_not_met(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, "scan-0006-pike.txt")

    with pytest.raises(Refused, match="cannot have been met"):
        desk.clocks.set(number, "STOP", "met 2026-03-03", "because")


def test_a_clock_that_never_ran_is_switched_on_first(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)

    desk.clocks.set(number, "STOP", "on", "asked for on the telephone")
    desk.clocks.set(number, "STOP", "met", "stopped in the ledger")

    assert statuses(desk, number)["STOP"] == "met"


def test_without_what_was_read_a_clock_is_not_counted_anew(desk: Desk, take_in: Take, folder: Path) -> None:
    number = take_in(desk, BILLING)
    (desk.bench.case_folder(number) / "letter.json").unlink()

    desk.classify(number, "SVC")
    assert list(clocks(desk, number)) == ["FCBA-ACK", "FCBA-RES"]
    with pytest.raises(CorrtuiError, match="is missing"):
        desk.clocks.set(number, "FCBA-ACK", "off", "because")


# -- closing without an answer


def test_a_letter_whose_clock_presses_is_not_closed_without_an_answer(
    desk: Desk, take_in: Take, monday: time_machine.Coordinates
) -> None:
    number = take_in(desk, BILLING)
    later(monday, "2026-03-27")
    assert "FCBA-ACK still runs, due 2026-04-01" in desk.dispose(number, "FILE", "nothing to say")
    desk.undo()

    for day, said in (
        ("2026-03-30", "is due 2026-04-01"),
        ("2026-04-02", "is overdue, it was due 2026-04-01"),
    ):
        later(monday, day)
        with pytest.raises(Refused, match=said) as refused:
            desk.dispose(number, "FILE", "nothing to say")
        assert ":clock FCBA-ACK off" in (refused.value.hint or "")
        assert "stays open" in desk.dispose(number, "ESCALATE", "the supervisor must see it")
        desk.undo()

    desk.clocks.set(number, "FCBA-ACK", "off", "a business account")
    assert "FCBA-RES still runs, due 2026-05-02" in desk.dispose(number, "FILE", "nothing to say")


def test_a_letter_merged_into_another_may_be_closed(
    desk: Desk, take_in: Take, monday: time_machine.Coordinates
) -> None:
    number, other = take_in(desk, BILLING), take_in(desk, MORTGAGE)
    later(monday, "2026-04-02")

    assert "still runs" not in desk.dispose(number, "MERGE", f"into {other}")


# -- the office's own rules


def changes(desk: Desk) -> list[ClockRulesChanged]:
    entries = desk.bench.log.everything()
    return [entry.act for entry in entries if isinstance(entry.act, ClockRulesChanged)]


def test_a_change_of_the_rules_is_entered_once(folder: Path, open_desk: Any) -> None:
    open_desk()
    settings(folder, "[clocks.FCBA-ACK]\namount = 20\n[clocks.STOP]\noff = true\n")
    first, second = open_desk(), open_desk()

    assert not enter_changes(second.bench)
    assert [act.done for act in changes(first)] == [
        ("FCBA-ACK.amount: as shipped → 20", "STOP.off: as shipped → true"),
    ]

    toml = folder / "desk.toml"
    toml.write_text(toml.read_text().replace("amount = 20", "amount = 25"))
    open_desk()
    toml.write_text(toml.read_text().split("[clocks.FCBA-ACK]")[0])
    assert [act.done for act in changes(open_desk())][1:] == [
        ("FCBA-ACK.amount: 20 → 25",),
        ("FCBA-ACK.amount: 25 → as shipped", "STOP.off: true → as shipped"),
    ]


def test_it_is_not_entered_again_from_the_checkpoint(folder: Path, open_desk: Any, take_in: Take) -> None:
    settings(folder, "[clocks.STOP]\noff = true\n")
    desk = open_desk()
    desk.bench.register.save()
    desk.close()

    assert len(changes(open_desk())) == 1


def test_sessions_that_start_at_once_enter_it_once(
    folder: Path, sit_at: Callable[..., Any], open_desk: Any
) -> None:
    settings(folder, "[clocks.STOP]\noff = true\n")
    for _ in range(3):
        sit_at()

    assert len(changes(open_desk())) == 1


def test_a_changed_clock_runs_as_the_office_says(folder: Path, open_desk: Any, take_in: Take) -> None:
    more = "[clocks.FCBA-ACK]\namount = 20\n[clocks.FCBA-RES]\noff = true\n"
    more += '[clocks.OURS]\ntitle = "Call the writer"\ncite = "house rule 7"\n'
    more += 'applies = "BIL"\namount = 2\nunit = "office"\n'
    settings(folder, more)
    desk = open_desk()

    found = clocks(desk, take_in(desk, BILLING))

    assert {name: clock.due.isoformat() for name, clock in found.items()} == {
        "FCBA-ACK": "2026-03-22",
        "OURS": "2026-03-04",
    }


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("[clocks.FCBA-ACK]\namuont = 20\n", "clocks.FCBA-ACK.amuont: unknown key"),
        ("[clocks.FCBA-ACK]\namount = -1\n", "clocks.FCBA-ACK.amount: must be a whole number"),
        ("[clocks.FCBA-ACK]\namount = 1.5\n", "clocks.FCBA-ACK.amount: must be a whole number"),
        ('[clocks.FCBA-ACK]\nunit = "weeks"\n', "clocks.FCBA-ACK.unit: 'weeks' is none of them"),
        ('[clocks.FCBA-ACK]\napplies = "BIL &"\n', "applies: cannot be read: a mark is missing"),
        ('[clocks.FCBA-ACK]\napplies = "BIL & nice"\n', "there is no mark nice"),
        ('[clocks.FCBA-ACK]\nsatisfied_by = ["mailed:thanks"]\n', "no letter is of that kind"),
        ('[clocks.FCBA-ACK]\nstart = ["yesterday"]\n', "'yesterday' means nothing"),
        ("[clocks.FCBA-ACK]\ncap = 5\n", "cap: goes with cycles only"),
        ("[clocks.FCBA-ACK]\nrepeats = true\n", "nothing ends it for good"),
        ('[clocks.FCBA-ACK]\nkind = "window"\n', "a window is not ours to meet"),
        ("[clocks.FCBA-AKC]\namount = 20\n", "FCBA-AKC is no shipped clock"),
        ("[clocks]\nclosing_day = 32\n", "closing_day: must be a day of the month"),
        ('[clocks]\noffice_is = ["shop"]\n', "'shop' is no kind of office"),
        ("[clocks]\ncolour = 3\n", "clocks.colour: unknown key"),
        ('[clocks.letters]\nthanks = ["x"]\n', "clocks.letters.thanks: unknown key"),
        ('[clocks.CARM-STAT]\nstart = ["due:GOV-5"]\n', "names no clock that stands before"),
        ('[clocks.RESPA-RES]\nextension = {amount = 0, by = "mailed:extension"}\n', "amount"),
        ('[clocks.FCBA-ACK]\nholidays = "both"\n', "calendar days heed none"),
    ],
)
def test_what_cannot_be_is_refused_with_file_line_and_key(
    folder: Path, open_desk: Any, more: str, said: str
) -> None:
    settings(folder, more)
    last = len((folder / "desk.toml").read_text().splitlines())

    with pytest.raises(SettingsError) as refused:
        open_desk()

    assert said in refused.value.title
    assert "desk.toml, line " in refused.value.detail
    assert last - 3 <= int(refused.value.detail.rpartition(" ")[2]) <= last
    assert refused.value.hint


# -- suppression


def test_no_dunning_letter_leaves_while_dunning_is_suppressed(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, "scan-0006-pike.txt")
    desk.classify(number, "DLQ ADM")
    desk.choose_template(number, "dlq-reminder")
    blocks = [finding.message for finding in desk.proof(number) if finding.rule == "PC-49"]
    assert len(blocks) == 1
    assert "“STOP WRITING”" in blocks[0]
    with pytest.raises(Refused, match="is not filed"):
        desk.prepare(number, "ADM")

    desk.clocks.set(number, "STOP", "met", "stopped in the ledger")
    assert [finding for finding in desk.proof(number) if finding.rule == "PC-49"]

    desk.clocks.set(number, "STOP", "off", "withdrawn by letter of today")
    assert not [finding for finding in desk.proof(number) if finding.rule == "PC-49"]


def test_a_disputed_amount_is_not_dunned_until_it_is_answered(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)
    desk.choose_template(number, "dlq-reminder")
    assert any("FCBA-RES" in finding.message for finding in desk.proof(number))
    desk.choose_template(number, "bil-ack")
    assert not [finding for finding in desk.proof(number) if finding.rule == "PC-49"]


def test_a_claim_that_comes_too_late_says_so(desk: Desk, take_in: Take, monday: Any) -> None:
    """The order was to be delivered by 12 February 2026; nine months end on 12 November."""
    later(monday, "2026-11-16")
    number = take_in(desk, "Petrie lost registered parcel.docx")

    assert clocks(desk, number)["CARM-WIN"].due == date(2026, 11, 12)
    assert statuses(desk, number)["CARM-WIN"] == "past"
    assert any(
        line.endswith("CARM-WIN Nov 12: past") for line in desk.clocks.short_lines(desk.letter(number))
    )
