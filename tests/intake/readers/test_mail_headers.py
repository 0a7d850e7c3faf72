"""Headers are read one by one; a broken one is shown as it was sent and spoils no other."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes, policy
from email.message import Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.intake.readers.mail_headers import Headers, enclosure_name
from corrtui.intake.reading import Sender


def parsed(raw: bytes | str) -> Message:
    raw = raw.encode() if isinstance(raw, str) else raw
    return message_from_bytes(raw + b"\n\nDear Sirs", policy=policy.compat32)


def headers(raw: bytes | str) -> Headers:
    return Headers(parsed(raw))


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        ("Subject: Order 48213", "Order 48213"),
        ("Subject: Order\n\t48213", "Order 48213"),
        ("Subject: =?utf-8?q?M=C3=BCller?= =?utf-8?b?w7Y=?= writes", "Müllerö writes"),
        ("Subject: =?x-tapestry?q?caf=E9?=", "café"),
        ("Subject: =?utf-8?q?two=0D=0ABcc:_all@writer.example=1B[31m?=", "two Bcc: all@writer.example␛[31m"),
        ("Subject: Grüße".encode("latin-1"), "Grüße"),
        ("Subject: Grüße", "Grüße"),
        ("Subject: =?utf-8?b?broken", "=?utf-8?b?broken"),
        ("From: ida@writer.example", ""),
        ("Subject: " + "x" * 500, "x" * 199 + "…"),
    ],
)
def test_a_subject_is_one_decoded_line(raw: bytes | str, subject: str):
    assert headers(raw).subject() == subject


@pytest.mark.parametrize(
    ("raw", "sender"),
    [
        ("From: Ida Brandt <ida@writer.example>", Sender("Ida Brandt", "ida@writer.example")),
        ("From: ida@writer.example (Ida Brandt)", Sender("Ida Brandt", "ida@writer.example")),
        ('From: "Brandt, Ida" <ida@writer.example>', Sender("Brandt, Ida", "ida@writer.example")),
        (
            "From: =?utf-8?q?M=C3=BCller=2C_Ida?= <ida@writer.example>",
            Sender("Müller, Ida", "ida@writer.example"),
        ),
        ("From: ida@writer.example, ode@writer.example", Sender("", "ida@writer.example")),
        ("From: ida@writer.example <ida@writer.example>", Sender("", "ida@writer.example")),
        ("From: Ida Brandt", Sender("Ida Brandt", "")),
        ("From:\nSender: ida@writer.example", Sender("", "ida@writer.example")),
        ("From: Ida [mailto:ida@writer.example]", Sender("", "ida@writer.example")),
        ("Subject: x", Sender("", "")),
    ],
)
def test_a_sender_is_a_name_and_an_address(raw: str, sender: Sender):
    assert headers(raw).sender() == sender


def test_the_answer_goes_where_the_writer_wants_it():
    found = headers("Reply-To: Office <office@writer.example>\nMessage-ID: <1.2@writer.example>")

    assert (found.reply_to(), found.message_id()) == ("office@writer.example", "<1.2@writer.example>")


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("Date: Fri, 20 Nov 2026 23:30:00 -0600", date(2026, 11, 20)),
        ("Date: 20 Nov 2026 06:30 +0900", date(2026, 11, 20)),
        ("Subject: x", None),
    ],
)
def test_the_day_is_that_of_the_writers_zone(raw: str, day: date | None):
    found = headers(raw)

    assert (found.written(), found.defects) == (day, [])


@pytest.mark.parametrize(
    "raw",
    [
        "Date: yesterday",
        "Date: Mon, 1 Jan 99999999999 00:00:00 +0000",
        "Date: Mon, 30 Jun 3609 15:33:50 +0600",
        "Date: Fri, 20 Nov 2026 25:61:00 +0000",
    ],
)
def test_a_date_no_letter_can_have_is_a_defect(raw: str):
    found = headers(raw)

    assert found.written() is None
    assert found.defects == [f"the Date header is broken: {raw.removeprefix('Date: ')}"]


@pytest.mark.parametrize(
    "raw", ["From: " + "(" * 20_000 + "ida@writer.example", "From: ida@[", "From: <[ida@writer.example"]
)
def test_addresses_that_break_the_stdlib_give_a_sender_all_the_same(raw: str):
    assert isinstance(headers(raw).sender(), Sender)


def test_twenty_thousand_encoded_words_are_cut_before_they_cost_seconds():
    assert headers("Subject: " + "=?utf-8?q?a?= " * 20_000).subject().startswith("aaaa")


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ('Content-Disposition: attachment; filename="receipt.pdf"', "receipt.pdf"),
        ("Content-Type: application/pdf; name=receipt.pdf", "receipt.pdf"),
        ("Content-Disposition: attachment; filename*=utf-8''Bel%C3%A4ge.pdf", "Beläge.pdf"),
        ('Content-Disposition: attachment; filename="=?utf-8?q?Bel=C3=A4ge=2Epdf?="', "Beläge.pdf"),
        ('Content-Disposition: attachment; filename="Beläge.pdf"'.encode("latin-1"), "Beläge.pdf"),
        ('Content-Disposition: attachment; filename="../../etc/cron.d/x"', "x"),
        ('Content-Disposition: attachment; filename="C:\\\\Users\\\\ida\\\\scan.pdf"', "scan.pdf"),
        ("Content-Disposition: attachment; filename*=utf-8''a%1B%5B31m%0Ab.pdf", "a␛[31m b.pdf"),
        ("Content-Disposition: attachment; filename*=utf-7''+2AA-.pdf", "\ufffd.pdf"),
        ("Content-Disposition: attachment; filename*=x-tapestry''a.pdf", "a.pdf"),
        ("Content-Type: image/png\nContent-Disposition: attachment", "unnamed image/png"),
        ('Content-Disposition: attachment; filename="/"', "unnamed text/plain"),
    ],
)
def test_an_enclosure_has_a_name_that_is_no_path(raw: bytes | str, name: str):
    assert enclosure_name(parsed(raw)) == name


@given(
    st.sampled_from(
        ["Subject", "From", "Reply-To", "Date", "Message-ID", "Content-Disposition", "Content-Type"]
    ),
    st.binary(max_size=120) | st.text(alphabet="=?utf-8qb;*'\"<>()[]@,:a0 \t", max_size=80).map(str.encode),
)
def test_no_header_breaks_the_reading(name: str, value: bytes):
    message = parsed(name.encode() + b": " + value.replace(b"\n", b"").replace(b"\r", b""))
    found = Headers(message)

    fields = [
        found.subject(),
        found.message_id(),
        found.reply_to(),
        found.sender().name,
        enclosure_name(message),
    ]
    assert all(field.isprintable() for field in fields if "\u00a0" not in field)
    assert found.written() is None or found.written().year < 2200
