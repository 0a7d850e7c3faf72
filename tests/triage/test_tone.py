"""The temper of a letter."""

from __future__ import annotations

import pytest

from corrtui.triage.tone import find_tone, tone_kinds
from corrtui.triage.words import split_words


def kinds(text: str) -> tuple[str, ...]:
    tones = find_tone(text, split_words(text))
    assert all(" ".join(text[tone.start : tone.end].split()) == tone.phrase for tone in tones)
    return tone_kinds(tones)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Your driver broke my crate. I am furious.", ("hostile",)),
        ("You people are thieves and I am sick of it.", ("hostile",)),
        ("I am at my wits end. I can't sleep and don't know where to turn.", ("distressed",)),
        ("To whom it may concern: please be advised that we formally request a copy.", ("formal",)),
        ("How dare you! I lost my job and my home.", ("hostile", "distressed")),
        ("Identity thieves opened this account.", ()),
        ("A thief stole my card.", ()),
        ("It was a stupid mistake of mine.", ()),
        ("Please send me the catalog.", ()),
        ("Dear Sir, the lamp is fine.", ()),  # one such phrase is mere courtesy
        ("", ()),
    ],
)
def test_tone(text: str, said: tuple[str, ...]) -> None:
    assert kinds(text) == said
