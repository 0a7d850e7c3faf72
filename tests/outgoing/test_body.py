"""What flows, what is a list and what is a table in a paragraph of the draft."""

from __future__ import annotations

import pytest

from corrtui.errors import Refused
from corrtui.outgoing.body import set_paragraph
from corrtui.outgoing.setting import COLUMN


def rows(text: str) -> list[str]:
    return [" | ".join(run.text for run in line) for line in set_paragraph(text, "paragraph 1")]


def test_lines_an_editor_wrapped_flow_together() -> None:
    text = (
        "Your payment reached us on the third, one day before it was due,\n"
        "but was posted to another account because two figures were changed\n"
        "round on the slip."
    )

    assert " ".join(rows(text)) == text.replace("\n", " ")
    assert len(rows(text)) == 2


def test_a_line_break_the_clerk_chose_stays() -> None:
    assert rows("Please write to\nHarbor & Vale\n2200 Foundry Road") == [
        "Please write to",
        "Harbor & Vale",
        "2200 Foundry Road",
    ]


def test_an_indented_line_stays_on_its_own_and_keeps_its_indent() -> None:
    before, inside, after = set_paragraph("Please write to\n    Claims\nat once.", "paragraph 1")

    assert (before[0].x, inside[0].x, after[0].x) == (0.0, 4 * COLUMN, 0.0)
    assert inside[0].column == 4


def test_a_long_indented_line_wraps_at_its_indent() -> None:
    lines = set_paragraph("    " + "He said so.  Then he left. " * 8, "paragraph 1")

    assert len(lines) > 1
    assert {line[0].x for line in lines} == {4 * COLUMN}


@pytest.mark.parametrize("label", ["-", "*", "•", "1.", "12)", "(3)", "a)", "(b)"])
def test_list_items_stand_on_their_own_lines(label: str) -> None:
    assert rows(f"{label} keep the receipt\n{label} write to us") == [
        f"{label} | keep the receipt",
        f"{label} | write to us",
    ]


def test_a_list_item_goes_on_under_its_text() -> None:
    assert rows("- keep the receipt\n  with the letter\n- write to us") == [
        "- | keep the receipt with the letter",
        "- | write to us",
    ]


def test_a_numbered_row_with_columns_is_a_table_not_a_list() -> None:
    assert rows("1. Chair      $64.00\n2. Table     $310.50") == ["1. Chair | $64.00", "2. Table | $310.50"]


def test_columns_two_blanks_apart_count_beside_clear_ones() -> None:
    assert rows("Charged       $8.20\nCredit taken  $9.95") == ["Charged | $8.20", "Credit taken | $9.95"]


def test_a_stray_triple_blank_in_running_text_makes_no_table() -> None:
    text = "The parcel   was delivered to the wrong street number on the third of February. " * 2

    assert all("|" not in row for row in rows(text))


def test_a_dash_that_begins_a_wrapped_line_makes_no_list() -> None:
    text = (
        "You asked us to explain the charge on your account and to take it back\n— we have done both of that."
    )

    assert all("|" not in row for row in rows(text))


def test_a_table_too_wide_is_refused_with_its_line_in_the_draft() -> None:
    with pytest.raises(Refused, match="paragraph 2, line 12 of the draft"):
        set_paragraph("Here is all:\n" + "item\t" * 15 + "$4.00", "paragraph 2", 10)


def test_an_indent_deeper_than_the_sheet_still_prints() -> None:
    (line,) = set_paragraph(" " * 300 + "here", "paragraph 1")

    assert line[0].text == "here"
    assert line[0].column <= 40
