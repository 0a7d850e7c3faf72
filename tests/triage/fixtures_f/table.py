"""The acceptance table: thirty letters, and exactly what the desk must make of each.

Source: the trade's own fixtures F01-F30 (incoming letters, received Monday 2026-03-02 unless said). What a
row leaves None is not said there, and not looked at; an empty tuple or table says that there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tests.triage.fixtures_f.office import OFFICE_IS

DAY = date(2026, 3, 2)
_SILENT = "no reply from here"
_CONFIRM = "is sensitive"


@dataclass(frozen=True)
class Block:
    """A key that must not work: the reason the desk gives matches `why`, a regular expression."""

    door: str
    """finish: `finish NO`; finish CODE: with that template; bulk: one of many at once;
    proof CODE: a letter by that template does not pass; said TEXT: a reply with TEXT in it does not pass."""
    why: str


@dataclass(frozen=True)
class Fixture:
    """One letter and what it must give.

    Attributes:
        id: its number in the source; letters behind it are cases of the same row.
        file: of the letter, in `letters/`.
        category: what is suggested.
        also: further categories.
        disposition: what is suggested to be done.
        template: the letter of ours that is offered; "" for none.
        clocks: clock → due date, of duties and holds that run.
        windows: clock → day until which the writer may act.
        overdue: clocks that are overdue on the day, and windows that were over.
        sensitive: the class; "" for none.
        near: words that look like a class and are shown, but raise none.
        tone: tempers.
        language: code.
        money: money lies with it.
        issues: categories of what is asked, in reading order.
        marks: names of marks that must be told (late_notice, …).
        urgency: word.
        blocks: what must be refused.
        passes: what must not be refused for `why`.
        draft_not: a regular expression the draft offered must not match.
        hold: days it is kept before that.
        needed_by: day by which the department asked must have answered.
        draft_says: regular expressions it must match.
        medium: how it came.
        received: date received; the desk's day unless `day` says otherwise.
        day: the desk's today.
        office_is: what the office is.
        before: letters that were received before it: (file, date received).
    """

    id: str
    file: str
    category: str | None = None
    also: tuple[str, ...] | None = None
    disposition: str | None = None
    template: str | None = None
    clocks: Mapping[str, str] | None = None
    windows: Mapping[str, str] | None = None
    overdue: tuple[str, ...] | None = None
    sensitive: str | None = None
    near: tuple[str, ...] = ()
    tone: tuple[str, ...] | None = None
    language: str = "en"
    money: bool | None = None
    issues: tuple[str, ...] | None = None
    marks: tuple[str, ...] = ()
    urgency: str | None = None
    blocks: tuple[Block, ...] = ()
    passes: tuple[Block, ...] = ()
    draft_not: str = ""
    needed_by: str = ""
    hold: int | None = None
    draft_says: tuple[str, ...] = ()
    medium: str = "letter"
    received: date = DAY
    day: date = DAY
    office_is: tuple[str, ...] = OFFICE_IS
    before: tuple[tuple[str, date], ...] = ()
    merge_into: str = ""
    """File of the earlier letter it is a copy of."""
    steps: tuple[tuple[str, ...], ...] = field(default=())
    """Commands done to it before it is looked at, NO standing for its number."""


_BILLING = {"FCBA-ACK": "2026-04-01", "FCBA-RES": "2026-05-15"}
_BULK = Block("bulk", "decided by itself")
_DUNNING = Block("proof dlq-reminder", "(?i)dunning")
_NO_FORM = Block("finish ack-general", _CONFIRM)
_NO_REPLY = (Block("finish", _SILENT), Block("finish ack-general", _SILENT), _BULK)

FIXTURES = (
    Fixture(
        "F01",
        "F01.txt",
        category="BIL",
        also=(),
        disposition="ACK",
        template="bil-ack",
        clocks=_BILLING,
        windows={},
        overdue=(),
        sensitive="",
        tone=(),
        money=False,
        issues=("BIL",),
        urgency="normal",
        blocks=(_DUNNING,),
    ),
    Fixture(
        "F02",
        "F02.txt",
        category="BIL",
        template="bil-late-notice",
        clocks={},
        marks=("late_notice",),
        sensitive="",
        money=False,
        urgency="normal",
    ),
    Fixture("F02 in time", "F02b.txt", category="BIL", clocks=_BILLING, template="bil-ack", sensitive=""),
    Fixture(
        "F03",
        "F03.txt",
        medium="phone note",
        category="BIL",
        clocks={"REGE-10": "2026-03-16", "REGE-45": "2026-04-16"},
        sensitive="",
        urgency="normal",
    ),
    Fixture(
        "F04",
        "F04.txt",
        category="BIL",
        clocks={"RESPA-ACK": "2026-03-09", "RESPA-RES": "2026-04-13", "RESPA-HOLD": "2026-05-01"},
        sensitive="",
        money=False,
    ),
    Fixture(
        "F05",
        "F05.txt",
        category="DMG",
        also=(),
        template="dmg-ack",
        clocks={"CARM-ACK": "2026-04-01", "CARM-DISP": "2026-06-30", "CARM-STAT": "2026-08-29"},
        windows={"CARM-WIN": "2026-11-18"},
        sensitive="",
        money=False,
    ),
    Fixture(
        "F06",
        "F06.txt",
        category="SVC",
        also=("DMG",),
        disposition="ASK",
        template="dmg-need-docs",
        clocks={},
        sensitive="",
        tone=("hostile",),
    ),
    Fixture(
        "F07",
        "F07.txt",
        category="ORD",
        money=True,
        clocks={"MITOR-SHIP": "2026-04-01"},
        overdue=(),
        sensitive="",
        blocks=(_BULK,),
    ),
    Fixture(
        "F08",
        "F08.txt",
        category="BIL",
        disposition="ESCALATE",
        money=True,
        sensitive="payment in full offered",
        blocks=(Block("finish", _CONFIRM), _NO_FORM, _BULK),
    ),
    Fixture(
        "F09",
        "F09.txt",
        category="MED",
        disposition="ASK",
        template="med-auth-defective",
        clocks={},
        sensitive="health information",
        draft_says=(
            r"\(x\) which records are meant",
            r"\(x\) the day or the event",
            r"\( \) for what purpose",
        ),
        blocks=(
            Block("finish", _CONFIRM),
            _NO_FORM,
            _BULK,
            Block("proof med-cover", r"PC-50 block .*expires \(45 CFR 164\.508\(c\)\(1\)\(v\)\)"),
            Block("proof med-cover", r"PC-50 warn .*“all records 2023-2025”"),
        ),
    ),
    Fixture(
        "F10",
        "F10.eml",
        medium="e-mail",
        category="MED",
        clocks={"HIPAA-ACC": "2026-04-01"},
        sensitive="health information",
        draft_not="(?i)your (signed )?authoriz|authoriz[a-z]+ (form|is needed)",
        passes=(Block("proof med-cover", "PC-50"),),
        blocks=(Block("finish", _CONFIRM), _NO_FORM, _BULK),
    ),
    Fixture(
        "F11",
        "F11.txt",
        category="LEG",
        disposition="ESCALATE",
        template="",
        clocks={},
        sensitive="legal process",
        urgency="pinned",
        blocks=_NO_REPLY,
    ),
    Fixture(
        "F12",
        "F12.txt",
        category="SAF",
        also=("BIL",),
        disposition="ESCALATE",
        template="",
        clocks=_BILLING,
        sensitive="self-harm",
        tone=("distressed",),
        urgency="pinned",
        blocks=_NO_REPLY,
    ),
    Fixture(
        "F13",
        "F13.eml",
        medium="e-mail",
        category="ORD",
        template="ord-delay",
        clocks={"MITOR-SHIP": "2026-02-04"},
        overdue=("MITOR-SHIP",),
        sensitive="",
        near=("killer deal",),
        urgency="overdue",
    ),
    Fixture(
        "F13 promised",
        "F13b.eml",
        medium="e-mail",
        category="ORD",
        template="ord-delay",
        clocks={"MITOR-STATED": "2026-01-30"},
        overdue=("MITOR-STATED",),
        sensitive="",
        urgency="overdue",
    ),
    Fixture(
        "F14",
        "F14.txt",
        category="ADM",
        template="adm-condolence",
        clocks={"ZESTATE": "2026-04-01", "STOP": "2026-03-02"},
        sensitive="deceased customer",
        draft_not="Dear Mrs. Ebersole",
        blocks=(Block("finish", _CONFIRM), _NO_FORM, _BULK, _DUNNING),
    ),
    Fixture(
        "F15",
        "F15.txt",
        office_is=("collector",),
        category="DLQ",
        clocks={"STOP": "2026-03-02"},
        sensitive="cease contact",
        blocks=(Block("finish", _CONFIRM), _NO_FORM, _BULK, _DUNNING),
    ),
    Fixture(
        "F16",
        "F16.txt",
        category="GOV",
        disposition="ESCALATE",
        template="",
        clocks={"GOV-5": "2026-03-09", "GOV-10": "2026-03-23"},
        sensitive="regulator or legislator",
        urgency="pinned",
        blocks=_NO_REPLY,
    ),
    Fixture("F17", "F17.txt", category="CRI", also=(), clocks={}, sensitive="", template="cri-reference"),
    Fixture(
        "F18",
        "F18.txt",
        category="CRD",
        also=(),
        clocks={"FCRA-DIR": "2026-04-01"},
        sensitive="",
        blocks=(_BULK,),
    ),
    Fixture(
        "F18 with more documents",
        "F18.txt",
        category="CRD",
        clocks={"FCRA-DIR": "2026-04-16"},
        day=date(2026, 3, 20),
        steps=(("clock", "NO", "more_documents", "2026-03-20", "--reason", "a second statement came"),),
    ),
    Fixture(
        "F19",
        "F19.txt",
        category="LEG",
        disposition="ESCALATE",
        template="",
        clocks={"STOP": "2026-03-02"},
        sensitive="bankruptcy",
        urgency="pinned",
        blocks=(*_NO_REPLY, Block("proof-before dlq-reminder", "(?i)dunning")),
        before=(("F19b.txt", date(2026, 2, 27)),),
    ),
    Fixture(
        "F20",
        "F20.txt",
        category="MIS",
        disposition="RETURN",
        template="mis-return",
        clocks={},
        sensitive="",
        urgency="normal",
    ),
    Fixture(
        "F21",
        "F21.txt",
        medium="fax",
        category="BIL",
        disposition="MERGE",
        received=date(2026, 3, 4),
        day=date(2026, 3, 4),
        before=(("F01.txt", DAY),),
        merge_into="F01.txt",
    ),
    Fixture(
        "F22",
        "F22.txt",
        category="SPC",
        also=(),
        disposition="QUERY",
        template="spc-need-specs",
        clocks={},
        sensitive="",
        needed_by="2026-03-10",
        draft_says=("by March 13, 2026; for that, please let us have yours by March 10, 2026",),
        blocks=(
            Block("said the price of $4.10 each", "PC-51 block .*price"),
            Block("said that we will ship it by March 20, 2026", "PC-51 block .*promised"),
        ),
    ),
    Fixture(
        "F23", "F23.txt", category="RUL", template="rul-explain", clocks={}, sensitive="", issues=("RUL",)
    ),
    Fixture(
        "F24",
        "F24.txt",
        category="SVC",
        disposition="FORM",
        template="svc-thanks",
        clocks={},
        sensitive="",
        tone=(),
        urgency="normal",
    ),
    Fixture(
        "F25",
        "F25.txt",
        category="UNK",
        disposition="FILE",
        template="",
        hold=30,
        clocks={},
        sensitive="",
        blocks=(Block("finish", "has no draft"),),
    ),
    Fixture(
        "F26",
        "F26.txt",
        category="BIL",
        also=("SVC", "RUL"),
        clocks=_BILLING,
        sensitive="",
        issues=("BIL", "SVC", "RUL"),
    ),
    Fixture(
        "F27",
        "F27.txt",
        category="BIL",
        clocks=_BILLING,
        sensitive="",
        blocks=(Block("said account 330199", "PC-13"),),
    ),
    Fixture(
        "F28",
        "F28.txt",
        category="DMG",
        clocks={"CARM-ACK": "2026-04-01", "CARM-DISP": "2026-06-30", "CARM-STAT": "2026-08-29"},
        windows={"CARM-WIN": "2026-03-01"},
        overdue=("CARM-WIN",),
        sensitive="",
    ),
    Fixture(
        "F29",
        "F29.txt",
        category="SVC",
        language="es",
        clocks={},
        sensitive="",
        blocks=(Block("proof svc-apology", "PC-41"),),
    ),
    Fixture(
        "F30",
        "F30.txt",
        category="SAF",
        disposition="ESCALATE",
        template="",
        clocks={},
        sensitive="threat or violence",
        urgency="pinned",
        blocks=_NO_REPLY,
    ),
)
