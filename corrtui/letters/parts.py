"""The parts of an outgoing letter, read from its draft text and written back to it.

The draft text is what a clerk edits, what is stored, proofed and printed: inside address, salutation,
subject, paragraphs, close, then enclosures, copies and a postscript, divided by blank lines. Letterhead,
date, signature block and reference initials are not in it; the page adds them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from corrtui.letters.notation import (
    BLIND_COPY,
    COPY,
    ENCLOSURES,
    POSTSCRIPT,
    SALUTATION,
    SUBJECT,
    enclosure_block,
    is_close,
    is_notation,
)

MOST_ADDRESS_LINES = 6
"""More lines than this fit no window and no label."""

_LONGEST_SALUTATION = 120
_LONGEST_ADDRESS_LINE = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps a draft from being read as a letter."""

    message: str
    """What is wrong and what to do, one sentence."""
    line: int
    """0-based line of the draft where the clerk should look."""


@dataclass(frozen=True, slots=True)
class LetterParts:
    """One outgoing letter in its parts; `lines` and `problems` are where they stood, not what they are."""

    address: tuple[str, ...] = ()
    """Inside address, name first, one entry a line."""
    salutation: str = ""
    """With its colon: "Dear Ms. Ortiz:"."""
    subject: str = ""
    """What follows "Re:", on one line; empty when the letter has no subject line."""
    paragraphs: tuple[str, ...] = ()
    """Body in order; line breaks inside one belong to a list or a table."""
    close: str = ""
    """With its comma: "Sincerely,"."""
    enclosures: tuple[str, ...] = ()
    """Names of what is enclosed; may be empty while `enclosure_count` is not."""
    copies: tuple[str, ...] = ()
    """Who gets a copy, "Name, Organization", one entry a cc line."""
    postscript: str = ""
    """Without its "P.S."."""
    enclosure_count: int = 0
    """How many enclosures the letter says it has, 0 for none."""
    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}), compare=False, hash=False)
    """Part name ("address", "salutation", "paragraph 1", …) to its first 0-based line in the draft."""
    problems: tuple[Problem, ...] = field(default=(), compare=False)
    """Why the draft is not yet a letter, in line order; empty when it can be printed."""


def read_parts(text: str) -> LetterParts:
    """Return the parts of a draft; never raises, what does not fit is named in `problems`."""
    reader = _Reader(text)
    reader.read()
    return LetterParts(
        address=tuple(reader.address),
        salutation=reader.salutation,
        subject=reader.subject,
        paragraphs=tuple(reader.paragraphs),
        close=reader.close,
        enclosures=tuple(reader.enclosures),
        copies=tuple(reader.copies),
        postscript=reader.postscript,
        enclosure_count=reader.enclosure_count,
        lines=MappingProxyType(reader.places),
        problems=tuple(sorted(reader.problems, key=lambda problem: problem.line)),
    )


def to_text(parts: LetterParts) -> str:
    """Return the draft text of `parts`, in the one form `read_parts` reads back unchanged."""
    blocks = ["\n".join(parts.address), parts.salutation, f"Re: {parts.subject}" if parts.subject else ""]
    blocks += [*parts.paragraphs, parts.close, enclosure_block(parts.enclosures, parts.enclosure_count)]
    blocks += ["\n".join(f"cc: {name}" for name in parts.copies)]
    blocks += [f"P.S. {parts.postscript}" if parts.postscript else ""]
    return "\n\n".join(block for block in blocks if block) + "\n"


class _Reader:
    """Walks the lines of one draft from the top to the foot."""

    def __init__(self, text: str) -> None:
        self.rows = [row.rstrip() for row in text.replace("\r\n", "\n").split("\n")]
        self.address: list[str] = []
        self.salutation = self.subject = self.close = self.postscript = ""
        self.paragraphs: list[str] = []
        self.enclosures: list[str] = []
        self.copies: list[str] = []
        self.enclosure_count = 0
        self.places: dict[str, int] = {}
        self.problems: list[Problem] = []

    def read(self) -> None:
        greeting = self._find_salutation()
        body_from = self._read_head(greeting)
        foot_from = self._find_close(body_from)
        self._read_body(body_from, foot_from)
        self._read_foot(foot_from + 1 if self.close else foot_from)

    def _problem(self, message: str, line: int) -> None:
        self.problems.append(Problem(message, max(0, line)))

    def _blank(self, line: int) -> bool:
        return not 0 <= line < len(self.rows) or not self.rows[line]

    def _find_salutation(self) -> int | None:
        fallback: int | None = None
        for line, row in enumerate(self.rows):
            if len(row) > _LONGEST_SALUTATION or not SALUTATION.match(row.strip()):
                continue
            if row.endswith((":", ",")):
                return line
            if fallback is None and self._blank(line - 1):
                fallback = line
        return fallback

    def _read_head(self, greeting: int | None) -> int:
        """Read what stands above the body and return the body's first line."""
        if greeting is None:
            self._problem(
                "No salutation found. Write a line such as “Dear Ms. Ortiz:” under the inside address.", 0
            )
            above = self._lone_address()
        else:
            above = greeting
            self.salutation = self.rows[greeting].strip()
            self.places["salutation"] = greeting
        self._read_address(above)
        below = above if greeting is None else greeting + 1
        return self._read_subject(below)

    def _lone_address(self) -> int:
        """Return the line after a first block that looks like an address, 0 when none does."""
        first = next((line for line, row in enumerate(self.rows) if row), len(self.rows))
        last = first
        while not self._blank(last):
            last += 1
        block = self.rows[first:last]
        short = all(len(row) <= _LONGEST_ADDRESS_LINE and not is_close(row) for row in block)
        return last if 2 <= len(block) <= MOST_ADDRESS_LINES and short else 0

    def _read_address(self, above: int) -> None:
        taken: list[int] = []
        for line in range(above):
            row = self.rows[line].strip()
            if not row:
                continue
            if subject := SUBJECT.match(row):
                self.subject = " ".join(subject[1].split())
                self.places["subject"] = line
                self._problem("The “Re:” line stands above the salutation. Move it below.", line)
                continue
            if taken and line != taken[-1] + 1:
                self._problem("A blank line divides the inside address. Take it out.", line - 1)
            taken.append(line)
        self.address = [self.rows[line].strip() for line in taken]
        if not taken:
            self._problem("No inside address found. Write name, street and city at the top.", 0)
            return
        self.places["address"] = taken[0]
        if len(taken) == 1:
            self._problem("The inside address has only one line. Add street and city.", taken[0])
        if len(taken) > MOST_ADDRESS_LINES:
            self._problem(
                f"The inside address has {len(taken)} lines, {MOST_ADDRESS_LINES} is the most. Shorten it.",
                taken[MOST_ADDRESS_LINES],
            )

    def _read_subject(self, line: int) -> int:
        while line < len(self.rows) and self._blank(line):
            line += 1
        found = SUBJECT.match(self.rows[line].strip()) if line < len(self.rows) else None
        if not found:
            return line
        words = [found[1]]
        self.places["subject"] = line
        first, line = line, line + 1
        while not self._blank(line) and self.rows[line][0] in " \t":
            words.append(self.rows[line])
            line += 1
        self.subject = " ".join(" ".join(words).split())
        if not self.subject:
            self._problem("The “Re:” line is empty. Say what the letter is about or take it out.", first)
        return line

    def _find_close(self, body_from: int) -> int:
        """Return the line of the close, or where the notations under a missing close begin."""
        for line in range(len(self.rows) - 1, body_from - 1, -1):
            alone = self._blank(line - 1) and self._blank(line + 1)
            if is_close(self.rows[line]) and (alone or self.rows[line].endswith(",")):
                self.close = self.rows[line].strip()
                self.places["close"] = line
                return line
        foot = len(self.rows)
        for line in range(len(self.rows) - 1, body_from - 1, -1):
            if self._blank(line) or not self._blank(line - 1):
                continue
            if not is_notation(self.rows[line]):
                break
            foot = line
        self._problem("No close found. Write “Sincerely,” on a line of its own under the text.", foot - 1)
        return foot

    def _read_body(self, start: int, end: int) -> None:
        block: list[str] = []
        for line in range(start, end + 1):
            if line < end and self.rows[line]:
                if not block:
                    self.places[f"paragraph {len(self.paragraphs) + 1}"] = line
                block.append(self.rows[line])
            elif block:
                self.paragraphs.append("\n".join(block))
                block = []
        if not self.paragraphs:
            self._problem("The letter says nothing between salutation and close.", start)

    def _read_foot(self, start: int) -> None:
        line = start
        while line < len(self.rows):
            row = self.rows[line].strip()
            if not row:
                line += 1
            elif (found := ENCLOSURES.match(row)) and not self.enclosure_count:
                line = self._read_enclosures(found, line)
            elif found := COPY.match(row):
                self.places.setdefault("copies", line)
                names, after = self._indented(line + 1)
                self.copies += [name for name in [found[1].strip(), *names] if name]
                line = after
            elif (found := POSTSCRIPT.match(row)) and not self.postscript:
                self.places["postscript"] = line
                words, line = self._rest_of_block(line + 1)
                self.postscript = "\n".join(word for word in [found[1].strip(), *words] if word)
            elif BLIND_COPY.match(row):
                self._problem("A bcc line would print on the writer's copy. Take it out of the letter.", line)
                line += 1
            else:
                self._problem(
                    "This stands under the close and is no enclosure, cc or P.S. line. Move it above the"
                    " close or take it out; name and title of the signer are printed without it.",
                    line,
                )
                _, line = self._rest_of_block(line + 1)

    def _read_enclosures(self, found: re.Match[str], line: int) -> int:
        self.places["enclosures"] = line
        names, after = self._indented(line + 1)
        self.enclosures = [name for name in [(found[2] or "").strip(), *names] if name]
        said = int(found[1]) if found[1] else 0
        listed = len(self.enclosures)
        self.enclosure_count = said or listed or 1
        if listed and said and said != listed:
            self._problem(f"The enclosure line says {said}, {listed} named below it. Make them agree.", line)
        return after

    def _indented(self, line: int) -> tuple[list[str], int]:
        """Return the indented lines from `line` on, and the first line after them."""
        rows = []
        while not self._blank(line) and self.rows[line][0] in " \t":
            rows.append(self.rows[line].strip())
            line += 1
        return rows, line

    def _rest_of_block(self, line: int) -> tuple[list[str], int]:
        """Return the lines up to the next blank line or notation, and the first line after them."""
        rows = []
        while not self._blank(line) and not is_notation(self.rows[line]):
            rows.append(self.rows[line].strip())
            line += 1
        return rows, line
