"""Repairing: files and log are laid side by side, and where they disagree they are put right.

`find_troubles` changes nothing; `repair` does what each trouble says it does and enters in words what was
done. A second run finds only what a person must do. The start of a desk does the quick part, see `mend`.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from corrtui.casework import halves, leftovers, openness, strays
from corrtui.casework.bench import Bench, Progress, counted
from corrtui.casework.trouble import Trouble, read_books
from corrtui.control.acts import DeskRepaired
from corrtui.errors import CorrtuiError
from corrtui.intake.recover import Recovery
from corrtui.people import demand
from corrtui.rights import REPAIR_DESK

_SENTENCES = 200
"""In one entry: a line of the log has a limit."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair did.

    Attributes:
        done: a sentence for each thing put right.
        left: troubles that a person must see to, or that could not be put right, with the reason.
        remarks: worth knowing, no fault.
    """

    done: tuple[str, ...]
    left: tuple[str, ...]
    remarks: tuple[str, ...]


def find_troubles(bench: Bench, recovery: Recovery, progress: Progress | None = None) -> tuple[Trouble, ...]:
    """Lay files and log side by side. Reads the whole log; nothing is changed.

    Args:
        bench: the desk.
        recovery: of its intake.
        progress: told (entries read, entries to read).

    Raises:
        CorrtuiError: the log cannot be read or is held by another process.
    """
    bench.sync()
    books = read_books(counted(bench.log.everything(), 0, bench.log.last_n, progress))
    inbox = bench.settings.folder / "inbox"
    found = [
        *openness.open_to_others(bench),  # first: what is set aside later is closed by then
        *leftovers.torn_tail(bench),
        *halves.folders_without_entry(recovery),
        *halves.letters_in_two_places(bench, inbox),
        *halves.letters_without_original(bench, books.originals, inbox),
        *strays.pdfs_without_entry(bench, books),
        *strays.filings_without_pdf(bench, books.filings),
        *leftovers.half_written_files(bench),
        *leftovers.stale_sessions(bench),
        *leftovers.spoilt_caches(bench),
        *leftovers.wrong_register(bench),
        *leftovers.unreadable_drafts(bench),
    ]
    with nullcontext() if bench.log.hindrance else bench.log.locked():  # a desk that is only read is read
        bench.sync()
        return tuple(trouble for trouble in found if trouble.still())


def repair(bench: Bench, recovery: Recovery, progress: Progress | None = None) -> Repaired:
    """Put right what can be, say what was done, and enter it; nothing done, nothing is entered.

    Args:
        bench: the desk.
        recovery: of its intake.
        progress: told (entries read, entries to read).

    Raises:
        Refused: who sits here may not repair the desk.
        CorrtuiError: the log cannot be read or written, or is held by another process.
    """
    demand(bench.settings, bench.me, REPAIR_DESK)
    done: list[str] = []
    failed: list[str] = []
    found = find_troubles(bench, recovery, progress)
    for trouble in found:
        if trouble.mend is None:
            continue
        try:
            with bench.log.locked():
                bench.sync()
                if trouble.still():
                    done.append(trouble.mend())
        except OSError as error:
            failed.append(f"{trouble.found}; {error.filename or 'it'} cannot be changed: {error.strerror}")
        except CorrtuiError as error:
            failed.append(": ".join(filter(None, (trouble.found, error.title, error.detail, error.hint))))
    enter_repair(bench, done)
    rest = [t for t in (find_troubles(bench, recovery) if done else found) if t.mend is None]
    return Repaired(
        tuple(done),
        (*failed, *(str(trouble) for trouble in rest if not trouble.remark)),
        tuple(str(trouble) for trouble in rest if trouble.remark),
    )


def enter_repair(bench: Bench, done: Sequence[str]) -> None:
    """Enter what was put right.

    Raises:
        CorrtuiError: the log cannot be written.
    """
    for begin in range(0, len(done), _SENTENCES):
        act = DeskRepaired(done=tuple(done[begin : begin + _SENTENCES]))
        bench.log.append(bench.me.login, [("", act)])
    bench.sync()
