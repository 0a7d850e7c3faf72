"""Ends any letter of the sample, whatever it is about."""

from __future__ import annotations

from corrtui.desk import Desk


def put_away(desk: Desk, number: str, reason: str = "test") -> None:
    """File a letter away, with every word that may be asked for; a sensitive mark is cleared before."""
    if desk.letter(number).sensitive:
        desk.clear_mark(number, reason)
    desk.dispose(number, "FILE", reason, confirm="ALL MONEY")
