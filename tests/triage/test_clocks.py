"""The clocks of the law: when they start, when they end, what stops them. Dates from the worked vectors."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.calendar import OfficeCalendar
from corrtui.control.clock import Clock
from corrtui.toml_reader import Table
from corrtui.triage.categories import load_categories
from corrtui.triage.clock_rows import ClockRow
from corrtui.triage.clock_rules import ClockRules, load_clock_rules
from corrtui.triage.clocks import Known, Mailing, Word, run_clocks, status_of
from corrtui.triage.clocks import due_of as due_of_row
from corrtui.triage.marks import office_kinds

CALENDAR = OfficeCalendar()
RECEIVED = date(2026, 3, 2)


@cache
def rules() -> ClockRules:
    return load_clock_rules(Table({}, Path("desk.toml"), ""), load_categories())


def day(text: str) -> date:
    return date.fromisoformat(text)


def clocks(
    marks: str,
    received: date = RECEIVED,
    days: Mapping[str, date] | None = None,
    closing_day: int | None = None,
    mailings: tuple[Mailing, ...] = (),
    words: tuple[Word, ...] = (),
) -> dict[str, Clock]:
    known = Known(received, frozenset(marks.split()), days or {}, closing_day)
    return {clock.id: clock for clock in run_clocks(rules().rows.values(), known, CALENDAR, mailings, words)}


def mailed(kinds: str, on: str) -> Mailing:
    return Mailing(frozenset(kinds.split()), day(on))


def due(clock: str, received: str, closing_day: int | None = None) -> str:
    return due_of_row(rules().rows[clock], day(received), CALENDAR, closing_day).isoformat()


# -- amounts and units

VECTORS = [
    ("FCBA-ACK", "2026-04-01", "2026-07-29", "2027-01-20"),
    ("FCRA-DIR", "2026-04-01", "2026-07-29", "2027-01-20"),
    ("HIPAA-ACC", "2026-04-01", "2026-07-29", "2027-01-20"),
    ("CARM-ACK", "2026-04-01", "2026-07-29", "2027-01-20"),
    ("REGE-45", "2026-04-16", "2026-08-13", "2027-02-04"),
    ("REGE-90", "2026-05-31", "2026-09-27", "2027-03-21"),
    ("CARM-DISP", "2026-06-30", "2026-10-27", "2027-04-20"),
    ("RESPA-ACK", "2026-03-09", "2026-07-06", "2026-12-29"),
    ("RESPA-RES", "2026-04-13", "2026-08-10", "2027-02-04"),
    ("REGE-10", "2026-03-16", "2026-07-14", "2027-01-06"),
    ("REGE-20", "2026-03-30", "2026-07-28", "2027-01-21"),
    ("FDCPA-WIN", "2026-04-08", "2026-08-06", "2027-01-28"),
    ("STOP", "2026-03-02", "2026-06-29", "2026-12-21"),
]


@pytest.mark.parametrize(("clock", "march", "june", "december"), VECTORS)
def test_worked_vectors(clock: str, march: str, june: str, december: str) -> None:
    assert due(clock, "2026-03-02") == march
    assert due(clock, "2026-06-29") == june
    assert due(clock, "2026-12-21") == december


@pytest.mark.parametrize(
    ("received", "closing_day", "ends"),
    [
        ("2026-03-02", 15, "2026-05-15"),
        ("2026-07-16", 15, "2026-10-14"),  # the cap of 90 days bites
        ("2026-01-31", 31, "2026-03-31"),
        ("2026-03-02", None, "2026-05-02"),  # nobody knows when the cycle closes: the earliest end
    ],
)
def test_two_complete_cycles_and_never_more_than_90_days(
    received: str, closing_day: int | None, ends: str
) -> None:
    assert due("FCBA-RES", received, closing_day) == ends


@given(st.dates(date(2021, 1, 1), date(2035, 12, 31)), st.integers(1, 31) | st.none())
def test_the_cap_holds_whatever_the_cycle(received: date, closing_day: int | None) -> None:
    ends = due_of_row(rules().rows["FCBA-RES"], received, CALENDAR, closing_day)

    assert 58 < (ends - received).days <= 90


@pytest.mark.parametrize(
    ("marks", "received", "clock", "ends", "work_by"),
    [
        ("MED provider own_records", "2026-11-27", "HIPAA-ACC", "2026-12-27", "2026-12-24"),
        ("BIL open_end_creditor written", "2026-06-19", "FCBA-ACK", "2026-07-19", "2026-07-17"),
        ("BIL bank eft new_account", "2026-03-02", "REGE-90", "2026-05-31", "2026-05-29"),
    ],
)
def test_a_due_date_on_a_closed_day_does_not_move(
    marks: str, received: str, clock: str, ends: str, work_by: str
) -> None:
    found = clocks(marks, day(received))[clock]

    assert (found.due, found.work_by) == (day(ends), day(work_by))


def test_same_day_on_a_closed_day_is_that_day() -> None:
    stop = clocks("bankruptcy", day("2026-07-04"))["STOP"]

    assert (stop.start, stop.due, stop.work_by) == (day("2026-07-04"),) * 3


# -- which clocks run


@pytest.mark.parametrize(
    ("marks", "ids"),
    [
        ("BIL open_end_creditor written", "FCBA-ACK FCBA-RES"),
        ("BIL open_end_creditor oral", ""),
        ("BIL open_end_creditor written trade_account", ""),
        ("BIL bank open_end_creditor eft oral", "REGE-10 REGE-45"),
        ("BIL bank eft oral new_account", "REGE-20 REGE-90"),
        ("BIL bank eft oral pos_or_foreign", "REGE-10 REGE-90"),
        ("BIL mortgage_servicer mortgage written notice_of_error", "RESPA-ACK RESPA-RES RESPA-HOLD"),
        ("BIL mortgage_servicer open_end_creditor mortgage written", "RESPA-ACK RESPA-RES RESPA-HOLD"),
        ("DMG carrier names_shipment names_amount", "CARM-ACK CARM-DISP CARM-STAT"),
        ("DMG carrier", ""),
        ("ORD order_itself order_placed order_paid merchant", "MITOR-SHIP"),
        ("MED provider own_records", "HIPAA-ACC"),
        ("MED provider own_records third_party", ""),
        ("MED texas_hospital authorization third_party", "TXREC"),
        ("ADM open_end_creditor deceased estate_asks", "ZESTATE STOP"),
        ("DLQ collector cease_contact", "STOP"),
        ("DLQ collector disputes_debt", "STOP"),
        ("DLQ creditor disputes_debt", ""),
        ("GOV legislator", "GOV-5 GOV-10"),
        ("GOV main_GOV cfpb", "CFPB-15 CFPB-60"),
        ("BIL GOV main_BIL cfpb", ""),
        ("CRD furnisher written", "FCRA-DIR"),
        ("LEG bankruptcy", "STOP"),
        ("LEG attorney third_party", ""),
        ("SVC open_end_creditor written", ""),
        ("INF agency foia", "FOIA"),
        ("CRI creditor credit_application", ""),
    ],
)
def test_which_clocks_a_letter_starts(marks: str, ids: str) -> None:
    assert " ".join(clocks(marks)) == ids


def test_a_late_notice_stops_the_billing_clocks_and_keeps_the_reason() -> None:
    found = clocks("BIL open_end_creditor written late_notice")

    assert {clock.state for clock in found.values()} == {"off"}
    assert found["FCBA-ACK"].why == "late_notice"


@pytest.mark.parametrize(
    ("clock", "marks", "fact"),
    [
        ("FDCPA-VN", "collector", "first_contact"),
        ("FDCPA-WIN", "collector", "notice_sent"),
        ("CARM-FILE", "DMG shipper", "delivered"),
        ("CARM-WIN", "DMG carrier", "delivered"),
        ("UCC311", "BIL", "check_paid"),
        ("REGE-REPORT", "bank eft", "determined"),
        ("REGE-CORRECT", "bank eft", "error_found"),
        ("REGE-CREDIT", "bank eft", "credited"),
        ("FCRA-FRIV", "CRD furnisher", "found_frivolous"),
        ("INS-CA-DEC", "insurer insurance_claim", "proof_received"),
    ],
)
def test_a_clock_whose_start_nobody_knows_does_not_run_until_it_is_said(
    clock: str, marks: str, fact: str
) -> None:
    assert clock not in clocks(marks)
    assert clocks(marks, days={fact: day("2026-03-01")})[clock].start == day("2026-03-01")


_ORDERED = "ORD order_itself order_placed order_paid merchant"


def test_an_order_starts_when_it_is_complete() -> None:
    assert clocks(_ORDERED)["MITOR-SHIP"].due == day("2026-04-01")
    found = clocks(_ORDERED, days={"order_complete": day("2026-03-09")})["MITOR-SHIP"]
    assert (found.start, found.due) == (day("2026-03-09"), day("2026-04-08"))
    paid = clocks(_ORDERED, days={"order_complete": day("2026-01-05")})["MITOR-SHIP"]
    assert status_of(paid, RECEIVED, answered=False) == "overdue"
    assert paid.due == day("2026-02-04")
    assert "MITOR-SHIP" not in clocks("ORD order_itself order_placed merchant")
    assert "MITOR-SHIP" not in clocks("BIL ORD order_placed order_paid merchant")


def test_a_freight_claim_may_be_filed_for_nine_months() -> None:
    found = clocks("DMG carrier", days={"delivered": day("2025-05-31")})["CARM-WIN"]

    assert found.due == day("2026-02-28")
    assert status_of(found, RECEIVED, answered=False) == "past"
    assert not found.pressing


def test_every_row_has_a_letter_that_starts_it() -> None:
    every = " ".join(row.applies.text for row in rules().rows.values())
    names = {word for word in every.replace("(", " ").replace(")", " ").split() if word[0].isalpha()}
    facts = dict.fromkeys(rules().facts, RECEIVED)
    started: set[str] = set()
    for row in rules().rows.values():
        positive = [
            name for name in names if name in row.applies.names and f"!{name}" not in row.applies.text
        ]
        started |= {*clocks(" ".join(positive), days=facts)}

    # The consumer takes no counter-offer that was not mailed.
    assert set(rules().rows) - started == {"ECOA-CO"}


def test_every_row_cites_its_rule() -> None:
    assert all(row.cite and row.title for row in rules().rows.values())
    assert {row.id for row in rules().rows.values() if not row.confirmed} == {
        *("HIPAA-ACCT", "HIPAA-AMD", "FOIA", "PA", "CFPB-15", "CFPB-60", "AG-15", "BBB-14"),
    }


# -- what stops them


def test_an_acknowledgment_meets_only_what_it_may() -> None:
    found = clocks("BIL open_end_creditor written", mailings=(mailed("ack bil-ack", "2026-03-20"),))

    assert (found["FCBA-ACK"].state, found["FCBA-ACK"].done) == ("met", day("2026-03-20"))
    assert found["FCBA-RES"].state == "runs"


def test_the_answer_meets_both() -> None:
    found = clocks("BIL open_end_creditor written", mailings=(mailed("final bil-corrected", "2026-03-20"),))

    assert {clock.state for clock in found.values()} == {"met"}


@pytest.mark.parametrize("kinds", ["dunning dlq-reminder", "ask bil-need-info", "status gov-interim", "x"])
def test_other_letters_do_not(kinds: str) -> None:
    found = clocks("BIL open_end_creditor written", mailings=(mailed(kinds, "2026-03-20"),))

    assert {clock.state for clock in found.values()} == {"runs"}


@pytest.mark.parametrize(("on", "state"), [("2026-04-01", "met"), ("2026-04-02", "late")])
def test_the_due_date_itself_is_in_time(on: str, state: str) -> None:
    found = clocks("BIL open_end_creditor written", mailings=(mailed("ack", on),))

    assert found["FCBA-ACK"].state == state


@pytest.mark.parametrize(
    ("on", "ends"), [("2026-04-10", "2026-05-04"), ("2026-04-13", "2026-04-13"), ("2026-04-20", "2026-04-13")]
)
def test_an_extension_must_be_mailed_before_the_due_date(on: str, ends: str) -> None:
    marks = "BIL mortgage_servicer mortgage written"
    found = clocks(marks, mailings=(mailed("extension", on),))["RESPA-RES"]

    assert found.due == day(ends)
    assert found.original_due == (day("2026-04-13") if ends == "2026-05-04" else None)


def test_a_clock_is_extended_once() -> None:
    marks = "MED provider own_records"
    letters = (mailed("extension", "2026-03-20"), mailed("extension", "2026-04-20"))
    found = clocks(marks, mailings=letters)["HIPAA-ACC"]

    assert (found.due, found.original_due) == (day("2026-05-01"), day("2026-04-01"))
    assert status_of(found, day("2026-04-15"), answered=False) == "extended"
    late = clocks(marks, mailings=(*letters, mailed("final", "2026-05-02")))["HIPAA-ACC"]
    assert (late.state, late.original_due) == ("late", day("2026-04-01"))


@pytest.mark.parametrize(("came", "ends"), [("2026-03-20", "2026-04-16"), ("2026-04-02", "2026-04-01")])
def test_more_documents_extend_a_dispute_if_they_came_within_30_days(came: str, ends: str) -> None:
    found = clocks("CRD furnisher written", days={"more_documents": day(came)})["FCRA-DIR"]

    assert found.due == day(ends)


def test_status_letters_repeat_until_the_claim_is_disposed_of() -> None:
    marks = "DMG carrier names_shipment names_amount"
    assert clocks(marks)["CARM-STAT"].due == day("2026-08-29")
    once = clocks(marks, mailings=(mailed("status", "2026-08-20"),))["CARM-STAT"]
    assert (once.due, once.original_due, once.state) == (day("2026-10-28"), day("2026-08-29"), "runs")
    done = clocks(marks, mailings=(mailed("final", "2026-06-01"),))
    assert {name: clock.state for name, clock in done.items()} == {
        "CARM-ACK": "late",
        "CARM-DISP": "met",
        "CARM-STAT": "met",
    }


def test_a_legislator_hears_every_ten_workdays() -> None:
    found = clocks("GOV legislator", mailings=(mailed("status", "2026-03-05"),))

    assert found["GOV-5"].due == day("2026-03-09")
    assert found["GOV-5"].state == "met"
    assert clocks("GOV legislator")["GOV-10"].due == day("2026-03-23")
    assert found["GOV-10"].due == day("2026-04-06")


def test_a_letter_of_ours_may_start_a_clock() -> None:
    found = clocks("collector", mailings=(mailed("validation val-notice", "2026-03-02"),))

    assert found["FDCPA-WIN"].due == day("2026-04-08")


def test_a_delay_notice_before_the_promised_day_meets_it() -> None:
    found = clocks(
        "ORD merchant time_stated",
        days={"promised": day("2026-03-20")},
        mailings=(mailed("delay-option", "2026-03-10"),),
    )

    assert found["MITOR-STATED"].state == "met"


# -- the clerk's word


def test_the_clerk_switches_a_clock_off_and_on_again() -> None:
    off = Word("FCBA-ACK", "off", by="rh")
    marks = "BIL open_end_creditor written"

    assert clocks(marks, words=(off,))["FCBA-ACK"].why == "rh"
    assert clocks(marks, words=(off, Word("FCBA-ACK", "on")))["FCBA-ACK"].state == "runs"


def test_the_clerk_starts_a_clock_nothing_speaks_for() -> None:
    found = clocks("INF", words=(Word("RESPA-ACK", "on"),))["RESPA-ACK"]

    assert found.due == day("2026-03-09")


def test_the_clerk_says_when_it_starts() -> None:
    found = clocks("ORD merchant", words=(Word("MITOR-SHIP", "start", day("2026-03-09")),))["MITOR-SHIP"]

    assert found.due == day("2026-04-08")


def test_what_was_done_without_a_letter_meets_its_clock() -> None:
    found = clocks("bankruptcy", words=(Word("STOP", "met", day("2026-03-03")),))["STOP"]

    assert (found.state, found.done) == ("late", day("2026-03-03"))


# -- how they stand


@pytest.mark.parametrize(
    ("today", "answered", "status"),
    [
        ("2026-03-10", False, "running"),
        ("2026-04-01", False, "running"),
        ("2026-04-01", True, "answered"),
        ("2026-04-02", False, "overdue"),
        ("2026-04-02", True, "overdue"),
    ],
)
def test_a_letter_that_is_filed_only_does_not_stop_a_clock(today: str, answered: bool, status: str) -> None:
    clock = clocks("BIL open_end_creditor written")["FCBA-ACK"]

    assert status_of(clock, day(today), answered) == status


@given(
    st.sampled_from(sorted(rules().rows)),
    st.dates(date(2021, 1, 1), date(2034, 12, 31)),
    st.sets(st.dates(date(2021, 1, 1), date(2035, 12, 31)), max_size=5),
)
def test_work_by_is_a_day_the_office_works_and_not_after_the_due_date(
    name: str, start: date, closed: set[date]
) -> None:
    calendar = OfficeCalendar(frozenset(closed))
    word = Word(name, "start", start)
    known = Known(start, frozenset(), {})
    clock = run_clocks([rules().rows[name]], known, calendar, words=(word,))[0]

    assert clock.start <= clock.due
    assert clock.work_by <= clock.due
    assert calendar.is_business_day(clock.work_by) or clock.due - start < timedelta(days=7)


# -- the documentation


def _limit(row: ClockRow) -> str:
    units = {"calendar": "calendar days", "business": "business days", "office": "office days"}
    unit = units.get(row.unit, row.unit)
    limit = f"{row.amount} {unit}" if row.amount != 1 else f"1 {unit.removesuffix('s')}"
    if not row.amount:
        limit = "the day itself"
    if row.cap:
        limit += f", at most {row.cap} days"
    if row.assumed:
        limit = f"{row.assumed} business days, then {limit}"
    if row.extension:
        limit += f", + {row.extension.amount}"
    return f"every {limit}" if row.repeats else limit


def table_of_rows() -> str:
    """The table of docs/clocks.md, made from the rows."""
    lines = ["| id | what must be done | limit | rule |", "|---|---|---|---|"]
    for row in rules().rows.values():
        cite = row.cite if row.confirmed else f"{row.cite} (not confirmed)"
        lines.append(f"| {row.id} | {row.title} | {_limit(row)} | {cite} |")
    return "\n".join(lines)


def test_the_table_of_the_documentation_is_the_rows() -> None:
    page = (Path(__file__).parents[2] / "docs" / "clocks.md").read_text(encoding="utf-8")

    assert table_of_rows() in page, f"put this table into docs/clocks.md:\n{table_of_rows()}"
    assert page.count("no legal advice") == 1
    for kind in office_kinds():
        assert kind in page
