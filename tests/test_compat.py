"""The private hooks we override are where we think they are."""

from __future__ import annotations

import inspect

from tinydb.table import Table


def test_tinydb_changes_documents_through_one_door() -> None:
    source = inspect.getsource(Table)

    for name in ("update", "upsert", "remove", "truncate"):
        body = inspect.getsource(getattr(Table, name))
        assert "_update_table(" in body or "self.update(" in body or "self.truncate" in body, name
    assert "def _update_table" in source
