"""What stands on a picture is read, with how sure that is; what cannot be read says why."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from corrtui.intake.brought import Need
from corrtui.intake.programs.ocr import Ocr, Page, read_table, read_with_ocr
from corrtui.intake.programs.run import Failed, Stopped

LETTER = "Dear Sirs, the pump of order 48213 leaks and I ask for my money back. Ida Brandt"
HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def read(ocr: Ocr, source: Path, pages: int = 1, name: str = "scan", tell=lambda words: None):
    return read_with_ocr(ocr, source, Need("ocr", source.suffix, pages=pages), name, threading.Event(), tell)


@pytest.mark.parametrize(
    ("form", "suffix"),
    [("PNG", ".png"), ("JPEG", ".jpg"), ("TIFF", ".tif"), ("GIF", ".gif"), ("BMP", ".bmp")],
)
def test_a_picture_of_a_letter(ocr, drawn, place, form: str, suffix: str):
    reading = read(ocr, place(f"letter{suffix}", drawn(LETTER, form)))

    assert "order 48213" in " ".join(reading.text.split())
    assert reading.medium == "letter"
    assert reading.confidence > 80
    assert reading.how.endswith(f"1 page, read by tesseract (eng), {reading.confidence}% sure")
    assert reading.defects == ()


def test_a_page_that_lies_on_its_side(ocr, drawn, place):
    import io

    out = io.BytesIO()
    Image.open(io.BytesIO(drawn(LETTER + ". " + LETTER, "PNG"))).rotate(90, expand=True).save(out, "PNG")

    assert "order 48213" in " ".join(read(ocr, place("letter.png", out.getvalue())).text.split())


def test_the_pages_of_a_fax(ocr, drawn, place):
    told: list[str] = []
    source = place("letter.tif", drawn("Page one of my letter.", "TIFF", "", "Page three of my letter."))
    reading = read(ocr, source, 3, "fax 17.tif", told.append)

    assert "Page one" in reading.text
    assert "Page three" in reading.text
    assert reading.medium == "fax"
    assert reading.defects == ("no text on page 2",)
    assert told == ["page 1 of 3", "page 2 of 3", "page 3 of 3"]


def test_a_pdf_that_is_a_scan(drawing_ocr, drawn, place):
    source = place("letter.pdf", drawn(LETTER, "PDF", "Enclosed is a check."))
    reading = read(drawing_ocr, source, 2)

    assert "order 48213" in " ".join(reading.text.split())
    assert "Enclosed is a check" in reading.text
    assert reading.how.startswith("scan, 2 pages")
    assert [path.name for path in source.parent.iterdir()] == ["letter.pdf"]  # no drawn page is left


def test_a_scan_cannot_be_drawn_without_pdftoppm(ocr, drawn, place):
    with pytest.raises(Failed, match="pdftoppm \\(poppler-utils\\) is not here"):
        read(replace(ocr, pdftoppm=""), place("letter.pdf", drawn(LETTER, "PDF")))


def test_more_pages_than_are_read(ocr, drawn, place, monkeypatch):
    monkeypatch.setattr("corrtui.intake.programs.ocr.PICTURE_PAGES", 1)
    reading = read(ocr, place("letter.tif", drawn(LETTER, "TIFF", "second")), 2)

    assert reading.defects == ("only the first 1 of 2 pages were read: see the original",)


def test_a_picture_of_something_else(ocr, place):
    import io

    out = io.BytesIO()
    Image.effect_mandelbrot((400, 300), (-2, -1.2, 1, 1.2), 60).save(out, "PNG")
    with pytest.raises(Failed, match="found no text on it"):
        read(ocr, place("letter.png", out.getvalue()))


def test_a_language_that_is_not_installed(ocr, drawn, place):
    with pytest.raises(Failed, match="lacks language data for tlh"):
        read(replace(ocr, languages="tlh"), place("letter.png", drawn(LETTER, "PNG")))


def test_a_picture_that_is_none(ocr, place):
    with pytest.raises(Failed, match="tesseract cannot read it"):
        read(ocr, place("letter.png", b"\x89PNG but not for long"))


def test_it_is_given_up_when_the_desk_closes(ocr, drawn, place):
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        read_with_ocr(ocr, place("letter.png", drawn(LETTER, "PNG")), Need("ocr", ".png"), "scan", stop)


# -- the table of words


def row(block: int, paragraph: int, line: int, sure: object, word: str) -> str:
    return f"5\t1\t{block}\t{paragraph}\t{line}\t1\t0\t0\t9\t9\t{sure}\t{word}\n"


def test_words_stand_in_lines_and_paragraphs():
    table = (
        HEAD + "4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t\n" + row(1, 1, 1, 90.5, "Dear") + row(1, 1, 1, 70, "Sirs")
    )
    table += row(1, 1, 2, 80, "the") + row(1, 2, 1, 60, "pump") + row(2, 1, 1, -1, "|") + row(2, 1, 1, 5, " ")

    assert read_table(table) == Page("Dear Sirs\nthe\n\npump\n\n|", 4, 300.5)


@given(st.text(max_size=300))
def test_any_table_gives_a_page(table: str):
    page = read_table(HEAD + table)

    assert 0 <= page.sureness <= 100 * page.words


def test_a_page_that_is_hard_to_read_says_so(tmp_path: Path):
    """A stand-in prints what the program would of a bad copy."""
    program = tmp_path / "tesseract"
    lines = "".join(row(1, 1, n, 40 + n, word) for n, word in enumerate(("Daar", "Slrs", "tho", "purnp")))
    program.write_text(f"#!/bin/sh\ncat <<'END'\n{HEAD}{lines}END\n")
    program.chmod(0o700)
    (tmp_path / "letter.png").write_bytes(b"x")
    reading = read(Ocr(str(program), ""), tmp_path / "letter.png")

    assert (reading.text, reading.confidence) == ("Daar\nSlrs\ntho\npurnp", 42)
    assert reading.defects == ("hard to read (42% sure): compare it with the original",)


def test_pages_that_fail_are_told_by_their_number(tmp_path: Path):
    program = tmp_path / "tesseract"
    words = "".join(row(1, 1, 1, 90, word) for word in ("Dear", "Sirs,", "hello"))
    program.write_text(
        "#!/bin/sh\ncase $8 in *=1) echo 'Error: torn' >&2; exit 1;; *=2) exit 0;; esac\n"
        f"cat <<'END'\n{HEAD}{words}END\n"
    )
    program.chmod(0o700)
    (tmp_path / "letter.tif").write_bytes(b"x")
    reading = read(Ocr(str(program), ""), tmp_path / "letter.tif", 4)

    assert reading.text == "Dear Sirs, hello\n\nDear Sirs, hello"
    assert reading.defects == (
        "page 2 was not read: tesseract cannot read it (Error: torn); open the original",
        "no text on page 3",
    )


def test_a_file_that_takes_too_long_is_read_as_far_as_it_went(ocr, drawn, place, monkeypatch):
    monkeypatch.setattr("corrtui.intake.programs.ocr.SECONDS", 0.0)
    source = place("letter.tif", drawn(LETTER, "TIFF", "second page of it"))
    with pytest.raises(Failed, match="found no text"):
        read(ocr, source, 2)
