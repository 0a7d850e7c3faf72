"""What is said and asked in the prompt line: sentences, questions, what keys came too early for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from corrtui.commands import Command, key_of
from corrtui.errors import CorrtuiError, Refused
from corrtui.text import count, mask_numbers, one_line
from screens.prompts import Answer, Prompt, Question
from screens.typeahead import TypeAhead


def in_words(error: CorrtuiError) -> str:
    """Return an error as one sentence with its remedy."""
    said = ": ".join(part for part in (error.title, error.detail) if part)
    return f"{said} - {error.hint}" if error.hint else said


def reason_of(error: CorrtuiError | OSError) -> str:
    """Return why the desk or the disk forbids something."""
    if isinstance(error, CorrtuiError):
        return in_words(error)
    return f"{error.strerror or error}: {error.filename or ''}".rstrip(": ")


def unsaved_words(numbers: Sequence[str], error: CorrtuiError | OSError) -> str:
    """Say whose text is lost when the program is left now, and why it cannot be saved."""
    if not numbers:
        return reason_of(error)
    return f"the text of {', '.join(numbers)} is in memory only and would be lost: {reason_of(error)}"


class Talk:
    """The prompt line: the last sentence said, or the question being answered."""

    def __init__(self) -> None:
        self.registry: tuple[Command, ...] = ()
        self.prompt: Prompt | None = None
        self.message = ""
        self.message_role = ""
        self.message_new = False
        self.batch = False
        self.ahead = TypeAhead()
        self.history: dict[str, list[str]] = defaultdict(list)
        self._stop = ""
        self._remark = ""
        self._until_saved = ""

    @property
    def current(self) -> str:
        """The letter looked at; empty when there is none."""
        return ""

    def key_of(self, id: str) -> str:  # noqa: A002 — the field is called id everywhere else
        """Return the key a command has at this desk, as it stands on a keyboard; `:id` when it has none."""
        return key_of(self.registry, id)

    @property
    def in_draft(self) -> str:
        """Say that keys are text now, and the way out."""
        return f"EDIT: you are in the draft, {self.key_of('leave-draft')} leaves"

    def mask(self, text: str) -> str:
        """Return a text as it may be said and listed."""
        return mask_numbers(text)

    def say(self, text: str, role: str = "") -> None:
        """Put a sentence in the prompt line; the next command takes it away, typing on makes it short."""
        self.message, self.message_role, self.message_new = self.mask(one_line(text)), role, True
        self._remark = ""

    def add(self, text: str, role: str = "") -> None:
        """Put a sentence behind the one that stands in the prompt line."""
        if self.message:
            self.say(f"{self.message}; {text}", self.message_role)
        else:
            self.say(text, role)

    def attempt(self, work: Callable[[], None]) -> None:
        """Do some work; say why when the desk, the disk or a colleague forbids it."""
        try:
            work()
        except (CorrtuiError, OSError) as error:
            self.say(reason_of(error), "trouble")

    def remark(self, text: str) -> None:
        """Say what is true only of the queue as it stands; it goes when the queue changes."""
        self.say(text)
        self._remark = self.message

    @property
    def remarked(self) -> bool:
        """True while what stands in the line is only a remark on the queue."""
        return bool(self._remark) and self._remark == self.message

    def forget_remark(self) -> None:
        """The queue is another one: what was remarked on it is not true any more."""
        if self.remarked:
            self.say("")

    def mark_unsaved(self) -> None:
        """What is said now is true only until the text can be saved."""
        self._until_saved = self.message

    def saved(self) -> None:
        """What could not be saved is saved after all."""
        if not self.message or self.message == self._until_saved:
            self.say("the draft is saved now")

    def stop(self, text: str, role: str = "trouble") -> None:
        """Say what stopped the clerk; keys typed before this is seen are dropped."""
        self.say(text, role)
        self._stop = self.message
        self.ahead.hold()

    def notice(self, text: str) -> None:
        """Say what ends what was being typed; every key is dropped until Esc says it was read."""
        earlier = (
            self.prompt.question.label if self.prompt is not None and self.prompt.question.notice else ""
        )
        said = one_line(f"{earlier}; {text}" if earlier else text)
        self.ask(Question(said, notice=True), lambda answer: None)
        self.stop(said)

    def too_early(self, at: float, typed: int) -> bool:
        """Drop keys typed before the clerk could see what stopped them; say how many were."""
        if not self.ahead.drops(at, typed):
            return False
        keys = count(self.ahead.dropped, "key")
        dropped = f"{keys} typed before this was shown {'was' if self.ahead.dropped == 1 else 'were'} dropped"
        if self.prompt is not None:
            self.prompt.trouble = dropped
        else:
            self.say(f"{self._stop} - {dropped}", self.message_role)
        return True

    def ask(self, question: Question, answer: Answer, text: str = "", *, selected: bool = False) -> None:
        """Ask in the prompt line; `answer` gets what was accepted.

        Args:
            question: what is asked.
            answer: called with the answer; what it refuses leaves the question open.
            text: the answer put in beforehand.
            selected: typing replaces that text.
        """
        self.prompt = Prompt(question, answer, self.history[question.topic] if question.topic else ())
        self.prompt.about = self.current
        self.prompt.line.set(text, selected=selected)

    def accept(self, prompt: Prompt) -> None:
        """Take the answer Enter stands for; a question that got none, or a refused one, stays open.

        Raises:
            CorrtuiError: what the answer led to failed, and asking again would not help.
        """
        text = prompt.accepted()
        if text is None:
            return
        self.prompt = None
        if prompt.question.of_letter and not self.batch and prompt.about != self.current:
            self.say(f"nothing was done: {prompt.about} is not the letter looked at any more", "trouble")
            return
        try:
            prompt.answer(text)
        except Refused as error:
            if self.prompt is None and prompt.question.required:
                prompt.refuse(f"{in_words(error)}; Esc leaves")
                self.prompt = prompt
                return
            raise
        finally:
            if self.prompt is None:
                self.batch = False
        if prompt.question.topic and text:
            past = self.history[prompt.question.topic]
            if text in past:
                past.remove(text)
            past.append(text)
