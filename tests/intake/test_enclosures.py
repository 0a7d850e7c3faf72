"""What came within a letter lies beside it as files, under names of the house's own."""

from __future__ import annotations

import hashlib
import json
from base64 import encodebytes
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corrtui.casework.verify import verify
from corrtui.intake.brought import Brought
from corrtui.intake.enclosures import kept_as_files
from corrtui.intake.reading import Enclosure, Reading
from corrtui.intake.recover import SIDECAR

if TYPE_CHECKING:
    from tests.intake.conftest import Office

PDF = b"%PDF-1.4 not much of one"


def mail(*enclosures: tuple[str, bytes]) -> bytes:
    found = "From: Ida <ida@writer.example>\nSubject: order\nContent-Type: multipart/mixed; boundary=x\n\n"
    found += "--x\n\nSee below.\n"
    for name, data in enclosures:
        found += "--x\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n"
        found += f'Content-Disposition: attachment; filename="{name}"\n\n{encodebytes(data).decode()}'
    return f"{found}--x--\n".encode()


def kept(office: Office, number: str) -> tuple[Path, list[dict[str, object]]]:
    folder = office.folder / "cabinet/2026" / number
    return folder, json.loads((folder / SIDECAR).read_bytes())["reading"]["enclosures"]


def test_each_is_a_file_of_the_case_folder(office: Office) -> None:
    number = office.acceptor.accept(office.drop("order.eml", mail(("receipt.pdf", PDF), ("note", b"hello"))))

    folder, enclosures = kept(office, number)
    assert enclosures == [
        {
            "name": "receipt.pdf",
            "media_type": "application/octet-stream",
            "size": len(PDF),
            "sha256": hashlib.sha256(PDF).hexdigest(),
            "file": "enclosure-01.pdf",
        },
        {
            "name": "note",
            "media_type": "application/octet-stream",
            "size": 5,
            "sha256": hashlib.sha256(b"hello").hexdigest(),
            "file": "enclosure-02",
        },
    ]
    assert (folder / "enclosure-01.pdf").read_bytes() == PDF
    assert (folder / "enclosure-02").read_bytes() == b"hello"
    assert verify(office.folder).problems == ()


def elsewhere(office: Office) -> set[Path]:
    return {path for path in office.folder.parent.rglob("*") if not {"cabinet", "control"} & set(path.parts)}


@pytest.mark.parametrize(
    "name",
    [
        "../../../desk.toml",
        "..\\..\\desk.toml",
        "/etc/passwd",
        "..",
        "letter.json",
        "original.eml",
        "x.p/df",
        "x.\x1b[2J",
        "x." + "y" * 90,
        "a" * 240 + ".pdf",
    ],
)
def test_no_name_leads_out_of_the_case_folder(office: Office, name: str) -> None:
    before = elsewhere(office)
    number = office.acceptor.accept(office.drop("order.eml", mail((name, b"mine"))))

    folder, [enclosure] = kept(office, number)
    names = {path.name for path in folder.iterdir()}
    assert names == {SIDECAR, "original.eml", enclosure["file"]}
    assert str(enclosure["file"]).startswith("enclosure-01")
    assert (folder / str(enclosure["file"])).read_bytes() == b"mine"
    assert elsewhere(office) <= before


@pytest.mark.parametrize(
    ("name", "media_type", "file"),
    [
        ("scan.PDF", "", "enclosure-01.pdf"),
        ("unnamed image/png", "image/png", "enclosure-01.png"),
        ("message: Order v2.exe", "message/rfc822", "enclosure-01.eml"),
        ("message: Order v2.exe", "text/plain", "enclosure-01.txt"),
        ("thing", "application/x-thing", "enclosure-01"),
    ],
)
def test_its_ending_is_what_it_is_opened_by(name: str, media_type: str, file: str) -> None:
    reading = Reading("e-mail", "See below.", enclosures=(Enclosure(name, media_type),))

    assert kept_as_files(Brought(reading, (b"x",))).reading.enclosures[0].file == file
    assert kept_as_files(Brought(reading, (b"",))).reading.enclosures[0].file == ""


def test_killed_before_the_letter_moved_they_are_taken_out_once_more(office: Office, reopened) -> None:
    data = mail(("receipt.pdf", PDF))
    folder = office.folder / "cabinet/2026/261120-0001"
    folder.mkdir(parents=True)
    (folder / "enclosure-01.pdf").write_bytes(PDF)
    path = office.drop("order.eml", data)

    after = reopened()
    [done] = after.acceptor.recover()

    assert "removed" in done
    assert not folder.exists()
    number = after.acceptor.accept(path)
    assert (kept(office, number)[0] / "enclosure-01.pdf").read_bytes() == PDF


def test_killed_before_the_entry_they_are_there(office: Office, reopened) -> None:
    number = office.acceptor.accept(office.drop("order.eml", mail(("receipt.pdf", PDF))))
    folder, _ = kept(office, number)
    again = folder.with_name("261120-0002")
    again.mkdir()
    for path in folder.iterdir():
        (again / path.name).write_bytes(path.read_bytes())

    after = reopened()
    [done] = after.acceptor.recover()

    assert "entered now" in done
    assert (again / "enclosure-01.pdf").read_bytes() == PDF


def test_a_hundred_enclosures_are_kept(office: Office) -> None:
    enclosures = [(f"{n}.txt", b"%d" % n) for n in range(1, 130)]
    number = office.acceptor.accept(office.drop("order.eml", mail(*enclosures)))

    folder, found = kept(office, number)
    assert len(found) == len(list(folder.glob("enclosure-*"))) == 99
    assert (folder / "enclosure-99.txt").read_bytes() == b"99"
