"""The procedures that work on a letter: a desk that shows its queue needs none of them; they load later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corrtui.later import Later

if TYPE_CHECKING:
    from corrtui.casework import (
        attach,
        checkup,
        closing,
        decide,
        drafting,
        drafts,
        finish,
        proofing,
        search,
        undo,
        worksheet,
    )
else:
    attach = Later("corrtui.casework.attach")
    checkup = Later("corrtui.casework.checkup")
    closing = Later("corrtui.casework.closing")
    decide = Later("corrtui.casework.decide")
    drafting = Later("corrtui.casework.drafting")
    drafts = Later("corrtui.casework.drafts")
    finish = Later("corrtui.casework.finish")
    proofing = Later("corrtui.casework.proofing")
    search = Later("corrtui.casework.search")
    undo = Later("corrtui.casework.undo")
    worksheet = Later("corrtui.casework.worksheet")

__all__ = [
    "attach",
    "checkup",
    "closing",
    "decide",
    "drafting",
    "drafts",
    "finish",
    "proofing",
    "search",
    "undo",
    "worksheet",
]
