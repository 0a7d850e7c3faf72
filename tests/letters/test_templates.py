"""The shipped letters: complete, plain, true, with what the law and the office ask of each."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from corrtui.letters.compose import compose
from corrtui.letters.library import Library
from corrtui.letters.parts import read_parts

Context = dict[str, Any]

CODES = (
    "ack-general",
    "adm-addr-confirm",
    "adm-condolence",
    "bil-ack",
    "bil-corrected",
    "bil-late-notice",
    "bil-need-info",
    "bil-no-error",
    "cri-need-consent",
    "cri-reference",
    "dlq-plan",
    "dlq-reminder",
    "dmg-ack",
    "dmg-need-docs",
    "inf-reply",
    "med-ack",
    "med-auth-defective",
    "med-cover",
    "mis-return",
    "ord-confirm",
    "ord-delay",
    "ord-need-info",
    "rul-explain",
    "spc-need-specs",
    "svc-apology",
    "svc-thanks",
)

# Ways to blame the writer or to hide behind a rule, threats, and empty phrases of apology.
UNFIT = (
    r"\byou claim(?:ed)?\b(?!, and how)|\byou failed\b|\byou neglected\b|company policy|\bobviously\b"
    r"|cannot be responsible|as we (?:already )?told you|\barrest|\bjail\b|\bgarnish|\bsue\b|legal action"
    r"|collection agency|final notice|if you were inconvenienced|any inconvenience|final decision"
    r"|no further disputes|\bunfortunately\b|refund (?:was|has been) mailed"
    r"|we have (?:already )?(?:credited|refunded|corrected|changed|shipped)"
)
# A letter with matched records, a known writer and nothing typed by a clerk.
TYPED = ("credit", "reason", "rule", "claim", "item")

SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")


@pytest.fixture(params=CODES)
def code(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def body_of(text: str) -> str:
    return "\n\n".join(read_parts(text).paragraphs)


def plain(text: str) -> str:
    """Return the text as a reader hears it, without line breaks."""
    return " ".join(text.split())


def test_a_full_case_leaves_no_hole(shipped: Library, code: str, full_context: Context) -> None:
    draft = compose(shipped.get(code), full_context)

    assert draft.holes == ()
    assert read_parts(draft.text).problems == ()


def test_an_empty_case_leaves_only_holes(shipped: Library, code: str) -> None:
    text = compose(shipped.get(code), {}).text

    assert read_parts(text).problems == ()
    assert "⟦writer.full⟧" in text
    assert not re.search(r"None|Undefined|\{\{|\{%|\n\n\n|\(\)|, ,|\.\.| [.,;:]", text)
    assert not re.search(r"^\S.* {2}", text, re.M)


def test_letters_read_well_with_an_enclosure_and_without_dates(
    shipped: Library, code: str, full_context: Context
) -> None:
    for missing in (
        {"your_letter_date": None},
        {"answer_by": None},
        {"order": {"no": "48213"}},
        {"order": {}},
    ):
        draft = compose(shipped.get(code), full_context | missing | {"encl": ["Order 48213"]})
        text = plain(draft.text)

        assert not re.search(r"\(\)|, ,|\.\.|,\.| [.,;:]", text)
        assert "enclosed" in text
        assert read_parts(draft.text).enclosures == (*shipped.get(code).enclosures, "Order 48213")


@pytest.mark.parametrize(
    "code",
    [
        "ack-general",
        "adm-addr-confirm",
        "adm-condolence",
        "bil-ack",
        "bil-late-notice",
        "cri-reference",
        "dlq-plan",
        "dlq-reminder",
        "dmg-ack",
        "inf-reply",
        "med-ack",
        "med-auth-defective",
        "mis-return",
        "ord-confirm",
        "spc-need-specs",
        "svc-apology",
        "svc-thanks",
    ],
)
def test_a_routine_case_needs_nothing_typed(shipped: Library, code: str, full_context: Context) -> None:
    routine = {name: value for name, value in full_context.items() if name not in TYPED}

    assert compose(shipped.get(code), routine).holes == ()


def test_letters_have_a_fair_length(shipped: Library, code: str, full_context: Context) -> None:
    body = body_of(compose(shipped.get(code), full_context).text)

    assert 90 <= len(body.split()) <= 220


def test_sentences_are_short(shipped: Library, code: str, full_context: Context) -> None:
    paragraphs = read_parts(compose(shipped.get(code), full_context).text).paragraphs
    sentences = [s for p in paragraphs if not p.startswith("  ") for s in SENTENCE.split(plain(p))]

    assert [sentence for sentence in sentences if len(sentence.split()) > 35] == []


def test_letters_are_courteous_and_promise_nothing_untrue(
    shipped: Library, code: str, full_context: Context
) -> None:
    body = plain(body_of(compose(shipped.get(code), full_context).text))

    assert re.findall(UNFIT, body, re.I) == []


def test_letters_are_made_of_whole_sentences(shipped: Library, code: str, full_context: Context) -> None:
    paragraphs = read_parts(compose(shipped.get(code), full_context).text).paragraphs

    for paragraph in paragraphs:
        if not paragraph.startswith("  "):
            assert re.match(r"[A-Z]", paragraph)
            assert re.search(r"[.?!:]$", paragraph)
    assert paragraphs[-1].endswith(".")


def test_dates_inside_a_sentence_take_a_comma(shipped: Library, code: str, full_context: Context) -> None:
    body = plain(body_of(compose(shipped.get(code), full_context).text))

    assert re.findall(r"[A-Z][a-z]+ \d{1,2}, \d{4} [a-z]\w+", body) == []


def test_the_subject_names_our_reference(shipped: Library, code: str, full_context: Context) -> None:
    assert read_parts(compose(shipped.get(code), full_context).text).subject.endswith(
        "our reference 261120-0007"
    )


def test_no_letter_shows_an_account_in_full(shipped: Library, code: str, full_context: Context) -> None:
    assert "204417" not in compose(shipped.get(code), full_context).text


def test_the_medium_of_the_writer_is_named(shipped: Library, code: str, full_context: Context) -> None:
    text = compose(shipped.get(code), full_context | {"your_letter": "e-mail"}).text

    assert "your letter" not in text.casefold()


def test_front_matter_is_complete(shipped: Library, code: str) -> None:
    template = shipped.get(code)

    assert (template.edition, template.status, template.copies, template.signer) == (
        "2026-11",
        "approved",
        1,
        "official",
    )
    assert template.enclosures == (("Copies of records",) if code == "med-cover" else ())


@pytest.mark.parametrize(
    ("code", "sentences"),
    [
        ("bil-ack", [r"received it on November 18, 2026", r"account …417", r"you need not pay .* while"]),
        (
            "bil-corrected",
            [r"credit of \$39\.95, together with any finance charge", r"November 19, 2026", r"\$108\.25"],
        ),
        (
            "bil-no-error",
            [
                r"our reasons are",
                r"amount you owe is \$39\.95",
                r"due on December 10, 2026",
                r"copies of the documents .* on request",
            ],
        ),
        ("bil-need-info", [r"you need not pay .* while", r"account number", r"by December 7, 2026"]),
        (
            "bil-late-notice",
            [
                r"within 60 days",
                r"12 CFR 1026\.13",
                r"came after those 60 days",
                r"look into the charge all the same",
            ],
        ),
        (
            "spc-need-specs",
            [
                r"revision letter",
                r"dimension with its unit and its tolerance",
                r"cannot name a price or a delivery date",
            ],
        ),
        ("dmg-ack", [r"claim number C-17", r"within 120 days", r"\$412\.00", r"keep the goods"]),
        (
            "adm-condolence",
            [
                r"^.{0,250}sincere sympathy",
                r"letters testamentary",
                r"by December 7, 2026",
                r"balance of the account in writing within 30 days",
            ],
        ),
        (
            "dmg-need-docs",
            [r"which shipment is meant", r"hold us liable", r"how much you ask", r"is lost, please tell us"],
        ),
        (
            "cri-reference",
            [r"confidential", r"from our own ledger", r"\$1,412\.50", r"\$148\.20", r"do not add opinions"],
        ),
        ("cri-need-consent", [r"written consent", r"signature and date", r"neither confirm nor rule out"]),
        (
            "dlq-reminder",
            [r"\$39\.95", r"if you believe the amount is not right", r"need not pay the part you question"],
        ),
        (
            "dlq-plan",
            [r"December 21, 2026: \$13\.31", r"Total: \$39\.95", r"if you believe the amount is not right"],
        ),
        (
            "ord-delay",
            [
                r"now expect to ship them on December 18, 2026",
                r"full and prompt refund",
                r"costs you nothing",
                r"if we do not hear from you, we will take it",
            ],
        ),
        ("ord-confirm", [r"48213", r"\$39\.95", r"by December 10, 2026"]),
        ("ord-need-info", [r"the quantity of each", r"nothing will be shipped or charged"]),
        ("med-ack", [r"confidential", r"within 30 days", r"your request is all the paper we need"]),
        (
            "med-auth-defective",
            [r"confidential", r"\(x\) the day or the event", r"\( \) for what purpose", r"45 CFR 164\.508"],
        ),
        ("med-cover", [r"confidential", r"visit notes", r"number of pages: 87", r"no more and no less"]),
        ("adm-addr-confirm", [r"address at the head of this letter", r"if any part of it is wrong"]),
        ("mis-return", [r"meant for another company", r"no one here has acted on it"]),
        ("rul-explain", [r"Rule 12 of our terms of sale", r"as it stands on November 20, 2026"]),
        ("ack-general", [r"no later than November 25, 2026", r"entered in our records under reference"]),
    ],
)
def test_required_sentences_are_there(
    shipped: Library, code: str, sentences: list[str], full_context: Context
) -> None:
    text = plain(compose(shipped.get(code), full_context).text)

    assert [sentence for sentence in sentences if not re.search(sentence, text, re.I)] == []


def test_an_acknowledged_bill_names_no_day_to_pay(shipped: Library, full_context: Context) -> None:
    text = compose(shipped.get("bil-ack"), full_context).text

    assert not re.search(r"\bdue (?:on|by)\b|please (?:pay|send us the amount)", text, re.I)


def test_a_delay_without_a_new_date_gives_the_reason_and_cancels_by_itself(
    shipped: Library, full_context: Context
) -> None:
    order = {name: value for name, value in full_context["order"].items() if name != "new_date"}

    draft = compose(shipped.get("ord-delay"), full_context | {"order": order})

    text = plain(draft.text)
    assert [hole.name for hole in draft.holes] == ["order.delay_reason"]
    assert "we are unable to give you a new shipping date" in text
    assert "you may still cancel at any time" in text
    assert "we will cancel the order and send your full refund" in text


def test_after_a_long_delay_silence_cancels(shipped: Library, full_context: Context) -> None:
    delay = {"short": False, "choose_by": full_context["reply_by"]}

    text = plain(compose(shipped.get("ord-delay"), full_context | {"delay": delay}).text)

    assert "now expect to ship them on December 18, 2026" in text
    assert "tell us your choice by December 7, 2026" in text
    assert "If we do not hear from you by that day, we will cancel the order" in text
    assert "agree to the new date" not in text


def test_an_order_that_has_left_is_not_called_delayed(shipped: Library, full_context: Context) -> None:
    order = full_context["order"] | {
        "ship_date": "2026-11-02",
        "carrier": "Parcel post",
        "tracking": "PP48213",
    }

    draft = compose(shipped.get("ord-delay"), full_context | {"order": order})

    assert draft.holes == ()
    assert "left our warehouse on November 2, 2026 with Parcel post under tracking number PP48213" in plain(
        draft.text
    )
    assert "cancel" not in draft.text


def test_a_delay_offers_a_way_to_answer_that_costs_nothing(shipped: Library, full_context: Context) -> None:
    without = full_context | {"office": {"name": "Harbor & Vale Supply Company"}}

    assert [hole.name for hole in compose(shipped.get("ord-delay"), without).holes] == ["office.free_reply"]


def test_an_apology_hears_feels_with_apologizes_resolves_and_prevents(
    shipped: Library, full_context: Context
) -> None:
    heard, felt, apologized, resolved, prevented, contact = read_parts(
        compose(shipped.get("svc-apology"), full_context).text
    ).paragraphs

    assert "You told us plainly what went wrong" in heard
    assert "in your place would feel as you do" in plain(felt)
    assert apologized.startswith("I apologize.")
    assert "set the matter right" in plain(resolved)
    assert "where our work has to change" in plain(prevented)
    assert "ask for Morgan Stern" in plain(contact)
    assert " but " not in apologized


def test_a_reference_gives_ledger_facts_and_no_more(shipped: Library, full_context: Context) -> None:
    [table] = [
        p
        for p in read_parts(compose(shipped.get("cri-reference"), full_context).text).paragraphs
        if p.startswith("  ")
    ]

    labels = [row[:23].strip() for row in table.split("\n")]
    assert labels == [
        "Customer",
        "Account opened",
        "Terms",
        "Highest credit",
        "Present balance",
        "Of this past due",
        "Pays",
        "Last sale",
    ]


def test_a_reminder_of_an_account_says_past_due_only_when_it_is(
    shipped: Library, full_context: Context
) -> None:
    def said(owed_on: str) -> str:
        return plain(compose(shipped.get("dlq-reminder"), full_context | {"owed_on": owed_on}).text)

    assert "invoice 861 of November 2, 2026, due on December 10, 2026, is still open with $39.95" in said(
        "invoice"
    )
    assert "$39.95 is past due on your account …417" in said("past due")
    assert "$39.95 is open on your account …417" in said("account")


def test_a_plan_without_figures_asks_for_date_and_amount(shipped: Library, full_context: Context) -> None:
    without = {name: value for name, value in full_context.items() if name != "plan"}

    assert [hole.name for hole in compose(shipped.get("dlq-plan"), without).holes] == [
        "plan.first_date",
        "plan.amount",
    ]


@pytest.mark.parametrize(
    ("missing", "shown"),
    [
        ((), "Enamel coffee boiler, blue"),
        (("order",), "$34.95 each"),
        (("order", "item"), "Invoice              861"),
        (("order", "item", "invoice"), "⟦answer⟧"),
    ],
)
def test_a_question_is_answered_from_the_record_it_is_about(
    shipped: Library, missing: tuple[str, ...], shown: str, full_context: Context
) -> None:
    known = {name: value for name, value in full_context.items() if name not in missing}

    assert shown in compose(shipped.get("inf-reply"), known).text


def test_a_letter_is_merged_in_a_millisecond(shipped: Library, full_context: Context) -> None:
    def seconds() -> float:
        start = time.process_time()
        for template in shipped.all():
            compose(template, full_context)
        return (time.process_time() - start) / len(shipped.all())

    assert min(seconds() for _ in range(4)) < 0.001


def test_a_medical_acknowledgment_names_no_order_and_no_account(
    shipped: Library, full_context: Context
) -> None:
    text = compose(shipped.get("med-ack"), full_context).text

    assert "48213" not in text
    assert "…417" not in text
