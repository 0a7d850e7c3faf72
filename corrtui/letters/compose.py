"""A template and what is known of the case make a draft: its text, its holes, where each figure is from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corrtui.letters.address import inside_address, salutation
from corrtui.letters.holes import HOLE_CLOSE, HOLE_OPEN, Hole, fill_hole, find_holes, neutral
from corrtui.letters.library import Template
from corrtui.letters.notation import COPY, ENCLOSURES, enclosure_block, is_close, is_notation

__all__ = ["HOLE_CLOSE", "HOLE_OPEN", "Draft", "Hole", "compose", "fill_hole", "find_holes"]

_CLOSE = "Sincerely,"
_OWN_LINE = re.compile(r"\s|[-•*] |\d{1,2}\. ")
_RUN_OF_BLANKS = re.compile(r"(?<=\S)[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as it comes from its template, before a clerk has touched it."""

    template: str
    """Code of the template."""
    edition: str
    text: str
    """Draft text as `parts.read_parts` reads it."""
    holes: tuple[Hole, ...]
    sources: Mapping[str, str]
    """Figure as printed → where it came from: "$39.95" → "order 48213 in orders: total"."""


def compose(template: Template, context: Mapping[str, object]) -> Draft:
    """Return the draft of a letter.

    Args:
        template: one of the library.
        context: plain values, as `context.letter_context` gives them. `writer` makes address and
            salutation, `encl`, `returned` and `cc` the lines at the foot, `sources` (dotted name → words)
            says where figures are from.

    Raises:
        Refused: the template asks for more than a letter may; names its file and line.
    """
    from corrtui.letters.sandbox import merge  # Jinja2 is loaded with the first letter, not with the desk

    values = {name: value for name, value in context.items() if name != "sources"}
    merged = merge(template.body, template.path.name, template.first_line, values)
    writer = _mapping(context.get("writer"))
    body = _blocks(merged.text)
    head = ["\n".join(inside_address(writer)), salutation(writer, template.category)]
    text = "\n\n".join([*head, *body, *_foot(body, template, context)]) + "\n"
    origins = _mapping(context.get("sources"))
    sources = {shown: str(origins[path]) for shown, path in merged.shown.items() if path in origins}
    return Draft(template.code, template.edition, text, find_holes(text), sources)


def _blocks(text: str) -> list[str]:
    """Return the blocks of a merged body, the lines of each paragraph joined as they will be read.

    A line that is indented or begins a list stays on its own; so does a notation under the close.
    """
    blocks: list[list[str]] = [[]]
    for row in text.split("\n"):
        line = row.rstrip()
        if not line:
            blocks.append([])
            continue
        block = blocks[-1]
        if block and not any(_OWN_LINE.match(row) or is_notation(row) for row in (line, block[-1])):
            block[-1] += f" {line}"
        else:
            block.append(line)
    return ["\n".join(map(_single_spaced, block)) for block in blocks if block]


def _single_spaced(line: str) -> str:
    return line if line[0] in " \t" else _RUN_OF_BLANKS.sub(" ", line)


def _foot(body: Sequence[str], template: Template, context: Mapping[str, object]) -> list[str]:
    """Return close, enclosure and copy lines, each unless the body brings its own."""
    own_close = any(is_close(block) for block in body)
    first_lines = [block.partition("\n")[0] for block in body]
    foot = [] if own_close else [_CLOSE]
    if not any(ENCLOSURES.match(line) for line in first_lines):
        papers = (*template.enclosures, *_sequence(context.get("encl")), *_sequence(context.get("returned")))
        foot.append(enclosure_block(_lines(papers)))
    if not any(COPY.match(line) for line in first_lines):
        foot.append("\n".join(f"cc: {name}" for name in _lines(_sequence(context.get("cc")))))
    return [block for block in foot if block]


def _lines(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for line in (neutral(str(value)) for value in values) if line))


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _sequence(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()
