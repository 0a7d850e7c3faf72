"""Returning enclosures: what came with a letter goes back to its writer in the envelope of the reply.

It is entered like an attached record, under the name its file has in the case folder. That file is the
snapshot: the log names it with its SHA-256, and it is never copied or changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from corrtui.control.acts import RecordAttached
from corrtui.errors import CorrtuiError, Refused
from corrtui.files import why_unreadable
from corrtui.text import mask_numbers, one_line

if TYPE_CHECKING:
    from corrtui.casework.bench import Bench
    from corrtui.control.letter import Letter
    from corrtui.intake.reading import Enclosure

RETURNED = "returned to the writer"
"""Said of an enclosure that goes back."""
UNDO_FIRST = "undo that filing first, if it was you"
_LONGEST = 60


def is_enclosure(paper: str) -> bool:
    """Tell an enclosure of the letter from `source/key` of a record, as the log names what is attached."""
    return "/" not in paper


def returned(enclosures: Sequence[Enclosure], letter: Letter) -> tuple[Enclosure, ...]:
    """Return the enclosures of a letter that go back to its writer with the next reply, in the order they
    were put with it: what went with a reply that is filed does not go again.
    """
    by_file = {enclosure.file: enclosure for enclosure in enclosures if enclosure.file}
    gone = letter.went_with
    return tuple(by_file[paper] for paper in letter.attached if paper in by_file and paper not in gone)


def returned_title(enclosure: Enclosure) -> str:
    """Return how the enclosure line names an enclosure that goes back; full numbers are masked."""
    return f"{mask_numbers(one_line(enclosure.name, _LONGEST)) or enclosure.file} (returned)"


def find_enclosure(enclosures: Sequence[Enclosure], named: str) -> Enclosure | None:
    """Return the enclosure named by its place in the letter, 1 first, by its file, or as the writer did."""
    if named.isascii() and named.isdigit():
        return enclosures[int(named) - 1] if 0 < int(named) <= len(enclosures) else None
    named = one_line(named)
    by_file = [enclosure for enclosure in enclosures if enclosure.file and enclosure.file == named]
    found = by_file or [enclosure for enclosure in enclosures if one_line(enclosure.name) == named]
    return found[0] if len(found) == 1 else None


def still_there(bench: Bench, number: str, enclosure: Enclosure) -> str:
    """Return the SHA-256 of an enclosure's file, which is the one that came with the letter.

    Raises:
        CorrtuiError: the file is gone, or it is another one.
    """
    path = bench.case_folder(number) / enclosure.file
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise CorrtuiError("The enclosure cannot be read", f"{path}: {why_unreadable(error)}") from error
    if enclosure.sha256 and digest != enclosure.sha256:
        raise CorrtuiError(
            "The enclosure is not what came with the letter",
            f"{path}: its SHA-256 is another one",
            "restore the case folder from the backup",
        )
    return digest


def put_back(
    bench: Bench,
    letter: Letter,
    enclosures: Sequence[Enclosure],
    enclosure: Enclosure,
    intent: str,
    seen: int | None,
) -> str:
    """Put an enclosure into the envelope of the reply and say so.

    Of a letter that only some may look at, the log names it by its number alone.

    Raises:
        Refused: closed, it goes back already, or its bytes were not kept.
        CorrtuiError: its file is not what came; nothing was entered.
    """
    number = letter.control_no
    letter = bench.open_letter(number)
    title = returned_title(enclosure)
    if not enclosure.file:
        raise Refused(
            f"{one_line(enclosure.name, _LONGEST)} cannot be returned",
            "its bytes did not come out of the letter",
            "return the letter's original, or say in the reply what became of it",
        )
    if enclosure.file in letter.went_with:
        raise Refused(f"{title} went back with a reply that is filed", hint=UNDO_FIRST)
    if enclosure.file in letter.attached:
        raise Refused(
            f"{title} is attached already",
            hint=f"{bench.way('attach', number, enclosure.file)} takes it off again",
        )
    digest = still_there(bench, number, enclosure)
    if letter.restricted:
        title = f"enclosure {enclosures.index(enclosure) + 1} (returned)"
    act = RecordAttached(record=enclosure.file, title=title, snapshot=enclosure.file, sha256=digest)
    bench.enter(number, act, intent, seen)
    return f"{title} attached to {number}"
