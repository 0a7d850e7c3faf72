"""Thirty incoming letters of a correspondence office, and what triage must make of each of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.triage.category import Suggestion
from corrtui.triage.facts import find_facts
from corrtui.triage.sensitive import SensitiveRules, find_sensitive, near_misses

F01 = """\
Ana Ortiz
14 Elm Street
Boise, ID 83702

March 1, 2026

Harbor & Vale Supply Company
2200 Foundry Road
Dubuque, IA 52001

Re: Card account 4471-0088-2214

Dear Sirs:

I was charged twice on March 1 for order 48213, $39.95 each time. I placed one order and
one lamp came. My statement shows both entries on the same line of the same page.

Please credit my account for the second one. I will of course pay everything else on
time.

Sincerely,

Mrs. Ana Ortiz
"""
F02 = """\
Dear Customer Accounts,

On going through my papers I see that I was charged twice for order 47002. The statement
that first shows it reached me on December 20, 2025; I was abroad and opened it only
now. The wrong amount is $39.95.

Yours truly,
Walter Finch
"""
F03 = """\
Phone note
Caller: Lena Park, 208-555-0177
Date: 3/2/2026

Deposit account. Says a $200 ATM withdrawal on Feb 27 is not mine, has her card in her
purse. Wants it back.
"""
F04 = """\
To whom it may concern:

Loan no. 77120. You put my January payment in suspense. I sent the full $1,312.40 on
January 3. Explain and fix it.

Henry Wolfe
"""
F05 = """\
Claims Department

Our shipment moved on your PRO 778-1203 and was delivered February 20. The carton was
crushed and the gauge inside is scrap. We claim $412.00, the invoice price; a copy of
the invoice is enclosed.

Very truly yours,

Bolt Manufacturing Co.
Paul Bolt
"""
F06 = """\
Your driver broke my crate. He just threw it off the truck and left. I am furious. What
are you going to do?

Joe Lund
"""
F07 = """\
Dear Harbor & Vale:

Please send 3 of item 5521 in blue to the address below. Check for $80.07 enclosed.

Thank you,

Ruth Amsel
9 Oak Lane
Dallas, TX 75201
"""
F08 = """\
Gentlemen:

Enclosed is my check 1042 for $250.00. I send it as payment in full of disputed invoice
889 ($310). The other $60 was for a pump that I never ordered, as I told your office in
January.

Respectfully,

Carl Deering
"""
F09 = """\
Medical Records Department

I am the attorney for Jane Roe. With this letter you receive her authorization to
release information. Please furnish all records 2023-2025, that is her complete medical
records with the lab results of every visit.

Sincerely,
T. Mason
Mason & Pike LLP
"""
F10 = """\
Hello,

Please email me a copy of my chart from the visit in January. I am the patient, my date
of birth is on the form.

Thanks,
Ida Crane
"""
F11 = """\
SUBPOENA DUCES TECUM

In the District Court of Ada County, case no. CV-26-1107. To the custodian of records:
you are commanded to produce records of J. Doe at the office of the clerk of court on
March 20, 2026 at 9 a.m.

Attorney for the plaintiff
"""
F12 = """\
Dear Billing Office,

Your statement shows a late fee that is a billing error, I have written three times and
you keep charging me. I have nobody and nothing left. If I were gone tomorrow no one
would miss me.

Edith Moor
"""
F13 = """\
Hi there,

What a killer deal! I paid $24.95 on Jan 5 for the lantern, so when will it ship?
Nothing has come yet.

Best regards,
Tom Reyes
"""
F14 = """\
Dear Sirs,

My mother, Olive Hart, passed away on February 3. I am executor of her estate. What does
she owe on account 4471-2290-1183?

Sincerely,
Neil Hart
"""
F15 = """\
I have had four of your letters now. I refuse to pay. Stop writing to me.

R. Quill
"""
F16 = """\
UNITED STATES SENATE
Washington, DC 20510

February 27, 2026

Dear Director:

I write on behalf of my constituent, Mrs. Vera Lane of Nampa, who tells me that a refund
has been promised to her since October. Please let this office have a report I can share
with her.

Sincerely,

Carol Whitfield
United States Senator
"""
F17 = """\
Credit Manager

Please furnish a credit reference on Bolt Co., 77 Water Street, New Bedford. They have
given your name. We would like to know how long they have traded with you, high credit,
terms and manner of payment. Your answer will be held in confidence.

Cordially,
Dunmore Paper Company
"""
F18 = """\
Dear Harbor & Vale Credit:

The late payment reported for October 2025 is wrong. I paid on October 9; my bank
statement is enclosed. It is on my credit report at all three bureaus and I want it
corrected.

Yours sincerely,
Iris Bell
"""
F19 = """\
UNITED STATES BANKRUPTCY COURT
Notice of Chapter 7 Bankruptcy Case, case no. 26-10234

The debtor named above has filed. The automatic stay is in force. A meeting of creditors
will be held on April 2.
"""
F20 = """\
Dear Sir or Madam,

The enclosed envelope is addressed to another company, Vale Harbor Insurance, and was
delivered to us in error. It is not meant for us. Please forward it to the right office.

Kind regards,
Front desk, Elm Court
"""
F22 = """\
Gentlemen:

Attached is our drawing of a bracket, rev C. We need 400 of them in 304 stainless,
custom made. There are no tolerances on it yet. Please let us have your quotation by
March 13.

Regards,
Inland Fixtures
"""
F23 = """\
Dear Sirs:

What is the rule on returned deposits? My landlord says one thing and my sister another.

Thank you,
Gus Neal
"""
F24 = """\
Dear Manager,

I want to commend Pat at your Elm Street counter. She went out of her way to find my
part and was so courteous. It was wonderful service and I told all my neighbors.

Warm regards,
Flora Tate
"""
F25 = """\
I saw the thing you put up near the corner and wanted somebody there to have a look at
it some time.
"""
F26 = """\
To Harbor & Vale:

Invoice 771 is wrong, and your agent hung up on me, and what is your return rule?

Ed Marsh
"""
F27 = """\
Dear Billing,

My bill has the wrong amount, $88.10 instead of $38.10. My neighbor with account
4471-9000-1111 pays less for the same order.

Sincerely,
Hanna Vogt
"""
F28 = """\
Claims:

Lost registered parcel RB 100 200, mailed May 30, 2025 and due June 1, 2025. It never
came. I claim $140.00.

Sincerely,
Otto Brandt
"""
F29 = """\
Estimados señores:

Escribo para presentar una queja. El mes pasado me cobraron dos veces no, pero el trato
fue pésimo servicio: nadie contesta el teléfono y su empleado fue muy grosero conmigo.

Atentamente,
Marta Ruiz
"""
F30 = """\
Mail room note: a white powder fell out of the envelope when it was opened. Envelope and
letter left on the table.
"""


@pytest.mark.parametrize(
    ("letter", "category", "template"),
    [
        pytest.param(F01, "BIL", "bil-ack", id="F01 charged twice"),
        pytest.param(F02, "BIL", "bil-ack", id="F02 charged twice, late"),
        pytest.param(F03, "BIL", "bil-ack", id="F03 ATM withdrawal not mine"),
        pytest.param(F04, "BIL", "bil-ack", id="F04 payment in suspense"),
        pytest.param(F05, "DMG", "dmg-ack", id="F05 crushed carton"),
        pytest.param(F06, "SVC", "dmg-need-docs", id="F06 broken crate, no amount"),
        pytest.param(F07, "ORD", "ord-confirm", id="F07 order with check"),
        pytest.param(F08, "BIL", "bil-ack", id="F08 payment in full of a disputed invoice"),
        pytest.param(F09, "MED", "med-ack", id="F09 attorney with authorization"),
        pytest.param(F10, "MED", "med-ack", id="F10 my chart"),
        pytest.param(F11, "LEG", "", id="F11 subpoena"),
        pytest.param(F12, "SAF", "", id="F12 no one would miss me"),
        pytest.param(F13, "ORD", "ord-delay", id="F13 killer deal"),
        pytest.param(F14, "ADM", "adm-condolence", id="F14 executor"),
        pytest.param(F15, "ADM", "", id="F15 stop writing"),
        pytest.param(F16, "GOV", "", id="F16 senator"),
        pytest.param(F17, "CRI", "cri-reference", id="F17 credit reference"),
        pytest.param(F18, "CRD", "ack-general", id="F18 late payment reported"),
        pytest.param(F19, "LEG", "", id="F19 bankruptcy"),
        pytest.param(F20, "MIS", "mis-return", id="F20 addressed to another company"),
        pytest.param("[fax]\n" + F01, "BIL", "bil-ack", id="F21 fax of F01"),
        pytest.param(F22, "SPC", "spc-need-specs", id="F22 drawing without tolerances"),
        pytest.param(F23, "RUL", "rul-explain", id="F23 rule on deposits"),
        pytest.param(F24, "SVC", "svc-thanks", id="F24 praise"),
        pytest.param(F25, "UNK", "ack-general", id="F25 nothing to go by"),
        pytest.param(F26, "BIL", "bil-ack", id="F26 three issues"),
        pytest.param(F27, "BIL", "bil-ack", id="F27 neighbor's account"),
        pytest.param(F28, "DMG", "dmg-ack", id="F28 lost parcel"),
        pytest.param(F29, "SVC", "svc-apology", id="F29 Spanish complaint"),
        pytest.param(F30, "SAF", "", id="F30 powder"),
    ],
)
def test_the_suggested_category_and_letter(
    suggested: Callable[..., Suggestion], letter: str, category: str, template: str
) -> None:
    suggestion = suggested(letter)

    assert (suggestion.category, suggestion.template) == (category, template), suggestion.why


@pytest.mark.parametrize(
    ("letter", "kinds"),
    [
        pytest.param(F01, set(), id="F01 nothing delicate"),
        pytest.param(F07, set(), id="F07 nothing delicate"),
        pytest.param(F08, {"payment in full offered"}, id="F08"),
        pytest.param(F09, {"attorney represented", "health information"}, id="F09"),
        pytest.param(F11, {"legal process", "attorney represented"}, id="F11"),
        pytest.param(F12, {"self-harm"}, id="F12"),
        pytest.param(F13, set(), id="F13 a near miss is no hit"),
        pytest.param(F14, {"deceased customer"}, id="F14"),
        pytest.param(F15, {"cease contact"}, id="F15"),
        pytest.param(F16, {"regulator or legislator", "complaint to a regulator"}, id="F16"),
        pytest.param(F17, set(), id="F17 nothing delicate"),
        pytest.param(F19, {"bankruptcy"}, id="F19"),
        pytest.param(F22, set(), id="F22 nothing delicate"),
        pytest.param(F23, set(), id="F23 nothing delicate"),
        pytest.param(F24, set(), id="F24 nothing delicate"),
        pytest.param(F30, {"threat or violence"}, id="F30"),
    ],
)
def test_what_is_delicate_in_it(rules: SensitiveRules, letter: str, kinds: set[str]) -> None:
    assert {item.kind for item in find_sensitive(letter, "", rules)} == kinds


def test_the_killer_deal_is_listed_as_passed_over() -> None:
    assert [(miss.kind, miss.phrase) for miss in near_misses(F13)] == [("threat or violence", "killer deal")]


def test_three_issues_are_shown_side_by_side(suggested: Callable[..., Suggestion]) -> None:
    suggestion = suggested(F26)

    assert (suggestion.category, suggestion.also) == ("BIL", ("SVC", "RUL"))
    assert suggestion.why.startswith("several matters: BIL 3: “Invoice 771 is wrong” (3); SVC 3: “hung up”")
    assert suggestion.confidence < 0.6


@pytest.mark.parametrize(
    ("letter", "also"),
    [
        pytest.param(F01, (), id="F01 one matter only"),
        pytest.param(F06, ("DMG",), id="F06 how the driver behaved, and a damage"),
        pytest.param(F12, ("BIL",), id="F12 the bill comes second"),
        pytest.param(F15, ("DLQ",), id="F15 refuses to pay"),
        pytest.param(F24, (), id="F24 praise only"),
    ],
)
def test_what_else_it_is_about(
    suggested: Callable[..., Suggestion], letter: str, also: tuple[str, ...]
) -> None:
    assert suggested(letter).also == also


def test_the_evidence_of_the_double_charge(suggested: Callable[..., Suggestion]) -> None:
    suggestion = suggested(F01)

    assert [F01[item.start : item.end] for item in suggestion.evidence if item.category == "BIL"] == [
        "charged twice",
        "statement shows",
        "credit my account",
    ]


def test_what_the_double_charge_names() -> None:
    facts = find_facts(F01)

    assert facts.writer.name == "Ana Ortiz"
    assert facts.writer.title == "Mrs."
    assert facts.writer.address == ("14 Elm Street", "Boise, ID 83702")
    assert facts.values("order") == ("48213",)
    assert facts.values("account") == ("4471-0088-2214",)
    assert facts.values("amount") == ("$39.95",)
    assert str(facts.document_date) == "2026-03-01"
    assert not facts.money


def test_an_order_with_a_check_says_money(suggested: Callable[..., Suggestion]) -> None:
    facts = find_facts(F07)

    assert facts.money
    assert facts.values("item") == ("5521",)
    assert facts.enclosures == ("Check for $80.07",)
