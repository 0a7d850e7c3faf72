"""Every letter we ship, filled from records, comes through the proof; nothing in its wording trips a rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from corrtui.letters.compose import Draft, compose
from corrtui.letters.library import Library
from corrtui.letters.proof import ProofCase, run_proof
from corrtui.records.record import Record
from corrtui.triage.facts import Facts, Writer

CODES = [
    "ack-general", "adm-addr-confirm", "adm-condolence", "bil-ack", "bil-corrected",
    "bil-late-notice", "bil-need-info", "bil-no-error",
    "cri-need-consent", "cri-reference", "dlq-plan", "dlq-reminder", "dmg-ack", "dmg-need-docs", "inf-reply",
    "med-ack", "med-auth-defective", "med-cover", "mis-return", "ord-confirm", "ord-delay",
    "ord-need-info", "rul-explain", "spc-need-specs", "svc-apology", "svc-thanks",
]  # fmt: skip
KINDS = ("account", "order", "invoice", "claim", "item")
TYPED = frozenset({"$39.95", "$108.25"})
"""What the clerk fills into `credit` by hand and confirms."""


@pytest.fixture
def filled(
    shipped: Library,
    full_context: dict[str, Any],
    make_case: Callable[..., ProofCase],
    make_facts: Callable[..., Facts],
) -> Callable[..., ProofCase]:
    """A shipped letter filled from records that hold every figure of the context."""

    def fill(code: str, attached: tuple[str, ...] = (), **changes: Any) -> ProofCase:
        template = shipped.get(code)
        draft: Draft = compose(template, full_context | {"encl": list(attached)})
        writer = Writer(name="Elena M. Ortiz", title="Ms.", first="Elena", last="Ortiz")
        usual: dict[str, Any] = {
            "control_no": "261120-0007",
            "received": date(2026, 11, 18),
            "facts": make_facts(writer, account=["204417"], order=["48213"], amount=["$39.95"]),
            "incoming": "I was charged $39.95. Account 204417. A reference on Bolt Company? 87 pages.",
            "records": [row(kind, full_context[kind]) for kind in KINDS],
            "attached": (*template.enclosures, *attached),
            "writer": writer,
            "confirmed": TYPED if code == "bil-corrected" else frozenset(),
        }
        return make_case(draft.text, **(usual | changes))

    return fill


def row(kind: str, values: dict[str, str]) -> Record:
    cells = {name: value for name, value in values.items() if name != "no"}
    return Record(kind, kind, values["no"], f"{kind} {values['no']}", tuple(cells.items()), cells, {})


@pytest.mark.parametrize("code", CODES)
def test_it_comes_through(filled: Callable[..., ProofCase], code: str) -> None:
    assert run_proof(filled(code)) == ()


@pytest.mark.parametrize("code", CODES)
def test_it_comes_through_with_a_record_enclosed(filled: Callable[..., ProofCase], code: str) -> None:
    assert run_proof(filled(code, ("order 48213, Enamel coffee boiler", "account 204417"))) == ()


@pytest.mark.parametrize("code", CODES)
def test_it_is_kept_in_while_it_has_a_hole(
    shipped: Library, make_case: Callable[..., ProofCase], code: str
) -> None:
    template = shipped.get(code)
    findings = run_proof(make_case(compose(template, {}).text, attached=template.enclosures))

    assert {finding.rule for finding in findings if finding.level == "block"} == {"PC-01"}


def test_a_figure_typed_by_hand_is_kept_in_until_it_is_confirmed(filled: Callable[..., ProofCase]) -> None:
    findings = run_proof(filled("bil-corrected", confirmed=frozenset()))

    assert [(finding.rule, finding.excerpt) for finding in findings] == [("PC-10", "$108.25")]


def test_a_plan_whose_payments_do_not_make_the_total_is_kept_in(
    filled: Callable[..., ProofCase], full_context: dict[str, Any]
) -> None:
    full_context["plan"]["payments"].pop()

    findings = run_proof(filled("dlq-plan"))

    assert "PC-09" in {finding.rule for finding in findings}
