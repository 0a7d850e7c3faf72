"""What we override that a library calls private: one place, each with a test that fails on upgrade."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from tinydb.table import Table

from corrtui.errors import CorrtuiError


class AppendOnlyTable(Table):
    """A TinyDB table that can be read with every query and only ever grows.

    `Table._update_table` is the one door through which TinyDB changes or removes documents
    (update, upsert, remove, truncate); here it is shut. Growing is left to the subclass.
    """

    def _update_table(self, updater: Callable[[dict[int, Any]], None]) -> NoReturn:
        raise CorrtuiError(
            "The control log is append-only", "nothing in it is changed or removed", "undo is another entry"
        )
