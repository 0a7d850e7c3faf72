"""PC-41: the reply is in the language the writer writes."""

from __future__ import annotations

from collections.abc import Iterable

from corrtui.letters.proof.case import Finding, Level, ProofCase
from corrtui.triage.language import UNKNOWN, find_language, language_title

RULE = "PC-41"


def check(case: ProofCase) -> Iterable[Finding]:
    """Object to a letter in another language than the incoming one, where both can be told.

    It blocks where the desk requires a translated version for that language (`[proof] translated` in
    desk.toml), else it warns. Source: proof rule PC-41.
    """
    if case.language in ("", UNKNOWN):
        return
    start = case.offset_of("salutation")
    written = find_language(case.text[start:])
    if written in (UNKNOWN, case.language):
        return
    theirs, ours = language_title(case.language), language_title(written)
    level: Level = "block" if case.language in case.translated else "warn"
    line = case.text[start:].partition("\n")[0]
    message = f"The writer writes {theirs}, this letter is {ours}. Send it in {theirs}"
    message += ": this desk requires a translation." if level == "block" else ", or say where help is."
    yield case.finding(RULE, level, message, start, start + len(line))
