"""What fills a hole is found by the words around it, or not at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corrtui.letters.filled import Around, filled, joined, words_around

DRAFT = """Ms. Pat Ortiz

Dear Ms. Ortiz:

A credit of ⟦credit.amount⟧, together with any finance charge, was entered on ⟦credit.date⟧. With it, the
balance of your account ⟦account_masked⟧ is ⟦credit.new_balance⟧, and the correction will appear.

  Customer     ⟦account.name⟧
  Past due     ⟦account.past_due⟧

Sincerely,
"""


def passages(text: str, draft: str = DRAFT) -> dict[str, str]:
    return {each.name: text[each.start : each.end] for each in filled(text, words_around(draft))}


def fill(text: str, **values: str) -> str:
    for name, value in values.items():
        text = text.replace(f"⟦{name.replace('__', '.')}⟧", value)
    return text


def test_each_filling_is_found() -> None:
    text = fill(DRAFT, credit__amount="$39.95", credit__date="March 3, 2026", credit__new_balance="$108.25")
    text = fill(text, account__name="Pat Ortiz", account__past_due="$5.00", account_masked="…4417")

    assert passages(text) == {
        "credit.amount": "$39.95",
        "credit.date": "March 3, 2026",
        "account_masked": "…4417",
        "credit.new_balance": "$108.25",
        "account.name": "Pat Ortiz",
        "account.past_due": "$5.00",
    }


def test_an_open_hole_is_filled_by_nothing() -> None:
    assert passages(DRAFT) == {}


def test_a_line_wrapped_elsewhere_is_the_same_line() -> None:
    text = fill(DRAFT, credit__amount="$39.95").replace("credit of", "credit\nof")

    assert passages(text)["credit.amount"] == "$39.95"


def test_where_the_words_around_were_rewritten_nothing_is_said() -> None:
    text = fill(DRAFT, credit__amount="March 3").replace(
        "A credit of March 3, together", "We wrote on March 3"
    )

    assert "credit.amount" not in passages(text)


def test_where_the_words_stand_once_too_often_nothing_is_said() -> None:
    text = fill(DRAFT, account__past_due="$5.00")
    twice = text.replace("\nSincerely,", "  Past due     a month\n\nSincerely,")

    assert "account.past_due" in passages(text)
    assert "account.past_due" not in passages(twice)


def test_a_sentence_put_in_place_of_a_hole_is_no_filling() -> None:
    assert "credit.amount" not in passages(fill(DRAFT, credit__amount="what you asked for " * 6))
    assert "credit.amount" not in passages(fill(DRAFT, credit__amount="$5.\n\nSee below"))


def test_holes_that_only_a_blank_parts_cannot_be_told_apart() -> None:
    assert words_around("We write about ⟦order.no⟧ ⟦order.date⟧ of yours.\n") == ()
    assert words_around("⟦order.amount⟧\n") == ()


def test_the_same_words_nearer_to_the_hole_win() -> None:
    draft = "This is what it is: your balance is ⟦balance⟧, and the rest is gone.\n"

    assert passages(fill(draft, balance="$5.00"), draft) == {"balance": "$5.00"}


def test_what_is_kept_of_two_times_is_kept_once() -> None:
    one, two = Around("a", "before ", " after"), Around("b", "before ", " after")

    assert joined((one, one), (one, two)) == (one, one, two)


@given(st.text(st.characters(exclude_characters="⟦⟧\n\r"), min_size=1, max_size=60))
def test_whatever_is_typed_is_found_whole_or_not_at_all(value: str) -> None:
    found = passages(fill(DRAFT, credit__amount=value)).get("credit.amount", value.strip())

    assert found == value.strip()


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_text_breaks_it(draft: str, text: str) -> None:
    for each in filled(text, words_around(draft)):
        assert 0 <= each.start < each.end <= len(text)
