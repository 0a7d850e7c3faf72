"""Taking down: a phone note, a letter typed or pasted in; and going on with one that is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from corrtui.casework.note_form import Kind
from screens.prompts import Choice, Question
from screens.session import Session

_KINDS: Mapping[str, tuple[Kind, str]] = {
    "p": (Kind.PHONE, "phone note: who calls, from where, what is asked"),
    "l": (Kind.TYPED, "letter or fax, typed in from the paper"),
    "v": (Kind.PASTED, "letter, pasted whole"),
}
"""Key → what is taken down."""
_BACK = "bcdefghi"
"""Keys of notes that are kept, the newest first."""


def _new(session: Session) -> None:
    """Ask what is taken down; one key answers."""
    kept = dict(zip(_BACK, session.desk.notes.kept(), strict=False))
    choices = [
        Choice(key, f"back to the {note.kind} of {note.begun:%d %b %H:%M}, kept: {note.gist}")
        for key, note in kept.items()
    ]
    choices += [Choice(key, words) for key, (_, words) in _KINDS.items()]
    label = "Go on with what is kept, or take down" if kept else "Take down"

    def answer(key: str) -> None:
        session.say("")
        session.ahead.answered()
        if key in kept:
            session.noting.take_up(kept[key])
        else:
            session.noting.begin(_KINDS[key][0])

    session.ask(
        Question(label, tuple(choices), strict=True, at_once=True, required="type one of the letters"), answer
    )


def _file(session: Session) -> None:
    if session.noting.file():
        return
    question = Question(
        "Why is it filed only now",
        topic="reason",
        required="more than a business day has passed: say why in a word or more",
    )
    session.ask(question, lambda reason: _filed(session, reason))


def _filed(session: Session, reason: str) -> None:
    session.noting.file(reason)


def _save(session: Session) -> None:
    session.noting.save()
    session.say("saved")


def _throw(session: Session) -> None:
    choices = (
        Choice("y", "yes: it becomes no letter"),
        Choice("n", "no: go on with it"),
    )
    question = Question(
        f"Throw the {session.noting.kind} away", choices, strict=True, required="type y or n, or leave by Esc"
    )
    session.ask(question, lambda key: session.noting.throw_away() if key == "y" else session.say(""))


def remind(session: Session) -> None:
    """Say at the start that something taken down is kept and not filed."""
    kept = session.desk.notes.kept()
    if kept:
        back, when = session.key_of("new-letter"), f"{kept[0].begun:%d %b %H:%M}"
        said = f"{session.message}; " if session.message else ""
        session.say(f"{said}your {kept[0].kind} of {when} is not filed yet: {back} brings it back")


ACTIONS: Mapping[str, Callable[[Session], None]] = {
    "new-letter": _new,
    "file-note": _file,
    "next-field": lambda session: session.noting.step(),
    "save-note": _save,
    "leave-note": lambda session: session.noting.leave(),
    "throw-note": _throw,
    "note-redraw": lambda session: session.view.redraw(),
}
