"""What a hole is for: as its template says, else as its name says."""

from __future__ import annotations

import pytest

from corrtui.letters.hole_kinds import kind_of
from corrtui.letters.library import Library, builtin_templates
from corrtui.letters.sandbox import merge


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("credit.amount", "money"),
        ("refund amount", "money"),
        ("account.past_due", "money"),
        ("amount_due", "money"),
        ("credit.new_balance", "money"),
        ("credit.date", "date"),
        ("invoice.due_date", "date"),
        ("plan.payments.due", "date"),
        ("reply_by", "date"),
        ("account.opened", "date"),
        ("order.no", "number"),
        ("order.quantity", "number"),
        ("account_masked", "number"),
        ("credit.reason", "text"),
        ("payment terms", "text"),
        ("writer.last", "text"),
        ("what was asked", "text"),
        ("update", "text"),
        ("", "text"),
    ],
)
def test_a_name_tells_the_kind(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_the_filter_a_template_prints_with_goes_before_the_name() -> None:
    body = '{{ order.what|money }} {{ paid|default("")|longdate }} {{ credit.amount|title }}'

    assert kind_of("order.what", body) == "money"
    assert kind_of("paid", body) == "date"
    assert kind_of("credit.amount", body) == "money"


def test_the_front_matter_goes_before_both() -> None:
    assert kind_of("credit.amount", "{{ credit.amount|money }}", {"credit.amount": "text"}) == "text"


def test_every_figure_of_the_shipped_letters_has_the_kind_its_name_says() -> None:
    """The office may print without a filter what the shipped letters print with one."""
    for template in Library([builtin_templates()]).all():
        merge(template.body, template.path.name, template.first_line, {})
        for name in ("credit.amount", "credit.date", "invoice.due_date", "claim.amount", "order.new_date"):
            assert kind_of(name, template.body) == kind_of(name)
