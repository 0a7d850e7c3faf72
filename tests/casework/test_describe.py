"""What a letter's list line says of it."""

from __future__ import annotations

from datetime import date

import pytest

from corrtui.calendar import OfficeCalendar
from corrtui.casework.describe import Describer, office_marks, subject_line
from corrtui.intake.reading import Reading
from corrtui.settings import Office
from corrtui.triage.category import load_categories, suggest
from corrtui.triage.lexicon_of import lexicon_of
from corrtui.triage.model import load_model


@pytest.mark.parametrize(
    ("reading", "subject"),
    [
        (Reading("e-mail", "Re: lamp\n\nIt is late.", subject="My lamp"), "My lamp"),
        (Reading("web form", "Subject  LAMP\n\nIt is so late.", subject="Contact form - Lund"), "LAMP"),
        (Reading("web form", "The lamp is so late.", subject="Contact form - Lund"), "The lamp is so late."),
        (Reading("web form", "The lamp is so late.", subject="A late lamp"), "A late lamp"),
        (Reading("web form", "", subject="Contact form - Lund"), "Contact form - Lund"),
        (Reading("unreadable", "", unreadable="it is locked"), "cannot be read here: it is locked"),
        (Reading("unreadable", "", unreadable="cannot be read here: .xyz"), "cannot be read here: .xyz"),
        (Reading("letter", ""), "(no text)"),
    ],
)
def test_the_subject_in_one_line(reading: Reading, subject: str) -> None:
    assert subject_line(reading) == subject


@pytest.mark.parametrize(
    ("firm", "category", "template"),
    [("Tri-Cedar Fuel Co.", "MIS", "mis-return"), ("Harbor & Vale", "UNK", "ack-general")],
)
def test_a_letter_to_another_house_is_told_by_its_address(firm: str, category: str, template: str) -> None:
    text = (
        f"Joan Bick\n14 Elm Street\nBoise, ID 83702\n\nMay 5, 2026\n\n{firm}\nBox 5\nBoise, ID 83702\n\n"
        "Dear Sirs,\n\nPlease come on the 16th.\n\nThank you,\n\nJoan Bick\n"
    )
    office = Office(name="Harbor & Vale Supply Company", address=("2200 Foundry Road", "Dubuque IA 52001"))
    describer = Describer(load_categories(), OfficeCalendar(), office_marks(office))

    act = describer.describe(Reading("letter", text), date(2026, 5, 8)).act

    assert (act["category"], act["template"]) == (category, template)


def test_a_letter_in_another_language_is_not_left_to_a_model_of_english() -> None:
    text = (
        "Les escribo por el asunto de la semana pasada. Como saben, estuve en la tienda con mi hermana y"
        " hablamos con un señor muy amable. Espero su respuesta."
    )
    alone, with_model = (
        suggest(text, "", load_categories(), lexicon_of("es"), (), model=model)
        for model in (None, load_model())
    )
    assert with_model.readings
    assert not alone.readings

    kept = (
        Describer(load_categories(), OfficeCalendar())
        .describe(Reading("letter", text), date(2026, 5, 8))
        .kept
    )

    assert kept["facts"]["language"] == "es"
    assert not kept["suggestion"]["readings"]


def test_of_several_delicate_matters_that_of_its_own_category_comes_first() -> None:
    text = (
        "Dear Custodian of Records:\n\nThis firm represents Ann Foy. Enclosed is her signed authorization to"
        " release medical records. Please send her chart.\n\nSincerely,\n\nM. Lowe\nAttorney at Law\n"
    )
    described = Describer(load_categories(), OfficeCalendar()).describe(
        Reading("letter", text), date(2026, 5, 8)
    )

    assert described.act["category"] == "MED"
    assert described.act["sensitive"] == "health information"
    assert [hit["kind"] for hit in described.kept["sensitive"]] == [
        "health information",
        "attorney represented",
    ]


def test_a_notice_that_came_too_late_gets_the_letter_that_says_so() -> None:
    off = ("FCBA-ACK 2026-03-02 2026-04-01 2026-04-01 state=off why=late_notice",)
    describer = Describer(load_categories(), OfficeCalendar(), start_clocks=lambda *told: off)
    text = "I was charged twice in December for one lamp, $52.40 each. Please credit my account 330102."

    act = describer.describe(Reading("letter", text), date(2026, 3, 2)).act

    assert (act["category"], act["template"]) == ("BIL", "bil-late-notice")


def test_a_letter_that_names_nobody_is_offered_no_answer() -> None:
    describer = Describer(load_categories(), OfficeCalendar())
    text = "Hello there,\n\nIt is still the same as it was. Let me know one way or the other.\n"

    nobody = describer.describe(Reading("letter", text), date(2026, 3, 2))
    signed = describer.describe(Reading("letter", f"{text}\nSincerely,\n\nJoan Bick\n"), date(2026, 3, 2))

    assert (nobody.act["template"], nobody.kept["suggestion"]["disposition"]) == ("", "FILE")
    assert signed.act["template"] == "ack-general"


@pytest.mark.parametrize(
    ("text", "clock", "disposition"),
    [
        ("It is about what I told you last time. You know who I am.", "", "FILE"),
        ("I would like my membership ended, and the $1,150.00 for our fence is to be paid.", "", "ACK"),
        ("Could you look at permit 7711 for us?", "", "ACK"),
        ("It is about what I told you last time.", "REGE-10 2026-05-08 2026-05-22 2026-05-22", "ACK"),
    ],
)
def test_who_names_nobody_and_asks_for_something_is_not_filed(
    text: str, clock: str, disposition: str
) -> None:
    clocks = (clock,) if clock else ()
    describer = Describer(load_categories(), OfficeCalendar(), start_clocks=lambda *_: clocks)

    kept = describer.describe(Reading("letter", text), date(2026, 5, 8)).kept["suggestion"]

    assert (kept["category"], kept["disposition"]) == ("UNK", disposition)


@pytest.mark.parametrize(
    ("clock", "template"),
    [
        ("", "dlq-plan"),
        ("STOP 2026-05-08 2026-05-08 2026-05-08", "ack-general"),
        ("RESPA-ACK 2026-05-08 2026-05-15 2026-05-15", "ack-general"),
    ],
)
def test_no_dunning_letter_is_suggested_where_a_clock_speaks_against_it(clock: str, template: str) -> None:
    clocks = (clock,) if clock else ()
    describer = Describer(load_categories(), OfficeCalendar(), start_clocks=lambda *_: clocks)
    text = "I lost my job and cannot pay my past due bill. Could I send $20 a month? Account 30118\n\nAnn Roe"

    assert describer.describe(Reading("letter", text), date(2026, 5, 8)).act["template"] == template
