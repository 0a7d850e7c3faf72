"""Finishing a letter: the gate is asked, the next letter comes up at once, the filing goes on behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from corrtui.casework import rooms
from screens.actions.drafting import show_findings
from screens.actions.intents import Intent, perform
from screens.prompts import Question
from screens.session import Session

if TYPE_CHECKING:
    from corrtui.letters.proof.case import Finding
    from screens.filing import Outcome


def _finish(session: Session) -> None:
    if session.batch:
        perform(session, Intent("finish", lambda session, no, mark: _hand_over(session, no)))
    elif not session.current:
        session.remark("there is no letter here")
    else:
        no = session.current
        alike = session.leave_draft()
        finish(session, no)
        if alike and session.message:
            session.say(f"{session.message}; {alike}", session.message_role)


def finish(session: Session, no: str, confirm: str = "") -> None:
    """Finish a letter, or say what keeps it here; a sensitive one asks for its class to be typed."""
    try:
        said = _hand_over(session, no, confirm)
    except rooms.finish.ProofStopped as stopped:
        from corrtui.letters.proof.pc10_figures_traced import RULE as UNTRACED  # loaded with the proof

        show_findings(session, stopped.findings)
        if stopped.findings[0].rule == UNTRACED:
            _ask_figure(session, no, stopped.findings[0])
    except rooms.finish.ConfirmNeeded as needed:
        if confirm:
            raise
        label = f"{needed.title}. {needed.detail} Type {needed.word} to finish it all the same"
        question = Question(label, required=f"type {needed.word} to finish {no}")
        session.ask(question, lambda word: finish(session, no, word))
    else:
        session.findings = ()
        session.say(said)


def _ask_figure(session: Session, no: str, finding: Finding) -> None:
    """A figure that stands in no record may go out when it is typed once more."""

    figure = finding.excerpt.strip()

    def answer(text: str) -> None:
        session.leave_draft()
        session.desk.confirm_figure(no, finding.excerpt)
        finish(session, no)

    question = Question(
        f"{finding.message} Type {figure} again to confirm it",
        required=f"type {figure}, or leave and mend it",
        check=lambda text: "" if text == figure else f"{figure} was not confirmed: {text} is another figure",
    )
    session.ask(question, answer)


def _hand_over(session: Session, no: str, confirm: str = "") -> str:
    """Pass the gate, take the letter from the rows, give it to the filing worker, bring up the next."""
    here = no == session.current
    shared = session.shared
    session.autosave.flush(no)  # what leaves is what was typed last, or nothing leaves
    seen, shown = (shared.seen(no), shared.sight(no)) if here else (None, None)
    prepared = session.desk.prepare(no, confirm, seen=seen, shown=shown)
    session.away.append(no)
    session.returned.pop(no, None)
    following = session.rows.following(no)
    session.rows.drop(no)
    session.view.file(no, prepared)
    left = session.shared.pass_on(no, following) if here else ""
    return f"filing {no}; {left}" if left else f"filing {no}"


def filed(session: Session, outcome: Outcome) -> None:
    """Say what became of a letter; one that was not filed comes back on top, the cursor stays."""
    no = outcome.control_no
    session.away.remove(no)
    if outcome.filed:
        if session.message_role != "trouble":
            session.say(outcome.sentence)
    else:
        session.returned[no] = outcome.sentence
        session.calling.append(no)
        session.say(f"{no} was not filed, it is back on top: {outcome.sentence}", "trouble")
    session.reload(quiet=True)
    if session.leaving and not session.away:
        session.leaving = False
        if outcome.filed:
            session.depart()


def rest(session: Session) -> None:
    """The hands rest: go to a letter that came back."""
    while session.calling:
        no = session.calling.pop()
        if no in session.returned and session.rows.go(no):
            session.say(f"{no} was not filed: {session.returned[no]}", "trouble")
            return


ACTIONS: Mapping[str, Callable[[Session], None]] = {
    "finish": _finish,
    "draft-finish": _finish,
}
