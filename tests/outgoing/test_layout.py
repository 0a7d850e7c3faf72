"""The full-block letter: parts in order, their spacing, and where pages break."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corrtui.errors import Refused
from corrtui.letters.parts import read_parts
from corrtui.outgoing import geometry
from corrtui.outgoing.layout import PlacedPage, layout
from corrtui.outgoing.sheet import Sheet
from corrtui.settings import Office

MakeSheet = Callable[..., Sheet]
WithBody = Callable[..., str]

LONG = "Your payment reached us on the third of the month but was posted to another account by mistake. "


def rows(page: PlacedPage) -> list[tuple[str, str]]:
    """Return (part, text) of every placed line."""
    return [(placed.part, " ".join(run.text for run in placed.line)) for placed in page.lines]


def gap(page: PlacedPage, above: str, below: str) -> int:
    """Return the number of blank lines between the last line of one part and the first of another."""
    last = max(line.baseline for line in page.lines if line.part == above)
    first = min(line.baseline for line in page.lines if line.part == below)
    return round((first - last) / page.leading) - 1


def test_the_parts_stand_in_the_order_of_a_business_letter(make_sheet: MakeSheet) -> None:
    (page,) = layout(make_sheet())

    assert list(dict.fromkeys(part for part, _ in rows(page))) == [
        "letterhead",
        "dateline",
        "reference",
        "address",
        "salutation",
        "subject",
        "paragraph 1",
        "paragraph 2",
        "close",
        "signature",
        "reference initials",
        "enclosures",
        "copies",
        "postscript",
    ]
    assert rows(page)[5:7] == [("dateline", "March 2, 2026"), ("reference", "Our reference: 260302-0007")]
    assert ("subject", "Re: Your order 48213") in rows(page)
    assert ("postscript", "P.S. You need not return the first statement.") in rows(page)


def test_one_blank_line_between_parts_and_three_to_sign(make_sheet: MakeSheet) -> None:
    (page,) = layout(make_sheet())

    assert gap(page, "salutation", "subject") == 1
    assert gap(page, "subject", "paragraph 1") == 1
    assert gap(page, "paragraph 1", "paragraph 2") == 1
    assert gap(page, "paragraph 2", "close") == 1
    assert gap(page, "close", "signature") == 3
    assert gap(page, "signature", "reference initials") == 1
    assert gap(page, "reference initials", "enclosures") == 1
    assert gap(page, "copies", "postscript") == 1


def test_a_letter_without_subject_initials_or_notations_leaves_no_holes(
    make_sheet: MakeSheet, ortiz: str
) -> None:
    draft = ortiz.replace("Re: Your order 48213\n\n", "").partition("Sincerely,")[0] + "Sincerely,\n"

    (page,) = layout(make_sheet(draft, reference_initials="", signer_title=""))

    assert gap(page, "salutation", "paragraph 1") == 1
    assert rows(page)[-1] == ("signature", "Margaret R. Stern")


def test_two_enclosures_are_counted_and_listed_copies_stand_under_one_label(
    make_sheet: MakeSheet, ortiz: str
) -> None:
    draft = ortiz.replace("Enclosure: Corrected statement", "Enclosures (2)\n  Statement\n  Receipt")

    (page,) = layout(make_sheet(draft, copies=("Robin Hale",)))

    tail = [text for part, text in rows(page) if part in ("enclosures", "copies")]
    assert tail == ["Enclosures (2)", "Statement", "Receipt", "cc: Accounts Receivable", "Robin Hale"]


def test_later_pages_open_with_name_page_and_date_then_two_blank_lines(
    make_sheet: MakeSheet, with_body: WithBody
) -> None:
    pages = layout(make_sheet(with_body(*[LONG * 4] * 14)))

    assert len(pages) == 3
    for number, page in enumerate(pages[1:], 2):
        assert [text for part, text in rows(page) if part == "heading"] == [
            "Ms. Elena Ortiz",
            f"Page {number}",
            "March 2, 2026",
        ]
        heading = page.lines[2].baseline
        assert round((page.lines[3].baseline - heading) / page.leading) - 1 == 2
        assert page.rule is None
    assert pages[0].rule == geometry.LETTERHEAD_RULE


def test_two_body_lines_go_over_with_the_close(make_sheet: MakeSheet, with_body: WithBody) -> None:
    for count in range(10, 17):
        pages = layout(make_sheet(with_body(*["One line."] * count)))

        assert len(pages) == 2
        assert sum(line.part.startswith("paragraph") for line in pages[1].lines) == 2


def test_a_page_that_would_show_more_than_the_address_is_refused(
    make_sheet: MakeSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(geometry, "BODY_TOP", 3.5 * geometry.INCH)

    with pytest.raises(Refused, match=r"salutation: “Dear Ms\. Ortiz:”"):
        layout(make_sheet())


def test_a_letter_that_misses_one_page_by_a_few_lines_is_set_closer_instead(
    make_sheet: MakeSheet, with_body: WithBody
) -> None:
    pages = [layout(make_sheet(with_body(*["One line."] * count))) for count in range(1, 12)]

    assert [len(each) for each in pages] == [1] * 9 + [2] * 2
    assert [each[0].leading for each in pages] == [13.5] * 7 + [13.0, 12.5] + [13.5] * 2


def test_a_line_that_announces_a_table_goes_over_with_it(make_sheet: MakeSheet, with_body: WithBody) -> None:
    table = "\n".join(f"  Entry {n}          ${n}.00" for n in range(10, 13))
    for before in range(1, 12):
        pages = layout(make_sheet(with_body(*[LONG * 2] * before, "The entries are:", table, LONG * 2)))
        for page in pages:
            assert rows(page)[-1][1] != "The entries are:"


def _draft(lengths: list[int], copies: int) -> str:
    body = "\n\n".join(" ".join(["word"] * length) for length in lengths)
    cc = "\n".join(f"cc: Office {n}" for n in range(copies))
    return f"Ms. Elena Ortiz\nBoise ID 83702\n\nDear Ms. Ortiz:\n\n{body}\n\nSincerely,\n\n{cc}\n"


@pytest.fixture(scope="module")
def lay_out() -> Callable[[list[int], int], tuple[PlacedPage, ...]]:
    def lay(lengths: list[int], copies: int) -> tuple[PlacedPage, ...]:
        parts = read_parts(_draft(lengths, copies))
        office = Office(name="Harbor & Vale", address=())
        return layout(Sheet(office, parts, dt.date(2026, 3, 2), "260302-0007", "Margaret R. Stern"))

    return lay


@settings(max_examples=60, deadline=None)
@given(lengths=st.lists(st.integers(1, 120), min_size=3, max_size=45), copies=st.integers(0, 3))
def test_every_page_break_leaves_two_lines_on_each_side_and_the_close_is_never_alone(
    lengths: list[int], copies: int, lay_out: Callable[[list[int], int], tuple[PlacedPage, ...]]
) -> None:
    pages = lay_out(lengths, copies)

    body = [[line for line in page.lines if line.part.startswith("paragraph")] for page in pages]
    for page in pages:
        assert max(line.baseline for line in page.lines) < geometry.SHEET_BODY
    if len(pages) > 1:
        assert all(len(lines) >= 2 for lines in body)
    for lines, following in pairwise(body):
        if lines[-1].part == following[0].part:
            assert sum(line.part == lines[-1].part for line in lines) >= 2
            assert sum(line.part == lines[-1].part for line in following) >= 2
    with_close = next(n for n, page in enumerate(pages) if any(line.part == "close" for line in page.lines))
    assert with_close == len(pages) - 1


def test_a_list_of_copies_longer_than_a_page_goes_on_overleaf(make_sheet: MakeSheet) -> None:
    pages = layout(make_sheet(copies=tuple(f"Office {n}" for n in range(90))))

    printed = [text for page in pages for part, text in rows(page) if part == "copies"]
    assert len(pages) == 3
    assert printed[-1] == "Office 89"
    assert all(max(line.baseline for line in page.lines) < geometry.SHEET_BODY for page in pages)
