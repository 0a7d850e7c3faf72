"""Texts the disk would not take: the draft was left all the same, its text is held until there is room.

The autosave tries on; here stands what each text was typed from, so that it is shown and typed on as it was.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corrtui.letters.holes import find_holes

if TYPE_CHECKING:
    from corrtui.casework.worksheet import Worksheet
    from screens.autosave import Autosave


class Held:
    """The worksheets of letters whose text is in memory only.

    Args:
        autosave: holds the texts and saves them as soon as it can.
    """

    def __init__(self, autosave: Autosave) -> None:
        self._autosave = autosave
        self._sheets: dict[str, Worksheet] = {}

    def keep(self, sheet: Worksheet) -> None:
        """Hold what is not saved of a letter; `sheet` is what it was typed from."""
        self._sheets[sheet.letter.control_no] = sheet

    def typed_from(self, no: str) -> Worksheet | None:
        """Return the worksheet the held text of a letter was typed from; None when none was held."""
        return self._sheets.get(no)

    def numbers(self) -> tuple[str, ...]:
        """Return the letters whose text is in memory only."""
        return tuple(no for no in self._sheets if self._autosave.waiting(no) is not None)

    def over(self, sheet: Worksheet) -> Worksheet:
        """Return a worksheet with the text held of its letter, if any, in the place of the one on disk."""
        no = sheet.letter.control_no
        held, text = self._sheets.get(no), self._autosave.waiting(no)
        if held is None or text is None:
            return sheet
        # The sight stays: a save goes on with the text as the one it was typed from.
        return replace(sheet, text=text, holes=find_holes(text), edited=True, sight=held.sight)
