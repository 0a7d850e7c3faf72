"""The categories, an office's changes to them, and the suggestion made from the phrases."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import pytest

from corrtui.errors import SettingsError
from corrtui.triage.category import Category, Suggestion, load_categories, suggest
from corrtui.triage.dispositions import load_dispositions
from corrtui.triage.lexicon import Lexicon
from corrtui.triage.sensitive import Sensitive
from corrtui.triage.weighing import load_weighing

LETTERS_WE_SHIP = {
    *("ack-general", "bil-ack", "bil-corrected", "bil-no-error", "dmg-ack", "dmg-need-docs", "cri-reference"),
    *(
        "cri-need-consent",
        "dlq-reminder",
        "dlq-plan",
        "ord-confirm",
        "ord-delay",
        "ord-need-info",
        "svc-apology",
    ),
    *("inf-reply", "rul-explain", "med-ack", "adm-addr-confirm", "svc-thanks", "mis-return"),
}


def test_all_built_in_categories_are_there(categories: Mapping[str, Category]) -> None:
    assert set(categories) == {
        *("ORD", "SPC", "DMG", "BIL", "DLQ", "CRI", "CRD", "SVC", "CHB", "MED"),
        *("FEE", "RUL", "INF", "GOV", "LEG", "SAF", "ADM", "MIS", "UNK"),
    }


def test_weights_are_those_of_the_order_of_work(categories: Mapping[str, Category]) -> None:
    by_weight = {weight: {c.code for c in categories.values() if c.weight == weight} for weight in (3, 2, 1)}

    assert by_weight[3] == {"DMG", "BIL", "CRD"}
    assert by_weight[2] == {"MED", "CHB", "DLQ", "ORD"}


def test_every_category_names_a_known_disposition_and_letter(categories: Mapping[str, Category]) -> None:
    for category in categories.values():
        assert category.disposition in load_dispositions()
        assert category.template in LETTERS_WE_SHIP or category.code in ("LEG", "SAF", "GOV")


def test_an_office_changes_one_value_and_keeps_the_rest(categories: Mapping[str, Category]) -> None:
    changed = load_categories({"BIL": {"office_days": 7}})["BIL"]

    assert changed.office_days == 7
    assert (changed.title, changed.template) == (categories["BIL"].title, categories["BIL"].template)


def test_an_office_adds_a_category_of_its_own() -> None:
    own = load_categories({"WAR": {"title": "Warranty", "office_days": 4}})["WAR"]

    assert (own.code, own.title, own.office_days, own.template) == ("WAR", "Warranty", 4, "ack-general")


@pytest.mark.parametrize(
    ("overrides", "says"),
    [
        ({"BIL": {"days": 7}}, r"\[categories.BIL\] days: unknown key"),
        ({"BIL": {"office_days": "7"}}, "must be a whole number"),
        ({"BIL": {"office_days": True}}, "must be a whole number"),
        ({"BIL": {"office_days": -1}}, "out of range"),
        ({"BIL": {"title": 7}}, "must be text"),
        ({"BILL": {"office_days": 7}}, "has no title"),
    ],
)
def test_a_wrong_change_is_refused(overrides: Mapping[str, Mapping[str, object]], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        load_categories(overrides)


def test_why_quotes_the_phrases_and_the_next_best(
    categories: Mapping[str, Category], lexicon: Lexicon
) -> None:
    letter = "I was charged twice. My statement shows it. I was unhappy with the delay."
    suggestion = suggest(letter, "", categories, lexicon, ())

    assert suggestion.why == "BIL: “charged twice” (3), “statement shows” (3); next SVC 2"
    assert suggestion.runner_up == "SVC"


def test_a_lead_of_two_decides_and_a_lead_of_one_does_not(categories: Mapping[str, Category]) -> None:
    lexicon = Lexicon(
        {"BIL": {"strong": ["twice"]}, "SVC": {"weak": ["sad"]}, "DLQ": {"weak": ["late", "owed"]}}
    )

    decided = suggest("Twice, and sad.", "", categories, lexicon, ())
    undecided = suggest("Twice, late and owed.", "", categories, lexicon, ())

    assert (decided.category, decided.runner_up) == ("BIL", "SVC")
    assert (undecided.category, undecided.runner_up, undecided.confidence) == ("UNK", "BIL or DLQ", 0.0)


def test_one_weak_word_is_not_enough(categories: Mapping[str, Category]) -> None:
    lexicon = Lexicon({"BIL": {"weak": ["bill"]}})

    suggestion = suggest("The bill.", "", categories, lexicon, ())

    assert (suggestion.category, suggestion.runner_up) == ("UNK", "BIL")


def test_confidence_grows_with_the_lead(categories: Mapping[str, Category]) -> None:
    lexicon = Lexicon({"BIL": {"strong": ["one", "two", "three", "four"]}})
    texts = ("one", "one two", "one two three", "one two three four")

    confidences = [suggest(text, "", categories, lexicon, ()).confidence for text in texts]

    assert confidences == sorted(set(confidences))
    assert 0 < confidences[0] < confidences[-1] < 1


def test_the_rules_alone_say_how_often_they_are_right() -> None:
    weighing = load_weighing()[0]
    figures = [weighing.confidence(lead) for lead in range(1, 40)]

    assert (figures[1], figures[2]) == (0.59, 0.64)
    assert figures == sorted(figures)
    assert figures[-1] < 1


def test_an_empty_letter_cannot_be_told(suggested: Callable[..., Suggestion]) -> None:
    suggestion = suggested("")

    assert (suggestion.category, suggestion.why) == ("UNK", "cannot tell: no telling phrase")


def test_safety_wins_over_legal_process_and_over_any_score(suggested: Callable[..., Suggestion]) -> None:
    suggestion = suggested(
        "I was charged twice, overcharged, and my statement shows a wrong amount. "
        "Here is a subpoena. I am going to end my life."
    )

    assert (suggestion.category, suggestion.disposition, suggestion.template) == ("SAF", "ESCALATE", "")
    assert suggestion.runner_up == "BIL"
    assert [item.category for item in suggestion.evidence[:2]] == ["SAF", "LEG"]


def test_a_regulator_named_by_a_customer_does_not_change_what_the_letter_is_about(
    suggested: Callable[..., Suggestion],
) -> None:
    mentioned = suggested("You charged me twice and overcharged me again. I shall tell the CFPB.")
    wrote = suggested("This office has received a complaint: the customer was charged twice and overcharged.")

    assert (mentioned.category, mentioned.template) == ("BIL", "bil-ack")
    assert (wrote.category, wrote.template) == ("GOV", "")


def test_a_matter_for_the_supervisor_keeps_its_category(suggested: Callable[..., Suggestion]) -> None:
    suggestion = suggested(
        "The carton arrived crushed and broken, and I cut my hand on the glass. We claim $40."
    )

    assert (suggestion.category, suggestion.disposition) == ("DMG", "ESCALATE")


def test_no_letter_is_suggested_where_a_clerk_may_not_reply(
    categories: Mapping[str, Category], lexicon: Lexicon
) -> None:
    held = Sensitive("office rule", "BIL", "x", 0, 1, "wait", clerk_may_reply=False)

    suggestion = suggest("I was charged twice, overcharged.", "", categories, lexicon, (held,))

    assert (suggestion.category, suggestion.template, suggestion.disposition) == ("BIL", "", "ESCALATE")


def test_a_suggestion_survives_the_log(suggested: Callable[..., Suggestion]) -> None:
    suggestion = suggested("I was charged twice.", "wrong amount")

    assert Suggestion.from_json(json.loads(json.dumps(suggestion.to_json()))) == suggestion
    assert suggestion.to_json()["evidence"][0].keys() == {"phrase", "start", "end", "category", "weight"}


def test_letters_of_these_categories_are_decided_one_by_one(categories: Mapping[str, Category]) -> None:
    assert {code for code, row in categories.items() if row.alone} == {"LEG", "SAF", "GOV", "MED", "CRD"}
    assert load_categories({"BIL": {"alone": True}})["BIL"].alone


def test_who_refuses_to_pay_and_wants_no_letters_writes_about_a_debt(
    suggested: Callable[..., Suggestion],
) -> None:
    debt = suggested("You keep writing about a past due bill. I refuse to pay. Stop writing to me.")
    estate = suggested("My mother passed away and the bill is past due. Stop writing to her.")

    assert (debt.category, debt.also) == ("DLQ", ("ADM",))
    assert estate.category != "DLQ"


def test_a_chart_of_sizes_is_no_medical_chart(suggested: Callable[..., Suggestion]) -> None:
    assert "MED" not in suggested("Please send me the chart of sizes.").also
    assert suggested("Please send me the chart of my mother, with the doctor's notes.").category == "MED"
