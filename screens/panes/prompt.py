"""The prompt line and the window over it: what is asked, what was said, what may be answered."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from rich.cells import cell_len

from corrtui.text import one_line
from screens.gate import Gate
from screens.glance import Glance
from screens.look import Look
from screens.panes.base import LinePane
from screens.passage import Piece
from screens.prompts import Prompt
from screens.wording import seat_words


def wrapped(sentence: str, width: int) -> list[str]:
    """Return a sentence in lines; the last one is for the prompt line, the others for the window over it."""
    return textwrap.wrap(sentence, max(10, width), max_lines=ChoicesPane.MOST, placeholder=" ...") or [""]


def _notice(prompt: Prompt) -> str:
    dropped = f"{prompt.trouble}; " if prompt.trouble else ""
    return f"{prompt.question.label} - {dropped}Esc goes on"


class PromptLine(LinePane):
    """One line: a question being answered, the head of a key sequence, or the last sentence said."""

    def __init__(self, glance: Glance, look: Look, gate: Gate, *, id: str) -> None:  # noqa: A002
        super().__init__(glance, look, id=id)
        self._gate = gate

    def draw(self, y: int, width: int) -> Sequence[Piece]:
        """Return the line."""
        prompt = self.session.prompt
        if prompt is not None:
            return self._question(prompt, width)
        if self._gate.pending:
            return [
                (" ".join(self._gate.pending) + " ", "pending"),
                ("...", ""),
            ]
        if not self.session.message and self.screen.has_class("-tiny"):
            return [("small terminal: 80x24 shows the whole desk"[:width], "quiet")]
        session = self.session
        seated = self._seated()
        if seated and (not session.message or session.remarked):
            return [(seated[:width], "strong")]
        if seated and len(session.message) + len(seated) + 2 < width:
            return [(f"{session.message}; ", session.message_role), (seated, "strong")]
        line = (
            wrapped(session.message, width)[-1] if session.message_new else one_line(session.message, width)
        )
        return [(line, session.message_role)]

    def _seated(self) -> str:
        """Say where the letter looked at is open; empty when it is this clerk's."""
        session = self.session
        seat = session.shared.seats.get(session.current)
        if seat is None:
            return ""
        where = seat_words(seat, session.desk.me.login, datetime.now(UTC))
        return where if session.barred else f"{where}: {session.key_of('claim')} takes it over"

    def _question(self, prompt: Prompt, width: int) -> list[Piece]:
        if prompt.question.notice:
            return [(wrapped(self.session.mask(_notice(prompt)), width)[-1], "trouble")]
        label = self._label(prompt, width)
        _, start = self._window(prompt, width - len(label))
        shown = prompt.line.text[start:]
        if not prompt.line.text and prompt.question.hint:
            return [(label, "strong"), (prompt.question.hint, "quiet")]
        return [(label, "strong"), (shown, "cursor" if prompt.line.selected else "")]

    def _label(self, prompt: Prompt, width: int) -> str:
        label = self.session.hide(prompt.question.label) + ": "
        return label if len(label) <= width * 2 // 3 else "> "

    @staticmethod
    def _window(prompt: Prompt, room: int) -> tuple[int, int]:
        """Return (cells before the cursor, first character shown) so that the cursor is seen."""
        start = 0
        line = prompt.line
        while cell_len(line.text[start : line.cursor]) >= max(1, room):
            start += 1
        return cell_len(line.text[start : line.cursor]), start

    def cursor_column(self) -> int:
        """Return the column the terminal's cursor belongs in."""
        prompt = self.session.prompt
        if prompt is None:
            return 0
        label = self._label(prompt, self.size.width)
        return len(label) + self._window(prompt, self.size.width - len(label))[0]


class ChoicesPane(LinePane):
    """Above the prompt line: the answers that fit, or a sentence too long for one line."""

    MOST = 9
    """Lines it may take."""

    def lines(self, width: int) -> list[Sequence[Piece]]:
        """Return what there is to show now; no lines when the pane is not needed."""
        prompt = self.session.prompt
        if prompt is not None:
            return self._asked(prompt, width)
        if not self.session.message_new:
            return []
        role = self.session.message_role
        return [[(line, role)] for line in wrapped(self.session.message, width)[:-1]]

    def _asked(self, prompt: Prompt, width: int) -> list[Sequence[Piece]]:
        if prompt.question.notice:
            notice = self.session.mask(_notice(prompt))
            return [[(line, "trouble")] for line in wrapped(notice, width)[:-1]]
        hide = self.session.hide
        lines: list[Sequence[Piece]] = []
        label = hide(prompt.question.label)
        if len(label) + 2 > width * 2 // 3:
            lines += [[(line, "strong")] for line in textwrap.wrap(label, width)]
        if prompt.trouble:
            lines += [[(line, "trouble")] for line in textwrap.wrap(hide(prompt.trouble), width)]
        room = self.MOST - len(lines)
        choices = prompt.shown() if prompt.question.choices else []
        choices = [replace(c, also=hide(c.also), title=hide(c.title)) for c in choices]
        if not choices or room <= 0:
            return lines[: self.MOST]
        first = max(0, min((prompt.marked or 0) - room + 2, len(choices) - room))
        wide = max(len(choice.code) for choice in choices) + 2
        also = max(len(choice.also) for choice in choices) + 2 if any(c.also for c in choices) else 0
        for at, choice in enumerate(choices[first : first + room], first):
            text = f" {choice.code:<{wide}}{choice.also[: also - 2] if also else '':<{also}}{choice.title}"
            shown = text if cell_len(text) <= width else f"{text[: width - 1].rstrip()}…"
            lines.append([(f"{shown[:width]:<{width}}", "cursor" if at == prompt.marked else "")])
        if len(choices) > first + room:
            lines[-1] = [(f" {len(choices) - first - room + 1} more: type to narrow", "quiet")]
        return lines

    def draw(self, y: int, width: int) -> Sequence[Piece]:
        """Return the rule over the choices, or one of them."""
        lines = self.lines(width)
        if y == 0:
            return [(self.look.rule * width, "bar")]
        return lines[y - 1] if y - 1 < len(lines) else []
