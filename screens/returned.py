"""Letters that came back from filing: pinned on top until they are dealt with, here or by somebody else."""

from __future__ import annotations

from collections import UserDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corrtui.desk import Desk


class Returned(UserDict[str, str]):
    """Control number → why the letter was not filed.

    Args:
        desk: knows what became of the letters since.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._versions: dict[str, int] = {}

    def __setitem__(self, no: str, why: str) -> None:
        self._versions[no] = self._desk.letter(no).version
        super().__setitem__(no, why)

    def unsettled(self) -> list[str]:
        """Forget those that are closed by now, or that a colleague has worked on; return the others."""
        for no in list(self.data):
            letter = self._desk.letter(no)
            theirs = letter.acted > self._versions[no] and letter.by != self._desk.me.login
            if theirs or not letter.open:
                del self.data[no]
        return list(self.data)
