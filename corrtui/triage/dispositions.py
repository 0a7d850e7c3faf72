"""What a letter may end in (`corrtui/data/dispositions.toml`), and whether that closes it."""

from __future__ import annotations

from dataclasses import dataclass

from corrtui.triage.rules import read_rules


@dataclass(frozen=True, slots=True)
class Disposition:
    """One way to dispose of a letter."""

    code: str
    title: str
    closing: bool
    """False: the letter stays open (an acknowledgment or a question back never closes it)."""
    needs_letter: bool
    """True: it is carried out by sending a letter, so a finished letter must exist."""


def load_dispositions() -> dict[str, Disposition]:
    """Return the dispositions by code.

    Raises:
        SettingsError: dispositions.toml is damaged.
    """
    return {row["code"]: Disposition(**row) for row in read_rules("dispositions.toml")["disposition"]}
