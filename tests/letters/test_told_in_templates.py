"""The shipped letters say what fits the letter they answer, and leave out what does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from corrtui.letters.compose import compose
from corrtui.letters.library import Library
from corrtui.letters.parts import read_parts

Said = Callable[..., str]


@pytest.fixture
def said(shipped: Library, full_context: dict[str, Any]) -> Said:
    """Return a shipped letter of the full case, with changes, on one line."""

    def say(code: str, **changes: Any) -> str:
        draft = compose(shipped.get(code), full_context | changes)
        assert draft.holes == ()
        assert read_parts(draft.text).problems == ()
        return " ".join(draft.text.split())

    return say


def test_an_acknowledgment_claims_no_record_that_is_not_there(said: Said) -> None:
    assert "lies beside it" not in said("ack-general", order={}, account={}, account_masked="…306")
    assert "record of your account …417 lies beside it" in said("ack-general", order={})


def test_an_explanation_claims_no_record_that_is_not_there(said: Said) -> None:
    assert "before us" not in said("rul-explain", order={}, account={}, account_masked="…306")


def test_a_death_is_met_with_sympathy_first(said: Said) -> None:
    assert "Please accept our sincere sympathy on your loss. Thank you" in said(
        "ack-general", told={"deceased": True}
    )
    assert "sympathy" not in said("ack-general", told={"deceased": False})


@pytest.mark.parametrize("word", ["past due", "please pay", "owe", "remind", "December 10"])
def test_a_letter_of_condolence_asks_for_no_payment(said: Said, word: str) -> None:
    assert word not in said("adm-condolence")


def test_a_certificate_is_acknowledged_only_when_it_was_sent(said: Said) -> None:
    assert "copy of the death certificate" in said("adm-condolence", given={"certificate": True})
    assert "certificate" not in said("adm-condolence")


def test_a_change_of_address_is_confirmed_only_to_one_who_wrote_of_it(
    shipped: Library, full_context: dict[str, Any], said: Said
) -> None:
    draft = compose(shipped.get("adm-addr-confirm"), full_context | {"told": {"elsewhere": True}})

    assert [hole.name for hole in draft.holes] == ["what_was_changed"]
    assert "new place" not in draft.text
    assert "new place" in said("adm-addr-confirm", told={"elsewhere": False})


def test_only_missing_papers_are_asked_for(said: Said) -> None:
    known = {"claim": True, "shipment": True, "amount": True, "invoice": True, "photographs": True}
    text = said("dmg-need-docs", given=known)

    assert "Before we can treat" not in text
    assert "the amount you claim" not in text
    assert "photographs of" not in text
    assert "the bill of lading or the shipping notice - the delivery receipt - the inspection report" in text
    assert "Please show claim number C-17" in text


@pytest.mark.parametrize("code", ["dmg-ack", "dmg-need-docs"])
def test_what_never_came_is_neither_kept_nor_photographed(said: Said, code: str) -> None:
    text = said(code, told={"lost": True})

    assert "Should the goods still come" in text
    for unfit in ("damage", "packing", "hotograph", "inspect"):
        assert unfit not in text
    assert "packing" in said(code)


@pytest.mark.parametrize("code", ["dlq-plan", "svc-apology", "adm-condolence", "dmg-need-docs"])
def test_a_letter_that_asks_for_an_answer_does_not_close(shipped: Library, said: Said, code: str) -> None:
    assert "by December 7, 2026" in said(code)
    assert shipped.get(code).disposition == "ASK"


@pytest.mark.parametrize("cue", ["harm", "unpaid"])
def test_where_there_is_damage_or_an_unpaid_bill_nothing_is_admitted(said: Said, cue: str) -> None:
    text = said("svc-apology", told={cue: True})

    assert "we are looking into it" in text
    for unfit in ("I apologize", "we did not give you", "money back", "replacement"):
        assert unfit not in text
    assert 110 <= len(text.split()) <= 240


def test_an_offer_is_accepted_in_the_figure_of_the_writer(said: Said, full_context: dict[str, Any]) -> None:
    plan = full_context["plan"] | {"offer": "13.31", "accepted": True}

    assert "We accept your offer of $13.31 a month" in said("dlq-plan", plan=plan)
    assert "would take more than two years" in said("dlq-plan", plan=plan | {"accepted": False})
    assert "offer" not in said("dlq-plan")


def test_a_letter_about_the_bank_is_told_nothing_about_paying(said: Said) -> None:
    for cue in ("bank", "paid"):
        text = said("bil-ack", told={cue: True})
        assert "You need not pay" not in text
    assert "You need not pay" in said("bil-ack", told={"bank": False, "paid": False})


def test_further_points_of_a_letter_are_not_dropped(said: Said) -> None:
    assert "the other points in your letter" in said("bil-ack", told={"several": True})
    assert "other points" not in said("bil-ack")


def test_a_charge_without_a_certain_figure_is_named_without_one(said: Said) -> None:
    assert "question the charge described in your letter." in said("bil-ack", disputed_amount=None)


def test_a_check_is_acknowledged_in_the_figure_stated(said: Said) -> None:
    enclosed = {"form": "check", "amount": "80.07"}

    assert "We also received your check for $80.07." in said("ord-confirm", enclosed=enclosed)
    assert "check for" not in said("ord-confirm", enclosed={})


def test_a_call_is_entered(said: Said) -> None:
    text = said("bil-ack", your_letter="call", arrived="entered")

    assert "Thank you for your call of November 16, 2026, about your bill. We entered it on" in text


def test_the_subject_calls_a_lost_shipment_no_damage(said: Said) -> None:
    assert "Re: Papers for your claim, claim C-17, our reference" in said(
        "dmg-need-docs", told={"lost": True}
    )
    assert "Re: Papers for your damage claim, claim C-17, our reference" in said("dmg-need-docs")
