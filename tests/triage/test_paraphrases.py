"""Everyday letters of kinds that are easily taken for others, in several wordings each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.triage.category import Category, Suggestion, suggest
from corrtui.triage.lexicon_of import lexicon_of
from corrtui.triage.sensitive import SensitiveRules, find_sensitive

_HEAD = (
    "Harbor & Vale Supply Company\n2200 Foundry Road\nDubuque, IA 52001\n\nMarch 1, 2026\n\nDear Sirs:\n\n"
)

BANK = [
    "Somebody took $300 out of my account at a cash machine in Peoria on Saturday. I was never there.",
    "The debit card payment of $61.10 at a gas station on Feb 20 is not mine. I did not make it.",
    "There is an ATM withdrawal of $80 on my statement that is not mine.",
]
SUSPENSE = [
    "My February mortgage payment was never credited. It is in a suspense account. Please correct it.",
    "You did not apply my January payment to principal and escrow but put it aside in suspense. Correct it.",
]
ROUGH_DRIVER = [
    "Your delivery men smashed our china cabinet and walked off without a word. I am livid.",
    "The driver you sent dented my stove door and shrugged. I was never treated so rudely in my life.",
    "That man of yours dropped our crib down the stairs and it is cracked. Disgraceful behavior.",
]
AUTHORIZED = [
    "We represent Ben Tate. His executed HIPAA authorization is attached. Kindly send us his complete chart.",
    "I am an attorney and represent Mrs. Joan Pell. With her signed authorization enclosed, please"
    " release her"
    " medical records for 2025 to this office.",
    "Re: Our client Ann Foy\n\nDear Custodian of Records:\n\nEnclosed is our client's authorization"
    " for the release"
    " of her medical records. Please send the chart to this firm.",
]
RULES = [
    "I would like to know what your policy on refunded deposits is. How long does it take?",
    "Could you tell me what the rule is about giving back a deposit on a special order?",
    "Under which rule do you keep ten percent of a deposit? Please explain it to me.",
]
PRAISE = [
    "I want to tell you how kind your Miss Adams at the counter was. She is an asset to your"
    " company. Thank you.",
    "You must get complaints all day, so here is something else: your driver Tom Reed went out of his way to"
    " carry the stove down the stairs for my mother. Many thanks to him.",
    "Please pass my thanks on to Mrs. Lane, who was so very patient with me on the telephone.",
]
THREE = [
    "My last invoice is wrong, your clerk was rude to me on the phone, and what is your policy on returns?",
    "First, the bill charges me $12 too much. Second, your driver was rude and left the gate open."
    " Third, what are"
    " your rules for sending goods back?",
]
MADE_TO_ORDER = [
    "We enclose our sketch 44 rev B of a hinge plate, custom made. Please quote 50 pieces in stainless.",
    "Could you make a special length of the 5521 rail, 84 inches, 20 of them? What is your price?",
]
NO_MORE_LETTERS = [
    "I will not pay this old debt and I want no more letters. Do not contact me again about account 330215.",
    "This bill is past due because I do not owe it. Quit calling and quit writing.",
]


def cases(letters: list[str], *expected: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(letter, expected) for letter in letters]


@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        *cases(BANK, "BIL", "bil-ack", "ACK"),
        *cases(SUSPENSE, "BIL", "bil-ack", "ACK"),
        *cases(ROUGH_DRIVER, "SVC", "dmg-need-docs", "ASK"),
        *cases(AUTHORIZED, "MED", "med-ack", "ACK"),
        *cases(RULES, "RUL", "rul-explain", "FORM"),
        *cases(PRAISE, "SVC", "svc-thanks", "FORM"),
        *cases(THREE, "BIL", "bil-ack", "ACK"),
        *cases(MADE_TO_ORDER, "SPC", "spc-need-specs", "QUERY"),
    ],
)
def test_the_kind_of_letter_is_told_in_other_words(
    suggested: Callable[..., Suggestion], letter: str, expected: tuple[str, ...]
) -> None:
    said = suggested(_HEAD + letter + "\n")

    assert (said.category, said.template, said.disposition) == expected, said.why


@pytest.mark.parametrize("letter", ROUGH_DRIVER)
def test_the_damage_is_named_besides(suggested: Callable[..., Suggestion], letter: str) -> None:
    assert "DMG" in suggested(_HEAD + letter).also


@pytest.mark.parametrize("letter", AUTHORIZED)
def test_that_an_attorney_asks_is_marked(rules: SensitiveRules, letter: str) -> None:
    found = {hit.kind for hit in find_sensitive(_HEAD + letter, "", rules)}

    assert found == {"attorney represented", "health information"}


@pytest.mark.parametrize("letter", THREE)
def test_each_of_three_matters_is_named(suggested: Callable[..., Suggestion], letter: str) -> None:
    assert set(suggested(_HEAD + letter).also) == {"SVC", "RUL"}


@pytest.mark.parametrize("letter", NO_MORE_LETTERS)
def test_who_wants_no_more_letters_is_offered_none(suggested: Callable[..., Suggestion], letter: str) -> None:
    assert suggested(_HEAD + letter).template == ""


@pytest.mark.parametrize(
    "letter",
    [
        "Your driver broke my crate. I am furious, and I claim $80 for it.",
        "The freight on waybill 778-1203 was crushed. I am furious.",
    ],
)
def test_a_claim_told_in_anger_stays_a_claim(suggested: Callable[..., Suggestion], letter: str) -> None:
    assert suggested(letter).category == "DMG"


@pytest.mark.parametrize(
    "letter",
    [
        "You are hereby commanded to produce the medical records of J. Doe. Subpoena duces tecum, case"
        " no. 26-1.",
        "Our client demands that you stop. This law firm represents him, and his medical file is no"
        " affair of yours.",
    ],
)
def test_an_attorney_without_authorization_asks_for_no_records(
    suggested: Callable[..., Suggestion], letter: str
) -> None:
    assert suggested(letter).category != "MED"


def test_a_charge_to_be_taken_off_is_no_debt_written_off(suggested: Callable[..., Suggestion]) -> None:
    said = suggested(
        _HEAD + "I was billed twice for one kettle, $22 each. Please take the second charge off."
    )

    assert (said.category, said.also) == ("BIL", ())


def test_who_names_neither_himself_nor_a_number_is_offered_no_letter(
    categories: dict[str, Category],
) -> None:
    letter = "It is about what I told you last time. Nothing has changed. You know who I am."
    said = suggest(letter, "", categories, lexicon_of("en"), (), nobody=True)
    known = suggest(letter, "", categories, lexicon_of("en"), ())

    assert (said.category, said.disposition, said.template) == ("UNK", "FILE", "")
    assert (known.disposition, known.template) == ("ACK", "ack-general")


@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        *cases(["I never owed you this. It is not my debt, prove it."], "DLQ", "ack-general", "ACK"),
        *cases(["Would you tell me who holds my mortgage? Loan 0098123345."], "INF", "inf-reply", "FORM"),
        *cases(
            ["OVERDUE? My check 311 of January 9 was cashed on the 14th, but your letter says I owe it."],
            *("BIL", "bil-ack", "ACK"),
        ),
        *cases(["We sent a money order on January 7 for the churn. When is it going out?"], "ORD"),
        *cases(["Many thanks for the splendid service! Keep it up."], "SVC", "svc-thanks", "FORM"),
        *cases(["Please find enclosed $22.50 for copies of the records."], "FEE", "ack-general", "ACK"),
        *cases(["How many days do I have to return a kettle?"], "RUL", "rul-explain", "FORM"),
        *cases(
            ["Your carrier cracked my birdbath and left. I am livid and want to know what you plan to do."],
            *("SVC", "dmg-need-docs", "ASK"),
        ),
    ],
)
def test_a_short_letter_is_told_by_its_own_words(
    suggested: Callable[..., Suggestion], letter: str, expected: tuple[str, ...]
) -> None:
    said = suggested(letter)

    assert (said.category, said.template, said.disposition)[: len(expected)] == expected, said.why


def test_who_cannot_pay_and_disputes_nothing_is_offered_a_plan(suggested: Callable[..., Suggestion]) -> None:
    assert suggested("I lost my job and cannot pay. Could I send $20 a month?").template == "dlq-plan"


def test_a_wrong_quantity_orders_nothing(suggested: Callable[..., Suggestion]) -> None:
    assert "ORD" not in suggested("Invoice 771 has the wrong quantity. Your clerk hung up on me.").also


@pytest.mark.parametrize(
    ("letter", "category"),
    [
        (
            "Consumer Financial Protection Bureau\nCase number 260301-77\nYou have received a new complaint.",
            "GOV",
        ),
        ("I complained to the CFPB, case 260301-77. I was charged twice for one kettle.", "BIL"),
    ],
)
def test_the_bureau_itself_writes_or_is_only_named(
    suggested: Callable[..., Suggestion], letter: str, category: str
) -> None:
    assert suggested(letter).category == category
