"""One template file: read as it is, or refused with file, line, reason and remedy."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corrtui.letters.template import LARGEST, Unusable, read_template

Write = Callable[..., Path]


def refusal(folder: Path, name: str = "own-letter") -> str:
    with pytest.raises(Unusable) as caught:
        read_template(folder / f"{name}.j2", folder)
    return str(caught.value)


def test_a_file_is_read_whole(office_folder: Write) -> None:
    folder = office_folder(enclosures='["Form 7"]', copies=2, signer='"clerk"', form="true")
    path = folder / "own-letter.j2"

    template = read_template(path, folder)

    assert (template.code, template.short, template.title) == ("own-letter", "ol", "Our own")
    assert (template.category, template.disposition, template.edition) == ("BIL", "REPLY", "2026-11")
    assert (template.copies, template.enclosures, template.signer, template.form) == (
        2,
        ("Form 7",),
        "clerk",
        True,
    )
    assert template.body == "Re: Test\n\nHello.\n"
    assert template.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert path.read_text().split("\n")[template.first_line - 1] == "Re: Test"


def test_a_letter_says_what_its_holes_are_for(office_folder: Write) -> None:
    folder = office_folder(holes='{ "order.amount" = "money", paid = "date" }')

    assert read_template(folder / "own-letter.j2", folder).holes == (
        ("order.amount", "money"),
        ("paid", "date"),
    )


def test_what_is_not_said_has_its_usual_value(office_folder: Write) -> None:
    template = read_template(office_folder() / "own-letter.j2", office_folder())

    assert (template.copies, template.enclosures, template.signer, template.form) == (
        1,
        (),
        "official",
        False,
    )


def test_windows_line_ends_and_a_byte_order_mark_are_read(office_folder: Write) -> None:
    path = office_folder() / "own-letter.j2"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert read_template(path, path.parent).body == "Re: Test\n\nHello.\n"


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ({"code": None}, "line 1: “code” is missing. Write code = "),
        ({"edition": '""'}, "line 7: “edition” is missing"),
        ({"title": "Our own"}, "line 4: the front matter is not valid TOML: "),
        ({"copies": '"two"'}, "line 9: “copies” is not a whole number"),
        ({"copies": "true"}, "line 9: “copies” is not a whole number"),
        ({"form": "1"}, "line 9: “form” is not true or false"),
        ({"enclosures": "[1]"}, "line 9: “enclosures” is not a list of texts"),
        ({"colour": '"red"'}, "line 9: there is no key “colour”. Known are code, short, "),
        ({"short": '"long"'}, "line 3: a short code is one to three small letters or digits"),
        ({"code": '"other"'}, "line 2: the file is called own-letter; name and code must agree"),
        ({"category": '"billing"'}, "line 5: a category is three capitals"),
        ({"edition": '"November"'}, "line 7: an edition is year and month"),
        ({"status": '"maybe"'}, "line 8: the status is approved, draft or retired"),
        ({"copies": "99"}, "line 9: copies are 0 to 9"),
        ({"signer": '"nobody"'}, "line 9: the signer is official or clerk"),
        ({"copies": "9" * 5000}, "the front matter is not valid TOML"),
        ({"holes": '{ "order.amount" = "coins" }'}, "what a hole is for is one of money, date, number, text"),
        ({"holes": '["order.amount"]'}, "“holes” is not a table"),
        ({"enclosures": "[" * 3000}, "the front matter is not valid TOML"),
    ],
)
def test_wrong_front_matter_is_refused_with_its_line(
    office_folder: Write, front: dict[str, object], expected: str
) -> None:
    said = refusal(office_folder(**front))

    assert said.startswith("own-letter.j2")
    assert expected in said
    assert said.endswith(".")


def test_a_fault_in_the_letter_is_refused_with_the_line_of_the_file(office_folder: Write) -> None:
    folder = office_folder("Re: Test\n\n{% if order.no %}\nHello.\n{% endfor %}\n")
    lines = (folder / "own-letter.j2").read_text().split("\n")

    said = refusal(folder)

    assert f"line {lines.index('{% endfor %}') + 1}: " in said
    assert said.endswith("Mend the letter there.")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "line 1: the front matter between two +++ lines is missing"),
        (b"+++\ncode = 'x'\n", "line 1: the front matter between two +++ lines is missing"),
        (b"Re: no front matter\n", "line 1: the front matter between two +++ lines is missing"),
        (b"+++\ntitle = '\xff'\n+++\n", "line 2: this is not UTF-8"),
        (b"+++\n+++\nHello \x1b[2J\n", "line 3: there is an invisible or control character"),
        (b"x" * (LARGEST + 1), "it is larger than 64 kB. Shorten it"),
    ],
)
def test_a_file_that_is_no_template_is_refused(tmp_path: Path, raw: bytes, expected: str) -> None:
    (tmp_path / "own-letter.j2").write_bytes(raw)

    assert expected in refusal(tmp_path)


def test_an_empty_letter_is_refused(office_folder: Write) -> None:
    assert "the letter has no text" in refusal(office_folder("\n \n"))


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path, office_folder: Write) -> None:
    outside = tmp_path / "outside"
    inside = tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "own-letter.j2").write_text((office_folder() / "own-letter.j2").read_text())
    (inside / "own-letter.j2").symlink_to(outside / "own-letter.j2")

    assert "it is a link out of the folder" in refusal(inside)


def test_a_link_within_the_folder_is_followed(office_folder: Write) -> None:
    folder = office_folder()
    (folder / "own-letter.j2").rename(folder / "text")
    (folder / "own-letter.j2").symlink_to(folder / "text")

    assert read_template(folder / "own-letter.j2", folder).code == "own-letter"


def test_pipes_folders_loops_and_lost_links_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.j2")
    (tmp_path / "folder.j2").mkdir()
    (tmp_path / "loop.j2").symlink_to(tmp_path / "loop.j2")
    (tmp_path / "lost.j2").symlink_to(tmp_path / "nowhere")

    assert "it is no file" in refusal(tmp_path, "pipe")
    assert "it is no file" in refusal(tmp_path, "folder")
    assert "it is a link to itself" in refusal(tmp_path, "loop")
    assert "it cannot be read (No such file or directory). Check its rights" in refusal(tmp_path, "lost")
