"""The proof as a whole."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

import corrtui.letters.proof
from corrtui.letters.proof import Finding, ProofCase, all_checks, run_proof

MakeCase = Callable[..., ProofCase]

PAGE = """We have looked into the matter and find that you are right: the second charge should never have been
made, and we are sorry for the trouble it has caused you. You need not pay the amount in question, and
no finance charge will be made on it.

  Previous balance        $148.20
  Less credit              $39.95
  New balance             $108.25

Your balance before the credit was $148.20; your new balance is $108.25, and it is due on December 28,
2026. If you have paid the second charge already, the credit stands in your favor and will be taken off
whatever you owe us next, or we will send you a check for it if you would rather have one; a line to us
is enough. Under 12 CFR 1026.13(e) you may also ask for copies of the papers on which we base this
answer, and we will send them without charge.

We have also spoken with the people who handle telephone orders, and they now check each order against
the one before it, so that an order taken twice is found before it is charged.

If anything is still unclear, please call us at 563-555-0140, between 8:00 a.m. and 5:00 p.m., Monday
through Friday, or write to us at 2200 Foundry Road, Dubuque IA 52001 or letters@harborvale.example.
Please mention the number 261119-0007."""


def test_a_routine_letter_comes_through_without_a_finding(make_case: MakeCase) -> None:
    assert run_proof(make_case()) == ()
    assert run_proof(make_case(body=PAGE)) == ()


def test_every_module_of_a_rule_is_in_the_registry() -> None:
    modules = Path(corrtui.letters.proof.__file__).parent.glob("pc*.py")
    rules = sorted(f"PC-{path.stem[2:4]}" for path in modules)

    assert sorted(rule for rule, _ in all_checks()) == rules


@pytest.mark.parametrize("rule", [rule for rule, _ in all_checks()])
def test_every_check_says_what_it_does_and_by_what_rule(rule: str) -> None:
    check = dict(all_checks())[rule]

    assert re.search(r"Source: ", check.__doc__ or "")


def test_blocks_come_first_then_from_the_top_down(make_case: MakeCase) -> None:
    findings = run_proof(make_case(body="The the lamp costs TBD.\n\nPay $12.00 for XXX."))

    assert [(finding.rule, finding.level, finding.line) for finding in findings] == [
        ("PC-01", "block", 8),
        ("PC-10", "block", 10),
        ("PC-01", "block", 10),
        ("PC-17", "warn", 8),
    ]


def test_a_finding_points_at_the_offending_characters(make_case: MakeCase) -> None:
    case = make_case(body="We credit the account.\n\nIt is now at\n  ${{ balance }} in all.")

    [finding] = run_proof(case)

    assert case.text.split("\n")[finding.line][finding.column :].startswith("{{ balance }}")
    assert (finding.line, finding.column, finding.excerpt) == (11, 3, "{{ balance }}")


def test_a_check_that_fails_keeps_the_letter_in(make_case: MakeCase) -> None:
    def broken(case: ProofCase) -> Iterable[Finding]:
        yield case.finding("PC-99", "warn", "before it broke", 0, 3)
        raise ValueError("no such\ncolumn")

    findings = run_proof(make_case(), [("PC-99", broken), *all_checks()])

    assert [(finding.level, finding.message) for finding in findings] == [
        (
            "block",
            "PC-99 could not be carried out: no such column. The letter stays here; tell the supervisor.",
        ),
        ("warn", "before it broke"),
    ]


def test_rules_that_cannot_be_loaded_keep_the_letter_in(
    make_case: MakeCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ValueError("proof.toml, line 12: no pattern")

    monkeypatch.setattr("corrtui.letters.proof.run.all_checks", broken)

    [finding] = run_proof(make_case())

    assert finding.level == "block"
    assert "proof.toml, line 12" in finding.message


def test_records_that_cannot_be_asked_keep_the_letter_in(make_case: MakeCase) -> None:
    def unreachable(number: str) -> bool:
        raise OSError("records.sqlite is locked")

    findings = run_proof(make_case(other_accounts=unreachable))

    assert {"PC-10", "PC-12", "PC-13"} <= {finding.rule for finding in findings}
    assert all(
        finding.level == "block" and "records.sqlite is locked" in finding.message for finding in findings
    )


def test_a_page_is_proofed_in_three_milliseconds(make_case: MakeCase) -> None:
    run_proof(make_case(body=PAGE))
    best = 1.0
    for _ in range(40):
        case = make_case(body=PAGE)
        started = time.perf_counter()
        run_proof(case)
        best = min(best, time.perf_counter() - started)

    assert best < 0.003


@pytest.mark.parametrize(
    "piece",
    [
        "$1.00 and ",
        "9 ",
        "x",
        "the ",
        "your ",
        "enclosed ",
        "4111-",
        "Dear ",
        "[",
        "account ",
        "\n",
        "1,000",
        "…",
        "12 A ",
        "a-",
    ],
)
def test_a_huge_paste_does_not_hold_up_the_clerk(make_case: MakeCase, piece: str) -> None:
    case = make_case(body="Here it is.\n\n" + piece * (50_000 // len(piece)))
    started = time.perf_counter()

    run_proof(case)

    assert time.perf_counter() - started < 10
