"""Make the generated half of the sample desk: its records, and the letters that are not plain text.

Run it from anywhere with `python tests/data/make_sample.py`; it writes into `corrtui/data/sample`. The
letters in .txt, .eml and .html are written by hand and stay as they are, except the one e-mail whose
attachment is a PDF.
"""

from __future__ import annotations

import csv
import email.policy
import html
import io
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import docx
import sample_ledger as ledger
from fpdf import FPDF

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parents[1] / "corrtui" / "data" / "sample"
WRITTEN = datetime(2026, 11, 13, 16, 0, tzinfo=UTC)


def read_csv(path: Path) -> list[ledger.Row]:
    """Return the rows of a CSV file with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_csv(path: Path, rows: list[ledger.Row]) -> None:
    """Write rows with a header, as a spreadsheet would export them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_ledger(path: Path, invoices: list[ledger.Row], payments: list[ledger.Row]) -> None:
    """Write invoices and payments into a new SQLite file; sums are text, so that no cent becomes a float."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as base, base:
        base.executescript(
            "CREATE TABLE invoices (invoice_no INTEGER PRIMARY KEY, account_no TEXT NOT NULL, order_no TEXT,"
            " invoice_date TEXT NOT NULL, amount TEXT NOT NULL, due_date TEXT NOT NULL,"
            " status TEXT NOT NULL);"
            "CREATE TABLE payments (payment_no INTEGER PRIMARY KEY, account_no TEXT NOT NULL,"
            " invoice_no INTEGER, order_no TEXT, paid_on TEXT NOT NULL, amount TEXT NOT NULL,"
            " method TEXT NOT NULL);"
        )
        base.executemany(
            "INSERT INTO invoices VALUES (:invoice_no, :account_no, nullif(:order_no, ''), :invoice_date,"
            " :amount, :due_date, :status)",
            invoices,
        )
        base.executemany(
            "INSERT INTO payments VALUES (:payment_no, :account_no, nullif(:invoice_no, ''),"
            " nullif(:order_no, ''), :paid_on, :amount, :method)",
            payments,
        )


def set_lines(block: str) -> list[str]:
    """Return a block as it is set: prose runs on, addresses and forms keep their lines."""
    lines = block.splitlines()
    form = any(line.startswith((" ", "#", "|")) or ":  " in line for line in lines)
    return lines if form or max(map(len, lines)) <= 70 else [" ".join(lines)]


def pdf_letter(text: str) -> bytes:
    """Return the letter as a PDF with a text layer, as an office program would save it."""
    page = FPDF(format="letter")
    page.set_creation_date(WRITTEN)
    page.set_margins(25, 22)
    page.add_page()
    for block in text.strip().split("\n\n"):
        for line in set_lines(block):
            heading = line.startswith("# ")
            page.set_font("Times", "B" if heading else "", 13 if heading else 11)
            page.multi_cell(0, 5.2, line.removeprefix("# "), new_x="LMARGIN", new_y="NEXT")
        page.ln(3.6)
    return bytes(page.output())


def docx_letter(text: str) -> bytes:
    """Return the letter as a .docx: `# ` lines bold, `| a | b |` lines a table, the rest paragraphs."""
    document = docx.Document()
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = WRITTEN
    for block in text.strip().split("\n\n"):
        lines = set_lines(block)
        if lines[0].startswith("|"):
            cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
            table = document.add_table(len(cells), len(cells[0]))
            for row, words in zip(table.rows, cells, strict=True):
                for cell, word in zip(row.cells, words, strict=True):
                    cell.text = word
            continue
        paragraph = document.add_paragraph()
        for number, line in enumerate(lines):
            if number:
                paragraph.add_run().add_break()
            paragraph.add_run(line.removeprefix("# ")).bold = line.startswith("# ")
    packed = io.BytesIO()
    document.save(packed)
    return same_bytes(packed)


def same_bytes(packed: io.BytesIO) -> bytes:
    """Return the ZIP archive with all its times set to `WRITTEN`: two runs give one file."""
    again = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            dated = zipfile.ZipInfo(entry.filename, WRITTEN.timetuple()[:6])
            dated.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(dated, old.read(entry))
    return again.getvalue()


def records_request(body: str, form: bytes) -> bytes:
    """Return the law office's e-mail: plain text and HTML of the same words, and the signed form."""
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["Received"] = (
        "from mail.dannerleal.example (mail.dannerleal.example [198.51.100.201]) by mail.harborvale.example"
        " with ESMTPS id 2D88A0F6B1 for <health@harborvale.example>; Tue, 10 Nov 2026 10:05:31 -0600 (CST)"
    )
    mail["From"] = '"Teresa M. Danner" <tdanner@dannerleal.example>'
    mail["To"] = "health@harborvale.example"
    mail["Cc"] = "letters@harborvale.example"
    mail["Subject"] = "Records request - M. Whitaker"
    mail["Date"] = "Tue, 10 Nov 2026 10:05:12 -0600"
    mail["Message-ID"] = "<records.whitaker.1110@dannerleal.example>"
    mail.set_content(body)
    paragraphs = "".join(
        f"<p>{html.escape(block).replace(chr(10), '<br>' if len(block) < 200 else ' ')}</p>\n"
        for block in body.strip().split("\n\n")
    )
    mail.add_alternative(f"<html><body>\n{paragraphs}</body></html>\n", subtype="html")
    mail.add_attachment(form, maintype="application", subtype="pdf", filename="authorization M Whitaker.pdf")
    mail.set_boundary("=_whitaker_outer")
    for part in mail.walk():
        if part.get_content_type() == "multipart/alternative":
            part.set_boundary("=_whitaker_inner")
    return mail.as_bytes()


def main() -> None:
    """Write the records and the letters."""
    sources = HERE / "sample"
    books = ledger.make_books(read_csv(sources / "accounts.csv"), read_csv(SAMPLE / "records" / "items.csv"))
    write_csv(SAMPLE / "records" / "accounts.csv", books.accounts)
    write_csv(SAMPLE / "records" / "orders.csv", books.orders)
    write_ledger(SAMPLE / "records" / "ledger.sqlite", *books.kept())
    for name, make in DRAWN.items():
        source = sources / "letters" / f"{name.rpartition('.')[0]}.txt"
        (SAMPLE / "letters" / name).write_bytes(make(source.read_text(encoding="utf-8")))
    body = (sources / "letters" / "Records request - M Whitaker.txt").read_text(encoding="utf-8")
    form = (sources / "letters" / "authorization M Whitaker.txt").read_text(encoding="utf-8")
    (SAMPLE / "letters" / "Records request - M Whitaker.eml").write_bytes(
        records_request(body, pdf_letter(form))
    )


DRAWN: dict[str, Callable[[str], bytes]] = {
    "claim PRO 778-1203.pdf": pdf_letter,
    "Subpoena served 11-17.pdf": pdf_letter,
    "Castellaw - constituent Greer.pdf": pdf_letter,
    "Notice 26-10234.pdf": pdf_letter,
    "Dufresne credit report letter.docx": docx_letter,
    "Bracket DCW-118 rev C.docx": docx_letter,
    "Petrie lost registered parcel.docx": docx_letter,
}

if __name__ == "__main__":
    main()
