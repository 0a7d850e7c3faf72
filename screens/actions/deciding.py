"""Deciding about a letter without writing: template, category, disposition, records, skip."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from corrtui.casework import rooms
from corrtui.casework.returning import RETURNED
from corrtui.errors import Refused
from corrtui.text import count
from screens.actions.drafting import reply
from screens.actions.intents import Intent, perform, repeat
from screens.prompts import Choice, Question
from screens.session import Session
from screens.texts import enclosed

if TYPE_CHECKING:
    from corrtui.casework.holding import Hold
    from corrtui.letters.template import Template

LETTERS = "abcdefghijklmnopqrstuvwxyz"
OTHER = "other"
SKIPS: Mapping[str, str] = {
    "records": "a record is missing or must be looked up",
    "ask": "a colleague or an official must be asked",
    "call": "the writer will be telephoned",
    "later": "later today",
    "hard": "needs more time than there is now",
    "language": "in a language I do not read",
    OTHER: "say it in your own words",
}
"""Reasons for leaving a letter as it is: code and words; words of one's own are as good."""


_TO_TAGGED: Mapping[str, str] = {
    "template": "template",
    "classify": "class",
    "dispose": "dispose",
    "finish": "finish",
    "bring-up": "bring up",
    "priority": "priority",
    "skip": "skip",
}
"""What may be done to all tagged letters: command id and its word."""


def _template(session: Session) -> None:
    """Ask for a template: those of the letter's category first."""
    sheet = session.sheet()
    library = session.desk.bench.library
    fitting = library.for_category(sheet.letter.category) if sheet is not None else ()
    rest = [template for template in library.all() if template not in fitting]
    choices = tuple(
        Choice(template.short, f"{template.title} ({template.category})", template.code)
        for template in (*fitting, *rest)
    )
    session.ask(
        Question(
            "Template",
            choices,
            strict=True,
            topic="template",
            of_letter=True,
            required="type a template's code",
        ),
        lambda code: _merge(session, code),
    )


def _merge(session: Session, code: str, *, sure: bool = False) -> None:
    """Merge a template; over a draft the clerk has edited only when its code is typed twice."""
    template = session.desk.bench.library.get(code)
    no = session.current
    back = bool(session.editing) and not session.batch
    session.save()
    if not sure and not session.batch and no and session.desk.sheet(no).edited:
        _ask_replace(session, template)
        return

    def do(session: Session, no: str, mark: str) -> str:
        if not sure and session.desk.sheet(no).edited:
            raise Refused(f"The draft of {no} is edited", hint="choose the template for it alone")
        before = _kept(session, no)
        sheet = session.desk.choose_template(no, template.code)
        holes = count(len(sheet.holes), "hole") if sheet.holes else "no hole"
        kept = "".join(f"; your text is kept as {name}" for name in sorted(_kept(session, no) - before))
        return f"{no}: {template.title}, {holes}{kept}"

    perform(session, Intent(f"template {template.short}", do, again=lambda session: _merge(session, code)))
    said = session.message
    if back and reply(session):
        session.say(f"{said}; {session.message}")


def _ask_replace(session: Session, template: Template) -> None:
    names = (template.short.lower(), template.code.lower())
    question = Question(
        f"The draft is edited. Type {template.short} again to replace it; your text is kept",
        of_letter=True,
        required=f"type {template.short} to replace your text",
        check=lambda text: "" if text.lower() in names else f"{text} is not {template.short}",
    )
    session.ask(question, lambda text: _merge(session, template.code, sure=True))


def _kept(session: Session, no: str) -> set[str]:
    """Names of the drafts kept beside the letter's own."""
    return {draft.name for draft in session.desk.kept_drafts(no)}


def _classify(session: Session) -> None:
    sheet = None if session.batch else session.sheet()
    first = sheet.present.category if sheet is not None else ""
    # What is suggested now stands first; the others keep their places.
    rows = sorted(session.desk.bench.categories.values(), key=lambda row: row.code != first)
    choices = tuple(Choice(row.code, row.title) for row in rows)
    question = Question(
        "Category",
        choices,
        strict=True,
        several=True,
        topic="category",
        of_letter=True,
        required="type a category",
    )
    session.ask(question, lambda codes: _classified(session, codes))


def _classified(session: Session, codes: str, reason: str = "") -> None:
    sheet = None if session.batch else session.sheet()
    letter = sheet.letter if sheet is not None else None
    if letter is not None and letter.sensitive and letter.sensitive_category not in codes.split():
        label = f"Why is it not {letter.sensitive_category} ({letter.sensitive})"
        question = Question(label, topic="reason", of_letter=True, required="say why in a word or more")
        session.ask(question, lambda why: _enter_class(session, codes, why), reason, selected=True)
    else:
        _enter_class(session, codes, "")


def _enter_class(session: Session, codes: str, reason: str) -> None:
    perform(
        session,
        Intent(
            f"classify as {codes}",
            lambda session, no, mark: session.desk.classify(no, codes, reason, mark),
            again=lambda session: _classified(session, codes, reason),
        ),
    )


def _clear_mark(session: Session, reason: str = "") -> None:
    """Ask why the letter is not sensitive, and clear its mark."""
    sheet = session.sheet()
    if sheet is None or not sheet.letter.sensitive:
        session.say("this letter has no sensitive mark to clear")
        return
    label = f"Why is it no {sheet.letter.sensitive}"
    question = Question(label, topic="reason", of_letter=True, required="say why in a word or more")
    session.ask(question, lambda why: _cleared(session, why), reason, selected=True)


def _cleared(session: Session, reason: str) -> None:
    perform(
        session,
        Intent(
            "clear the sensitive mark",
            lambda session, no, mark: session.desk.clear_mark(no, reason, mark),
            again=lambda session: _clear_mark(session, reason),
        ),
    )


def _dispose(session: Session) -> None:
    """Ask how the letter ends without a reply, then why."""
    choices = tuple(
        Choice(row.code, row.title)
        for row in session.desk.bench.dispositions.values()
        if not row.needs_letter
    )
    question = Question(
        "Dispose without a reply",
        choices,
        strict=True,
        topic="disposition",
        of_letter=True,
        required="type a disposition",
    )
    hold = _hold_over(session)
    session.ask(question, lambda code: ask_reason(session, code), hold.then if hold else "", selected=True)


def _hold_over(session: Session) -> Hold | None:
    """The days a letter was kept, once they are over: what is due then is offered."""
    sheet = None if session.batch else session.sheet()
    if sheet is None:
        return None
    hold = rooms.holding.hold_of(session.desk.bench, sheet.letter, sheet.suggestion)
    return hold if hold is not None and hold.over else None


def ask_reason(session: Session, code: str, reason: str = "") -> None:
    """Ask why a letter is disposed of so; of one that repeats another the reason to merge it stands there."""
    hint = "name the letter it is merged into" if code == "MERGE" else ""
    if code == "MERGE" and not reason and not session.batch and (sheet := session.sheet()) is not None:
        reason = sheet.repeat.why
    if not reason and (hold := _hold_over(session)) and code == hold.then:
        reason = hold.ended
    question = Question(
        f"{code}, because", topic="reason", hint=hint, of_letter=True, required="a disposition wants a reason"
    )
    session.ask(question, lambda why: _disposed(session, code, why), reason, selected=True)


def _disposed(session: Session, code: str, reason: str, confirm: str = "") -> None:
    """Dispose of it; a letter that is not ended by that alone asks for the word it wants."""
    try:
        perform(
            session,
            Intent(
                f"dispose as {code}",
                lambda session, no, mark: session.desk.dispose(no, code, reason, mark, confirm=confirm),
                advances=True,
                again=lambda session: ask_reason(session, code, reason),
            ),
        )
    except rooms.decide.WordNeeded as needed:
        if confirm:
            raise
        question = Question(
            f"{needed.detail}. Type {needed.word} to end it as {code} all the same",
            required=f"type {needed.word}, or leave it",
            of_letter=True,
        )
        session.ask(question, lambda word: _disposed(session, code, reason, word))


def _attach(session: Session) -> None:
    """Ask for a record or an enclosure of this letter; the same answer takes it off again.

    Records have letters and enclosures figures, as in the question what to view.
    """
    sheet = session.sheet()
    if sheet is None or not (sheet.records or sheet.reading.enclosures):
        session.say("no record was found for this letter")
        return
    papers = {LETTERS[at]: (row.title, row.id) for at, row in enumerate(sheet.records[: len(LETTERS)])}
    for at, enclosure in enumerate(sheet.reading.enclosures, 1):
        if enclosure.file:
            papers[str(at)] = f"enclosed: {enclosed(enclosure)}, {RETURNED}", enclosure.file
    choices = tuple(Choice(code, title, name) for code, (title, name) in papers.items())
    question = Question(
        "Attach or take off", choices, strict=True, of_letter=True, required="type a letter or a figure"
    )
    session.ask(question, lambda code: _attached(session, papers[code][1]))


def _attached(session: Session, key: str) -> None:
    perform(session, Intent(f"attach {key}", lambda session, no, mark: session.desk.attach(no, key, mark)))


def _skip(session: Session, reason: str = "") -> None:
    question = Question(
        "Leave it as it is, because",
        tuple(Choice(code, words) for code, words in SKIPS.items()),
        topic="skip",
        of_letter=True,
        required="a skip wants a reason: a code or words of your own",
        check=lambda text: "say the other reason in words" if text.lower() == OTHER else "",
    )
    session.ask(question, lambda why: _skipped(session, why), reason, selected=True)


def _skipped(session: Session, text: str) -> None:
    words = SKIPS.get(text.lower())
    reason = f"{text.lower()}: {words}" if words else text
    perform(
        session,
        Intent(
            "skip",
            lambda session, no, mark: session.desk.skip(no, reason, mark),
            advances=True,
            again=lambda session: _skip(session, text),
        ),
    )


def _tagged(session: Session) -> None:
    tagged = len(session.rows.tagged_in_order())
    if not tagged:
        session.say(f"no letter is tagged; {session.key_of('tag')} tags one")
        return
    session.batch = True
    letters = count(tagged, "tagged letter")
    acts = ", ".join(f"{session.key_of(name)} {word}" for name, word in _TO_TAGGED.items())
    session.remark(f"for {letters}: {acts}; Esc leaves")


def _undo(session: Session) -> None:
    said = session.desk.undo()
    session.findings = ()
    session.reload()
    if session.rows.go(next((word for word in said.split() if word in session.rows), "")):
        session.shown()
    session.say(said)


ACTIONS: Mapping[str, Callable[[Session], None]] = {
    "template": _template,
    "draft-template": _template,
    "classify": _classify,
    "clear-mark": lambda session: _clear_mark(session),
    "dispose": _dispose,
    "attach": _attach,
    "skip": lambda session: _skip(session),
    "draft-skip": lambda session: _skip(session),
    "tagged": _tagged,
    "repeat": repeat,
    "undo": _undo,
}
