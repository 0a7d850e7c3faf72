"""The table of actions against the command registry."""

from __future__ import annotations

from corrtui.commands import COMMANDS
from screens.actions.table import ACTIONS


def test_every_ready_command_does_something_and_nothing_else_is_there() -> None:
    assert set(ACTIONS) == {row.id for row in COMMANDS if row.ready}
