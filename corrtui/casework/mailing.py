"""Mailing: a filed letter left the house. Clocks count the mailing, not the filing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corrtui.casework.bench import Bench
from corrtui.casework.clock_states import unmailed
from corrtui.casework.clocking import clocks_anew
from corrtui.control.acts import Act, LetterFiled, LetterMailed
from corrtui.control.clock import MET, RUNS, Clock, clock_to_text, clocks_of
from corrtui.control.letter import Letter
from corrtui.errors import Refused
from corrtui.text import one_line
from corrtui.triage.clock_rows import MAILED
from corrtui.triage.clocks import Mailing, mail

_MOST = 60
"""Characters of a class of mail, or a tracking number."""


@dataclass(frozen=True, slots=True)
class Post:
    """How letters were mailed.

    Attributes:
        day: when, of the office; None for today.
        how: class of mail, in the office's words.
        tracking: number, of one letter.
        pdf: which PDF of the letter; empty: all of its filed ones that were not mailed yet.
        kind: what it counts as for the clocks, where its template does not say so, e.g. extension.
    """

    day: date | None = None
    how: str = ""
    tracking: str = ""
    pdf: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Mailed:
    """A letter that was entered as mailed.

    Attributes:
        number: control number of the letter it answers.
        pdf: which PDF.
        day: when.
        effect: what it did to the clocks, in words; empty: nothing.
    """

    number: str
    pdf: str
    day: date
    effect: str

    def __str__(self) -> str:
        return f"{self.number}: {self.pdf} mailed {self.day}" + (f"; {self.effect}" if self.effect else "")


def mail_letters(bench: Bench, numbers: Sequence[str], post: Post, intent: str) -> list[Mailed]:
    """Enter that letters were mailed, open or closed ones; return for each what that did to its clocks.

    Raises:
        Refused: a day in the future, or before the letter was filed; no such letter; nothing of it is filed
            that was not mailed; a colleague has it open. None of them is entered then.
        CorrtuiError: the log cannot be written.
    """
    day = post.day or bench.today()
    if day > bench.today():
        raise Refused(
            f"No letter was mailed on {day}", f"today is {bench.today()}", "enter it when it is mailed"
        )
    kinds = bench.clock_rules().letter_kinds
    if post.kind and post.kind not in kinds:
        raise Refused(f"No letter counts as {post.kind}", hint=f"one of {', '.join(kinds)}")
    with bench.log.locked():
        bench.sync()
        acts: list[tuple[str, Act]] = []
        said: list[Mailed] = []
        for number in dict.fromkeys(numbers):
            letter = bench.letter(number)
            bench.check_free(number)
            clocks = clocks_of(letter.clocks)
            for pdf in _pdfs(bench, letter, post):
                _check_filed(bench, letter, pdf, day)
                mailing = Mailing(_kinds(bench, letter, pdf, post), day)
                before, clocks = clocks, _after(bench, letter, clocks, mailing)
                acts.append((number, _act(pdf, post, mailing, clocks)))
                said.append(Mailed(number, pdf, day, _effect(bench, before, clocks, mailing)))
        bench.log.append(bench.me.login, acts, intent)
        bench.sync()
    return said


def _kinds(bench: Bench, letter: Letter, pdf: str, post: Post) -> frozenset[str]:
    template, _, disposition = letter.sent_as[letter.sent.index(pdf)].partition("/")
    told = frozenset({post.kind} if post.kind else ())
    return bench.clock_rules().kinds_of(template, disposition) | told


def _act(pdf: str, post: Post, mailing: Mailing, clocks: Iterable[Clock]) -> LetterMailed:
    return LetterMailed(
        pdf=pdf,
        day=mailing.day,
        how=one_line(post.how, _MOST),
        tracking=one_line(post.tracking, _MOST),
        kinds=tuple(sorted(mailing.kinds)),
        clocks=tuple(map(clock_to_text, clocks)),
    )


def _pdfs(bench: Bench, letter: Letter, post: Post) -> tuple[str, ...]:
    number, waiting = letter.control_no, unmailed(letter)
    if not letter.sent:
        raise Refused(
            f"Nothing of {number} is filed", hint="finish its reply first; only a filed PDF is mailed"
        )
    if post.pdf and post.pdf not in letter.sent:
        raise Refused(f"{number} has no filed {post.pdf}", hint=f"one of {', '.join(letter.sent)}")
    if post.pdf in letter.mailed or not waiting:
        pdf = post.pdf or letter.mailed[-1]
        day = letter.mailed_on[letter.mailed.index(pdf)]
        raise Refused(
            f"{pdf} was mailed already",
            f"on {day}",
            f"undo that entry first {bench.by('undo')}, if it is wrong",
        )
    if post.tracking and not post.pdf and len(waiting) > 1:
        raise Refused(
            f"{number} has {len(waiting)} letters to mail", ", ".join(waiting), "name one with --pdf"
        )
    return (post.pdf,) if post.pdf else waiting


def _check_filed(bench: Bench, letter: Letter, pdf: str, day: date) -> None:
    """Refuse a day before the PDF was filed."""
    filed = max(
        entry.day(bench.settings.office.zone)
        for entry in bench.log.history(letter.control_no)
        if isinstance(entry.act, LetterFiled) and entry.act.pdf == pdf
    )
    if day < filed:
        raise Refused(
            f"{pdf} cannot have been mailed on {day}", f"it was filed on {filed}", "name a later day"
        )


def _after(bench: Bench, letter: Letter, clocks: tuple[Clock, ...], mailing: Mailing) -> tuple[Clock, ...]:
    """Return the clocks after a mailing, those it starts among them; one whose row is gone stays as it is."""
    rows = bench.clock_rules().rows
    after = tuple(
        mail(rows[clock.id], clock, mailing, bench.calendar) if clock.id in rows else clock
        for clock in clocks
    )
    started = {MAILED + kind for kind in mailing.kinds}
    new = {row.id for row in rows.values() if started.intersection(row.start)} - {
        clock.id for clock in clocks
    }
    if not new:
        return after
    again = clocks_of(clocks_anew(bench, letter, mailed=mailing))
    return (*after, *(clock for clock in again if clock.id in new))


def _effect(bench: Bench, before: Sequence[Clock], after: Sequence[Clock], mailing: Mailing) -> str:
    old = {clock.id: clock for clock in before}
    words = []
    for clock in after:
        was = old.get(clock.id)
        if was is None:
            words.append(f"{clock.id} starts, due {clock.due}")
        elif clock == was:
            words += _too_late(bench, clock, mailing)
        elif clock.state == RUNS:
            words.append(f"{clock.id} now due {clock.due}, was {was.due}")
        else:
            words.append(
                f"{clock.id} met" if clock.state == MET else f"{clock.id} late, it was due {clock.due}"
            )
    return ", ".join(words)


def _too_late(bench: Bench, clock: Clock, mailing: Mailing) -> list[str]:
    """Say that an extension letter extends nothing: it came too late, or was not the first."""
    row = bench.clock_rules().rows.get(clock.id)
    extends = (
        row is not None
        and row.extension is not None
        and row.extension.by in {MAILED + kind for kind in mailing.kinds}
    )
    return [f"{clock.id} is not extended, due {clock.due}"] if extends and clock.pressing else []


def waiting_in_outbox(bench: Bench) -> list[tuple[str, str]]:
    """Return (control number, PDF) of what lies in the outbox and was not entered as mailed, oldest first.

    Raises:
        Refused: the outbox cannot be read.
    """
    try:
        names = sorted(path.name for path in bench.outbox.iterdir() if path.suffix == ".pdf")
    except OSError as error:
        raise Refused("The outbox cannot be read", f"{bench.outbox}: {error.strerror}") from error
    found = []
    for name in names:
        number = "-".join(name.split("-")[:2])
        letter = bench.register.get(number)
        if letter is not None and name in unmailed(letter):
            found.append((number, name))
    return found
