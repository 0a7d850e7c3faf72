"""Signatures and links: what reads alike and what does not, on letters nobody here wrote too."""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.triage.facts import Facts, find_facts
from corrtui.triage.lookalikes import (
    ALIKE,
    PLACES,
    Signature,
    address_key,
    links,
    number_form,
    quoted_spans,
    scanned_form,
    sign,
    writer_key,
)
from corrtui.triage.numbers import Found
from corrtui.triage.writer import Writer

TEMPLATE = """Dear Sir or Madam:

I am writing to ask the company not to close the office on {street}. I have paid my bill of {amount} there for
{years} years, many of my neighbours do not drive, and the nearest other office is eleven miles away.
Please tell me in writing what will be done.

Sincerely,
{name}
"""


def filled(name: str, street: str, amount: str, years: int) -> str:
    return TEMPLATE.format(name=name, street=street, amount=amount, years=years)


ONE = filled("Hanna Brandt", "Mill Lane", "$84.20", 12)


def scanned(text: str, share: float, dice: random.Random) -> str:
    """Misread a share of the letters, as a scanner does."""
    wrong = {"l": "1", "o": "0", "m": "rn", "e": "c", "i": "l", "n": "r", "a": "o", "t": "f", "s": "5"}
    return "".join(wrong.get(char, "") if char.isalpha() and dice.random() < share else char for char in text)


# -- alike


def test_a_campaign_is_alike_whatever_names_and_amounts_stand_in_it() -> None:
    other = filled("Walter J. Kowal", "the corner of Ninth Street", "$1,204.00", 31)

    assert sign(ONE).resemblance(sign(other)) > 0.6


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("share", [0.01, 0.02, 0.03])
def test_a_scan_with_misread_characters_is_alike(share: float, seed: int) -> None:
    assert sign(ONE).resemblance(sign(scanned(ONE, share, random.Random(seed)))) >= ALIKE


def test_a_page_broken_or_spaced_another_way_is_the_same() -> None:
    again = " ".join(ONE.upper().split()).replace(",", " , ")

    assert sign(again, ((0, len(again)),)) == sign(ONE, ((0, len(ONE)),))


def test_a_quoted_letter_counts_where_it_is_asked_for_only() -> None:
    quoted = "".join(f"> {line}\n" for line in ONE.splitlines())
    reply = f"My answer is no, and I would like to hear from your manager.\n\nOn Monday you wrote:\n{quoted}"

    assert sign(reply).resemblance(sign(ONE)) < 0.1
    assert sign(reply, quoted_spans(reply)).resemblance(sign(ONE)) > 0.8


def test_amounts_and_redactions_are_one_word_each() -> None:
    text = "I was billed {} on {} by the company named {} and I dispute the charge in full today"

    assert sign(text.format("$12.40", "May 3", "XXXX")) == sign(text.format("$9.99", "May 21", "XXXXXXXX"))


# -- not alike


def test_two_complaints_about_one_thing_are_not_alike() -> None:
    other = """Dear Sirs:

The office on Mill Lane has been closed on three Saturdays although the door says it is open. I drove there
for nothing and nobody answers the telephone. I want my trip paid.

Hanna Brandt
"""
    assert sign(ONE).resemblance(sign(other)) < 0.15


@pytest.mark.parametrize("text", ["", "\n \n", "Thank you very much.", "?!" * 500])
def test_a_text_of_few_words_is_like_nothing(text: str) -> None:
    assert sign(text) == Signature()
    assert sign(text).bands() == ()
    assert sign(text).resemblance(sign(ONE)) == 0.0


def _narratives(shared_data: Path) -> list[dict[str, Any]]:
    with gzip.open(shared_data / "cfpb" / "dev" / "cfpb_dev.jsonl.gz", "rt") as lines:
        return [json.loads(line) for line in lines]


def test_real_complaints_to_one_company_are_alike_only_where_they_share_a_template(shared_data: Path) -> None:
    """Of random pairs to one company fewer than one in 500 is told as alike; those are a campaign's."""
    dice = random.Random(7)
    by_company = defaultdict(list)
    for row in _narratives(shared_data):
        by_company[row["company"]].append(row["narrative"])
    many = [texts for company, texts in by_company.items() if company and len(texts) > 30]
    pairs = [tuple(dice.sample(dice.choice(many), 2)) for _ in range(1500)]

    alike = [pair for pair in pairs if sign(pair[0]).resemblance(sign(pair[1])) >= ALIKE]

    assert len(alike) <= 3
    for one, other in alike:
        words = [" ".join(text.lower().split()) for text in (one, other)]
        shared = [{tuple(text.split()[at : at + 4]) for at in range(len(text.split()) - 3)} for text in words]
        assert shared[0] & shared[1], f"nothing in common:\n{one}\n\n{other}"


def test_real_letters_scanned_again_are_alike_and_meet_in_the_index(shared_data: Path) -> None:
    dice = random.Random(3)
    texts = [row["narrative"] for row in _narratives(shared_data) if len(row["narrative"]) > 400]
    told = met = 0
    for text in dice.sample(texts, 200):
        one, other = sign(text), sign(scanned(text, 0.03, dice))
        told += one.resemblance(other) >= ALIKE
        met += not set(one.bands()).isdisjoint(other.bands())

    assert told >= 190
    assert met >= 190


# -- how signatures are kept


@given(st.lists(st.integers(0, 65535), min_size=PLACES, max_size=PLACES))
def test_a_signature_comes_back_as_it_was_kept(places: list[int]) -> None:
    made = Signature.of(places)

    assert Signature(made.data).places == tuple(places)
    assert made.resemblance(made) == 1.0
    assert all(-(1 << 63) <= key < 1 << 63 for key in made.bands())


@given(st.lists(st.integers(0, 65535), min_size=PLACES, max_size=PLACES), st.sets(st.integers(0, PLACES - 1)))
def test_resemblance_is_the_share_of_equal_places(places: list[int], changed: set[int]) -> None:
    other = [(place + 1 + at) % 65536 if at in changed else place for at, place in enumerate(places)]

    found = Signature.of(places).resemblance(Signature.of(other))

    assert found == 1 - len(changed) / PLACES


def test_no_signature_is_kept_as_nothing_and_half_of_one_is_refused() -> None:
    assert Signature(b"") == Signature()
    assert Signature().places == ()
    with pytest.raises(ValueError, match="200 bytes"):
        Signature(b"x" * 200)


@given(st.text(max_size=2000))
def test_any_text_has_a_signature(text: str) -> None:
    assert sign(text).resemblance(sign(text)) in (0.0, 1.0)


def test_the_middle_of_a_very_long_text_is_not_looked_at() -> None:
    words = [f"word{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}" for n in range(9000)]
    changed = [*words[:3000], *(["else"] * 100), *words[3100:]]

    assert sign(" ".join(words)) == sign(" ".join(changed))


# -- links


def _words(text: str) -> set[str]:
    return {link.words for link in links(find_facts(text))}


def _shared(one: Facts, other: Facts) -> set[int]:
    return {link.key for link in links(one)} & {link.key for link in links(other)}


def test_a_letter_is_tied_by_its_writer_and_its_numbers() -> None:
    head = "Ana Ortiz\n614 Marigold Lane\nBoise, ID 83704\n\n"
    text = f"{head}Dear Sirs:\n\nMy account 204417, order 48213.\n\nAna Ortiz\n"

    assert _words(text) == {"same writer", "same account 204417", "same order 48213"}


@pytest.mark.parametrize(
    ("name", "street", "city", "same"),
    [
        ("ORTIZ, ANA", "614 Marigold Ln", "Boise ID 83704-1122", True),
        ("Ana M. Ortiz", "614 Marigold Lane", "Boise, ID 83704", True),
        ("Ana Ortiz", "616 Marigold Lane", "Boise, ID 83704", False),
        ("Ben Ortiz", "614 Marigold Lane", "Boise, ID 83704", False),
    ],
)
def test_a_writer_is_known_by_name_and_address(name: str, street: str, city: str, same: bool) -> None:
    known = Facts(writer=Writer(name="Ana Ortiz", address=("614 Marigold Lane", "Boise, ID 83704")))

    assert bool(_shared(known, Facts(writer=Writer(name=name, address=(street, city))))) == same


def test_a_name_alone_ties_nobody_an_e_mail_address_does() -> None:
    assert not links(Facts(writer=Writer(name="John Smith")))
    one, other = (
        Facts(writer=Writer(email=address)) for address in ("J.Smith@Example.com", "j.smith@example.com")
    )
    assert _shared(one, other)


def test_amounts_dates_and_items_tie_nobody() -> None:
    found = (Found("amount", "$39.95", 0, 6), Found("date", "March 1", 7, 14), Found("item", "5521", 20, 24))

    assert links(Facts(found=found)) == ()


def test_one_number_of_two_kinds_is_two_numbers() -> None:
    one, other = (Facts(found=(Found(kind, "48213", 0, 5),)) for kind in ("order", "invoice"))

    assert not _shared(one, other)


@pytest.mark.parametrize(
    ("written", "form"), [("48-213", "48213"), ("0048213", "48213"), ("ab 12/3", "AB123"), ("000", "0")]
)
def test_numbers_are_compared_without_their_marks(written: str, form: str) -> None:
    assert number_form(written) == form


def test_letters_read_for_digits_are_put_right() -> None:
    assert scanned_form("2O44l7") == scanned_form("204417")
    assert scanned_form("204417") != scanned_form("204418")


def test_names_and_addresses_are_compared_by_what_does_not_vary() -> None:
    assert writer_key("Ortiz, Ana M.") == writer_key("ANA ORTIZ") == "ana ortiz"
    assert address_key(("614 Marigold Lane, Apt 3", "Boise, ID 83704-1122")) == "614 3 83704"


def test_keys_of_a_link_tell_nothing_and_differ(shared_data: Path) -> None:
    keys = [
        link.key for row in _narratives(shared_data)[:200] for link in links(find_facts(row["narrative"]))
    ]

    assert all(one != other for one, other in combinations(set(keys), 2))
