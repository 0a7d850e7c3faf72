"""Who wrote the letter."""

from __future__ import annotations

import pytest

from corrtui.triage.layout import read_layout
from corrtui.triage.writer import Writer, date_line, find_writer


def written_by(text: str, name: str = "", email: str = "") -> Writer:
    return find_writer(text, read_layout(text), name, email)


OUR_OFFICE = "Harbor & Vale Supply Company\n2200 Foundry Road\nDubuque, IA 52001\n"


def test_the_sign_off_with_address() -> None:
    writer = written_by(
        "Dear Sirs:\n\nIt is late.\n\nSincerely,\n\nAna Ortiz\n14 Elm Street\nBoise, ID 83702\n"
    )

    assert (writer.name, writer.first, writer.last) == ("Ana Ortiz", "Ana", "Ortiz")
    assert writer.address == ("14 Elm Street", "Boise, ID 83702")


def test_the_address_at_the_top_and_not_that_of_our_office() -> None:
    writer = written_by(
        f"14 Elm Street\nBoise, ID 83702\nMarch 1, 2026\n\n{OUR_OFFICE}\n"
        "Dear Sirs:\n\nLate.\n\nYours truly,\nAna Ortiz\n"
    )

    assert writer == Writer(
        name="Ana Ortiz", first="Ana", last="Ortiz", address=("14 Elm Street", "Boise, ID 83702")
    )


def test_our_own_address_alone_is_not_the_writers() -> None:
    writer = written_by(f"March 1, 2026\n\n{OUR_OFFICE}\nDear Sirs:\n\nLate.\n\nYours truly,\nAna Ortiz\n")

    assert writer.address == ()
    assert writer.org == ""


def test_a_title_stated_at_the_top_belongs_to_the_name_below() -> None:
    writer = written_by(
        "Mrs. Ana Ortiz\n14 Elm Street\nBoise, ID 83702\n\nMarch 1, 2026\n\n"
        "Dear Sirs:\n\nLate.\n\nSincerely,\nAna Ortiz\n"
    )

    assert (writer.title, writer.name) == ("Mrs.", "Ana Ortiz")


def test_a_first_name_is_filled_up_from_the_sender() -> None:
    writer = written_by("Hi,\n\nit is late.\n\nThanks,\nAna\n", "Ana Ortiz", "ana@ortiz.example")

    assert (writer.name, writer.last, writer.email) == ("Ana Ortiz", "Ortiz", "ana@ortiz.example")


def test_the_signature_wins_over_another_sender() -> None:
    assert (
        written_by("Hi,\n\nlate.\n\nThanks,\nAna Ortiz\n", "Front Desk", "desk@x.example").name == "Ana Ortiz"
    )


def test_a_sender_alone() -> None:
    assert written_by("it is late", "Ortiz, Ana", "ana@ortiz.example").name == "Ana Ortiz"
    assert written_by("it is late", "ana@ortiz.example", "ana@ortiz.example").name == ""


def test_labelled_lines_of_a_web_form_or_phone_note() -> None:
    writer = written_by(
        "Name: Lena Park\nAddress: 9 Oak Lane, Dallas, TX 75201\nPhone: 208-555-0177\nMessage: it is late\n"
    )

    assert writer.name == "Lena Park"
    assert writer.address == ("9 Oak Lane", "Dallas, TX 75201")
    assert writer.phone == "208-555-0177"
    assert written_by("Phone note\nCaller: Lena Park, 208-555-0177\n").name == "Lena Park"


def test_a_signature_without_a_close() -> None:
    writer = written_by("My order 48213 is late.\n\nJohn Smith\n12 Main St\nAda, OK 74820\n")

    assert (writer.name, writer.address) == ("John Smith", ("12 Main St", "Ada, OK 74820"))


def test_my_name_is() -> None:
    assert written_by("Hello. My name is Ana Ortiz and my order is late.").last == "Ortiz"


def test_a_firm_signs() -> None:
    writer = written_by("Dear Sirs:\n\nLate.\n\nVery truly yours,\n\nBolt Manufacturing Co.\nPaul Bolt\n")

    assert (writer.org, writer.name) == ("Bolt Manufacturing Co.", "Paul Bolt")


def test_enclosures_and_copies_below_the_name_are_not_read() -> None:
    assert (
        written_by("Dear Sirs:\n\nLate.\n\nSincerely,\n\nAna Ortiz\n\nEncl: bill\ncc: Tom Reyes\n").name
        == "Ana Ortiz"
    )


def test_nobody() -> None:
    assert written_by("it is late") == Writer()
    assert written_by("") == Writer()


def test_the_date_line() -> None:
    def dated(line: str) -> str:
        text = f"Ana Ortiz\n{line}\n\nDear Sirs:\n\nLate since May 5, 2026.\n"
        return date_line(text, read_layout(text))

    assert dated("March 1, 2026") == "March 1, 2026"
    assert dated("Boise, 1 March 2026") == "1 March 2026"
    assert dated("Date: 3/1/2026") == "3/1/2026"
    assert dated("Sunday, March 1, 2026") == "March 1, 2026"
    assert dated("Late since March 1, 2026 and more") == ""
    assert dated("Room 4, 2026") == ""


def letter_with(head: str, signoff: str) -> str:
    return f"{head}\n\nMay 10, 2026\n\nDear Sirs:\n\nPlease answer my letter.\n\nSincerely,\n\n{signoff}\n"


@pytest.mark.parametrize(
    ("head", "signoff", "org"),
    [
        (
            "Alder Fork Cycle\n45 Mill Row\nBoise, ID 83702",
            "Ms. Una Berg\nAlder Fork Cycle",
            "Alder Fork Cycle",
        ),
        ("Berg Watch & Clock\n18 Court Square, Boise, ID 83702", "Una Berg", "Berg Watch & Clock"),
        ("ALDER LANTERN INN\n901 Depot Street, Boise, ID 83702", "Mr. Leo Berg\nOwner", "ALDER LANTERN INN"),
        ("", "Una Berg\nCredit Manager\nAlder Fork\n5 Tan Road\nBoise, ID 83702", "Alder Fork"),
        ("", "Una Berg\nAlder Bolt & Nail\n5 Tan Road\nBoise, ID 83702", "Alder Bolt & Nail"),
        ("", "Una Berg\nOffice Manager\n5 Tan Road\nBoise, ID 83702", ""),
        ("", "Una Berg\nLeo Berg\n5 Tan Road\nBoise, ID 83702", ""),
        ("UNA BERG\n5 Tan Road\nBoise, ID 83702", "Una Berg", ""),
        ("Una & Leo Berg\n5 Tan Road\nBoise, ID 83702", "Una Berg", ""),
        ("Joan Smith\n5 Tan Road\nBoise, ID 83702", "Una Berg", ""),
    ],
)
def test_a_line_beside_the_name_is_the_firm_only_when_it_is_one(head: str, signoff: str, org: str) -> None:
    text = letter_with(head, signoff)

    writer = find_writer(text, read_layout(text))

    assert writer.org == org
    assert writer.last == "Berg"
    assert writer.address[-1:] == ("Boise, ID 83702",)


def test_a_city_named_like_a_telephone_is_a_city() -> None:
    signoff = "Ms. Danner\nDanner & Leal, Attorneys at Law\n210 Magnolia Avenue, Suite 300\nMobile, AL 36602"
    text = letter_with("", signoff)

    writer = find_writer(text, read_layout(text))

    assert (writer.last, writer.org) == ("Danner", "Danner & Leal, Attorneys at Law")
    assert writer.address == ("210 Magnolia Avenue, Suite 300", "Mobile, AL 36602")


def test_a_job_title_after_the_name_is_no_part_of_it() -> None:
    text = letter_with("", "Mr. Leonard Fisk, Owner\n5 Tan Road\nBoise, ID 83702")

    writer = find_writer(text, read_layout(text))

    assert (writer.title, writer.first, writer.last) == ("Mr.", "Leonard", "Fisk")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("You turned down my order. Please tell me why.\nBurt Lang", "Burt Lang"),
        ("It never came.\nWalt Grimm\nOrder 48163\n", "Walt Grimm"),
        ("It was not me.\nAcct 4477120 (checking)\nRob Dill\n", "Rob Dill"),
        ("We shall be glad to have it.\nMrs. D. Arno", "D. Arno"),
        ("Kindly advise our office.\nJill Hand, Caseworker", "Jill Hand"),
        ("Pedido 48163.\nAtentamente, Rosa Quintana", "Rosa Quintana"),
    ],
)
def test_a_name_right_below_the_last_sentence(text: str, name: str) -> None:
    assert written_by(text).name == name


@pytest.mark.parametrize(
    "text",
    [
        "Please send it to my brother in\nCedar Rapids",
        "I want it by Friday.\nThank You",
        "It is late.\nwhere is it now",
        "First you promised.\nThen you forgot about it.",
    ],
)
def test_what_is_no_name_below_the_last_sentence(text: str) -> None:
    assert written_by(text).name == ""


def test_a_firm_right_below_the_last_sentence() -> None:
    assert written_by("Enclosed is the fee, your invoice 4401.\nStone Clinic").org == "Stone Clinic"
