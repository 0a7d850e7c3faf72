"""The prompt line's own small editor: text, cursor, history, completion, and the choices shown above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corrtui.text import count, one_line


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that may be given."""

    code: str
    """What is typed."""
    title: str
    """What it means, one line."""
    also: str = ""
    """Another name it goes by, e.g. the long code of a template."""

    def matches(self, text: str) -> bool:
        """Return True when `text` (lower case) begins a code or stands in the title."""
        return self.begins(text) or text in self.title.lower()

    def begins(self, text: str) -> bool:
        """Return True when `text` (lower case) begins one of its names."""
        return self.code.lower().startswith(text) or self.also.lower().startswith(text)

    def named(self, text: str) -> bool:
        """Return True when `text` (lower case) is exactly one of its names."""
        return text in (self.code.lower(), self.also.lower()) and bool(text)


@dataclass(frozen=True, slots=True)
class Question:
    """What the prompt line asks."""

    label: str
    """The words in front of the answer, without a colon."""
    choices: tuple[Choice, ...] = ()
    """Answers to choose from; empty for free text."""
    strict: bool = False
    """True when only one of `choices` will do."""
    several: bool = False
    """True when several codes may be given, divided by blanks or commas."""
    topic: str = ""
    """Answers to the same topic share a history."""
    hint: str = ""
    """What stands in the line while nothing is typed."""
    required: str = ""
    """What an empty Enter is told; such a question is left by an answer that will do, or by Esc."""
    of_letter: bool = False
    """True when the answer is about the letter looked at when it was asked."""
    check: Callable[[str], str] | None = None
    """Says why an answer will not do; empty when it will."""
    at_once: bool = False
    """True when a key that is one of `choices` is the answer, without Enter."""
    notice: bool = False
    """True when nothing is asked: what is typed is dropped until Esc says that the words were read."""


class Line:
    """One line of text with a cursor. Every key is dealt with at once."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.cursor = len(text)
        self.selected = False
        """True while the whole text is selected: typing replaces it."""

    def set(self, text: str, *, selected: bool = False) -> None:
        """Put `text` in, cursor at its end."""
        self.text, self.cursor, self.selected = text, len(text), selected and bool(text)

    def insert(self, text: str) -> None:
        """Put `text` in at the cursor, on one line and cleaned."""
        piece = text if len(text) == 1 else one_line(text)
        if self.selected:
            self.set("")
        self.text = self.text[: self.cursor] + piece + self.text[self.cursor :]
        self.cursor += len(piece)

    def _cut(self, start: int, end: int) -> None:
        self.text = self.text[:start] + self.text[end:]
        self.cursor = start

    def _word_left(self) -> int:
        return len(self.text[: self.cursor].rstrip().rpartition(" ")[0]) + (
            1 if " " in self.text[: self.cursor].rstrip() else 0
        )

    def press(self, name: str, character: str) -> bool:
        """Edit by a key; False when the key means nothing here."""
        here, end = self.cursor, len(self.text)
        moves = {"left": max(0, here - 1), "right": min(end, here + 1), "home": 0, "end": end, "ctrl+e": end}
        cuts = {
            "backspace": (max(0, here - 1), here),
            "delete": (here, here + 1),
            "ctrl+d": (here, here + 1),
            "ctrl+u": (0, here),
            "ctrl+k": (here, end),
            "ctrl+w": (self._word_left(), here),
        }
        if self.selected and name in (*moves, *cuts):
            if name in cuts:
                self.set("")
            self.selected = False
            return True
        if name in moves:
            self.cursor = moves[name]
        elif name in cuts:
            self._cut(*cuts[name])
        elif character:
            self.insert(character)
        else:
            return False
        return True


Answer = Callable[[str], None]


@dataclass(slots=True)
class Prompt:
    """A question being answered."""

    question: Question
    answer: Answer
    """Called with the accepted answer; it may ask the next question."""
    history: Sequence[str] = ()
    """Earlier answers to the same topic, oldest first."""
    line: Line = field(default_factory=Line)
    marked: int | None = None
    """The choice the arrow keys stand on, counted in `shown()`; None while the clerk types."""
    trouble: str = ""
    """Why the last Enter was not accepted."""
    about: str = ""
    """The letter looked at when it was asked."""
    _back: int = 0
    _dropped: int = 0

    def shown(self) -> list[Choice]:
        """Return the choices that fit what is typed: those first whose name it is or begins."""
        text = self._part().lower()
        if not text:
            return list(self.question.choices)
        exact = [choice for choice in self.question.choices if choice.named(text)]
        rest = [choice for choice in self.question.choices if choice not in exact and choice.matches(text)]
        return exact + sorted(rest, key=lambda choice: not choice.begins(text))

    def press(self, name: str, character: str) -> bool:
        """Edit the answer by a key; False when the key means nothing here."""
        if self.question.notice:
            self._drop(1)
            return True
        if name in ("up", "down"):
            self._step(1 if name == "down" else -1)
        elif name == "tab":
            self._complete()
        elif self.line.press(name, character):
            self.marked = None
        else:
            return False
        self.trouble = ""
        return True

    def paste(self, text: str) -> None:
        """Put a paste into the answer."""
        if self.question.notice:
            self._drop(len(text))
        else:
            self.line.insert(text)

    def _drop(self, typed: int) -> None:
        self._dropped += typed
        was = "was" if self._dropped == 1 else "were"
        self.trouble = f"{count(self._dropped, 'key')} typed after this {was} dropped"

    def accepted(self) -> str | None:
        """Return the answer Enter stands for, or None after saying in `trouble` why there is none."""
        if self.question.notice:
            self._drop(1)
            return None
        if self.marked is not None:
            return self._with_part(self.shown()[self.marked].code)
        text = self.line.text.strip()
        if not text and self.question.required:
            self.trouble = f"{self.question.required}; Esc leaves"
            return None
        if self.question.check is not None and (why := self.question.check(text)):
            self.refuse(f"{why}; Esc leaves")
            return None
        if not self.question.strict or not text:
            return text
        if self.question.several:
            return self._several(text)
        return self._one(text)

    def answered(self) -> bool:
        """Tell whether what is typed is an answer without Enter."""
        text = self.line.text
        return self.question.at_once and any(choice.code == text for choice in self.question.choices)

    def refuse(self, why: str) -> None:
        """Keep the question open: say why the answer will not do, what is typed next replaces it."""
        self.trouble = why
        self.line.set(self.line.text, selected=True)

    def _part(self) -> str:
        """What the choices are matched against: the last word where several may be given."""
        text = self.line.text
        return text.replace(",", " ").rpartition(" ")[2] if self.question.several else text.strip()

    def _with_part(self, code: str) -> str:
        if not self.question.several:
            return code
        return (self.line.text.replace(",", " ").rpartition(" ")[0] + " " + code).strip()

    def _one(self, text: str) -> str | None:
        fits = [choice for choice in self.question.choices if choice.named(text.lower())]
        fits = fits or [c for c in self.question.choices if c.matches(text.lower())]
        if len(fits) == 1:
            return fits[0].code
        if fits:
            self.trouble = f"{len(fits)} answers fit {text!r}: type more, or choose with the arrow keys"
        else:
            self.trouble = f"nothing here is called {text!r}"
        return None

    def _several(self, text: str) -> str | None:
        codes = [self._one(word) for word in text.replace(",", " ").split()]
        return None if None in codes else " ".join(code for code in codes if code)

    def _step(self, by: int) -> None:
        """Walk the choices; or the history where there are none."""
        count = len(self.shown())
        if count:
            start = -1 if self.marked is None and by > 0 else (self.marked or 0)
            self.marked = (start + by) % count
        elif not self.question.choices and self.history:
            self._back = min(len(self.history), max(0, self._back - by))
            self.line.set(self.history[-self._back] if self._back else "")

    def _complete(self) -> None:
        """Complete what is typed as far as the fitting codes agree."""
        text = self._part().lower()
        names = [
            name
            for choice in self.question.choices
            for name in (choice.code, choice.also)
            if name and name.lower().startswith(text)
        ]
        if not names:
            names = [choice.code for choice in self.shown()]
        if names:
            self.line.set(self._with_part(_common_head(names) or self._part()))
            self.marked = None


def _common_head(names: Sequence[str]) -> str:
    """Return what all names begin with."""
    low, high = min(names), max(names)
    for at, char in enumerate(low):
        if high[at : at + 1] != char:
            return low[:at]
    return low
