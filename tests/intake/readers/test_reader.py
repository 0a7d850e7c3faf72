"""Only regular files within the limit are opened; whatever happens then, a Reading comes out."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corrtui.intake.readers.limits import FILE_BYTES
from corrtui.intake.readers.reader import bring_file
from corrtui.intake.reading import Reading


def read_here(path: Path) -> Reading:
    return bring_file(os.fsencode(path), path.name).reading


def test_a_typed_letter_is_read(tmp_path: Path):
    letter = tmp_path / "letter.txt"
    letter.write_bytes("Dear Sirs:\r\n\r\nThe pump — order 48213 — leaks.\r\n".encode("cp1252"))

    assert read_here(letter) == Reading(
        medium="letter",
        text="Dear Sirs:\n\nThe pump — order 48213 — leaks.",
        how="text, cp1252 (not UTF-8)",
    )


def test_an_empty_file_says_so(tmp_path: Path):
    letter = tmp_path / "letter.txt"
    letter.touch()

    assert read_here(letter).unreadable == "the file is empty"


def test_blanks_are_no_letter(tmp_path: Path):
    letter = tmp_path / "letter.txt"
    letter.write_text(" \n\n\t")

    assert read_here(letter).unreadable == "there is nothing but blanks in it"


def test_a_text_in_an_unknown_code_is_not_shown_as_noise(tmp_path: Path):
    letter = tmp_path / "letter.txt"
    letter.write_bytes("the quick brown fox jumps over the lazy dog ".encode("cp500") * 20)

    assert read_here(letter).unreadable.startswith("its characters are in a code that is not known here")


def test_half_a_character_at_the_end_is_told(tmp_path: Path):
    letter = tmp_path / "letter.txt"
    letter.write_bytes("Dear Sirs".encode("utf-16")[:-1])

    assert read_here(letter).defects == ("some characters could not be told",)


@pytest.mark.parametrize("size", [FILE_BYTES + 1, 1 << 40])
def test_a_file_above_the_limit_is_not_read(tmp_path: Path, size: int):
    letter = tmp_path / "letter.txt"
    letter.touch()
    os.truncate(letter, size)  # sparse: takes no room on the disk

    assert read_here(letter).unreadable == "larger than 25 MB"


def test_a_file_at_the_limit_is_read(tmp_path: Path):
    letter = tmp_path / "letter.txt"
    letter.write_bytes(b"Dear Sirs\n" * (FILE_BYTES // 10))

    assert read_here(letter).text.startswith("Dear Sirs\n")


def test_a_link_is_not_followed(tmp_path: Path):
    (tmp_path / "secret.txt").write_text("the vault's code")
    link = tmp_path / "letter.txt"
    link.symlink_to(tmp_path / "secret.txt")
    reading = read_here(link)

    assert reading.text == ""
    assert reading.unreadable.startswith("the file cannot be opened: ")


def test_a_pipe_does_not_hang_the_reader(tmp_path: Path):
    os.mkfifo(tmp_path / "letter.txt")

    assert read_here(tmp_path / "letter.txt").unreadable == "not a file: a folder, pipe or device"


def test_folders_devices_and_sockets_are_no_letters(tmp_path: Path):
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind(str(tmp_path / "socket"))

        for path in (tmp_path, Path("/dev/zero"), tmp_path / "socket"):
            assert read_here(path).medium == "unreadable"


def test_a_file_that_is_gone_says_so(tmp_path: Path):
    assert (
        read_here(tmp_path / "letter.txt").unreadable
        == "the file cannot be opened: no such file or directory"
    )


@settings(max_examples=60)
@given(
    st.binary(max_size=400),
    st.sampled_from(
        [
            b"",
            b"%PDF-1.7\n",
            b"PK\x03\x04word/document",
            b"From: a\nMIME-Version: 1.0\n",
            b"<html>",
            b"\xff\xfe",
        ]
    ),
    st.sampled_from(["letter.txt", "letter.eml", "letter.html", "letter.pdf", "letter.docx", "letter"]),
)
def test_any_bytes_give_a_text_or_a_reason(tmp_path_factory, data: bytes, start: bytes, name: str):
    letter = tmp_path_factory.mktemp("letters") / name
    letter.write_bytes(start + data)
    reading = read_here(letter)

    assert bool(reading.text) != bool(reading.unreadable)
