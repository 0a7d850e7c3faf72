"""The PDF read back: what shows in the envelope window, what it says of itself, the same bytes."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from corrtui.errors import Refused
from corrtui.outgoing.geometry import ADDRESS_ZONE, BODY_TOP, LEAK_ZONE, MARGIN, PAGE_WIDTH, SHEET_BODY
from corrtui.outgoing.page import render
from corrtui.outgoing.sheet import Sheet

MakeSheet = Callable[..., Sheet]
WithBody = Callable[..., str]

LONG = "Your payment reached us on the third of the month but was posted to another account by mistake. "
ADDRESSES = {
    "three lines": "Ms. Elena Ortiz\n418 Juniper Street, Apt. 6\nBoise ID 83702",
    "six lines": "Mr. Jo Chen\nClaims\nNorth Plains Elevators\nSuite 4\n418 Juniper Street\nBoise ID 83702",
    "wide": "Mr. Jo Chen\nNorthern Plains Co-operative Grain Elevator Association\nBoise ID 83702",
}


def text_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES.keys())
def test_nothing_but_the_address_can_show_in_the_window(
    address: str, make_sheet: MakeSheet, with_body: WithBody, words: Callable[..., list]
) -> None:
    draft = with_body(*[LONG * 4] * 4).replace(ADDRESSES["three lines"], address)

    printed = words(render(make_sheet(draft)).pdf, 1)

    leaking = [word for word in printed if word.box.touches(LEAK_ZONE)]
    assert [word.text for word in leaking] == address.split()
    assert all(ADDRESS_ZONE.holds(word.box) for word in leaking)


def test_an_address_too_wide_for_the_window_is_refused(make_sheet: MakeSheet, ortiz: str) -> None:
    wide = "The Northern Plains Co-operative Grain Elevator and Storage Association"

    with pytest.raises(Refused, match="too wide for the envelope window"):
        render(make_sheet(ortiz.replace("418 Juniper Street, Apt. 6", wide)))


@pytest.mark.parametrize(("paragraphs", "pages"), [(2, 1), (6, 2), (14, 3)])
def test_long_letters_take_more_pages_and_stay_between_the_margins(
    paragraphs: int, pages: int, make_sheet: MakeSheet, with_body: WithBody, words: Callable[..., list]
) -> None:
    page = render(make_sheet(with_body(*[LONG * 4] * paragraphs)))

    assert page.pages == len(text_of(page.pdf)) == pages
    for number in range(1, pages + 1):
        for word in words(page.pdf, number):
            assert MARGIN - 0.01 <= word.box.left < word.box.right <= PAGE_WIDTH - MARGIN + 0.01
            assert word.box.bottom <= SHEET_BODY
            assert number == 1 or word.box.top >= MARGIN


def test_the_body_begins_below_the_fold(make_sheet: MakeSheet, words: Callable[..., list]) -> None:
    printed = words(render(make_sheet()).pdf, 1)

    assert next(word for word in printed if word.text == "Dear").box.top >= BODY_TOP


def test_only_the_office_and_the_subject_are_bold(make_sheet: MakeSheet, words: Callable[..., list]) -> None:
    bold = [word.text for word in words(render(make_sheet()).pdf, 1) if word.bold]

    assert " ".join(bold) == "Harbor & Vale Supply Company Re: Your order 48213"


@pytest.mark.parametrize("name", ["Łukasz Żółkiewski", "Ñandú", "Ελένη", "Дмитрий", "Nguyễn"])
def test_names_of_the_world_print_and_can_be_searched(name: str, make_sheet: MakeSheet, ortiz: str) -> None:
    page = render(make_sheet(ortiz.replace("Ms. Elena Ortiz", name).replace("Ms. Ortiz", name)))

    assert f"Dear {name}:" in text_of(page.pdf)[0]


def test_smart_quotes_and_the_euro_print(make_sheet: MakeSheet, with_body: WithBody) -> None:
    page = render(make_sheet(with_body("He wrote “paid – in full” for €39.95, didn’t he…")))

    assert "“paid – in full” for €39.95, didn’t he…" in text_of(page.pdf)[0]


def test_amounts_of_a_table_end_on_one_line(
    make_sheet: MakeSheet, with_body: WithBody, words: Callable[..., list]
) -> None:
    table = "  Before            $148.20\n  Credit            −$39.95\n  After           $1,108.25"

    printed = words(render(make_sheet(with_body(table))).pdf, 1)

    rights = [word.box.right for word in printed if "$" in word.text]
    assert len(rights) == 3
    assert max(rights) - min(rights) < 0.02


@pytest.mark.parametrize("char", ["中", "😀", "\x1b"])
def test_a_character_the_font_lacks_is_refused_never_a_blank_box(
    char: str, make_sheet: MakeSheet, with_body: WithBody
) -> None:
    with pytest.raises(Refused, match=rf"paragraph 1, line 9 of the draft: .*U\+{ord(char):04X}"):
        render(make_sheet(with_body(f"Look: {char}")))


def test_the_file_says_what_it_is(make_sheet: MakeSheet) -> None:
    reader = pypdf.PdfReader(io.BytesIO(render(make_sheet()).pdf))

    assert reader.metadata is not None
    assert reader.metadata.title == "Letter 260302-0007"
    assert reader.metadata.author == "Harbor & Vale Supply Company"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.isoformat() == "2026-03-02T12:00:00+00:00"
    assert reader.root_object["/Lang"] == "en-US"
    assert reader.pages[0].mediabox[2:] == [612, 792]


SCRIPT = """
import datetime as dt, hashlib, sys
from corrtui.letters.parts import read_parts
from corrtui.outgoing.page import Sheet, render
from corrtui.settings import Office
office = Office(name="Harbor & Vale", address=("2200 Foundry Road", "Dubuque IA 52001"), phone="563-555-0140")
parts = read_parts(sys.stdin.buffer.read().decode())
sheet = Sheet(office, parts, dt.date(2026, 3, 2), "260302-0007", "Margaret R. Stern")
print(hashlib.sha256(render(sheet).pdf).hexdigest())
"""


def test_the_same_letter_gives_the_same_bytes_in_every_process(ortiz: str) -> None:
    root = Path(__file__).parents[2]

    digests = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            input=ortiz.encode(),
            capture_output=True,
            check=True,
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(root)},
        ).stdout
        for seed, zone in (("1", "America/Chicago"), ("2", "Asia/Tokyo"))
    }

    assert len(digests) == 1
    assert len(digests.pop().strip()) == hashlib.sha256().digest_size * 2


def test_another_date_or_number_gives_another_file(make_sheet: MakeSheet) -> None:
    first, second = render(make_sheet()), render(make_sheet(control_no="260302-0008"))

    assert first == render(make_sheet())
    assert first.pdf != second.pdf


def test_the_pdf_library_is_loaded_with_the_first_page_only() -> None:
    code = "import sys, corrtui.outgoing.page, corrtui.outgoing.preview; print('fpdf' in sys.modules)"
    root = Path(__file__).parents[2]

    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )

    assert run.stdout.strip() == "False"
