"""Nothing but data in, nothing but bounded text out: what a template tries, and what happens."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

import pytest

from corrtui.errors import Refused
from corrtui.letters import sandbox
from corrtui.letters.budget import MOST_OUTPUT
from corrtui.letters.sandbox import merge


def merged(body: str, **context: Any) -> str:
    """Return the text of a body whose first line is line 12 of "own.j2"."""
    return merge(body, "own.j2", 12, context).text.lstrip("\n")


def refusal(body: str, **context: Any) -> str:
    """Return what the clerk reads when `body` is refused."""
    with pytest.raises(Refused) as caught:
        merged(body, **context)
    return caught.value.detail


def test_figures_are_filled_in() -> None:
    assert merged("Order {{ order.no }}.", order={"no": "48213"}) == "Order 48213."


def test_a_missing_figure_is_a_hole_with_its_whole_name() -> None:
    body = "{{ name }} {{ order.amount }} {{ order.item.color }} {{ order['no'] }} {{ writer.addr[4] }}"

    text = merged(body, order={"item": "Boiler"}, writer={"addr": ["a"]})

    assert text == "⟦name⟧ ⟦order.amount⟧ ⟦order.item.color⟧ ⟦order.no⟧ ⟦item 4⟧"


def test_a_missing_figure_is_false_and_loops_over_nothing() -> None:
    body = "{% if order.no %}yes{% else %}no{% endif %}{% for x in order.lines %}x{% else %}none{% endfor %}"

    assert merged(body) == "nonone"


def test_none_prints_nothing_and_an_empty_group_is_a_hole() -> None:
    assert merged("{{ none }}[{{ order }}]", order={}) == "[⟦order⟧]"


def test_data_is_never_run_as_a_template() -> None:
    assert merged("{{ x }}", x="{{ 7*7 }} {% if y %}") == "{ 7*7 } % if y %"


def test_a_word_of_the_data_is_not_a_method_of_it() -> None:
    order = {"items": "two", "values": "5", "keys": "k", "get": "g"}

    assert merged("{{ order.items }} {{ order.values }} {{ order.get }}", order=order) == "two 5 g"


def test_sums_with_a_missing_figure_are_an_error_with_its_line() -> None:
    assert refusal("a\nb\n{{ order.no + 1 }}") == (
        "own.j2, line 14: ⟦order.no⟧ is missing and nothing can be reckoned with it"
    )
    assert "line 12: ⟦x⟧ is missing" in refusal("{% if x < 3 %}{% endif %}")


def test_counting_is_allowed_and_reckoning_with_figures_is_not() -> None:
    assert merged("{% for i in range(2) %}{{ loop.index + 1 }}{% endfor %}") == "23"
    assert "figures are not computed in a letter" in refusal("{{ a + b }}", a="5", b="6")
    assert "figures are not computed in a letter" in refusal("{{ 400000 + 1 }}")


@pytest.mark.parametrize(
    "body",
    [
        "{{ x['__class__'] }}",
        "{{ n['real'] }}",
        "{{ n.real }}",
        "{{ range.start }}",
        "{{ range['__self__'] }}",
        "{{ encl.append }}",
        "{{ true.real }}",
    ],
)
def test_no_attribute_of_an_object_is_reached(body: str) -> None:
    try:
        text = merged(body, x="text", n=5, encl=["a"])
    except Refused as refused:
        text = refused.detail
    assert "closed to letters" in text or "⟦x.__class__⟧" in text


def test_loop_words_are_reached_and_nothing_else_of_the_loop() -> None:
    body = "{% for x in encl %}{{ loop.index }}/{{ loop.length }}{{ '' if loop.last else ', ' }}{% endfor %}"

    assert merged(body, encl=["a", "b"]) == "1/2, 2/2"
    assert "“_iterable” is closed" in refusal(
        "{% for x in encl %}{{ loop['_iterable'] }}{% endfor %}", encl=["a"]
    )
    assert "“changed” is closed" in refusal("{% for x in encl %}{{ loop.changed }}{% endfor %}", encl=["a"])


def test_a_name_that_hides_range_cannot_be_called() -> None:
    with pytest.raises(Refused):
        merged("{% if true %}{{ range(2) }}{% endif %}", range="text")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{% for a in range(500) %}{% for b in range(500) %}{% endfor %}{% endfor %}", "5,000 times"),
        ("{% for a in range(99999) %}{% endfor %}", "up to 500"),
        ("{% for a in range(0, 500) %}" + "{{ x }}" * 500 + "{% endfor %}", "200,000 characters"),
        ("{% set a = 'x' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}", "20,000 characters"),
        ("{{ encl|join(x ~ x ~ x ~ x ~ x) }}", "20,000 characters"),
        ("{{ encl }}", "whole group or list"),
        ("{{ office }}", "whole group or list"),
        ("{{ range(3) }}", "whole group or list"),
        ("{{ office|join }}", "list of single values"),
        ("{{ x / 2 }}", "“div” is not part"),
        ("{% for a in 5 %}{% endfor %}", "not iterable"),
        ("{{ range('a') }}", "whole numbers"),
        ("{{ none.x }}", "closed to letters"),
    ],
)
def test_what_runs_on_or_makes_no_sense_is_stopped(body: str, words: str) -> None:
    start = time.thread_time()

    detail = refusal(body, x="x" * 3_900, encl=["a", "b"], office={"name": "N"})

    assert detail.startswith("own.j2, line 12: ")
    assert words in detail
    assert time.thread_time() - start < 1.5


def test_a_letter_that_works_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corrtui.letters.budget.MOST_SECONDS", 0.05)
    compare = "{% if x == x and x in x and x < x %}{% endif %}" * 300
    start = time.thread_time()

    detail = refusal("{% for a in range(500) %}" + compare + "{% endfor %}", x="x" * 3_900)

    assert "without coming to an end" in detail
    assert time.thread_time() - start < 1.0


def test_output_never_grows_past_its_limit() -> None:
    assert len(merged("{{ x }}" * 50, x="y" * 3_900)) < MOST_OUTPUT


def test_the_names_of_printed_figures_are_noted() -> None:
    body = "{{ order.amount|money }} {{ order.date|longdate }} {{ no|upper }} {{ gone }}"
    body += "{% if quiet %}{% endif %}"
    context = {"order": {"amount": "39.95", "date": "2026-03-02"}, "no": "a7", "quiet": "q"}

    shown = merge(body, "own.j2", 12, context).shown

    assert shown == {"$39.95": "order.amount", "March 2, 2026": "order.date", "A7": "no"}


def test_the_deepest_loops_allowed_do_compile() -> None:
    body = "{% for x in encl %}" * 18 + "x" + "{% endfor %}" * 18

    assert merged(body, encl=["a"]) == "x"


def test_two_letters_do_not_share_what_they_used() -> None:
    for _ in range(3):
        assert merged("{% for a in range(400) %}{% for b in range(10) %}{% endfor %}{% endfor %}ok") == "ok"


def test_a_letter_is_compiled_once() -> None:
    sandbox._compiled.cache_clear()

    for amount in ("1", "2", "3"):
        merged("{{ amount }} once", amount=Decimal(amount))

    assert sandbox._compiled.cache_info().misses == 1
