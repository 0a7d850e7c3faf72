"""The thirty letters of the sample desk: each says what its fixture says and names rows of the records."""

from __future__ import annotations

import calendar
import csv
import email
import email.policy
import email.utils
import io
import re
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import docx
import pypdf
import pytest

import corrtui
from corrtui.text import clean

SAMPLE = Path(corrtui.__file__).parent / "data" / "sample"
LETTERS = SAMPLE / "letters"
READ_ON = date(2026, 11, 20)
DATA = Path(__file__).parent / "data" / "sample"


class Case(NamedTuple):
    fixture: str
    file: str
    category: str
    routine: str
    """yes: answered by its first template with no hole; writer, full address and the row are all there."""
    phrase: str
    """Words of the fixture that must stand in the letter."""
    numbers: str
    """Kind and number of every row of the records it names."""


def cases() -> tuple[Case, ...]:
    with (DATA / "cases.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Case(**row) for row in csv.DictReader(file))


CASES = cases()
BY_FIXTURE = {case.fixture: case for case in CASES}
each_letter = pytest.mark.parametrize("case", CASES, ids=lambda case: case.fixture)

# First three digits of a ZIP code and the state they lie in; source: USPS ZIP prefixes, those used here.
ZIP_STATES = (
    (350, 369, "AL"), (500, 528, "IA"), (530, 549, "WI"), (550, 567, "MN"), (570, 577, "SD"),
    (600, 629, "IL"), (630, 658, "MO"), (660, 679, "KS"), (680, 693, "NE"), (832, 838, "ID"),
    (200, 205, "DC"),
)  # fmt: skip


class _HtmlWords(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def words_of(path: Path) -> str:
    """Return the words of a letter on single blanks, read by other means than the program's own readers."""
    raw = path.read_bytes()
    match path.suffix:
        case ".pdf":
            text = "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
        case ".docx":
            text = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
        case ".eml":
            body = email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",))
            assert body is not None
            text = str(body.get_content())
        case ".html":
            parser = _HtmlWords()
            parser.feed(re.sub(r"<(style|title)\b.*?</\1>", "", raw.decode(), flags=re.S | re.I))
            text = " ".join(parser.words)
        case _:
            text = raw.decode()
    return " ".join(text.split())


# ── the letters ──────────────────────────────────────────────────────────────────────────────────────


def test_thirty_letters_one_for_each_fixture() -> None:
    assert sorted(path.name for path in LETTERS.iterdir()) == sorted(case.file for case in CASES)
    assert [case.fixture for case in CASES] == [f"F{number:02}" for number in range(1, 31)]
    formats = Counter(Path(case.file).suffix for case in CASES)
    assert formats == {".txt": 12, ".eml": 8, ".pdf": 4, ".docx": 3, ".html": 3}


def test_at_least_twelve_letters_are_routine() -> None:
    assert sum(case.routine == "yes" for case in CASES) >= 12


@each_letter
def test_letter_is_as_long_as_letters_are_and_says_what_its_fixture_says(case: Case) -> None:
    text = words_of(LETTERS / case.file)

    assert case.phrase in text
    assert 60 <= len(text.split()) <= 250
    assert clean(text) == text


@pytest.fixture(scope="module")
def known() -> dict[str, set[str]]:
    """Return kind → every number that stands in the records."""
    numbers: dict[str, set[str]] = {}
    for kind in ("account", "order", "claim", "item"):
        with (SAMPLE / "records" / f"{kind}s.csv").open(encoding="utf-8", newline="") as file:
            numbers[kind] = {row[f"{kind}_no"] for row in csv.DictReader(file)}
    with closing(sqlite3.connect(SAMPLE / "records" / "ledger.sqlite")) as base:
        numbers["invoice"] = {str(number) for (number,) in base.execute("SELECT invoice_no FROM invoices")}
    return numbers


@each_letter
def test_numbers_named_in_the_letter_stand_in_the_records(case: Case, known: dict[str, set[str]]) -> None:
    text = words_of(LETTERS / case.file)
    named = case.numbers.split()

    for kind, number in zip(named[::2], named[1::2], strict=True):
        assert re.search(rf"\b{number}\b", text), f"{kind} {number} is not in the letter"
        assert number in known[kind]
    looks_like_ours = set(re.findall(r"\b(?:2044\d\d|48[012]\d\d|611\d\d)\b", text))
    assert looks_like_ours <= known["account"] | known["order"] | known["claim"]


@each_letter
def test_letter_is_written_between_late_october_and_the_day_it_is_read(case: Case) -> None:
    text = words_of(LETTERS / case.file)
    months = calendar.month_name[1:]
    dated = [
        date(int(year), months.index(month) + 1, int(day))
        for month, day, year in re.findall(rf"\b({'|'.join(months)}) (\d{{1,2}}), (\d{{4}})", text)
    ]
    if case.file.endswith(".eml"):
        sent = email.message_from_bytes((LETTERS / case.file).read_bytes())["Date"]
        dated.insert(0, email.utils.parsedate_to_datetime(sent).date())
    if marked := re.search(r"(?:Issued|Dated) November (\d+), 2026|NOV (3) 2026", text):
        dated.insert(0, date(2026, 11, int(marked[1] or marked[2])))
    if case.fixture == "F25":
        assert not dated
        return

    assert date(2026, 10, 25) <= dated[0] <= date(2026, 11, 18) < READ_ON


@each_letter
def test_addresses_in_the_letter_have_zip_codes_of_their_state(case: Case) -> None:
    text = words_of(LETTERS / case.file).replace("Iowa", "IA").replace("Alabama", "AL")
    found = re.findall(r"\b([A-Z]{2}) (\d{5})\b", text)

    assert all(state_of(code) == state for state, code in found)
    if case.routine == "yes":
        assert [code for _, code in found if code != "52001"], "the writer's own address is missing"


def state_of(code: str) -> str:
    return next(state for low, high, state in ZIP_STATES if low <= int(code[:3]) <= high)


@each_letter
def test_telephones_are_fictitious_and_nobody_can_be_harmed_by_a_number(case: Case) -> None:
    text = words_of(LETTERS / case.file)
    raw = (LETTERS / case.file).read_bytes() if case.file.endswith(".eml") else b""

    assert all(phone.startswith("555-01") for phone in re.findall(r"\b\d{3}-(\d{3}-\d{4})\b", text))
    assert not re.search(r"\b\d{4}([ -]?)\d{4}\1\d{4}\1?\d{1,7}\b", text), (
        "nothing may look like a card number"
    )
    assert not re.search(r"\b\d{3}-\d{2}-\d{4}\b", text), "nothing may look like a social security number"
    hosts = re.findall(rb"[\w.-]+@([\w.-]+)", raw)
    assert all(host.endswith(b".example") for host in hosts)


def test_the_fax_is_the_letter_again() -> None:
    letter = words_of(LETTERS / BY_FIXTURE["F01"].file)
    fax = words_of(LETTERS / BY_FIXTURE["F21"].file)

    assert letter.removesuffix("Encl.: copy of statement").strip() in fax
    assert "11/18/2026" in fax


def test_one_email_is_latin_1_quoted_printable_and_one_has_html_and_an_attachment() -> None:
    spanish = email.message_from_bytes(
        (LETTERS / BY_FIXTURE["F29"].file).read_bytes(), policy=email.policy.default
    )
    assert spanish.get_content_charset() == "iso-8859-1"
    assert spanish["Content-Transfer-Encoding"] == "quoted-printable"

    request = email.message_from_bytes(
        (LETTERS / BY_FIXTURE["F09"].file).read_bytes(), policy=email.policy.default
    )
    assert [part.get_content_type() for part in request.walk() if not part.is_multipart()] == [
        "text/plain", "text/html", "application/pdf",
    ]  # fmt: skip
    (form,) = request.iter_attachments()
    form_text = pypdf.PdfReader(io.BytesIO(form.get_content())).pages[0].extract_text()
    assert "This authorization expires on:\n" in form_text, "the fixture: no expiry date"


@pytest.mark.parametrize("name", [case.file for case in CASES if case.file.endswith((".pdf", ".docx"))])
def test_printed_letters_say_what_their_kept_text_says(name: str) -> None:
    source = (DATA / "letters" / f"{Path(name).stem}.txt").read_text(encoding="utf-8")
    source = re.sub(r"(?m)^# |^\|.*\|$\n?", "", source)

    assert words_of(LETTERS / name) == " ".join(source.split())
