"""An Outlook message gives what an e-mail does: text, headers, attachments, a message within."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from corrtui.intake.readers.reader import bring_file
from corrtui.intake.reading import Reading, Sender
from tests.intake.readers.ole import Outlook

BODY, SUBJECT, HEADERS, SENDER, SENT = 0x1000, 0x37, 0x7D, 0x0C1A, 0x39
LONG_NAME, SHORT_NAME, MIME = 0x3707, 0x3704, 0x370E
HTML, FILE, RTF = "10130102", "37010102", "10090102"
CODEPAGE, INTERNET_CODEPAGE = 0x3FFD, 0x3FDE


def bring(tmp_path, message: Outlook):
    path = tmp_path / "letter.msg"
    path.write_bytes(message.write())
    return bring_file(bytes(path), path.name)


def named(reading: Reading) -> list[tuple[str, str]]:
    return [(enclosure.name, enclosure.media_type) for enclosure in reading.enclosures]


def test_text_and_headers(read):
    headers = (
        "From: =?utf-8?q?Ida_Br=C3=A4ndt?= <ida@writer.example>\r\nReply-To: <office@writer.example>\r\n"
        "Message-ID: <1@writer.example>\r\nDate: Fri, 20 Nov 2026 23:00:00 -0600\r\n\r\n"
    )
    message = Outlook({BODY: "Dear Sirs:\r\n\r\nIt leaks.\r\n", SUBJECT: "Order 48213", HEADERS: headers})
    reading = read("letter.msg", message.write())

    assert reading == Reading(
        medium="e-mail",
        text="Dear Sirs:\n\nIt leaks.",
        subject="Order 48213",
        sender=Sender("Ida Brändt", "ida@writer.example"),
        reply_to="office@writer.example",
        message_id="<1@writer.example>",
        written=date(2026, 11, 20),
        how="Outlook message: plain text",
    )


def test_without_headers_what_outlook_kept_of_sender_and_date(read):
    exchange = "/o=Labs/ou=Exchange/cn=Recipients/cn=ida"
    message = Outlook(
        {BODY: "Dear Sirs", SENDER: "Ida Brandt", 0x0C1F: exchange},
        times={SENT: datetime(2026, 11, 20, 9, tzinfo=UTC)},
    )
    reading = read("letter.msg", message.write())

    assert (reading.sender, reading.written) == (Sender("Ida Brandt"), date(2026, 11, 20))


@pytest.mark.parametrize(
    ("page", "text"),
    [(950, "你好, 張先生"), (1251, "Здравствуйте"), (932, "ゾルゲの処刑"), (0, "café")],
)
def test_texts_in_a_code_page(read, page: int, text: str):
    raw = {"1000001E": text.encode(f"cp{page or 1252}")}

    assert read("letter.msg", Outlook(raw=raw, numbers={CODEPAGE: page}).write()).text == text


def test_the_html_body_where_there_is_no_plain_one(read):
    message = Outlook(raw={HTML: "<p>Grüße<p>Ida".encode()}, numbers={INTERNET_CODEPAGE: 65001})
    reading = read("letter.msg", message.write())

    assert (reading.text, reading.how) == ("Grüße\n\nIda", "Outlook message: HTML")


def test_attachments_come_with_name_type_and_bytes(tmp_path):
    large = bytes(range(256)) * 100
    message = Outlook(
        {BODY: "See below."},
        attached=(
            Outlook({LONG_NAME: "..\\..\\receipt.pdf", MIME: "application/pdf"}, {FILE: b"%PDF-1.4 x"}),
            Outlook({SHORT_NAME: "SCAN~1.TIF"}, {FILE: large}),
        ),
    )
    brought = bring(tmp_path, message)

    assert named(brought.reading) == [("receipt.pdf", "application/pdf"), ("SCAN~1.TIF", "")]
    assert brought.pieces == (b"%PDF-1.4 x", large)


def test_a_message_within_is_an_enclosure_and_so_is_what_it_encloses(tmp_path):
    inner = Outlook(
        {BODY: "We regret.", SUBJECT: "Your invoice", SENDER: "Billing"},
        attached=(Outlook({LONG_NAME: "invoice.txt"}, {FILE: b"INV-1"}),),
    )
    brought = bring(tmp_path, Outlook({BODY: "See below."}, attached=(Outlook(within=inner),)))

    assert named(brought.reading) == [("message: Your invoice", "text/plain"), ("invoice.txt", "")]
    assert brought.pieces == (b"From: Billing\nSubject: Your invoice\n\nWe regret.\n", b"INV-1")
    assert brought.reading.text == "See below."


def test_a_message_that_only_forwards_gives_the_text_within(read):
    inner = Outlook({BODY: "We regret.", SUBJECT: "Your invoice"})
    reading = read("letter.msg", Outlook(attached=(Outlook(within=inner),)).write())

    assert "We regret." in reading.text
    assert reading.medium == "e-mail"
    assert "text of the enclosure message: Your invoice" in reading.how


def test_messages_within_messages_end_somewhere(tmp_path):
    message = Outlook({BODY: "innermost"})
    for _ in range(30):
        message = Outlook({BODY: "next"}, attached=(Outlook(within=message),))
    reading = bring(tmp_path, message).reading

    assert reading.text == "next"
    assert len(reading.enclosures) < 10
    assert any("deeper than" in defect for defect in reading.defects)


def test_a_formatted_body_alone_needs_libreoffice(tmp_path):
    rtf = b"{\\rtf1 Dear Sirs}"
    packed = (16 + len(rtf)).to_bytes(4, "little") + len(rtf).to_bytes(4, "little") + b"MELA\0\0\0\0" + rtf
    brought = bring(tmp_path, Outlook(raw={RTF: packed}))

    assert "LibreOffice is not here" in brought.reading.unreadable
    assert (brought.need.program, brought.need.suffix, brought.need.data) == ("office", ".rtf", rtf)


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.95])
def test_a_damaged_message_says_so(read, share: float):
    whole = Outlook(
        {BODY: "Dear Sirs " * 900, SUBJECT: "x"}, attached=(Outlook({LONG_NAME: "a"}, {FILE: b"x" * 9000}),)
    ).write()
    reading = read("letter.msg", whole[: int(share * len(whole))])

    assert reading.text or reading.unreadable


def test_more_attachments_than_are_looked_at(tmp_path):
    attached = tuple(Outlook({LONG_NAME: f"{n}.txt"}, {FILE: b"x"}) for n in range(130))
    reading = bring(tmp_path, Outlook({BODY: "many"}, attached=attached)).reading

    assert len(reading.enclosures) == 100
    assert reading.defects == ("only the first 100 enclosures were looked at",)
