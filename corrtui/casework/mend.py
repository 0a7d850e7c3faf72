"""Mending at the start of a desk: what a crash can have left in the last moments, put right at once.

The same functions as `corrtui check --repair`, but only over what a crash can have touched: case folders and
PDFs without an entry, the inbox, and the last hundred entries. It costs the same however long the log is.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import chain

from corrtui.casework import halves
from corrtui.casework.bench import Bench
from corrtui.casework.older_letters import start_missing_clocks
from corrtui.casework.repair import enter_repair
from corrtui.casework.strays import PDF, filings_without_pdf
from corrtui.casework.trouble import read_books
from corrtui.casework.undo import withdraw_all
from corrtui.errors import CorrtuiError
from corrtui.files import is_half_written
from corrtui.intake.recover import Recovery

_LATELY = 100
"""Entries: more than all clerks of an office make in the moment of a crash."""


def mend_start(bench: Bench, recovery: Recovery) -> tuple[str, ...]:
    """Put right what a crash left, say what was done, and enter it.

    Raises:
        CorrtuiError: something cannot be put right; the rest was.
    """
    done: list[str] = []
    failed: list[CorrtuiError] = []
    steps: tuple[Callable[[], tuple[str, ...]], ...] = (
        partial(_mend_lately, bench, recovery),
        recovery.recover,
        partial(set_strays_aside, bench),
        partial(start_missing_clocks, bench),
    )
    for step in steps:
        try:
            done += step()
        except CorrtuiError as error:
            failed.append(error)
    enter_repair(bench, done)
    if failed:
        raise failed[0]
    return tuple(done)


def set_strays_aside(bench: Bench) -> tuple[str, ...]:
    """Withdraw from the outbox every PDF that the log does not file, or not any more; say which.

    A filing was killed between file and entry, or an undo between entry and file, however long ago the letter
    was closed. Half-written files go too.

    Under the log's lock: a filing of another desk between its file and its entry is not a stray.

    Raises:
        CorrtuiError: a stray cannot be moved; it must be taken out by hand. The others are moved.
    """
    with bench.log.locked():
        bench.sync()
        try:
            names = sorted(os.listdir(bench.outbox))
        except OSError:
            return ()  # the check-up names it
        pdfs = []
        for name in names:
            if is_half_written(bench.outbox / name):
                with suppress(OSError):  # hidden and never mailed: the next start tries again
                    os.unlink(bench.outbox / name)
            elif found := PDF.fullmatch(name):
                pdfs.append((found[1], name))
        strays = bench.register.strays(pdfs)
        withdraw_all(bench, [(number, name, bench.log.last_n) for number, name in strays])
    return tuple(
        f"{name}: was in the outbox without an entry; set aside in its case folder" for _, name in strays
    )


def _mend_lately(bench: Bench, recovery: Recovery) -> tuple[str, ...]:
    """Files of the last entries that a power cut took back, where the bytes are still at hand."""
    with bench.log.locked():
        bench.sync()
        last = bench.log.last_n
        entries = bench.log.entries(range(max(1, last - _LATELY + 1), last + 1))
        books = read_books(entries[n] for n in sorted(entries))
        done = []
        for trouble in chain(
            halves.letters_in_two_places(bench, recovery.inbox),
            halves.letters_without_original(bench, books.originals, recovery.inbox),
            filings_without_pdf(bench, books.filings),
        ):
            if trouble.mend is None or not trouble.still():
                continue
            try:
                done.append(trouble.mend())
            except OSError as error:
                raise CorrtuiError(
                    trouble.found,
                    f"{error.filename or bench.settings.folder}: {error.strerror}",
                    "run `corrtui check --repair`",
                ) from error
        return tuple(done)
