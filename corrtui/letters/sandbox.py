"""The closed room templates are merged in: nothing but data in, nothing but bounded text out.

A template reaches the values of its context and nothing else: no attribute of an object, no method, no call
but range(). Loop rounds, processor time and output are counted, so that none can run on; whatever is missing
prints as a hole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import TracebackType

from jinja2 import Template as Compiled
from jinja2 import TemplateError, TemplateSyntaxError, nodes
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as STANDARD_TESTS

from corrtui.errors import Refused
from corrtui.letters.budget import BUDGET, MOST_OUTPUT, Budget, OutOfBounds
from corrtui.letters.filters import filters, is_count, printed, short_range
from corrtui.letters.language import TESTS, check, limited
from corrtui.letters.values import Data, Datum, Missing, prepared

_LOOP_WORDS = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length", "depth"})
# What a template that does not fit its values can run into; each ends as one sentence for the clerk.
_FAULTS = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Merged:
    """What came out of a template."""

    text: str
    shown: Mapping[str, str]
    """Each value as printed → dotted name in the context."""


@lru_cache(maxsize=256)
def syntax_error(body: str, first_line: int) -> tuple[int, str] | None:
    """Return (line of the file, what is wrong) when `body` is not in the language of letters, else None.

    Args:
        body: template text under the front matter.
        first_line: 1-based line of the file on which it begins.
    """
    try:
        _parsed(body, first_line)
    except TemplateSyntaxError as error:
        return error.lineno, (error.message or "this cannot be read").rstrip(".")
    except RecursionError:
        return first_line, "this is nested too deeply"
    return None


def merge(body: str, file: str, first_line: int, context: Mapping[str, object]) -> Merged:
    """Return `body` filled from `context`; the compiled form is kept for the next letter.

    Args:
        body: template text under the front matter.
        file: name of its file, for errors.
        first_line: 1-based line of the file on which it begins.
        context: plain str, int, Decimal, date, list, dict; text in it is never run as a template.

    Raises:
        Refused: the template is wrong or went over a limit; names file and line.
    """
    budget = Budget()
    pieces: list[str] = []
    length = 0
    try:
        compiled = _compiled(body, file, first_line)
        for piece in compiled.generate({**prepared(context), BUDGET: budget}):
            length += len(piece)
            if length > MOST_OUTPUT:
                raise OutOfBounds(f"the letter came to more than {MOST_OUTPUT:,} characters")
            pieces.append(piece)
    except _FAULTS as error:
        raise _refused(error, file, first_line) from error
    return Merged("".join(pieces), budget.shown)


def _refused(error: Exception, file: str, first_line: int) -> Refused:
    line = error.lineno if isinstance(error, TemplateSyntaxError) else _line_of(error.__traceback__, file)
    what = getattr(error, "message", None) or str(error) or type(error).__name__
    return Refused(
        "This letter template cannot be merged",
        f"{file}, line {line or first_line}: {what}",
        "mend the template or choose another letter",
    )


def _line_of(trace: TracebackType | None, file: str) -> int:
    line = 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _parsed(body: str, first_line: int) -> nodes.Template:
    # Empty lines in place of the front matter: every line number is the file's own.
    tree = _room().parse("\n" * (first_line - 1) + body)
    check(tree)
    return tree


@lru_cache(maxsize=256)
def _compiled(body: str, file: str, first_line: int) -> Compiled:
    room = _room()
    code = room.compile(limited(_parsed(body, first_line)), filename=file)
    return Compiled.from_code(room, code, room.make_globals(None))


@lru_cache(maxsize=1)
def _room() -> _Room:
    return _Room()


class _Room(ImmutableSandboxedEnvironment):
    """Jinja2 with everything taken out that a letter does not need."""

    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def __init__(self) -> None:
        super().__init__(
            undefined=Missing, finalize=printed, autoescape=False, optimized=False,
            trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        )  # fmt: skip
        self.globals = {"range": short_range}
        self.filters = filters()
        self.tests = {name: STANDARD_TESTS[name] for name in TESTS}

    def getattr(self, obj: object, attribute: str) -> object:
        """Return an entry of the data or a word of `loop`; no attribute of anything else exists."""
        if isinstance(obj, LoopContext) and attribute in _LOOP_WORDS:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: object, argument: object) -> object:
        """Return an entry of the data by name or place, or the hole for it."""
        if isinstance(obj, Data) and isinstance(argument, str):
            return obj[argument] if argument in obj else Missing(name=f"{obj.path}.{argument}")
        if isinstance(obj, list) and isinstance(argument, int):
            return obj[argument] if -len(obj) <= argument < len(obj) else Missing(name=f"item {argument}")
        if isinstance(obj, Missing | Datum):
            return Missing(name=f"{obj.path}.{argument}")
        raise OutOfBounds(f"“{argument}” is closed to letters")

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Return False: letters see entries of data, never attributes."""
        return False

    def is_safe_callable(self, obj: object) -> bool:
        """Return whether letters may call it: range() alone."""
        return obj is short_range

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Add or subtract small whole numbers; figures are never computed in a letter."""
        for side in (left, right):
            if isinstance(side, Missing):
                raise OutOfBounds(f"{side} is missing and nothing can be reckoned with it")
        if operator in ("+", "-") and is_count(left) and is_count(right):
            return super().call_binop(context, operator, left, right)
        raise OutOfBounds(
            "figures are not computed in a letter: let the records carry them, and join texts with ~"
        )
