"""What a letter's list line says of it."""

from __future__ import annotations

from datetime import date

import pytest

from corrtui.calendar import OfficeCalendar
from corrtui.casework.describe import Describer, office_marks, subject_line
from corrtui.intake.reading import Reading
from corrtui.settings import Office
from corrtui.triage.category import load_categories


@pytest.mark.parametrize(
    ("reading", "subject"),
    [
        (Reading("e-mail", "Re: lamp\n\nIt is late.", subject="My lamp"), "My lamp"),
        (Reading("web form", "Subject  LAMP\n\nIt is so late.", subject="Contact form - Lund"), "LAMP"),
        (Reading("web form", "The lamp is so late.", subject="Contact form - Lund"), "The lamp is so late."),
        (Reading("web form", "The lamp is so late.", subject="A late lamp"), "A late lamp"),
        (Reading("web form", "", subject="Contact form - Lund"), "Contact form - Lund"),
        (Reading("unreadable", "", unreadable="it is locked"), "cannot be read here: it is locked"),
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
