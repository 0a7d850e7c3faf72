"""Letters that belong to another house."""

from __future__ import annotations

import pytest

from corrtui.triage.addressee import other_addressee
from corrtui.triage.category import load_categories, suggest
from corrtui.triage.facts import find_facts
from corrtui.triage.layout import read_layout
from corrtui.triage.lexicon import load_lexicon
from corrtui.triage.sensitive import SensitiveRules, find_sensitive

OFFICE = ("Harbor & Vale Supply Company", "2200 Foundry Road", "Dubuque IA 52001", "harborvale.example")
HEAD = "Joan Bick\n14 Elm Street\nBoise, ID 83702\n\nNovember 5, 2026\n\n"
BODY = "\n\nPlease bring 150 gallons on the 16th.\n\nThank you,\n\nJoan Bick\n"


def named_in(text: str, office: tuple[str, ...] = OFFICE) -> str:
    found = other_addressee(text, read_layout(text), find_facts(text).writer, office)
    if found is None:
        return ""
    assert text[found.start : found.end] == found.name
    return found.name


@pytest.mark.parametrize(
    ("address", "salutation", "name"),
    [
        ("Tri-Cedar Heating & Fuel\nBox 5\nBoise, ID 83702\n\n", "Dear Sirs,", "Tri-Cedar Heating & Fuel"),
        ("Mr. Ed Lund\nLund Oil Company\nBox 5\nBoise, ID 83702\n\n", "Dear Mr. Lund:", "Lund Oil Company"),
        ("", "Dear Tri-Cedar Prairie Heating:", "Tri-Cedar Prairie Heating"),
    ],
)  # fmt: skip
def test_a_letter_with_the_address_of_another_firm_is_not_ours(
    address: str, salutation: str, name: str
) -> None:
    assert named_in(HEAD + address + salutation + BODY) == name


@pytest.mark.parametrize(
    ("address", "salutation"),
    [
        ("Harbor & Vale Supply Company\n2200 Foundry Road\nDubuque, IA 52001\n\n", "Dear Sirs:"),
        ("HARBOR AND VALE\nBox 9\nDubuque, IA 52001\n\n", "Dear Sirs:"),
        ("Harbour & Vale Co.\nBox 9\nDubuque, IA 52001\n\n", "Dear Sirs:"),
        ("Order Desk\n2200 Foundry Road\nDubuque, IA 52001\n\n", "Dear Order Desk:"),
        ("Billing Department\nP.O. Box 12\nDubuque, IA 52001\n\n", "Dear Sir or Madam:"),
        ("Lund Oil Company\nBox 5\nDubuque, IA 52001\n\ncc: Harbor & Vale\n\n", "Dear Sirs:"),
        ("Mrs. Margaret Stern\nBox 5\nDubuque, IA 52001\n\n", "Dear Mrs. Stern:"),
        ("", "Dear Customer Service Center:"),
        ("", "Dear Furniture Company:"),
        ("", "To whom it may concern:"),
    ],
)
def test_a_letter_that_may_be_ours_is_ours(address: str, salutation: str) -> None:
    assert named_in(HEAD + address + salutation + BODY) == ""


def test_the_writers_own_letterhead_is_no_inside_address() -> None:
    firm = "Lund Oil Company\n5 Tan Road\nBoise, ID 83702\n"

    assert named_in(f"{firm}\nMay 5, 2026\n\nDear Sirs:{BODY}") == ""
    assert named_in(f"May 5, 2026\n\n{firm}\nDear Sirs:{BODY}Lund Oil Company\n") == ""


def test_an_office_that_says_no_name_takes_every_letter_for_its_own() -> None:
    assert named_in(f"{HEAD}Tri-Cedar Fuel Co.\nBox 9\nDubuque, IA 52001\n\nDear Sirs:{BODY}", ()) == ""


def test_such_a_letter_is_suggested_for_return_unless_it_is_delicate(rules: SensitiveRules) -> None:
    def category(body: str) -> tuple[str, str]:
        text = f"{HEAD}Tri-Cedar Fuel Co.\nBox 9\nDubuque, IA 52001\n\nDear Sirs:{body}"
        other = other_addressee(text, read_layout(text), find_facts(text).writer, OFFICE)
        found = find_sensitive(text, "", rules)
        suggestion = suggest(text, "", load_categories(), load_lexicon(), found, other)
        return suggestion.category, suggestion.template

    assert category(BODY) == ("MIS", "mis-return")
    assert category(f"\n\nI was charged twice.{BODY}") == ("MIS", "mis-return")
    assert category(f"\n\nI will kill your driver.{BODY}")[0] == "SAF"


@pytest.mark.parametrize(
    ("salutation", "name"),
    [
        ("Dear Allied Plumbing: We wait for a duplicate of the bill.", "Allied Plumbing Supply Inc."),
        ("Dear Mr. Lund: We wait for a duplicate of the bill.", ""),
    ],
)
def test_the_only_address_is_theirs_where_the_salutation_names_the_firm(salutation: str, name: str) -> None:
    head = "Allied Plumbing Supply Inc.\n800 Water Street\nMoline IL 61265\n\n"

    assert named_in(f"{head}{salutation}\n\nHank Burrell\n") == name
