"""CSV files as office programs write them: four delimiters, UTF-8 or Windows-1252, broken lines left out."""

from __future__ import annotations

import codecs
import csv
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from corrtui.records.sheet import Faults, Sheet, Unavailable, Unusable, clean_cell, different
from corrtui.text import one_line

DELIMITERS = ",;\t|"
LINE_LIMIT = 1_000_000
"""Characters of one physical line; a longer one is left out without being held in memory."""
_RETRIES = 200
_CHUNK = 1 << 20
_NO_TEXT = {
    b"PK\x03\x04": "an Excel workbook or a ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"\x1f\x8b": "a compressed file",
    b"%PDF": "a PDF file",
}
_SAVE_AS = "save it as CSV (UTF-8) from the program that made it"


@contextmanager
def open_csv(path: Path, key: str) -> Iterator[Sheet]:
    """Open a CSV file; `key` is a column the header should have, which helps to tell the delimiter.

    Raises:
        Unavailable: the file cannot be opened.
        Unusable: it is empty, or not text.
    """
    try:
        encoding = _encoding(path)
        handle = path.open(encoding=encoding, errors="replace", newline="")
    except OSError as error:
        raise Unavailable(f"{path.name} cannot be read", error.strerror or str(error)) from error
    with handle:
        faults = Faults()
        lines = _Lines(handle, faults)
        delimiter = _delimiter(lines, path, key)
        records = _records(lines, delimiter, faults)
        _, header = next(records, (0, []))
        columns, twice = different([one_line(name) for name in header])
        yield Sheet(columns, twice, _rows(records, header, delimiter, faults), faults)


def _encoding(path: Path) -> str:
    """Return utf-8-sig, utf-16 (only with its mark), or cp1252 for what is not valid UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as handle:
        start = handle.read(_CHUNK)
        if not start:
            raise Unusable(f"{path.name} is empty", "", "export it again")
        for mark, what in _NO_TEXT.items():
            if start.startswith(mark):
                raise Unusable(f"{path.name} is {what}, not CSV", "", _SAVE_AS)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if start.count(0) > len(start) // 8:
            raise Unusable(f"{path.name} is not a text file", "it is full of NUL bytes", _SAVE_AS)
        chunk = start
        try:
            while chunk:
                decoder.decode(chunk)
                chunk = handle.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


class _Lines:
    """Physical lines, numbered; those of a record that failed can be taken back except its first."""

    def __init__(self, handle: TextIO, faults: Faults) -> None:
        self._handle = handle
        self._faults = faults
        self._waiting: deque[str] = deque()
        self._record: list[str] = []
        self._retries = 0
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        while True:
            line = self._waiting.popleft() if self._waiting else self._read()
            if not line:
                raise StopIteration
            self.number += 1
            if not _cut(line):
                self._record.append(line)
                return line
            self._faults.left_out(f"longer than {LINE_LIMIT:,} characters", self.number)
            while _cut(line):
                line = self._read()

    def _read(self) -> str:
        try:
            return self._handle.readline(LINE_LIMIT)
        except OSError as error:
            name = Path(self._handle.name).name
            raise Unavailable(f"{name} cannot be read on", error.strerror or str(error)) from error

    def begin(self) -> None:
        """Begin a new record."""
        self._record.clear()

    @property
    def first(self) -> int:
        """Number of the first line of this record."""
        return self.number - len(self._record) + 1

    def give_again(self, line: str) -> None:
        """Give out the line just read once more."""
        self.number -= 1
        self._waiting.appendleft(line)

    def take_back(self) -> None:
        """Give out the lines after the first of this record again: an open quote swallowed them."""
        again = self._record[1:]
        if again and self._retries < _RETRIES:
            self._retries += 1
            self.number -= len(again)
            self._waiting.extendleft(reversed(again))


def _cut(line: str) -> bool:
    return len(line) >= LINE_LIMIT and not line.endswith(("\n", "\r"))


def _delimiter(lines: _Lines, path: Path, key: str) -> str:
    """Return the delimiter under which the header has the key column, else the one with most columns."""
    header = next((line for line in lines if line.strip()), None)
    if header is None:
        raise Unusable(f"{path.name} is empty", "", "export it again")
    mark = header.strip()
    if mark[:4].lower() == "sep=" and mark[4:] in tuple(DELIMITERS):
        return mark[4:]
    lines.give_again(header)
    found = []
    for delimiter in DELIMITERS:
        columns = [one_line(name) for name in next(csv.reader([header], delimiter=delimiter), [])]
        found.append((key in columns, len(columns), -DELIMITERS.index(delimiter)))
    return DELIMITERS[-max(found)[2]]


def _records(lines: _Lines, delimiter: str, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    """Yield (first line, cells) of each record that holds together."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            faults.left_out(f"not sound CSV: {error}", lines.first)
            lines.take_back()
            continue
        yield lines.first, cells


def _rows(
    records: Iterator[tuple[int, list[str]]], header: list[str], delimiter: str, faults: Faults
) -> Iterator[tuple[int, list[str]]]:
    width = len(header)
    blank_is_text = not any(name[:1] == " " for name in header)
    for line, found in records:
        cells = found
        if len(cells) > width and any(cells[width:]):
            cells = _mended(cells, delimiter) if blank_is_text else cells
            if len(cells) != width:
                faults.left_out("more cells than columns: a delimiter in a cell without quotes?", line)
                continue
            faults.mended(f"“{delimiter} ” in a cell without quotes taken as text", line)
        if not any(cells):
            continue
        if len(cells) < width:
            faults.left_out("fewer cells than columns", line)
        elif any("\0" in cell for cell in cells):
            faults.left_out("NUL bytes in it", line)
        else:
            yield line, [clean_cell(cell) for cell in cells[:width]]


def _mended(cells: list[str], delimiter: str) -> list[str]:
    """Join each cell that begins with a blank to the one before.

    Programs that forget the quotes cut `Rua do Paço, 67` in two; those that write a blank behind every
    delimiter do so in the header too.
    """
    joined: list[str] = []
    for cell in cells:
        if joined and cell[:1] == " ":
            joined[-1] += delimiter + cell
        else:
            joined.append(cell)
    return joined
