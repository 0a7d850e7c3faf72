"""An e-mail gives the text its writer sent, its headers, and the names of what came with it."""

from __future__ import annotations

from base64 import encodebytes
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from corrtui.intake.brought import Brought, Need
from corrtui.intake.readers.reader import bring_file
from corrtui.intake.reading import Reading, Sender

HEAD = (
    "From: Ida Brandt <ida@writer.example>\n"
    "Subject: Order 48213\n"
    "Date: Fri, 20 Nov 2026 09:00:00 -0600\n"
    "Message-ID: <1@writer.example>\n"
    "MIME-Version: 1.0\n"
)


def named(reading: Reading) -> tuple[str, ...]:
    return tuple(enclosure.name for enclosure in reading.enclosures)


def parts(*bodies: str, kind: str = "mixed") -> str:
    mail = f'Content-Type: multipart/{kind}; boundary="b-{kind}"\n\n'
    return mail + "".join(f"--b-{kind}\n{body}\n" for body in bodies) + f"--b-{kind}--\n"


def test_a_plain_mail_is_read_with_its_headers(read):
    reading = read(
        "order.eml", HEAD + "Reply-To: office@writer.example\n\nDear Sirs:\r\n\r\nIt has not come.\r\n"
    )

    assert reading.medium == "e-mail"
    assert reading.text == "Dear Sirs:\n\nIt has not come."
    assert reading.subject == "Order 48213"
    assert reading.sender == Sender("Ida Brandt", "ida@writer.example")
    assert reading.reply_to == "office@writer.example"
    assert reading.message_id == "<1@writer.example>"
    assert reading.written == date(2026, 11, 20)
    assert reading.how == "e-mail: plain text, UTF-8"
    assert (reading.enclosures, reading.defects) == ((), ())


def test_the_plain_form_is_preferred_and_enclosures_are_named(read):
    mail = HEAD + parts(
        parts(
            "Content-Type: text/html\n\n<p>Dear <b>Sirs</b>",
            "Content-Type: text/plain; charset=iso-8859-1\n"
            "Content-Transfer-Encoding: quoted-printable\n\nDear=20S=EErs",
            kind="alternative",
        ),
        "Content-Type: application/pdf; name=receipt.pdf\nContent-Transfer-Encoding: base64\n\nJVBERg==",
        "Content-Type: text/plain\nContent-Disposition: attachment; filename=note.txt\n\nnot the letter",
        "Content-Type: image/png\n\nx",
    )
    reading = read("order.eml", mail)

    assert reading.text == "Dear Sîrs"
    assert reading.how == "e-mail: plain text, iso-8859-1"
    assert named(reading) == ("receipt.pdf", "note.txt", "unnamed image/png")


@pytest.mark.parametrize("plain", ["", " \n\n"])
def test_a_blank_plain_form_gives_way_to_the_html(read, plain: str):
    mail = HEAD + parts(
        f"Content-Type: text/plain\n\n{plain}",
        "Content-Type: text/html\n\n<p>Dear<p>Sirs",
        kind="alternative",
    )

    assert read("order.eml", mail).text == "Dear\n\nSirs"


def test_texts_around_an_enclosure_belong_together(read):
    mail = HEAD + parts("\nDear Sirs", "Content-Type: image/png; name=pump.png\n\nx", "\nYours, Ida")

    assert read("order.eml", mail).text == "Dear Sirs\n\nYours, Ida"


def test_a_message_within_is_an_enclosure(read):
    inner = "Content-Type: message/rfc822\n\nSubject: Your invoice\n\nWe regret."
    reading = read("order.eml", HEAD + parts("\nSee below.", inner))

    assert (reading.text, named(reading)) == ("See below.", ("message: Your invoice",))


@pytest.mark.parametrize("times", [1, 2, 5])
def test_a_mail_that_only_forwards_gives_the_text_it_forwards(read, times: int):
    inner = "Content-Type: message/rfc822\n\n" * times + "Subject: Your invoice\n\nWe regret."
    reading = read("order.eml", HEAD + parts(inner))

    assert reading.text == "We regret."
    assert reading.how == "e-mail: text of the attached message; plain text, UTF-8"


@pytest.mark.parametrize(
    ("charset", "body", "text", "how"),
    [
        ("utf-8", b"caf\xe9 \x96 late", "café – late", "cp1252 (declared utf-8 does not fit)"),
        ("x-tapestry", b"caf\xe9", "café", "cp1252 (declared x-tapestry is unknown)"),
        ("x-tapestry", "café".encode(), "café", "UTF-8 (declared x-tapestry is unknown)"),
        ("koi8-r", "Привет".encode("koi8-r"), "Привет", "koi8-r"),
        ("punycode", b"abc-z9", "abc-z9", "UTF-8 (declared punycode is unknown)"),
    ],
)
def test_a_wrong_charset_loses_no_letter(read, charset: str, body: bytes, text: str, how: str):
    reading = read(
        "order.eml", HEAD.encode() + f"Content-Type: text/plain; charset={charset}\n\n".encode() + body
    )

    assert (reading.text, reading.how) == (text, f"e-mail: plain text, {how}")


def test_base64_text_is_read(read):
    body = encodebytes("Dear Sirs — ".encode() * 50).decode()
    mail = HEAD + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + body

    assert read("order.eml", mail).text == ("Dear Sirs — " * 50).strip()


@pytest.mark.parametrize(
    "structure",
    [
        'Content-Type: multipart/mixed; boundary="b"\n\nDear Sirs, no part begins',
        "Content-Type: multipart/mixed\n\nDear Sirs, no boundary",
        "Content-Type: multipart/mixed; boundary*=x-tapestry''%ff\n\nDear Sirs",
        "Content-Type: text/plain; charset*0*=\n\nDear Sirs",
        "Content-Type: ;;;=\n\nDear Sirs",
        "Content-Type: text/plain\nContent-Transfer-Encoding: x-none\n\nDear Sirs",
    ],
)
def test_a_broken_structure_still_shows_the_text(read, structure: str):
    assert "Dear Sirs" in read("order.eml", HEAD + structure).text


def test_parts_that_were_not_found_are_told(read):
    lost = HEAD + 'Content-Type: multipart/mixed; boundary="b"\n\n--c\n\nDear Sirs\n--c--\n'
    found = HEAD + 'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nDear Sirs\n--b--\n'

    assert read("lost.eml", lost).defects == (
        "its parts cannot be told apart, so they are shown as they were sent",
    )
    assert read("found.eml", found).defects == ()


def test_fifteen_hundred_nested_parts_give_headers_and_a_reason(read):
    mail = HEAD + 'Content-Type: multipart/mixed; boundary="b0"\n\n'
    for level in range(1500):
        mail += f'--b{level}\nContent-Type: multipart/mixed; boundary="b{level + 1}"\n\n'
    reading = read("nested.eml", mail)

    assert (reading.medium, reading.text, reading.subject) == ("unreadable", "", "Order 48213")
    assert (
        reading.unreadable
        == "there is no text in the message; parts nested deeper than 20 were not looked at"
    )


def test_a_text_before_too_many_parts_is_read(read):
    reading = read("many.eml", HEAD + parts("\nDear Sirs", *["Content-Type: image/png\n\nx"] * 2000))

    assert reading.text == "Dear Sirs"
    assert len(reading.enclosures) == 99
    assert reading.defects == ("only the first 100 parts of the message were looked at",)


def test_twenty_thousand_encoded_words_leave_the_text_readable(read):
    mail = HEAD.replace("Order 48213", "=?utf-8?q?a?= " * 20_000) + "\nDear Sirs"

    assert read("words.eml", mail).text == "Dear Sirs"


def test_escapes_come_out_harmless(read):
    mail = HEAD.replace("Order", "\x1b]52;c;aGk=\x07") + "\npay \x1b[31mnow \u202egnp.exe\x00"
    reading = read("hostile.eml", mail)

    assert reading.text == "pay ␛[31mnow \ufffdgnp.exe␀"
    assert reading.subject == "␛]52;c;aGk=␇ 48213"


@pytest.mark.parametrize(
    ("mail", "reason"),
    [
        (HEAD + "\n", "there is no text in the message"),
        (
            HEAD + parts("Content-Type: audio/wav; name=voice.wav\n\nx"),
            "there is no text in the message; see its enclosures",
        ),
    ],
)
def test_a_mail_without_text_says_so_and_keeps_its_headers(read, mail: str, reason: str):
    reading = read("empty.eml", mail)

    assert (reading.medium, reading.unreadable, reading.subject) == ("unreadable", reason, "Order 48213")
    assert reading.sender.email == "ida@writer.example"


def test_a_mail_with_a_large_enclosure_is_read_quickly(read):
    enclosure = (
        "Content-Type: application/pdf; name=scan.pdf\nContent-Transfer-Encoding: base64\n\n"
        + ("QUJD" * 19 + "\n") * 60_000
    )
    reading = read("large.eml", HEAD + parts("\nDear Sirs", enclosure))

    assert (reading.text, named(reading)) == ("Dear Sirs", ("scan.pdf",))


def bring(tmp_path: Path, mail: str | bytes) -> Brought:
    path = tmp_path / "letter.eml"
    path.write_bytes(mail.encode() if isinstance(mail, str) else mail)
    return bring_file(bytes(path), path.name)


def attached(name: str, data: bytes, kind: str = "application/octet-stream") -> str:
    head = f"Content-Type: {kind}\nContent-Transfer-Encoding: base64\n"
    return f'{head}Content-Disposition: attachment; filename="{name}"\n\n{encodebytes(data).decode()}'


def test_enclosures_come_as_their_writer_had_them(tmp_path: Path):
    inner = "Content-Type: message/rfc822\n\nSubject: Your invoice\n\nWe regret."
    data = bytes(range(256)) * 40
    brought = bring(tmp_path, HEAD + parts("\nSee below.", attached("pump.bin", data), inner))

    assert [(e.name, e.media_type) for e in brought.reading.enclosures] == [
        ("pump.bin", "application/octet-stream"),
        ("message: Your invoice", "message/rfc822"),
    ]
    assert brought.pieces == (data, b"Subject: Your invoice\n\nWe regret.")


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../../etc/cron.d/x.pdf", "x.pdf"),
        (r"C:\\Users\\ida\\receipt.pdf", "receipt.pdf"),
        ("/etc/passwd", "passwd"),
        ("..", ".."),
        ("\x1b]0;owned\x07.pdf", "␛]0;owned␇.pdf"),
    ],
)
def test_a_name_that_is_a_path_loses_its_folders(tmp_path: Path, sent: str, shown: str):
    brought = bring(tmp_path, HEAD + parts("\nSee below.", attached(sent, b"x")))

    assert named(brought.reading) == (shown,)


def test_a_message_without_text_gives_that_of_an_enclosure(tmp_path: Path, raw_pdf):
    page = raw_pdf(b"BT /F1 12 Tf 72 700 Td (Dear Sirs, the pump leaks.) Tj ET")
    brought = bring(
        tmp_path,
        HEAD + parts("\n \n", attached("sig.asc", b"-----BEGIN PGP"), attached("letter.pdf", page)),
    )

    assert brought.reading.text == "Dear Sirs, the pump leaks."
    assert brought.reading.medium == "e-mail"
    assert brought.reading.how == "e-mail: plain text, UTF-8; text of the enclosure letter.pdf: PDF, 1 page"
    assert brought.reading.subject == "Order 48213"
    assert brought.need is None


def test_a_scan_that_is_mailed_needs_tesseract(tmp_path: Path):
    out = BytesIO()
    Image.new("1", (16, 16)).save(out, "GIF")
    brought = bring(tmp_path, HEAD + parts("\n \n", attached("scan.gif", out.getvalue(), "image/gif")))

    assert brought.reading.unreadable == "there is no text in the message; see its enclosures"
    assert brought.need == Need("ocr", ".gif", out.getvalue(), title="the enclosure scan.gif")


def test_enclosures_within_enclosures_end_somewhere(tmp_path: Path):
    mail = HEAD + "\n"
    for _ in range(12):
        mail = HEAD + parts("\n \n", attached("next.eml", mail.encode()))

    assert bring(tmp_path, mail).reading.unreadable.startswith("there is no text in the message")


def test_a_line_quoted_for_the_mailbox_is_as_it_was_typed(read):
    mail = "From ida@writer.example Mon Jun 01 10:00:00 2026\n" + HEAD
    mail += "\nDear Sirs\n>From May on\n>>From x\n"

    assert read("letter.eml", mail).text == "Dear Sirs\nFrom May on\n>From x"
    assert read("letter.eml", HEAD + "\nDear Sirs\n>From May on").text == "Dear Sirs\n>From May on"
