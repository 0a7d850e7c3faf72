"""The packed text of an Outlook message comes out as it was packed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corrtui.intake.readers.rtf_packed import unpacked

# The worked examples of [MS-OXRTFCP] 3.1.
LITERALS = b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
CROSSING = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")


def plain(rtf: bytes) -> bytes:
    return (len(rtf) + 12).to_bytes(4, "little") + len(rtf).to_bytes(4, "little") + b"MELA" + bytes(4) + rtf


def test_references_into_their_own_output():
    assert unpacked(CROSSING) == LITERALS


@given(st.binary(max_size=400))
def test_a_body_that_is_not_packed(rtf: bytes):
    assert unpacked(plain(rtf)) == rtf


@given(st.binary(max_size=300))
def test_noise_ends(noise: bytes):
    assert len(unpacked(b"\xff\xff\0\0\xff\xff\0\0LZFu" + bytes(4) + noise)) <= 65_535 + 17


def test_what_is_no_packed_text_is_none():
    assert unpacked(b"") == unpacked(b"x" * 40) == b""
