"""Drafting: saving what the clerk types, choosing a template, filling holes, confirming typed figures."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from corrtui.casework.bench import Bench
from corrtui.casework.drafts import (
    SavedDraft,
    held,
    keep_aside,
    keep_beside,
    load_draft,
    new_token,
    replaced_by,
    save_draft,
    swap_in,
)
from corrtui.casework.worksheet import CaseFile, Worksheet, merge
from corrtui.control.acts import DraftBegun
from corrtui.errors import CorrtuiError, Refused, ServerAway
from corrtui.letters.compose import fill_hole, find_holes
from corrtui.letters.filled import joined, words_around
from corrtui.text import clean


class KeptBeside(Refused):
    """A text may not take the place of the letter's draft; it is kept beside it.

    Args:
        why: what forbids it.
        name: file in the case folder that holds the text now.
    """

    def __init__(self, why: Refused, name: str) -> None:
        self.why = why
        self.name = name
        more = f"{why.detail}; " if why.detail else ""
        super().__init__(why.title, f"{more}what you typed is kept as {name}", why.hint)


def save(bench: Bench, sheet: Worksheet, text: str) -> None:
    """Save a draft; on return it survives a power cut. The first save of a letter is entered in the log.

    Args:
        bench: the desk.
        sheet: the worksheet the clerk began to type from.
        text: all of the draft.

    Raises:
        KeptBeside: meanwhile the letter was closed, or answered, a colleague has it, or another draft took
            its place; the text is kept beside that one.
        CorrtuiError: the disk refused it; the draft saved before stands.
    """
    _put(bench, sheet, _typed(bench, sheet, text, sheet.confirmed))
    _enter_begun(bench, sheet.letter.control_no, sheet.template)


def choose(bench: Bench, sheet: Worksheet, code: str) -> None:
    """Merge another template, named by code or short code; an edited draft is kept in the case folder.

    Raises:
        Refused: no such template, the letter is closed, or a colleague has it.
        CorrtuiError: the template cannot be merged; the draft stays as it was.
    """
    letter = bench.open_letter(sheet.letter.control_no)
    template = bench.library.get(code)
    case = CaseFile(sheet.reading, sheet.facts, sheet.suggestion, sheet.sensitive)
    merge(bench, letter, case, sheet.records, template)  # one that cannot be merged is not chosen
    _put(bench, sheet, SavedDraft(template.code, None, bench.me.login), aside=sheet.edited)


def fill(bench: Bench, sheet: Worksheet, values: Mapping[str, str]) -> None:
    """Fill holes by name; what is filled in counts as typed and confirmed by the clerk.

    Raises:
        Refused: the draft has no such hole, the letter is closed, or a colleague has it.
    """
    number = sheet.letter.control_no
    bench.open_letter(number)
    text = sheet.text
    for name, value in values.items():
        holes = tuple(dict.fromkeys(hole.name for hole in find_holes(text)))
        if name not in holes:
            raise Refused(
                f"The draft of {number} has no hole {name!r}", f"its holes: {', '.join(holes) or 'none'}"
            )
        text = fill_hole(text, name, clean(value))
    typed = (clean(value) for value in values.values())
    confirmed = tuple(dict.fromkeys((*sheet.confirmed, *typed)))
    _put(bench, sheet, _typed(bench, sheet, text, confirmed))


def confirm(bench: Bench, sheet: Worksheet, value: str) -> None:
    """Note that the clerk looked at a figure no record holds and stands by it.

    Raises:
        Refused: the letter is closed, or a colleague has it.
    """
    bench.open_letter(sheet.letter.control_no)
    confirmed = tuple(dict.fromkeys((*sheet.confirmed, clean(value))))
    _put(bench, sheet, _typed(bench, sheet, sheet.text, confirmed))


def bring_back(bench: Bench, sheet: Worksheet, name: str) -> str:
    """Put a draft that was kept beside the letter's own in its place, and say so; the other one is kept.

    Raises:
        Refused: no such kept draft, the letter is closed, or a colleague has it.
        CorrtuiError: the disk refused it; both are still there.
    """
    number = sheet.letter.control_no
    folder = bench.case_folder(number)
    with held(folder):
        _check(bench, sheet)
        swap_in(folder, len(sheet.letter.sent), name, new_token(bench.claims.session))
    _enter_begun(bench, number, sheet.template)
    return f"{number}: {name} is the draft now, the other one is kept"


def keep(bench: Bench, sheet: Worksheet, text: str) -> str:
    """Keep a text beside the draft, which stays as it is; return the name of its file."""
    draft = replace(_typed(bench, sheet, text, sheet.confirmed), begun=sheet.sight.token)
    return keep_beside(bench.case_folder(sheet.letter.control_no), len(sheet.letter.sent), draft)


def rescue(bench: Bench, sheet: Worksheet, text: str) -> None:
    """Put a text on disk asking neither log nor claims nor locks: they may be what hangs.

    It is kept beside the draft, unless it is there already.

    Raises:
        CorrtuiError: the disk refused it.
    """
    if not _is_there(bench, sheet, text):
        keep(bench, sheet, text)


def _typed(bench: Bench, sheet: Worksheet, text: str, confirmed: tuple[str, ...]) -> SavedDraft:
    """Return a text as a draft that knows what the holes were it is typed over."""
    around = joined(sheet.around, words_around(sheet.text))
    return SavedDraft(sheet.template, text, bench.me.login, confirmed, around=around)


def _enter_begun(bench: Bench, number: str, template: str) -> None:
    """Enter that the letter is drafted; while the log's server is away, that waits for a later save."""
    if not bench.open_letter(number).drafted:
        with suppress(ServerAway):
            bench.enter(number, DraftBegun(template=template), secrets.token_hex(4))


def _put(bench: Bench, sheet: Worksheet, draft: SavedDraft, *, aside: bool = False) -> None:
    """Write the draft, unless it would stand where a colleague's stands by now: then it is kept beside.

    Args:
        bench: the desk.
        sheet: the worksheet the draft was made from.
        draft: what to write.
        aside: keep the draft that stands there first.
    """
    folder, replies = bench.case_folder(sheet.letter.control_no), len(sheet.letter.sent)
    draft = replace(draft, begun=sheet.sight.token)
    with held(folder):
        try:
            _check(bench, sheet)
        except Refused as refused:
            if draft.text is None or _is_there(bench, sheet, draft.text):
                raise
            raise KeptBeside(refused, keep_beside(folder, replies, draft)) from refused
        if aside:
            keep_aside(folder, replies)
        save_draft(folder, replies, draft)


def _check(bench: Bench, sheet: Worksheet) -> None:
    """Refuse to write the draft of a letter that is not this session's any more, or not what it was.

    A log or claims that cannot be asked just now hinder nobody from typing: the draft on disk is still
    compared with what the clerk saw.
    """
    number = sheet.letter.control_no
    try:
        bench.sync()
        letter = bench.open_letter(number)
        bench.check_free(number)
    except Refused:
        raise
    except CorrtuiError:
        letter = bench.letter(number)
    if letter.sent != sheet.letter.sent:
        raise Refused(f"{number} was answered while you worked on it", hint="look at it again")
    by = replaced_by(bench.case_folder(number), len(letter.sent), sheet.sight)
    if by:
        raise Refused(f"Another draft of {number} was saved by {bench.name_of(by)}", hint="look at it again")


def _is_there(bench: Bench, sheet: Worksheet, text: str) -> bool:
    """Tell whether the draft on disk, or the one any merge gives, is this very text."""
    if not sheet.edited and text == sheet.text:
        return True
    try:
        there = load_draft(bench.case_folder(sheet.letter.control_no), len(sheet.letter.sent))
    except CorrtuiError:
        return False
    return there is not None and there.text == text
