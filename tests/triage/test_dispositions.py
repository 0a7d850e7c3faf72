"""What a letter may end in."""

from __future__ import annotations

from corrtui.triage.dispositions import load_dispositions


def test_which_dispositions_close_a_letter() -> None:
    dispositions = load_dispositions()
    closing = {code for code, disposition in dispositions.items() if disposition.closing}

    assert closing == {
        *(
            "REPLY",
            "FORM",
            "ORDER",
            "RELEASE",
            "REFUND",
            "DENY",
            "ROUTE-CONFIRMED",
            "RETURN",
            "FILE",
            "MERGE",
        ),
    }
    assert set(dispositions) - closing == {"ACK", "ASK", "ROUTE-SENT", "QUERY", "INVOICE", "ESCALATE"}


def test_what_is_done_by_a_letter_needs_one() -> None:
    needing = {code for code, disposition in load_dispositions().items() if disposition.needs_letter}

    assert needing == {"REPLY", "FORM", "ACK", "ASK", "INVOICE", "RELEASE", "REFUND", "DENY"}
