"""The lexicon for a letter's language: the English one, with a table of that language if there is one."""

from __future__ import annotations

from functools import lru_cache

from corrtui.triage.lexicon import Lexicon, load_lexicon
from corrtui.triage.rules import DATA, read_rules


@lru_cache(maxsize=4)
def lexicon_of(language: str) -> Lexicon:
    """Return the phrases for letters in `language`, an ISO 639-1 code or "unknown".

    Raises:
        SettingsError: a table is damaged.
    """
    name = f"lexicon_{language}.toml"
    if not language.isalpha() or not (DATA / name).is_file():
        return load_lexicon()
    tables = [read_rules("lexicon.toml"), read_rules(name)]
    merged: dict[str, dict[str, list[str]]] = {}
    for table in tables:
        for code, lists in table.items():
            if isinstance(lists, dict):
                into = merged.setdefault(code, {})
                for strength, phrases in lists.items():
                    into[strength] = [*into.get(strength, []), *phrases]
    return Lexicon(merged)
