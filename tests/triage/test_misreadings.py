"""Letters that clerks saw misread, and their neighbours that must not be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from corrtui.triage.category import Suggestion
from corrtui.triage.marks import load_marks
from corrtui.triage.sensitive import find_sensitive, load_sensitive

RULES = load_sensitive()


def kinds(letter: str) -> list[str]:
    """Return the delicate matters of a letter, the one that decides first."""
    return [hit.kind for hit in find_sensitive(letter, "", RULES)]


def is_of_the_dead(letter: str) -> bool:
    """Tell whether the clocks of a deceased's account run."""
    told = load_marks().find(letter, "", (), find_sensitive(letter, "", RULES), date(2026, 3, 2))
    return "deceased" in {mark.name for mark in told.marks}


@pytest.mark.parametrize(
    "letter",
    [
        "I get harassing calls from a debt collector about an old bill. It has to end.",
        "Your collector keeps harassing me at work. I do not owe this debt.",
        "Another call at night and I shall call it harassment. The account is not past due.",
        "Your collection agency harassed my mother over my debt.",
    ],
)
def test_a_collector_who_will_not_stop_calling_is_a_matter_of_collection(
    letter: str, suggested: Callable[..., Suggestion]
) -> None:
    assert "discrimination or harassment" not in kinds(letter)
    assert suggested(letter).category in ("DLQ", "UNK")


@pytest.mark.parametrize(
    "letter",
    [
        "Your collector harasses me because I am Black.",
        "The calls are harassing and the man made racist remarks.",
        "Your agents harassed us over our religion.",
        "Your driver harassed my daughter at the door.",
        "The foreman sexually harasses the girls.",
    ],
)
def test_harassment_for_what_somebody_is_or_by_our_people_stays_one(letter: str) -> None:
    assert "discrimination or harassment" in kinds(letter)


@pytest.mark.parametrize(
    "letter",
    [
        "Since my husband passed away I moved to 4 Elm Street. Please change the address on my bill.",
        "My wife died in May and I am behind with my payments. Could I pay $40 a month?",
        "After the death of my mother I could not work, so my payment is late.",
        "I am an elderly widow and the bill is too high for me.",
        "I lost my father in March and forgot my payment. Please drop the late fee.",
    ],
)
def test_a_death_told_by_the_way_starts_no_clock_of_an_estate(letter: str) -> None:
    assert not is_of_the_dead(letter)


@pytest.mark.parametrize(
    "letter",
    [
        "My mother passed away Feb 3. I am executor. What does she owe?",
        "Since my husband passed away his bills keep coming.",
        "After the death of my mother I want to close her account.",
        "My late husband had a card with you ending 4410.",
        "We lost my father in March. Please stop sending letters to him.",
        "Mr. Tully is deceased.",
        "My husband died on January 4. Account 4417.",
    ],
)
def test_who_writes_for_the_dead_or_of_their_account_starts_it(letter: str) -> None:
    assert is_of_the_dead(letter)


@pytest.mark.parametrize(
    "letter",
    [
        "I will kill myself and you",
        "I am going to shoot myself and everyone in your office.",
        "I'll burn myself and your whole office.",
        "I will kill you and then I will kill myself.",
        "One day I shall shoot the manager and then myself.",
    ],
)
def test_who_would_die_and_take_others_along_is_both_and_self_harm_stands_first(letter: str) -> None:
    assert kinds(letter)[:2] == ["self-harm", "threat or violence"]


@pytest.mark.parametrize(
    "letter",
    ["I will kill myself.", "I want to hurt myself and nobody cares.", "I shall hang myself tonight."],
)
def test_who_would_die_alone_threatens_nobody(letter: str) -> None:
    assert kinds(letter)[0] == "self-harm"
    assert "threat or violence" not in kinds(letter)


def test_who_got_hurt_and_speaks_of_us_besides_threatens_nobody() -> None:
    assert "threat or violence" not in kinds("I hurt myself and your clerk only laughed.")


@pytest.mark.parametrize(
    "letter",
    [
        "I paid on the 3rd and you still report me late.",
        "I paid on the 3rd and you charge a late fee.",
        "My check of January 9 was cashed but your letter says I am past due. Please correct my account.",
        "I have never missed a payment. The January payment was sent through my bank on the 2nd and was not"
        " posted. Now you call me for it every day and say I am delinquent.",
        "You did not apply my payment of $212 to my account. I have the cancelled check. Your collection"
        " letter says I owe it.",
        "Dear Sirs:\n\nI received your past due notice of February 20. My payment of $148.20 was mailed"
        " February 2 and my bank paid it February 6. Please stop the reminders.\n\nYours truly,\nAnn Doe",
        "Dear Sirs:\n\nYour reminder says my account 4417 is delinquent. It is not. I paid $80 by money order"
        " on the 3rd; a copy of the receipt is enclosed. Please credit it.\n\nYours truly,\nAnn Doe",
        "The loan company says that I owe two payments that I already made. I faxed proof three times. They"
        " still call me and threaten repossession.",
    ],
)
def test_who_paid_and_is_not_credited_writes_of_a_bill(
    letter: str, suggested: Callable[..., Suggestion]
) -> None:
    assert suggested(letter).category == "BIL"


@pytest.mark.parametrize(
    ("letter", "category"),
    [
        ("I am past due because I lost my job. I paid $50 last month and cannot pay more.", "DLQ"),
        ("I paid this debt in full in 2019, and a debt collector still says I owe it.", "DLQ"),
        ("I paid on the 1st. You still reported me to Equifax as late. Please mend my credit report.", "CRD"),
    ],
)
def test_who_cannot_pay_or_writes_of_a_collector_or_a_bureau_does_not(
    letter: str, category: str, suggested: Callable[..., Suggestion]
) -> None:
    assert suggested(letter).category == category
