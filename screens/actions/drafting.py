"""In the draft: into it, from hole to hole and finding to finding, find, save, and the clerk's own editor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corrtui.confinement import NO_EDITOR
from corrtui.letters.holes import find_holes
from corrtui.text import clean
from screens.prompts import Question
from screens.session import Session
from screens.terminal import own_editor

if TYPE_CHECKING:
    from corrtui.letters.proof.case import Finding


@dataclass(frozen=True, slots=True)
class Target:
    """A place in the draft that wants the clerk: offsets in the text, and why."""

    start: int
    end: int
    why: str


def targets(text: str, findings: tuple[Finding, ...]) -> list[Target]:
    """Return holes and findings of a draft from top to foot."""
    found = [Target(hole.start, hole.end, f"hole: {hole.name}") for hole in find_holes(text)]
    holes = {target.start for target in found}
    for finding in findings:
        start = offset(text, finding.line, finding.column)
        if start not in holes:
            long = len(finding.excerpt) if text.startswith(finding.excerpt, start) else 0
            found.append(Target(start, start + long, f"{finding.rule} {finding.message}"))
    return sorted(found, key=lambda target: (target.start, target.end))


def offset(text: str, line: int, column: int) -> int:
    """Return the offset of a line and column in `text`, both from 0; beyond the end it is the end."""
    lines = text.split("\n")
    if line >= len(lines):
        return len(text)
    return sum(len(row) + 1 for row in lines[:line]) + min(max(0, column), len(lines[line]))


def body_start(text: str) -> int:
    """Return the offset of the first paragraph of a draft; without one, of the line under its head."""
    from corrtui.letters.parts import read_parts  # loaded with the proof

    lines = read_parts(text).lines
    head = max((lines[part] + 1 for part in ("salutation", "subject") if part in lines), default=0)
    return offset(text, lines.get("paragraph 1", head), 0)


def reply(session: Session) -> bool:
    """Into the draft, at its first hole or its body; False after saying why it cannot be opened."""
    if not begin(session):
        return False
    _go(session, targets(session.editor.text, ()), 0, quiet=True)
    return True


def _reply(session: Session) -> None:
    reply(session)


def begin(session: Session) -> bool:
    """Open the draft of the letter looked at; False after saying why it cannot be."""
    sheet = session.sheet()
    if sheet is None:
        return False
    if not sheet.letter.open:
        session.say(f"{sheet.letter.control_no} is closed; {session.key_of('undo')} undoes it if it was you")
        return False
    if not sheet.template:
        session.say(sheet.trouble or f"no draft yet: choose a template with {session.key_of('template')}")
        return False
    session.edit(sheet)
    _to_body(session)
    return True


def _to_body(session: Session) -> None:
    """Put the cursor where the letter begins to speak: what is typed at once is no part of the address."""
    start = body_start(session.editor.text)
    session.editor.select(start, start)


def show_findings(session: Session, findings: tuple[Finding, ...]) -> None:
    """Open the draft at the first finding and say what it is."""
    session.findings = findings
    arrives = not session.editing
    if arrives and not begin(session):
        return
    first = findings[0]
    text = session.editor.text
    start = offset(text, first.line, first.column)
    long = len(first.excerpt) if text.startswith(first.excerpt, start) else 0
    session.editor.select(start, start + long)
    walks = session.key_of("next-hole")
    more = f" ({len(findings)} findings, {walks} walks them)" if len(findings) > 1 else ""
    session.stop(f"{first.rule} {first.message}{more}" + (f". {session.in_draft}" if arrives else ""))
    if arrives:
        session.brought = text, session.editor.selected


def _next(session: Session) -> None:
    """The next hole or finding after the cursor, from the top again after the last."""
    alike = session.fill_alike()
    if session.findings:
        # What was mended since is no finding any more, and lines have moved.
        session.save()
        session.findings = session.desk.proof(session.editing)
    found = targets(session.editor.text, session.findings)
    here = session.editor.selected
    after = [at for at, t in enumerate(found) if t.start >= here[1] and (t.start, t.end) != here]
    _go(session, found, after[0] if after else 0)
    if alike:
        session.say(f"{session.message}; {alike}")


def _go(session: Session, found: list[Target], at: int, *, quiet: bool = False) -> None:
    if not found:
        if not quiet:
            _nothing_left(session)
        return
    session.editor.select(found[at].start, found[at].end)
    session.say(f"{at + 1} of {len(found)}: {found[at].why}")


def _nothing_left(session: Session) -> None:
    """Say that the letter can be finished, if the proof of the text as it stands stops nothing."""
    session.save()
    findings = session.desk.proof(session.editing)
    if any(finding.level == "block" for finding in findings):
        show_findings(session, findings)
    else:
        session.say(f"no hole and no finding left: {session.key_of('draft-finish')} finishes the letter")


def _proof(session: Session) -> None:
    session.save()
    findings = session.desk.proof(session.editing)
    if findings:
        show_findings(session, findings)
    else:
        session.findings = ()
        session.say(f"the proof found nothing: {session.key_of('draft-finish')} finishes the letter")


def _save(session: Session) -> None:
    alike = session.save()
    session.say(f"saved; {alike}" if alike else "saved")


def _leave(session: Session) -> None:
    said = session.leave_draft(hold=True)
    if said:
        held = session.current in session.held.numbers()
        session.say(said, "trouble" if held else "")
        if held:
            session.mark_unsaved()


def _find(session: Session) -> None:
    session.ask(Question("Find in the text", topic="find"), lambda words: _found(session, words))


def _found(session: Session, words: str) -> None:
    text = session.editor.text.lower()
    start = text.find(words.lower(), session.editor.selected[1])
    start = start if start >= 0 else text.find(words.lower())
    if not words or start < 0:
        session.say(f"{words!r} is not in the text" if words else "")
    else:
        session.editor.select(start, start + len(words))


def from_outside(text: str) -> str:
    """Return what the clerk's own editor left as a draft."""
    return clean(text).rstrip("\n").expandtabs(4)


def _edit_outside(session: Session) -> None:
    """Give the draft to $VISUAL or $EDITOR and take back what it leaves."""
    if session.desk.bench.restricted:
        session.say(f":edit is refused: {NO_EDITOR}", "trouble")
        return
    if not own_editor():
        session.say("neither $VISUAL nor $EDITOR names an editor")
        return
    if not session.editing and not begin(session):
        return
    session.save()
    text = from_outside(session.view.edit_outside(session.editor.text))
    session.editor.replace_all(text)
    _to_body(session)
    session.take_back(text)
    session.save()


ACTIONS: Mapping[str, Callable[[Session], None]] = {
    "reply": _reply,
    "next-hole": _next,
    "draft-proof": _proof,
    "save": _save,
    "leave-draft": _leave,
    "find": _find,
    "find-in-note": _find,
    "edit": _edit_outside,
}
