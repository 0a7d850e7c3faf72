"""The procedures that work on a letter: a desk that shows its queue needs none of them; they load later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corrtui.later import Later

if TYPE_CHECKING:
    from corrtui.casework import (
        attach,
        authorizing,
        bringup,
        burst,
        capacity,
        checkup,
        clock_forms,
        clock_settings,
        clock_states,
        clock_word,
        closing,
        dayview,
        decide,
        drafting,
        drafts,
        factwords,
        finish,
        history,
        holding,
        lookalikes,
        mailing,
        needed,
        notes,
        outcomes,
        priority,
        promises,
        proofing,
        search,
        telling,
        undo,
        worksheet,
    )
else:
    attach = Later("corrtui.casework.attach")
    authorizing = Later("corrtui.casework.authorizing")
    bringup = Later("corrtui.casework.bringup")
    burst = Later("corrtui.casework.burst")
    capacity = Later("corrtui.casework.capacity")
    checkup = Later("corrtui.casework.checkup")
    clock_forms = Later("corrtui.casework.clock_forms")
    clock_states = Later("corrtui.casework.clock_states")
    clock_settings = Later("corrtui.casework.clock_settings")
    clock_word = Later("corrtui.casework.clock_word")
    closing = Later("corrtui.casework.closing")
    dayview = Later("corrtui.casework.dayview")
    decide = Later("corrtui.casework.decide")
    drafting = Later("corrtui.casework.drafting")
    drafts = Later("corrtui.casework.drafts")
    factwords = Later("corrtui.casework.factwords")
    finish = Later("corrtui.casework.finish")
    priority = Later("corrtui.casework.priority")
    mailing = Later("corrtui.casework.mailing")
    promises = Later("corrtui.casework.promises")
    needed = Later("corrtui.casework.needed")
    notes = Later("corrtui.casework.notes")
    outcomes = Later("corrtui.casework.outcomes")
    history = Later("corrtui.casework.history")
    holding = Later("corrtui.casework.holding")
    lookalikes = Later("corrtui.casework.lookalikes")
    proofing = Later("corrtui.casework.proofing")
    search = Later("corrtui.casework.search")
    telling = Later("corrtui.casework.telling")
    undo = Later("corrtui.casework.undo")
    worksheet = Later("corrtui.casework.worksheet")

__all__ = [
    "attach",
    "authorizing",
    "bringup",
    "burst",
    "capacity",
    "checkup",
    "clock_forms",
    "clock_settings",
    "clock_states",
    "clock_word",
    "closing",
    "dayview",
    "decide",
    "drafting",
    "drafts",
    "factwords",
    "finish",
    "history",
    "holding",
    "lookalikes",
    "mailing",
    "needed",
    "notes",
    "outcomes",
    "priority",
    "promises",
    "proofing",
    "search",
    "telling",
    "undo",
    "worksheet",
]
