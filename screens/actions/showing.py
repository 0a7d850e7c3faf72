"""Showing: control card, record or original, proof and page, tally, help, and commands by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from corrtui.errors import CorrtuiError
from screens import texts
from screens.actions.deciding import LETTERS
from screens.overlays import Overlay
from screens.passage import Passage
from screens.prompts import Choice, Question
from screens.session import Session
from screens.wording import key_words


def _card(session: Session) -> None:
    sheet = session.sheet()
    if sheet is None:
        session.say(session.barred, "trouble")
    else:
        no = sheet.letter.control_no
        history = session.desk.history(no)
        why = session.desk.why_order(no)
        session.overlay = Overlay(
            f"Control card {no}",
            lambda width: texts.card(sheet, history, why, session.desk, width, session.hide),
        )


def _view(session: Session) -> None:
    """Ask what to show: the letter as it came in, or one of its records."""
    sheet = session.sheet()
    if sheet is None:
        session.say(session.barred, "trouble")
        return
    original = Choice("o", f"the letter as it was read: {sheet.reading.how}", "original")
    records = [
        Choice(LETTERS[at], record.title, record.id)
        for at, record in enumerate(sheet.records[:26])
        if LETTERS[at] != "o"
    ]
    enclosures = [
        Choice(str(at), f"enclosed: {texts.enclosed(enclosure)}")
        for at, enclosure in enumerate(sheet.reading.enclosures, 1)
    ]
    question = Question(
        "View",
        (original, *enclosures, *records),
        strict=True,
        hint="Enter shows the letter as it was read",
    )
    session.ask(question, lambda code: _viewed(session, code or "o"))


def _viewed(session: Session, code: str) -> None:
    sheet = session.sheet()
    if sheet is None:
        return
    if code == "o":
        passage = texts.original(sheet)
        session.overlay = Overlay(f"{sheet.letter.control_no} as it was read", lambda width: passage)
    elif code.isdigit():
        enclosure = sheet.reading.enclosures[int(code) - 1]
        path, reading = session.desk.intake.look_into(sheet.letter.control_no, enclosure)
        session.overlay = Overlay(
            f"Enclosure {code} of {sheet.letter.control_no}",
            lambda width: texts.enclosure(enclosure, path, reading, width, session.hide),
        )
    else:
        record = sheet.records[LETTERS.index(code)]
        session.overlay = Overlay(record.id, lambda width: texts.record(record, width, session.hide))


def _proof(session: Session) -> None:
    """Show what the proof finds and the page as it will print."""
    no = session.current
    if not no:
        return
    session.save()
    findings = session.desk.proof(no)
    try:
        page = session.desk.page_preview(no)
    except CorrtuiError as error:
        page = f"The page cannot be shown yet. {error}"
    session.overlay = Overlay(
        f"Proof of {no}", lambda width: texts.proof(findings, page, width, session.hide), wrap=False
    )


def _reveal(session: Session) -> None:
    """Show what is masked of this letter, with a reason; pressed again, mask it."""
    no = session.current
    if session.revealed:
        session.conceal()
        session.say(f"the numbers of {no} are masked again")
    elif session.sheet() is None:
        session.say(session.barred, "trouble")
    else:
        session.desk.privacy.check_masked(no)
        question = Question(
            f"Why must the full numbers of {no} be seen",
            topic="reason",
            of_letter=True,
            required="say why in a word or more; it is entered in the log",
        )
        session.ask(question, lambda reason: _revealed(session, no, reason))


def _revealed(session: Session, no: str, reason: str) -> None:
    session.reveal(no, reason)
    session.say(f"the numbers of {no} are shown until the cursor leaves it; it is entered in the log")


def _tally(session: Session) -> None:
    desk = session.desk
    from corrtui.reports.export import as_text

    page = Passage(as_text(desk.tally(desk.today), desk.settings.office.name))

    def export() -> None:
        written = desk.export_tally(desk.today)
        names = ", ".join(path.name for path in written)
        session.say(f"written: {names} in {written[0].parent}")

    session.overlay = Overlay(
        f"Tally of {desk.today:%Y-%m-%d}", lambda width: page, {"e": ("export", export)}, wrap=False
    )


def _arriving(session: Session) -> None:
    waiting = session.desk.arriving()
    session.overlay = Overlay("In the inbox, no letters yet", lambda width: texts.arriving(waiting))


def _check(session: Session) -> None:
    troubles = session.desk.check()
    session.overlay = Overlay("What would hinder the work", lambda width: texts.troubles(troubles))


def _help(session: Session) -> None:
    context = "note" if session.noting else "draft" if session.editing else "queue"
    session.overlay = Overlay(
        f"Keys that are live in the {context}", lambda width: texts.keys(session.registry, context, width)
    )


def _command(session: Session) -> None:
    """Ask for a command by name; words after the name answer its question."""
    choices = tuple(
        Choice(row.id, f"{key_words(row)}: {row.help}" if row.keys else row.help)
        for row in session.registry
        if row.ready and row.id != "command"
    )
    question = Question("Command", choices, topic="command")
    session.ask(question, lambda text: _named(session, text))


def _named(session: Session, text: str) -> None:
    name, _, rest = text.partition(" ")
    if not name:
        return
    fits = [row for row in session.registry if row.ready and row.id.startswith(name)]
    row = next((row for row in fits if row.id == name), fits[0] if len(fits) == 1 else None)
    if row is None:
        session.say(f"{len(fits)} commands begin with {name!r}" if fits else f"no command is called {name!r}")
        return
    if row.context == "note":
        session.say(f"{row.id} works inside a note; {session.key_of('new-letter')} goes there")
        return
    if row.context == "draft" and not session.editing and row.id != "edit":
        session.say(f"{row.id} works inside the draft; {session.key_of('reply')} goes there")
        return
    session.command(row)
    if rest and session.prompt is not None:
        session.prompt.line.set(rest)
        session.prompt_key("enter", "")


ACTIONS: Mapping[str, Callable[[Session], None]] = {
    "card": _card,
    "view": _view,
    "proof": _proof,
    "reveal": _reveal,
    "go-tally": _tally,
    "arriving": _arriving,
    "check": _check,
    "help": _help,
    "draft-help": _help,
    "note-help": _help,
    "command": _command,
}
