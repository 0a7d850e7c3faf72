"""A draft is read into its parts and written back; what does not fit is named with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.letters.notation import CLOSES, is_close, is_notation
from corrtui.letters.parts import LetterParts, Problem, read_parts, to_text

LETTER = """\
Ms. Elena Ortiz
614 Marigold Lane
Boise ID 83704

Dear Ms. Ortiz:

Re: Order 48213, our reference 261120-0007

Thank you for your letter.

  Order    48213
  Total   $39.95

Please call us.

Sincerely,

Enclosures (2)
  Statement of account
  Receipt

cc: Robin Hale, Accounts

P.S. The boiler is blue.
"""


def problems(text: str) -> list[tuple[str, int]]:
    """Return the first words and the line of each problem."""
    return [(" ".join(problem.message.split()[:4]), problem.line) for problem in read_parts(text).problems]


def test_a_whole_letter_falls_into_its_parts() -> None:
    parts = read_parts(LETTER)

    assert parts == LetterParts(
        address=("Ms. Elena Ortiz", "614 Marigold Lane", "Boise ID 83704"),
        salutation="Dear Ms. Ortiz:",
        subject="Order 48213, our reference 261120-0007",
        paragraphs=("Thank you for your letter.", "  Order    48213\n  Total   $39.95", "Please call us."),
        close="Sincerely,",
        enclosures=("Statement of account", "Receipt"),
        copies=("Robin Hale, Accounts",),
        postscript="The boiler is blue.",
        enclosure_count=2,
    )
    assert parts.problems == ()


def test_each_part_knows_its_line() -> None:
    lines = read_parts(LETTER).lines

    rows = LETTER.split("\n")
    assert rows[lines["address"]] == "Ms. Elena Ortiz"
    assert rows[lines["salutation"]] == "Dear Ms. Ortiz:"
    assert rows[lines["subject"]].startswith("Re:")
    assert rows[lines["paragraph 2"]] == "  Order    48213"
    assert rows[lines["close"]] == "Sincerely,"
    assert rows[lines["enclosures"]] == "Enclosures (2)"
    assert rows[lines["copies"]].startswith("cc:")
    assert rows[lines["postscript"]].startswith("P.S.")


def test_a_whole_letter_is_written_back_as_it_was() -> None:
    assert to_text(read_parts(LETTER)) == LETTER


@pytest.mark.parametrize(
    ("said", "names", "count"),
    [
        ("Enclosure", (), 1),
        ("Enclosures (3)", (), 3),
        ("Enclosure: Receipt", ("Receipt",), 1),
        ("Enc. 2", (), 2),
        ("Encl: Receipt", ("Receipt",), 1),
        ("Enclosures (2)\n  Receipt\n  Claim form", ("Receipt", "Claim form"), 2),
    ],
)
def test_enclosures_are_read_however_they_are_written(said: str, names: tuple[str, ...], count: int) -> None:
    parts = read_parts(f"A\nB\n\nDear A:\n\nText.\n\nSincerely,\n\n{said}\n")

    assert (parts.enclosures, parts.enclosure_count, parts.problems) == (names, count, ())


def test_a_close_needs_no_blank_line_above_it() -> None:
    parts = read_parts("A\nB\n\nDear A:\n\nText.\nSincerely,\n")

    assert (parts.paragraphs, parts.close) == (("Text.",), "Sincerely,")


def test_the_last_close_counts() -> None:
    parts = read_parts("A\nB\n\nDear A:\n\nYou signed it\n\nSincerely,\n\nwhich was kind.\n\nCordially,\n")

    assert parts.close == "Cordially,"
    assert parts.paragraphs == ("You signed it", "Sincerely,", "which was kind.")


def test_a_subject_goes_on_in_indented_lines() -> None:
    parts = read_parts("A\nB\n\nDear A:\n\nRe: Order 48213,\n  our reference 7\n\nText.\n\nSincerely,\n")

    assert parts.subject == "Order 48213, our reference 7"


def test_a_letter_may_have_no_subject() -> None:
    parts = read_parts("A\nB\n\nDear A:\n\nText.\n\nSincerely,\n")

    assert (parts.subject, parts.problems) == ("", ())


def test_an_estate_is_greeted_without_dear() -> None:
    parts = read_parts("Estate of A\nB\n\nTo the Estate of A:\n\nText.\n\nWith sympathy,\n")

    assert (parts.salutation, parts.problems) == ("To the Estate of A:", ())


def test_windows_line_ends_make_no_difference() -> None:
    assert read_parts(LETTER.replace("\n", "\r\n")) == read_parts(LETTER)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A\nB\n\nText.\n\nSincerely,\n", [("No salutation found. Write", 0)]),
        ("\nDear A:\n\nText.\n\nSincerely,\n", [("No inside address found.", 0)]),
        ("A\n\nDear A:\n\nText.\n\nSincerely,\n", [("The inside address has", 0)]),
        ("1\n2\n3\n4\n5\n6\n7\n\nDear A:\n\nText.\n\nSincerely,\n", [("The inside address has", 6)]),
        ("A\n\nB\n\nDear A:\n\nText.\n\nSincerely,\n", [("A blank line divides", 1)]),
        ("A\nB\n\nDear A:\n\nText.\n", [("No close found. Write", 6)]),
        ("A\nB\n\nDear A:\n\nSincerely,\n", [("The letter says nothing", 5)]),
        ("A\nB\n\nDear A:\n\nRe:\n\nText.\n\nSincerely,\n", [("The “Re:” line is", 5)]),
        ("A\nB\n\nRe: X\n\nDear A:\n\nText.\n\nSincerely,\n", [("The “Re:” line stands", 3)]),
        ("A\nB\n\nDear A:\n\nText.\n\nSincerely,\n\nMorgan Stern\nManager\n", [("This stands under the", 9)]),
        ("A\nB\n\nDear A:\n\nText.\n\nSincerely,\n\nbcc: Auditor\n", [("A bcc line would", 9)]),
        (
            "A\nB\n\nDear A:\n\nText.\n\nSincerely,\n\nEnclosures (3)\n  One\n  Two\n",
            [("The enclosure line says", 9)],
        ),
    ],
)
def test_what_does_not_fit_is_named_with_its_line(text: str, expected: list[tuple[str, int]]) -> None:
    found = problems(text)

    assert [(line, message) for message, line in found] == [
        (line, " ".join(message.split()[:4])) for message, line in expected
    ]


def test_an_address_of_six_lines_is_fine() -> None:
    assert problems("1\n2\n3\n4\n5\n6\n\nDear A:\n\nText.\n\nSincerely,\n") == []


def test_without_salutation_a_long_first_paragraph_is_no_address() -> None:
    parts = read_parts(f"{'word ' * 30}\nand more.\n\nSincerely,\n")

    assert parts.address == ()
    assert len(parts.paragraphs) == 1


def test_without_close_the_notations_are_still_found() -> None:
    parts = read_parts("A\nB\n\nDear A:\n\nText.\n\nEnclosure: Receipt\n\ncc: Robin Hale\n")

    assert (parts.paragraphs, parts.enclosures, parts.copies) == (("Text.",), ("Receipt",), ("Robin Hale",))


def test_problems_come_in_line_order() -> None:
    lines = [problem.line for problem in read_parts("Text only.\n").problems]

    assert lines == sorted(lines)
    assert all(isinstance(problem, Problem) for problem in read_parts("").problems)


def test_closes_are_known_with_and_without_comma() -> None:
    assert is_close("Sincerely,")
    assert is_close("  very truly yours ")
    assert not is_close("Sincerely hoping to hear from you,")


def test_notations_are_told_from_sentences() -> None:
    assert is_notation("Enclosures (2)")
    assert is_notation("cc: Robin Hale")
    assert not is_notation("Enclosures are listed below.")
    assert not is_notation("A cc: line follows.")


# The words of these parts can be anything a clerk types that is no other part of a letter.
_words = st.text(st.characters(categories=["L", "N"], include_characters=",.$()&'-"), min_size=1, max_size=12)
_line = (
    st.lists(_words, min_size=1, max_size=8)
    .map(" ".join)
    .filter(lambda line: not is_close(line) and not is_notation(line))
    .filter(lambda line: not line.casefold().startswith(("dear", "to ")))
)
_table = st.lists(_line.map(lambda line: f"  {line}"), min_size=1, max_size=4).map("\n".join)
_parts = st.builds(
    LetterParts,
    address=st.lists(_line, min_size=2, max_size=6).map(tuple),
    salutation=_line.map(lambda line: f"Dear {line}:"),
    subject=st.one_of(st.just(""), _line),
    paragraphs=st.lists(_line | _table, min_size=1, max_size=6).map(tuple),
    close=st.sampled_from(CLOSES).map(lambda close: f"{close},"),
    copies=st.lists(_line, max_size=3).map(tuple),
    postscript=st.one_of(st.just(""), _line),
).flatmap(
    lambda parts: st.lists(_line, max_size=4).map(
        lambda names: LetterParts(
            parts.address,
            parts.salutation,
            parts.subject,
            parts.paragraphs,
            parts.close,
            tuple(names),
            parts.copies,
            parts.postscript,
            len(names),
        )
    )
)


@given(_parts)
def test_what_is_written_reads_back_the_same(parts: LetterParts) -> None:
    again = read_parts(to_text(parts))

    assert again == parts
    assert again.problems == ()


@given(st.text() | st.lists(st.sampled_from(LETTER.split("\n"))).map("\n".join))
def test_no_text_is_too_broken_to_be_read(text: str) -> None:
    parts = read_parts(text)

    last = text.count("\n")
    assert all(0 <= problem.line <= last + 1 for problem in parts.problems)
    assert all(0 <= line <= last for line in parts.lines.values())


def test_a_draft_of_two_megabytes_is_read_in_a_moment() -> None:
    paragraph = "word " * 200
    text = f"A\nB\n\nDear A:\n\n{(paragraph + chr(10) * 2) * 2000}Sincerely,\n"

    assert len(read_parts(text).paragraphs) == 2000
