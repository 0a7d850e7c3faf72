"""The table of actions: command id → what it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from screens.actions import copying, deciding, drafting, finding, finishing, moving, sharing, showing
from screens.session import Session

ACTIONS: Mapping[str, Callable[[Session], None]] = {
    **moving.ACTIONS,
    **deciding.ACTIONS,
    **drafting.ACTIONS,
    **finishing.ACTIONS,
    **finding.ACTIONS,
    **sharing.ACTIONS,
    **showing.ACTIONS,
    **copying.ACTIONS,
}
