"""CSV files as they come: good, odd, broken."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corrtui.records.csv_source import LINE_LIMIT, open_csv
from corrtui.records.sheet import Unavailable, Unusable
from corrtui.text import is_clean

Write = Callable[[str, str | bytes], Path]


def read(path: Path, key: str = "no") -> tuple[tuple[str, ...], list[tuple[int, list[str]]], tuple[str, ...]]:
    """Return columns, rows and the sentences about what was left out."""
    with open_csv(path, key) as sheet:
        rows = list(sheet.rows)
        return sheet.columns, rows, sheet.faults.sentences(path.name)


@pytest.mark.parametrize(
    "content",
    [
        "no,name\n1,Zoë\n".encode(),
        "no,name\r\n1,Zoë\r\n".encode(),
        "no,name\r1,Zoë".encode(),
        "no,name\n1,Zoë\n".encode("utf-8-sig"),
        "no,name\n1,Zoë\n".encode("cp1252"),
        codecs.BOM_UTF16_LE + "no,name\n1,Zoë\n".encode("utf-16-le"),
        "no;name\n1;Zoë\n".encode(),
        "no\tname\n1\tZoë\n".encode(),
        "no|name\n1|Zoë\n".encode(),
        "sep=;\nno;name\n1;Zoë\n".encode(),
        "\n\nno,name\n\n1,Zoë\n,\n\n".encode(),
        'no,name\n1,"Zoë"\n'.encode(),
        "no,name\n1,Zoë,,\n".encode(),
        " no , name \n 1 , Zoë \n".encode(),
    ],
)
def test_one_table_in_every_dress(write: Write, content: bytes) -> None:
    columns, rows, faults = read(write("t.csv", content))

    assert columns == ("no", "name")
    assert [cells for _, cells in rows] == [["1", "Zoë"]]
    assert faults == ()


def test_the_key_column_tells_the_delimiter_not_the_number_of_commas(write: Write) -> None:
    columns, rows, _ = read(write("t.csv", "no;last, first, middle\n1;Hale, Robin, M.\n"))

    assert columns == ("no", "last, first, middle")
    assert rows == [(2, ["1", "Hale, Robin, M."])]


def test_a_cell_may_hold_lines_quotes_and_delimiters(write: Write) -> None:
    _, rows, faults = read(write("t.csv", 'no,text\n1,"a ""b"",\nc"\n2,d\n'))

    assert rows == [(2, ["1", 'a "b",\nc']), (4, ["2", "d"])]
    assert faults == ()


def test_a_cell_cannot_command_a_terminal(write: Write) -> None:
    _, rows, _ = read(write("t.csv", "no,text\n1,\x1b]52;c;aGk=\x07\u202egnp\n"))

    assert rows == [(2, ["1", "␛]52;c;aGk=␇�gnp"])]


def test_short_and_long_rows_are_left_out_by_line_and_the_others_load(write: Write) -> None:
    _, rows, faults = read(write("t.csv", "no,a,b\n1,x,y\n2,x\n3,x,y\n4,x,y,z\n5\n6,x,y\n"))

    assert [cells[0] for _, cells in rows] == ["1", "3", "6"]
    assert faults == (
        "t.csv: 2 lines left out, fewer cells than columns (line 3, 6)",
        "t.csv: 1 line left out, more cells than columns: a delimiter in a cell without quotes? (line 5)",
    )


def test_a_comma_and_blank_in_a_cell_without_quotes_is_mended_and_said(write: Write) -> None:
    _, rows, faults = read(write("t.csv", "no,street,city\n1,Rua do Paço, 67,Rio\n2,2, rue du Lac,Lyon\n"))

    assert [cells for _, cells in rows] == [["1", "Rua do Paço, 67", "Rio"], ["2", "2, rue du Lac", "Lyon"]]
    assert faults == ("t.csv: 2 lines mended, “, ” in a cell without quotes taken as text (line 2, 3)",)


@pytest.mark.parametrize(
    "content",
    [
        "no,street,city\n1,Rua, 67, Rio\n",
        "no,street,city\n1,Rua,67,Rio\n",
        "no, street, city\n1, Rua, 67, Rio\n",
    ],
)
def test_a_long_row_that_cannot_be_mended_surely_is_left_out(write: Write, content: str) -> None:
    _, rows, faults = read(write("t.csv", content))

    assert rows == []
    assert faults == (
        "t.csv: 1 line left out, more cells than columns: a delimiter in a cell without quotes? (line 2)",
    )


def test_thousands_of_broken_rows_are_counted_not_listed(write: Write) -> None:
    _, rows, faults = read(write("t.csv", "no,a\n" + "1\n" * 5000 + "2,x\n"))

    assert len(rows) == 1
    assert faults == (
        "t.csv: 5000 lines left out, fewer cells than columns (line 2, 3, 4, 5, 6 and 4995 more)",
    )


def test_an_open_quote_costs_its_own_line_only(write: Write) -> None:
    _, rows, faults = read(write("t.csv", 'no,a\n1,x\n2,"open\n3,y\n4,z\n'))

    assert rows == [(2, ["1", "x"]), (4, ["3", "y"]), (5, ["4", "z"])]
    assert faults == ("t.csv: 1 line left out, not sound CSV: unexpected end of data (line 3)",)


def test_an_open_quote_that_meets_a_later_quote_costs_its_own_line_only(write: Write) -> None:
    _, rows, faults = read(write("t.csv", 'no,a\n1,"open\n2,y\n3,"z"\n4,w\n'))

    assert [cells[0] for _, cells in rows] == ["2", "3", "4"]
    assert len(faults) == 1
    assert faults[0].endswith("(line 2)")


def test_an_open_quote_in_a_huge_file_does_not_swallow_the_rest(write: Write) -> None:
    content = 'no,a\n0,"open\n' + "".join(f"{n},some text of a usual length\n" for n in range(1, 9000))
    _, rows, faults = read(write("t.csv", content))

    assert len(rows) == 8999
    assert "field larger than field limit" in faults[0]


def test_nul_bytes_cost_their_line(write: Write) -> None:
    _, rows, faults = read(write("t.csv", "no,a\n1,x\x00y\n2,z\n"))

    assert rows == [(3, ["2", "z"])]
    assert faults == ("t.csv: 1 line left out, NUL bytes in it (line 2)",)


def test_a_huge_field_costs_its_line(write: Write) -> None:
    _, rows, faults = read(write("t.csv", f"no,a\n1,{'x' * 200_000}\n2,y\n"))

    assert rows == [(3, ["2", "y"])]
    assert "field larger than field limit" in faults[0]


def test_a_line_without_end_is_skipped_without_being_held(write: Write) -> None:
    _, rows, faults = read(write("t.csv", "no,a\n1," + "x" * (3 * LINE_LIMIT) + "\n2,y\n"))

    assert rows == [(3, ["2", "y"])]
    assert faults == ("t.csv: 1 line left out, longer than 1,000,000 characters (line 2)",)


def test_a_half_written_last_line_is_left_out(write: Write) -> None:
    _, rows, faults = read(write("t.csv", "no,a,b\n1,x,y\n2,x"))

    assert len(rows) == 1
    assert "line 3" in faults[0]


def test_columns_without_a_name_or_with_the_same_are_told_apart(write: Write) -> None:
    path = write("t.csv", "no,amount,,amount,amount\n1,2,3,4,5\n")

    with open_csv(path, "no") as sheet:
        assert sheet.columns == ("no", "amount", "column 3", "amount (column 4)", "amount (column 5)")
        assert sheet.twice == ("amount",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "t.csv is empty"),
        (b"\n\n  \n", "t.csv is empty"),
        (b"\x00" * 500, "t.csv is not a text file"),
        (b"PK\x03\x04rest", "an Excel workbook or a ZIP archive"),
        (b"\x1f\x8brest", "a compressed file"),
    ],
)
def test_what_is_no_table_is_refused_by_name(write: Write, content: bytes, said: str) -> None:
    with pytest.raises(Unusable, match=said):
        read(write("t.csv", content))


def test_a_file_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"t\.csv cannot be read"):
        read(tmp_path / "t.csv")


plain_cells = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Zs", "Co", "Cn"]),
    min_size=1,
    max_size=12,
).filter(is_clean)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.lists(st.tuples(plain_cells, plain_cells), min_size=1, max_size=20), st.sampled_from(",;\t|"))
def test_what_a_csv_writer_wrote_is_read_back(
    write: Write, table: list[tuple[str, str]], delimiter: str
) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([("no", "text"), *table])

    columns, rows, faults = read(write("t.csv", out.getvalue()))

    assert columns == ("no", "text")
    assert [tuple(cells) for _, cells in rows] == table
    assert faults == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(st.binary(max_size=400))
def test_no_bytes_do_more_than_make_trouble(write: Write, content: bytes) -> None:
    try:
        columns, rows, _ = read(write("t.csv", content))
    except Unusable:
        return
    assert all(len(cells) == len(columns) for _, cells in rows)
