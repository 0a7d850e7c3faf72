"""The fixed words of a letter, as they are written at its foot."""

from __future__ import annotations

from corrtui.letters.notation import enclosure_block


def test_one_enclosure_is_named_on_its_line() -> None:
    assert enclosure_block(("Receipt",)) == "Enclosure: Receipt"


def test_several_enclosures_are_counted_and_listed() -> None:
    assert enclosure_block(("Receipt", "Claim form")) == "Enclosures (2)\n  Receipt\n  Claim form"


def test_enclosures_without_names_are_only_counted() -> None:
    assert enclosure_block((), 1) == "Enclosure"
    assert enclosure_block((), 3) == "Enclosures (3)"


def test_nothing_enclosed_says_nothing() -> None:
    assert enclosure_block(()) == ""
