"""A document only LibreOffice can read is read through it; what it cannot open says so."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest

from corrtui.intake.brought import Need
from corrtui.intake.programs.office import LIMITS, read_with_office
from corrtui.intake.programs.run import Failed, Limits, Stopped
from corrtui.intake.readers import ReaderChild

RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\header Brandt Pumps\par}Dear Sirs:\par\par order 48213 \emdash{} the caf\'e9"
    rb" pump \b leaks\b0.\par {\trowd\cellx3000\cellx6000\intbl one\cell two\cell\row}}"
)
FLAT = (
    '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"'
    ' office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
    '<text:p>Dear Sirs<draw:frame><draw:image xlink:href="{}"/></draw:frame></text:p>'
    "</office:text></office:body></office:document>"
)


@pytest.fixture(scope="module")
def reader():
    with ReaderChild() as child:
        yield child


@pytest.fixture
def read(office: str, reader: ReaderChild):
    def through(source: Path, limits: Limits = LIMITS, stop: threading.Event | None = None):
        return read_with_office(
            office, source, Need("office", source.suffix), reader.read, stop or threading.Event(), limits
        )

    return through


def test_a_letter_in_rtf(read, place):
    reading = read(place("letter.rtf", RTF))

    assert reading.text.splitlines() == [
        "Brandt Pumps",
        "Dear Sirs:",
        "",
        "order 48213 — the café pump leaks.",
        "one  two",
    ]
    assert (reading.medium, reading.how) == ("letter", "RTF document, read through LibreOffice")


def test_a_document_it_cannot_open(read, place):
    with pytest.raises(Failed, match="LibreOffice cannot open it: damaged, or locked"):
        read(place("letter.odt", b"PK\x03\x04 and no more"))


def test_noise_is_not_taken_for_a_letter(read, place):
    import random

    with pytest.raises(Failed):
        read(place("letter.doc", random.Random(7).randbytes(20_000)))


def test_a_document_without_text(read, place):
    with pytest.raises(Failed, match="there is no text in the document"):
        read(place("letter.rtf", rb"{\rtf1 }"))


def test_one_that_takes_too_long(read, place):
    with pytest.raises(Failed, match="LibreOffice took longer than"):
        read(place("letter.rtf", RTF), Limits(0.05, 60, 4 << 30))


def test_it_is_given_up_when_the_desk_closes(read, place):
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        read(place("letter.rtf", RTF), stop=stop)


def test_nothing_is_fetched_from_elsewhere(read, place):
    """A picture that lies on a server would tell the writer when, and where, the letter was opened."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        link = rf'{{\field{{\*\fldinst INCLUDEPICTURE "http://127.0.0.1:{port}/x.png" \\d}}{{\fldrslt x}}}}'
        page = FLAT.format(f"http://127.0.0.1:{port}/y.png")
        assert "Dear Sirs" in read(place("letter.rtf", RTF[:-1] + link.encode() + b"}")).text
        assert read(place("letter.fodt", page.encode())).text == "Dear Sirs"
        with pytest.raises(TimeoutError):
            server.accept()


def test_no_macro_and_no_link_by_the_profile(read, place):
    source = place("letter.rtf", RTF)
    read(source)

    settings = (source.parent / "profile/user/registrymodifications.xcu").read_text()
    assert "DisableMacrosExecution" in settings
