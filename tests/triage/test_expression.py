"""Expressions over marks: read once, asked often; what cannot be read is said."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.triage.expression import read_expression


@pytest.mark.parametrize(
    ("text", "marks", "holds"),
    [
        ("BIL", "BIL", True),
        ("BIL", "SVC", False),
        ("!BIL", "SVC", True),
        ("BIL & written", "BIL", False),
        ("BIL & written & !eft", "BIL written", True),
        ("BIL & written & !eft", "BIL written eft", False),
        ("a | b & c", "a", True),
        ("(a | b) & c", "a", False),
        ("!(a | b) & c", "c", True),
        ("!!a", "a", True),
        ("a&(b|c)", "a c", True),
    ],
)
def test_an_expression_holds_or_does_not(text: str, marks: str, holds: bool) -> None:
    assert read_expression(text).holds(set(marks.split())) is holds


def test_it_names_its_marks() -> None:
    assert read_expression("BIL & !(eft | BIL)").names == {"BIL", "eft"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "missing at the end"),
        ("BIL &", "missing at the end"),
        ("& BIL", "missing before '&'"),
        ("(BIL", "bracket is not closed"),
        ("BIL)", "one too many"),
        ("BIL written", "'written' is one too many"),
        ("BIL and-more", "'-' means nothing"),
        ("BIL ~ x", "'~' means nothing"),
        ("!" * 30 + "a", "nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said.replace("(", r"\(")):
        read_expression(text)


_MARKS = st.sampled_from("abcd")
_TEXTS = st.recursive(
    _MARKS,
    lambda inner: st.one_of(
        inner.map("!{}".format),
        st.tuples(inner, inner).map(lambda pair: "({} & {})".format(*pair)),
        st.tuples(inner, inner).map(lambda pair: "({} | {})".format(*pair)),
    ),
    max_leaves=8,
)


@given(_TEXTS, st.sets(_MARKS))
def test_it_means_what_python_means_by_it(text: str, marks: set[str]) -> None:
    python = text.replace("!", " not ").replace("&", " and ").replace("|", " or ")
    values = {name: name in marks for name in "abcd"}

    assert read_expression(text).holds(marks) is eval(python, {"__builtins__": {}}, values)


@given(st.text(alphabet="ab&|!() ", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(ValueError):
        read_expression(text).holds({"a"})
