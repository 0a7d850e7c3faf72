"""Undo: the last intent of this clerk is taken back by counter-entries; a colleague's act is never undone."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from corrtui.casework.bench import Bench
from corrtui.control.acts import (
    Act,
    ActUndone,
    BringUpSet,
    ClockRulesChanged,
    ClockSet,
    ClocksStarted,
    LetterClassified,
    LetterDisposed,
    LetterFiled,
    LetterMailed,
    LetterSkipped,
    LetterTakenOver,
    LetterViewed,
    NumbersRevealed,
    PriorityChanged,
    PromiseChanged,
    RecordAttached,
    RecordDetached,
    SomebodyTold,
)
from corrtui.control.clock import clocks_of
from corrtui.control.register import Letter
from corrtui.errors import CorrtuiError, Refused
from corrtui.files import make_folder, move_aside


def undo(bench: Bench) -> str:
    """Undo what this clerk did last and say what it was; a batch is one intent.

    A letter that was filed comes back open and its PDF is withdrawn from the outbox into the case folder.

    Raises:
        Refused: nothing to undo, or a colleague acted on one of the letters since, or has it open; or the
            register's checkpoint names acts that, by the log, are not this clerk's.
    """
    with bench.log.locked():
        bench.sync()
        intent = bench.register.last_intent(bench.me.login)
        if intent is None:
            raise Refused("There is nothing of yours to undo")
        found = bench.log.entries({n for n, _ in intent.entries})
        entries = [found[n] for n, _ in reversed(intent.entries) if n in found]
        if len(entries) != len(intent.entries) or any(entry.by != bench.me.login for entry in entries):
            raise Refused(
                "What you did last cannot be told: nothing is undone",
                "control/register.sqlite is not what the log says",
                "run `corrtui check --repair`",
            )
        standing: dict[str, Letter] = {}
        for entry in entries:
            number = entry.letter
            bench.check_free(number)
            letter = standing.get(number) or bench.letter(number)
            if letter.last_act != entry.n or letter.before is None:
                raise Refused(
                    f"{number} was worked on by {letter.by} since",
                    "their act stands",
                    "ask them to undo theirs",
                )
            standing[number] = letter.before
        undone = [(entry.letter, ActUndone(entry=entry.n, what=what(entry.act))) for entry in entries]
        bench.log.append(bench.me.login, undone, secrets.token_hex(4))
        bench.sync()
        withdraw_all(
            bench,
            [
                (entry.letter, entry.act.pdf, entry.n)
                for entry in entries
                if isinstance(entry.act, LetterFiled)
            ],
        )
    if len(entries) == 1:
        act = entries[0].act
        back = (
            f"; the mark {act.cleared} is back" if isinstance(act, LetterClassified) and act.cleared else ""
        )
        return f"undone: {entries[0].letter} {what(act)}{back}"
    return f"undone: {len(entries)} acts, {what(entries[0].act)}"


def withdraw_all(bench: Bench, pdfs: Iterable[tuple[str, str, int]]) -> None:
    """Withdraw every (control number, PDF, mark), also when one of them cannot be.

    Raises:
        CorrtuiError: naming the first that could not be.
    """
    failed: list[CorrtuiError] = []
    for number, pdf, mark in pdfs:
        try:
            withdraw(bench.outbox, bench.case_folder(number), pdf, mark)
        except CorrtuiError as error:
            failed.append(error)
    if failed:
        raise failed[0]


def withdraw(outbox: Path, folder: Path, pdf: str, mark: int) -> None:
    """Take a PDF out of the outbox and keep it, and its twin in the case folder, under `withdrawn/`.

    Raises:
        CorrtuiError: the file cannot be moved; it must be taken out of the outbox by hand.
    """
    aside = folder / "withdrawn"
    try:
        for place in (folder.parent, folder, aside):
            make_folder(place)
        for place, name in ((folder / "sent", pdf), (outbox, f"outbox-{pdf}")):
            if os.path.lexists(place / pdf):
                move_aside(place / pdf, aside / f"{mark}-{name}")
    except (OSError, CorrtuiError) as error:
        if not os.path.lexists(outbox / pdf) and not os.path.lexists(folder / "sent" / pdf):
            return  # moved, only not yet safe from a power cut: the next start finds it if it comes back
        raise CorrtuiError(
            f"{pdf} could not be withdrawn",
            f"{outbox / pdf}: {error.strerror if isinstance(error, OSError) else error.detail}",
            "take it out of the outbox by hand: no entry files it any more",
        ) from error


def what(act: Act) -> str:
    """Name an act in a few words, past tense."""
    match act:
        case LetterFiled():
            said = ", ".join(words.replace("=", " ", 1) for words in act.outcomes)
            return f"filed as {act.pdf}" + (f"; of what it asks: {said}" if said else "")
        case LetterMailed():
            how = f" by {act.how}" if act.how else ""
            tracking = f", {act.tracking}" if act.tracking else ""
            return f"mailed {act.pdf} on {act.day}{how}{tracking}"
        case ClockSet():
            if act.word.startswith("merged "):
                _, number, *clocks = act.word.split(" ")
                running = ", ".join(clocks[::2])
                return f"{number} was merged into this letter" + (
                    f"; of it runs on here: {running}" if running else ""
                )
            return f"clock {act.word}: {act.reason}"
        case ClocksStarted():
            ids = ", ".join(clock.id for clock in clocks_of(act.clocks))
            return f"clocks counted when the program began to keep them: {ids or 'none'}"
        case ClockRulesChanged():
            return f"rules of the clocks changed: {'; '.join(act.done)}"
        case LetterDisposed():
            by = f"; answer needed by {act.needed_by:%a %d %b %Y}" if act.needed_by else ""
            return f"disposed of: {act.disposition}, {act.reason}{by}"
        case LetterClassified():
            return f"classified {' '.join((act.category, *act.also))}"
        case RecordAttached():
            return f"attached {act.title}"
        case RecordDetached():
            return f"took off {act.record}"
        case LetterSkipped():
            return f"skipped: {act.reason}"
        case PriorityChanged():
            return f"{act.priority or 'priority as its dates say'}: {act.reason}"
        case BringUpSet():
            return f"put away until {act.day:%a %d %b %Y}" + (f": {act.reason}" if act.reason else "")
        case PromiseChanged():
            day = f"promise due on {act.day:%a %d %b %Y}" if act.day else "promise kept"
            return f"{day}: {act.reason}"
        case SomebodyTold():
            return f"told {act.who} {act.way}"
        case LetterTakenOver():
            return f"taken over from {act.holder}: {act.reason}"
        case NumbersRevealed():
            return f"numbers revealed: {act.reason}"
        case LetterViewed():
            return f"viewed: {act.restricted}"
        case ActUndone():
            return f"undid: {act.what}"
    return act.name
