"""Wrapped text with marks: nothing is lost, no line is too wide, marks keep their words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.passage import MARGIN, Flow, Mark, Passage, Writing

LETTER = "Dear Sirs:\n\nMy order 48213 came broken, and nobody answers the telephone.\n"


def lines(flow: Flow) -> list[str]:
    return ["".join(text for text, _ in flow.line(at)) for at in range(flow.count(10_000))]


def test_lines_break_at_blanks() -> None:
    assert lines(Flow(Passage("My order 48213 came broken"), 12)) == ["My order", "48213 came", "broken"]


def test_a_word_wider_than_the_pane_is_cut() -> None:
    assert lines(Flow(Passage("abcdefgh ij"), 5)) == ["abcde", "fgh", "ij"]


def test_empty_lines_stay() -> None:
    assert lines(Flow(Passage("a\n\nb"), 9)) == ["a", "", "b"]


def test_an_indent_is_kept() -> None:
    assert lines(Flow(Passage("    total 12.00 due"), 11)) == ["    total", "12.00 due"]


def test_wide_characters_count_two_cells() -> None:
    assert lines(Flow(Passage("中文中文"), 5)) == ["中文", "中文"]


def test_a_mark_keeps_its_words_across_a_line_end() -> None:
    start = LETTER.index("order 48213 came")
    flow = Flow(Passage(LETTER, (Mark(start, start + len("order 48213 came"), "evidence"),)), 10)

    marked = [text for at in range(flow.count(99)) for text, role in flow.line(at) if role == "evidence"]

    assert " ".join(part.strip() for part in marked) == "order 48213 came"


def test_the_inner_of_two_marks_wins() -> None:
    passage = Passage("order 48213", (Mark(0, 11, "evidence"), Mark(6, 11, "fact")))

    assert Flow(passage, 40).line(0) == [("order ", "evidence"), ("48213", "fact")]


def test_only_what_is_looked_at_is_wrapped() -> None:
    flow = Flow(Passage("word " * 400_000), 40)

    assert flow.has(20)
    assert len(flow._spans) == 21


def test_a_writing_counts_its_marks_from_its_own_begin() -> None:
    passage = Writing().put("From ", "label").line("Hill").passage("a 7", [Mark(2, 3, "fact")]).done()

    assert passage.text == "From Hill\na 7"
    assert [passage.text[m.start : m.end] for m in passage.marks] == ["From ", "7"]


@given(st.text(st.sampled_from("ab 中é\n\t-"), max_size=200), st.integers(2, 30))
def test_no_line_is_too_wide_and_no_word_is_lost(text: str, width: int) -> None:
    flow = Flow(Passage(text), width)

    shown = lines(flow)

    assert all(cell_len(line) <= width for line in shown)
    assert "".join("".join(shown).split()) == "".join(text.split())


@given(
    st.text(st.sampled_from("ab \n"), max_size=80),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=5),
    st.integers(1, 20),
)
def test_marks_never_change_the_text(text: str, pairs: list[tuple[int, int]], width: int) -> None:
    marks = tuple(Mark(a, b, "fact") for a, b in pairs if a < b <= len(text))

    assert lines(Flow(Passage(text, marks), width)) == lines(Flow(Passage(text), width))


def test_signs_stand_in_the_margin_of_the_lines_they_begin_in() -> None:
    text = "From Hill\nInvoice 771 is wrong and long. What is the rule? Thanks."
    first, second = text.index("Invoice"), text.index("What")
    marks = (
        Mark(10, len(text), MARGIN),
        Mark(first, text.index(" What"), f"{MARGIN}1"),
        Mark(second, text.index(" Thanks"), f"{MARGIN}2"),
    )

    assert lines(Flow(Passage(text, marks), 15)) == [
        "From Hill",
        "1   Invoice 771",
        "|   is wrong",
        "|   and long.",
        "2   What is the",
        "|   rule?",
        "    Thanks.",
    ]


def test_several_signs_of_one_line_are_read_as_several() -> None:
    marks = (Mark(0, 8, MARGIN), Mark(0, 2, f"{MARGIN}1"), Mark(3, 5, f"{MARGIN}2"), Mark(6, 8, f"{MARGIN}3"))

    assert lines(Flow(Passage("aa bb cc", marks[:3]), 40)) == ["1,2 aa bb cc"]
    assert lines(Flow(Passage("aa bb cc", marks), 40)) == ["1-3 aa bb cc"]
