"""The shipped faces: what they hold, what they do not, and that we measure as the PDF library does."""

from __future__ import annotations

import pytest

from corrtui.outgoing.fonts import FILES, FOLDER, missing_glyphs, width

NAMES = "Łukasz Żółkiewski, Ñandú, Ελένη Παπαδοπούλου, Дмитрий Їжак, Nguyễn Hạnh, Þóra Ægisdóttir, Öğüt"
SIGNS = "“smart” ‘quotes’ – — … • € £ ¥ ¢ § ¶ № ™ © ® ½ ¼ × ÷ − ° ← → ≤ ≥ ﬁ ﬂ"


@pytest.mark.parametrize("text", [NAMES, SIGNS, "plain ASCII ~!@#$%^&*()_+{}|:\"<>?`-=[]\\;',./"])
def test_names_and_signs_of_business_letters_can_be_printed(text: str) -> None:
    assert missing_glyphs(text) == ()


def test_missing_glyphs_are_named_once_and_in_order() -> None:
    assert missing_glyphs("a 中 b 😀 中 c") == ("中", "😀")


@pytest.mark.parametrize(
    "char", ["\x1b", "\x00", "\x9b", "\u200b", "\u00ad", "\u202e", "\ufeff", "\ufffd", "⟦"]
)
def test_what_cannot_be_seen_or_was_put_in_for_something_else_has_no_glyph(char: str) -> None:
    assert missing_glyphs(f"before{char}after") == (char,)


def test_newline_and_tab_are_layout() -> None:
    assert missing_glyphs("a\n\tb") == ()


def test_both_faces_hold_the_same_characters() -> None:
    from fontTools.ttLib import TTFont

    held = []
    for path in FILES.values():
        with TTFont(path) as font:
            held.append(set(font.getBestCmap()))

    assert held[0] == held[1]


def test_we_measure_as_the_pdf_library_does() -> None:
    from fpdf import FPDF

    pdf = FPDF(unit="pt")
    for bold, path in FILES.items():
        style = "B" if bold else ""
        pdf.add_font("letter", style, path)
        pdf.set_font("letter", style, 11)

        assert width(NAMES, 11, bold=bold) == pytest.approx(pdf.get_string_width(NAMES))
        pdf.fonts[f"letter{style}"].close()


def test_figures_are_all_of_one_width() -> None:
    assert len({width(figure, 11) for figure in "0123456789"}) == 1


def test_the_faces_come_small_and_with_their_licence() -> None:
    assert all(path.stat().st_size < 150_000 for path in FILES.values())
    assert "Bitstream Vera" in (FOLDER / "LICENSE-DejaVu.txt").read_text(encoding="utf-8")
