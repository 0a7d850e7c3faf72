"""The sample desk, to be spoilt in one way or another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bad_input.office import Office


@pytest.fixture
def office(folder: Path) -> Iterator[Office]:
    """The sample desk with an empty inbox."""
    made = Office(folder)
    yield made
    made.close()


@pytest.fixture
def thanks(office: Office) -> str:
    """Control number of a letter that one key finishes."""
    return office.take_in("thank you note.html")
