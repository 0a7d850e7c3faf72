"""The parts of an e-mail are counted before it is parsed; what lies beyond the limits is cut off."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.intake.readers.limits import MIME_DEPTH, MIME_PARTS
from corrtui.intake.readers.mime import within_limits

HEAD = b"From: ida@writer.example\nMIME-Version: 1.0\n"


def nested(levels: int) -> bytes:
    mail = HEAD + b'Content-Type: multipart/mixed; boundary="b0"\n\n'
    for level in range(1, levels):
        mail += b'--b%d\nContent-Type: multipart/mixed;\n boundary="b%d"\n\n' % (level - 1, level)
    return mail + b"--b%d\n\ndeepest\n" % (levels - 1)


def with_parts(count: int) -> bytes:
    return HEAD + b"content-type: Multipart/Mixed; boundary=b\n\n" + b"--b\n\npart\n" * count + b"--b--\n"


def depth(message: Message) -> int:
    return 1 + max(map(depth, message.get_payload())) if message.is_multipart() else 0


@pytest.mark.parametrize(
    "mail",
    [
        HEAD + b"\nDear Sirs\n--\nIda\n--------\n",
        with_parts(MIME_PARTS),
        nested(MIME_DEPTH),
        with_parts(3).replace(b"\n", b"\r\n"),
        HEAD + b"Content-Type: multipart/mixed\n\nno boundary at all",
    ],
)
def test_an_honest_mail_passes_whole(mail: bytes):
    assert within_limits(mail) == (mail, ())


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_a_mail_nested_1500_deep_is_cut_at_the_limit(line_end: bytes):
    head, defects = within_limits(nested(1500).replace(b"\n", line_end))

    assert defects == (f"parts nested deeper than {MIME_DEPTH} were not looked at",)
    assert depth(message_from_bytes(head, policy=policy.compat32)) <= MIME_DEPTH


def test_messages_within_messages_count_as_levels():
    mail = HEAD + b"Content-Type: message/rfc822\n\n" * 1500 + b"Dear Sirs"

    assert within_limits(mail)[1] == (f"parts nested deeper than {MIME_DEPTH} were not looked at",)


def test_siblings_are_no_levels():
    inner = b'--b\nContent-Type: multipart/alternative; boundary="c"\n\n--c\n\nx\n--c--\n'
    mail = HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\n' + inner * 40 + b"--b--\n"

    assert within_limits(mail) == (mail, ())


def test_a_million_parts_are_cut_at_the_limit():
    head, defects = within_limits(with_parts(1_000_000))

    assert defects == (f"only the first {MIME_PARTS} parts of the message were looked at",)
    assert len(message_from_bytes(head, policy=policy.compat32).get_payload()) == MIME_PARTS


def test_a_fold_of_millions_of_lines_takes_no_memory_of_its_own():
    mail = b"Content-Type: " + b"\n " * 2_000_000 + b"x"

    assert within_limits(mail) == (mail, ())


@given(st.lists(st.sampled_from([
    b"--a\n", b"--a--\n", b"--b\n", b"\n", b"text\n", b"--\n", b"Content-Type: message/rfc822\n\n",
    b"Content-Type: multipart/mixed; boundary=a\n\n", b"Content-Type: multipart/mixed; boundary*0=b\n\n",
]), max_size=150))  # fmt: skip
def test_no_arrangement_of_parts_passes_deeper_than_the_limit(lines: list[bytes]):
    mail = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"".join(lines)
    head, _ = within_limits(mail)

    assert mail.startswith(head)
    assert depth(message_from_bytes(head, policy=policy.compat32)) <= 2 * MIME_DEPTH
