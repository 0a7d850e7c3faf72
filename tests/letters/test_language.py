"""The language of letters: what it has and what it refuses, with the line."""

from __future__ import annotations

import pytest

from corrtui.letters.sandbox import syntax_error


@pytest.mark.parametrize(
    "body",
    [
        "Plain text with 100 % and a { brace.",
        "{{ order.amount|money }}",
        "{% if order.no and not order.paid %}a{% elif x == 'y' %}b{% else %}c{% endif %}",
        "{% for p in plan.payments %}{{ loop.index }}. {{ p.due }}{% else %}none{% endfor %}",
        "{% set name = writer.first ~ ' ' ~ writer.last %}{{ name }}",
        "{{ 'is' if encl|length == 1 else 'are' }}",
        "{{ x in ('a', 'b') }}{{ loop_count + 1 }}{% for i in range(3) %}{{ i }}{% endfor %}",
        "{{ order['no'] }}{# a note to ourselves #}",
    ],
)
def test_what_letters_are_written_in(body: str) -> None:
    assert syntax_error(body, 1) is None


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{{ ''.__class__ }}", "“.__class__” is closed"),
        ("{{ order._secret }}", "“._secret” is closed"),
        ("{{ _x }}", "“_x” is closed"),
        ("{{ 'a'.upper() }}", "call nothing but range()"),
        ("{{ '%s'.format(x) }}", "call nothing but range()"),
        ("{{ lipsum(n=20000) }}", "call nothing but range()"),
        ("{{ cycler('a') }}", "call nothing but range()"),
        ("{{ range(*x) }}", "no * and **"),
        ("{{ x|attr('a') }}", "no filter “attr”"),
        ("{{ x|center(10) }}", "no filter “center”"),
        ("{{ x|format(1) }}", "no filter “format”"),
        ("{{ x|map('upper') }}", "no filter “map”"),
        ("{{ x is callable }}", "no test “is callable”"),
        ("{{ 'a' * 1000000000 }}", "“mul” is not part"),
        ("{{ 9 ** 9 }}", "“pow” is not part"),
        ("{{ '%9d' % 1 }}", "“mod” is not part"),
        ("{{ x[1:2] }}", "“slice” is not part"),
        ("{{ {'a': 1} }}", "“dict” is not part"),
        ("{{ [x, x] }}", "plain words and numbers only"),
        ("{% macro m() %}{{ m() }}{% endmacro %}", "“macro” is not part"),
        ("{% include 'other.j2' %}", "“include” is not part"),
        ("{% extends 'other.j2' %}", "“extends” is not part"),
        ("{% import 'other.j2' as o %}", "“import” is not part"),
        ("{% block b %}{% endblock %}", "“block” is not part"),
        ("{% set x %}a{% endset %}", "“assignblock” is not part"),
        ("{% filter upper %}a{% endfilter %}", "“filterblock” is not part"),
        ("{% call x() %}{% endcall %}", "“callblock” is not part"),
        ("{% with x = 1 %}{% endwith %}", "“with” is not part"),
        ("{% for a, b in x %}{% endfor %}", "plain name"),
        ("{% for range in x %}{% endfor %}", "plain name"),
        ("{% set x.y = 1 %}", "plain name"),
        ("{% for a in x recursive %}{% endfor %}", "no recursive loops"),
        ("{% if x %}", "Unexpected end of template"),
        ("{{ x", "unexpected end of template"),
        ("{% unknown %}", "unknown tag 'unknown'"),
        ("{{ " + "(" * 5000 + "x" + ")" * 5000 + " }}", "nested too deeply"),
        ("{{ " + "not " * 200 + "x }}", "nested too deeply"),
        ("{% if x %}" * 60 + "{% endif %}" * 60, "nested too deeply"),
        ("{% for x in y %}" * 21 + "{% endfor %}" * 21, "nested too deeply"),
    ],
)
def test_what_letters_do_without(body: str, words: str) -> None:
    wrong = syntax_error(f"Text.\n\n{body}", first_line=15)

    assert wrong is not None
    line, what = wrong
    assert words in what
    assert line in (15, 17)  # of the file; a depth the parser itself gives up on has no line of its own
