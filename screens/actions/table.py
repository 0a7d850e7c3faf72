"""The table of actions: command id → what it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from screens.actions import (
    clocks,
    copying,
    day,
    deciding,
    drafting,
    finding,
    finishing,
    moving,
    noting,
    ordering,
    past,
    sharing,
    showing,
    telling,
)
from screens.session import Session

ACTIONS: Mapping[str, Callable[[Session], None]] = {
    **moving.ACTIONS,
    **deciding.ACTIONS,
    **drafting.ACTIONS,
    **ordering.ACTIONS,
    **finishing.ACTIONS,
    **finding.ACTIONS,
    **sharing.ACTIONS,
    **showing.ACTIONS,
    **copying.ACTIONS,
    **clocks.ACTIONS,
    **day.ACTIONS,
    **noting.ACTIONS,
    **past.ACTIONS,
    **telling.ACTIONS,
}
