"""The footer: the live keys in a word each, and what goes on behind."""

from __future__ import annotations

from collections.abc import Sequence

from corrtui.keyrules import key_word
from screens.gate import Mode
from screens.panes.base import LinePane
from screens.passage import Piece

_OVERLAY = (("Space", "page"), ("j k", "line"))
_LIGHT = (("0-9", "letters"), ("j k", "figure"))
_NOTICE = (("Esc", "go on"),)
_PROMPT = (("Enter", "accept"), ("Tab", "complete"), ("Esc", "leave"))


class FooterLine(LinePane):
    """One line at the foot."""

    def draw(self, y: int, width: int) -> Sequence[Piece]:
        """Return as many keys as fit, and the counts at the right."""
        counts = self._counts()
        room = width - len(counts) - 1
        pieces: list[Piece] = []
        used = 0
        for key, word in self._words():
            piece = len(key) + len(word) + 3
            if used + piece > room:
                break
            pieces += [(f" {key}", "key"), (f" {word} ", "footer")]
            used += piece
        pieces.append((f"{counts:>{max(0, width - used)}}", "footer"))
        return pieces

    def _counts(self) -> str:
        session = self.session
        rows = session.rows
        parts = ["LOG AWAY"] if session.shared.cut_off else []
        if session.away:
            parts.append(f"filing {len(session.away)}")
        if session.returned:
            parts.append(f"NOT FILED {len(session.returned)}")
        if unsaved := session.held.numbers():
            parts.append(f"NOT SAVED {len(unsaved)}")
        if session.mode is Mode.DRAFT:
            parts.append("EDIT")
        if self.session.waiting:
            parts.append(f"arriving {len(self.session.waiting)}")
        parts.append(f"{rows.at + 1 if rows.numbers else 0}/{len(rows.numbers)}")
        return "  ".join(parts)

    def _words(self) -> Sequence[tuple[str, str]]:
        session = self.session
        if session.mode is Mode.PROMPT:
            notice = session.prompt is not None and session.prompt.question.notice
            if session.prompt is not None and session.prompt.question.at_once:
                keys = " ".join(choice.code for choice in session.prompt.question.choices)
                return [(keys, "without Enter"), *_PROMPT[2:]]
            return _NOTICE if notice else _PROMPT
        if session.mode is Mode.OVERLAY and session.overlay is not None:
            quits = session.key_of("quit")
            own = [(key_word(key), word) for key, (word, _) in session.overlay.keys.items() if word]
            usual = _LIGHT if session.overlay.light else _OVERLAY
            return [*own, *usual, ("Esc" if " " in quits else quits, "close")]
        context = session.mode if session.mode in (Mode.DRAFT, Mode.NOTE) else "queue"
        rows = [row for row in session.registry if row.context == context and row.footer and row.ready]
        # Help and the way out stand first: who knows them finds the rest.
        rows.sort(key=lambda row: row.footer not in ("help", "quit", "leave"))
        return [(key_word(row.keys[0]), row.footer) for row in rows if row.keys]
