"""The language of letters: the small part of Jinja2 an office may write its templates in.

Text, {{ figures }}, {% if %}, {% for %} and {% set %}, with a closed list of filters. There are no calls but
range(), no macros, no includes, no attributes that begin with an underscore; whatever is not named here is
refused when the file is read, with its line.
"""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.visitor import NodeTransformer

FILTERS = frozenset(
    {
        "capitalize", "count", "d", "default", "first", "join", "last", "length", "longdate", "lower",
        "masked", "money", "title", "trim", "upper",
    }
)  # fmt: skip
"""Filters a letter may use."""

TESTS = frozenset({"defined", "undefined", "none", "odd", "even", "string", "number"})
"""Tests a letter may use after `is`."""

COUNTED = "counted loop"
"""Filter put around what a {% for %} runs over; no template can spell it."""

JOINED = "joined text"
"""Filter that takes the place of `~`; no template can spell it."""

_STATEMENTS = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign)
_EXPRESSIONS = (
    nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem, nodes.Filter, nodes.Test, nodes.Call,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Concat, nodes.Add,
    nodes.Sub, nodes.Neg, nodes.List, nodes.Tuple,
)  # fmt: skip
_DEEPEST = 20
"""Nested expressions and blocks; a letter needs five, and Python itself nests no more loops than this."""


def check(tree: nodes.Template) -> None:
    """Walk a parsed template.

    Raises:
        TemplateSyntaxError: something the language of letters does not have, with its line.
    """
    _check(tree, 0, tree.lineno)


def limited(tree: nodes.Template) -> nodes.Template:
    """Return the checked tree with every loop counted and every `~` capped."""
    limited_tree = _Limits().visit(tree)
    if not isinstance(limited_tree, nodes.Template):
        raise TypeError("a template stays a template")
    return limited_tree


def _check(node: nodes.Node, depth: int, line: int) -> None:
    line = node.lineno or line
    if depth > _DEEPEST:
        raise TemplateSyntaxError("this is nested too deeply", line)
    if not isinstance(node, _STATEMENTS + _EXPRESSIONS):
        what = type(node).__name__.lower()
        raise TemplateSyntaxError(f"“{what}” is not part of the language of letters", line)
    if complaint := _complaint(node):
        raise TemplateSyntaxError(complaint, line)
    for child in node.iter_child_nodes():
        _check(child, depth + 1, line)


def _complaint(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        return f"“.{node.attr}” is closed to letters"
    if isinstance(node, nodes.Name) and node.name.startswith("_"):
        return f"“{node.name}” is closed to letters"
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        return f"there is no filter “{node.name}”; letters have {_listed(FILTERS)}"
    if isinstance(node, nodes.Filter) and node.node is None:
        return "a filter needs a value in front of it"
    if isinstance(node, nodes.Test) and node.name not in TESTS:
        return f"there is no test “is {node.name}”; letters have {_listed(TESTS)}"
    if isinstance(node, nodes.Call) and not (isinstance(node.node, nodes.Name) and node.node.name == "range"):
        return "letters call nothing but range()"
    if isinstance(node, nodes.Call | nodes.Filter | nodes.Test) and (node.dyn_args or node.dyn_kwargs):
        return "letters have no * and ** arguments"
    if isinstance(node, nodes.For) and node.recursive:
        return "letters have no recursive loops"
    if isinstance(node, nodes.For | nodes.Assign) and not _plain_target(node.target):
        return "give a plain name to set or to loop with"
    # A list of names could hold itself twice, forty times over; a list of words cannot grow.
    if isinstance(node, nodes.List | nodes.Tuple) and not _only_words(node):
        return "a list in a letter holds plain words and numbers only"
    return ""


def _plain_target(target: nodes.Node) -> bool:
    return isinstance(target, nodes.Name) and target.name not in ("range", "loop")


def _only_words(node: nodes.List | nodes.Tuple) -> bool:
    return all(isinstance(item, nodes.Const) for item in node.items)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


class _Limits(NodeTransformer):
    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - the name Jinja2 looks for
        self.generic_visit(node)
        node.iter = nodes.Filter(node.iter, COUNTED, [], [], None, None, lineno=node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802 - the name Jinja2 looks for
        self.generic_visit(node)
        items = nodes.List(node.nodes, lineno=node.lineno)
        return nodes.Filter(items, JOINED, [], [], None, None, lineno=node.lineno)
