"""Finishing a letter: the gate is asked, the next letter comes up at once, the filing goes on behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from corrtui.casework import rooms
from corrtui.errors import Refused
from screens.actions.drafting import show_findings
from screens.actions.intents import Intent, perform
from screens.actions.moving import depart
from screens.prompts import Question
from screens.session import Session

if TYPE_CHECKING:
    from corrtui.letters.proof.case import Finding
    from corrtui.triage.issues import Issue
    from screens.filing import Outcome

ALL = "a"
NONE = "n"


def _finish(session: Session) -> None:
    if session.batch:
        perform(session, Intent("finish", lambda session, no, _: _finish_tagged(session, no), again=_finish))
    elif not session.current:
        session.remark("there is no letter here")
    else:
        no = session.current
        if not session.editing and not session.ahead.saw(no) and _look_first(session, no):
            return
        alike = session.leave_draft()
        finish(session, no)
        if alike and session.message:
            session.say(f"{session.message}; {alike}", session.message_role)


def _finish_tagged(session: Session, no: str) -> str:
    """Finish a tagged letter: how many they are was typed, which is enough unless each is to be looked at."""
    if rooms.burst.every_one(session.desk.bench) and not session.ahead.saw(no):
        raise Refused(f"{no} was not shown yet", hint="finish it when you have looked at it")
    return _hand_over(session, no)


def _look_first(session: Session, no: str) -> bool:
    """Stop at a letter that was not shown when the key was typed, if it is one to look at; say why."""
    why = session.desk.look_first(no) if session.desk.letter(no).open else ""
    if why:
        session.stop(f"{no} was not shown yet: here it is, the key again finishes it ({why})", "")
    return bool(why)


def finish(session: Session, no: str, confirm: str = "", outcomes: tuple[str, ...] = ()) -> None:
    """Finish a letter, or say what keeps it here.

    A sensitive one asks for its class to be typed, one that asks several things what becomes of each.
    """
    try:
        said = _hand_over(session, no, confirm, outcomes)
    except rooms.finish.ProofStopped as stopped:
        from corrtui.letters.proof.pc10_figures_traced import RULE as UNTRACED  # loaded with the proof

        show_findings(session, stopped.findings)
        if stopped.findings[0].rule == UNTRACED:
            _ask_figure(session, no, stopped.findings[0], confirm, outcomes)
    except rooms.finish.ConfirmNeeded as needed:
        if confirm:
            raise
        label = f"{needed.title}. {needed.detail} Type {needed.word} to finish it all the same"
        question = Question(label, required=f"type {needed.word} to finish {no}")
        session.ask(question, lambda word: finish(session, no, word, outcomes))
    except rooms.outcomes.OutcomesNeeded as needed:
        _ask_outcomes(session, no, confirm, outcomes, needed.issues)
    else:
        session.findings = ()
        session.say(said)


def _ask_figure(session: Session, no: str, finding: Finding, confirm: str, outcomes: tuple[str, ...]) -> None:
    """A figure that stands in no record may go out when it is typed once more."""

    figure = finding.excerpt.strip()

    def answer(text: str) -> None:
        session.leave_draft()
        session.desk.confirm_figure(no, finding.excerpt)
        finish(session, no, confirm, outcomes)

    question = Question(
        f"{finding.message} Type {figure} again to confirm it",
        required=f"type {figure}, or leave and mend it",
        check=lambda text: "" if text == figure else f"{figure} was not confirmed: {text} is another figure",
    )
    session.ask(question, answer)


def _ask_outcomes(
    session: Session, no: str, confirm: str, outcomes: tuple[str, ...], issues: Sequence[Issue]
) -> None:
    """Ask which of the things asked this letter answers, then what becomes of each of the others."""
    numbers = "".join(str(issue.number) for issue in issues)

    def check(text: str) -> str:
        signs = text.lower().replace(" ", "").replace(",", "")
        fits = signs in (ALL, NONE) or set(signs) <= set(numbers)
        return "" if fits else f"type digits of {numbers}, {ALL} for all, {NONE} for none"

    def answered(text: str) -> None:
        signs = text.lower()
        done = numbers if ALL in signs else signs
        given = tuple(
            f"{issue.number}={rooms.outcomes.ANSWERED}" for issue in issues if str(issue.number) in done
        )
        left = [issue for issue in issues if str(issue.number) not in done]
        _ask_others(session, no, confirm, (*outcomes, *given), left)

    listed = "; ".join(map(rooms.outcomes.issue_words, issues))
    question = Question(
        f"{listed}. Which does this letter answer ({ALL} all, {NONE} none)",
        required=f"type digits of {numbers}, or {ALL} for all",
        of_letter=True,
        check=check,
    )
    session.ask(question, answered)


def _ask_others(
    session: Session, no: str, confirm: str, outcomes: tuple[str, ...], left: Sequence[Issue]
) -> None:
    """Ask what becomes of the first issue that is not answered, then of the next; then finish."""
    if not left:
        finish(session, no, confirm, outcomes)
        return
    issue, *rest = left
    question = Question(
        f"What becomes of {rooms.outcomes.issue_words(issue)}",
        topic="outcome",
        hint="e.g. routed to sales, answered before, not ours",
        required=f"say in a word or more what becomes of {issue.number}",
        of_letter=True,
    )
    session.ask(
        question,
        lambda why: _ask_others(session, no, confirm, (*outcomes, f"{issue.number}={why}"), rest),
    )


def _hand_over(session: Session, no: str, confirm: str = "", outcomes: tuple[str, ...] = ()) -> str:
    """Pass the gate, take the letter from the rows, give it to the filing worker, bring up the next."""
    here = no == session.current
    shared = session.shared
    session.autosave.flush(no)  # what leaves is what was typed last, or nothing leaves
    seen, shown = (shared.seen(no), shared.sight(no)) if here else (None, None)
    prepared = session.desk.prepare(no, confirm, seen=seen, shown=shown, outcomes=outcomes)
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
            depart(session)


def rest(session: Session) -> None:
    """The hands rest: go to a letter that came back."""
    while session.calling:
        no = session.calling.pop()
        if no in session.returned and session.rows.go(no):
            session.shown()
            session.say(f"{no} was not filed: {session.returned[no]}", "trouble")
            return


ACTIONS: Mapping[str, Callable[[Session], None]] = {
    "finish": _finish,
    "draft-finish": _finish,
}
