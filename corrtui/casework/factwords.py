"""What a letter says of itself, in short words for the control card and for `show`."""

from __future__ import annotations

from corrtui.text import one_line
from corrtui.triage.behalf import SELF
from corrtui.triage.facts import Facts
from corrtui.triage.language import UNKNOWN, language_title
from corrtui.triage.tone import tone_kinds

_PHRASES = 2


def behalf_words(facts: Facts) -> str:
    """Say for whom the letter is written; empty when the writer writes for himself."""
    writer = facts.writer
    if writer.relationship == SELF:
        return ""
    return f"as {writer.relationship}" + (f" for {writer.behalf}" if writer.behalf else "")


def money_words(facts: Facts) -> str:
    """Say what money the letter names, and that it must be held; empty when it names none."""
    named = []
    for payment in facts.payments:
        words = f"{payment.form} {payment.number}".strip()
        named.append(f"{words} ${payment.amount:,.2f}" if payment.amount is not None else words)
    enclosed = ["the letter says money is enclosed"] if facts.money else []
    held = ["FULL SATISFACTION wording: hold it from deposit"] if facts.full_satisfaction else []
    return ", ".join((*enclosed, *dict.fromkeys(named), *held))


def language_words(facts: Facts) -> str:
    """Name the language of the letter; empty for English and where it is not known."""
    return "" if facts.language in ("en", UNKNOWN) else language_title(facts.language)


def wanted_words(facts: Facts) -> str:
    """Name the goods asked for with their quantities."""
    return ", ".join(
        " ".join(filter(None, (str(row.quantity), row.item and f"of {row.item}", row.words)))
        for row in facts.wanted
    )


def deadline_words(facts: Facts) -> str:
    """Name the days the writer sets, as written and as they are read."""
    return ", ".join(
        f"{found.value} ({found.plain})" if found.plain else found.value for found in facts.deadlines()
    )


def tone_words(facts: Facts) -> str:
    """Say in what temper it is written, each with the phrases that show it; empty when it is plain."""
    said = []
    for kind in tone_kinds(facts.tone):
        phrases = [f'"{one_line(tone.phrase, 30)}"' for tone in facts.tone if tone.kind == kind]
        said.append(f"{kind} ({', '.join(phrases[:_PHRASES])})")
    return ", ".join(said)
