"""Accepting: a file becomes a letter in one step that a crash cannot halve."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corrtui.calendar import OfficeCalendar
from corrtui.casework.verify import verify
from corrtui.control.acts import DeskRepaired, LetterReceived
from corrtui.control.chain import verify_chain
from corrtui.errors import CorrtuiError, Refused
from corrtui.intake.accept import Stamp, check_stamp
from corrtui.intake.brought import Brought
from corrtui.intake.recover import SIDECAR, PutBack, put_back

if TYPE_CHECKING:
    from tests.intake.conftest import Office

Reopen = Callable[..., "Office"]


def test_a_letter_gets_number_folder_and_entry_and_leaves_the_inbox(office: Office) -> None:
    """Dear Sirs, please answer."""
    path = office.drop("scan 1.txt")

    number = office.acceptor.accept(path)

    assert number == "261120-0001"
    assert not path.exists()
    folder = office.folder / "cabinet/2026/261120-0001"
    assert (folder / "original.txt").read_bytes() == b"Dear Sirs,\n\nplease answer.\n"
    sidecar = json.loads((folder / SIDECAR).read_bytes())
    assert sidecar["reading"]["text"].startswith("Dear Sirs")
    [entry] = office.log.everything()
    assert isinstance(entry.act, LetterReceived)
    assert (entry.letter, entry.by) == (number, "rhale")
    assert entry.act.sha256 == hashlib.sha256(b"Dear Sirs,\n\nplease answer.\n").hexdigest()
    assert entry.act.received == date(2026, 11, 20)


def test_numbers_are_gap_free_whatever_is_refused_between(office: Office) -> None:
    numbers = []
    for n in range(4):
        numbers.append(office.acceptor.accept(office.drop(f"{n}.txt", b"letter %d" % n)))
        (office.inbox / f"link{n}").symlink_to("nowhere")
        with pytest.raises(Refused):
            office.acceptor.accept(office.inbox / f"link{n}")

    assert numbers == [f"261120-{n:04d}" for n in (1, 2, 3, 4)]


def test_the_same_bytes_again_are_taken_in_and_linked(office: Office) -> None:
    first = office.acceptor.accept(office.drop("a.txt"))
    second = office.acceptor.accept(office.drop("copy of a.txt"))
    other = office.acceptor.accept(office.drop("b.txt", b"another letter"))

    duplicates = {letter.control_no: letter.duplicate_of for letter in office.letters()}
    assert duplicates == {first: "", second: first, other: ""}


def test_an_original_moved_out_of_the_cabinet_is_put_back_and_is_no_duplicate(office: Office) -> None:
    """Somebody dragged it from the case folder into the inbox."""
    number = office.acceptor.accept(office.drop("a.txt"))
    original = office.folder / "cabinet/2026" / number / "original.txt"
    os.rename(original, office.inbox / "original.txt")

    with pytest.raises(PutBack, match=f"{number}: its original stood in inbox/ as original.txt"):
        office.acceptor.accept(office.inbox / "original.txt")

    assert original.read_bytes() == b"Dear Sirs,\n\nplease answer.\n"
    assert list(office.inbox.iterdir()) == []
    assert [letter.control_no for letter in office.letters()] == [number]
    *_, entry = office.log.everything()
    assert isinstance(entry.act, DeskRepaired)
    assert verify(office.folder).problems == ()


@pytest.mark.parametrize(
    ("name", "shown", "kept"),
    [
        (b"a\nb.txt", "a%0Ab.txt", "original.txt"),
        (b"\x1b]0;owned\x07.txt", "%1B]0;owned%07.txt", "original.txt"),
        (b"caf\xe9.txt", "caf%E9.txt", "original.txt"),
        (b"x.t/xt".replace(b"/", b"%"), "x.t%xt", "original"),
        (b"no ending", "no ending", "original"),
        ("Müller.TXT".encode(), "Müller.TXT", "original.txt"),
    ],
)
def test_a_name_of_any_bytes_is_taken_in(office: Office, name: bytes, shown: str, kept: str) -> None:
    path = Path(os.fsdecode(os.fsencode(office.inbox) + b"/" + name))
    path.write_bytes(b"a letter")

    number = office.acceptor.accept(path)

    [letter] = office.letters()
    assert (letter.file, letter.original) == (shown, kept)
    assert (office.folder / "cabinet/2026" / number / kept).read_bytes() == b"a letter"


def test_an_empty_file_is_a_letter_that_says_so(office: Office) -> None:
    office.acceptor.accept(office.drop("empty.txt", b""))

    [letter] = office.letters()
    assert letter.unreadable


def test_a_huge_file_is_a_letter_that_says_so(office: Office) -> None:
    path = office.inbox / "huge.pdf"
    with open(path, "wb") as file:
        file.truncate(200 * 1024 * 1024)

    office.acceptor.accept(path)

    [entry] = office.log.everything()
    assert isinstance(entry.act, LetterReceived)
    assert entry.act.size == 200 * 1024 * 1024
    assert "25 MB" in entry.act.unreadable


def test_a_file_changed_while_it_was_read_goes_back_into_the_inbox(office: Office) -> None:
    path = office.drop("growing.txt", b"Dear")
    real = office.acceptor.read

    def slow(file: Path, name: str) -> Brought:
        brought = real(file, name)
        file.write_bytes(b"Dear Sirs, there was more to come")
        return brought

    acceptor = replace(office.acceptor, read=slow)
    with pytest.raises(Refused, match="changed while it was read"):
        acceptor.accept(path)

    assert path.read_bytes() == b"Dear Sirs, there was more to come"
    assert office.letters() == []
    assert office.acceptor.accept(path) == "261120-0001"


def test_a_file_goes_back_beside_what_has_its_name_now(office: Office) -> None:
    case = office.folder / "original.txt"
    case.write_bytes(b"page one, page two")
    path = office.drop("scan.txt", b"another scan of the same name")

    put_back(case, path)

    kept = {file.name: file.read_bytes() for file in office.inbox.iterdir()}
    assert kept == {"scan.txt": b"another scan of the same name", "scan-2.txt": b"page one, page two"}


def test_a_cabinet_that_cannot_be_written_leaves_the_letter_in_the_inbox(office: Office) -> None:
    (office.folder / "cabinet").write_text("in the way")
    path = office.drop("a.txt")

    with pytest.raises(CorrtuiError, match="cabinet"):
        office.acceptor.accept(path)

    assert path.exists()
    assert office.letters() == []


# -- a crash at every step between file and entry


def _case(office: Office, number: str, *, sidecar: bool, original: bool) -> Path:
    """What lies in the cabinet when a process is killed in the middle of accepting."""
    twin = office.acceptor.accept(office.drop("whole.txt", b"the letter before"))
    folder = office.folder / "cabinet/2026" / number
    folder.mkdir()
    if sidecar:
        data = json.loads((office.folder / "cabinet/2026" / twin / SIDECAR).read_bytes())
        data["act"]["file"] = "killed.txt"
        data["act"]["sha256"] = hashlib.sha256(b"killed").hexdigest()
        (folder / SIDECAR).write_text(json.dumps(data))
    if original:
        (folder / "original.txt").write_bytes(b"killed")
    return folder


def test_killed_before_the_file_moved_the_empty_folder_goes(office: Office, reopened: Reopen) -> None:
    folder = _case(office, "261120-0002", sidecar=True, original=False)
    office.drop("killed.txt", b"killed")

    after = reopened()
    [done] = after.acceptor.recover()

    assert "261120-0002" in done
    assert not folder.exists()
    assert after.acceptor.accept(after.inbox / "killed.txt") == "261120-0002"


def test_killed_before_the_entry_the_letter_is_entered(office: Office, reopened: Reopen) -> None:
    _case(office, "261120-0002", sidecar=True, original=True)

    after = reopened()
    [done] = after.acceptor.recover()

    assert "entered now" in done
    assert [letter.file for letter in after.letters()] == ["whole.txt", "killed.txt"]
    assert after.acceptor.accept(after.drop("next.txt", b"n")) == "261120-0003"
    assert verify_chain(after.folder / "control").entries == 3


def test_killed_before_midnight_mended_the_day_after(office: Office, reopened: Reopen) -> None:
    _case(office, "261120-0002", sidecar=True, original=True)

    after = reopened(date(2026, 11, 23))
    after.acceptor.recover()

    assert after.register.get("261120-0002") is not None
    assert after.acceptor.accept(after.drop("next.txt", b"n")) == "261123-0001"


def test_killed_after_the_clock_was_set_back(office: Office, reopened: Reopen) -> None:
    """The folder's number is below the newest; it must not stand in the way of the day for ever."""
    office.acceptor.accept(office.drop("friday.txt"))
    yesterday = reopened(date(2026, 11, 19))
    folder = office.folder / "cabinet/2026/261119-0001"
    folder.mkdir()

    path = yesterday.drop("a.txt", b"a")
    with pytest.raises(CorrtuiError, match="tried again"):
        yesterday.acceptor.accept(path)

    assert yesterday.acceptor.accept(path) == "261119-0001"


def test_a_letter_whose_case_folder_is_damaged_goes_back_into_the_inbox(
    office: Office, reopened: Reopen
) -> None:
    folder = _case(office, "261120-0002", sidecar=True, original=True)
    (folder / SIDECAR).write_text("{ half a")

    after = reopened()
    done = after.acceptor.recover()

    assert any("in the inbox again" in line for line in done)
    [back] = after.inbox.iterdir()
    assert back.read_bytes() == b"killed"
    assert after.acceptor.accept(back) == "261120-0002"


def test_a_letter_that_is_not_the_one_that_was_read_is_read_anew(office: Office, reopened: Reopen) -> None:
    folder = _case(office, "261120-0002", sidecar=True, original=True)
    (folder / "original.txt").write_bytes(b"changed while it was read")

    after = reopened()
    after.acceptor.recover()
    [back] = after.inbox.iterdir()
    after.acceptor.accept(back)

    assert verify(after.folder).problems == ()


def test_what_somebody_put_where_a_case_folder_belongs_is_kept(office: Office, reopened: Reopen) -> None:
    folder = _case(office, "261120-0002", sidecar=False, original=False)
    (folder / "notes.odt").write_bytes(b"mine")

    after = reopened()
    after.acceptor.recover()

    assert after.acceptor.accept(after.drop("a.txt", b"a")) == "261120-0002"
    assert [path.read_bytes() for path in folder.parent.glob("*.left-*/notes.odt")] == [b"mine"]


def test_nothing_to_mend_does_nothing(office: Office, reopened: Reopen) -> None:
    office.acceptor.accept(office.drop("a.txt"))

    assert reopened().acceptor.recover() == ()


def test_two_processes_share_one_numbering(office: Office, reopened: Reopen) -> None:
    other = reopened()
    one = office.acceptor.accept(office.drop("a.txt", b"a"))
    two = other.acceptor.accept(office.drop("b.txt", b"b"))
    three = office.acceptor.accept(office.drop("c.txt", b"c"))

    assert [one, two, three] == ["261120-0001", "261120-0002", "261120-0003"]


# -- the date received


@pytest.mark.parametrize(
    ("received", "reason"),
    [
        (None, ""),
        (date(2026, 11, 23), ""),
        (date(2026, 11, 20), ""),  # Friday, one business day before Monday
        (date(2026, 11, 19), "found behind the scanner"),
    ],
)
def test_a_date_received_that_can_stand(received: date | None, reason: str) -> None:
    check_stamp(Stamp(received, reason), date(2026, 11, 23), OfficeCalendar().business_days_between)


@pytest.mark.parametrize(
    ("received", "reason", "words"),
    [
        (date(2026, 11, 24), "early", "cannot be received on 2026-11-24"),
        (date(2026, 11, 19), "", "more than a business day back"),
        (date(2026, 11, 19), "  ", "more than a business day back"),
    ],
)
def test_a_date_received_that_cannot(received: date, reason: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        check_stamp(Stamp(received, reason), date(2026, 11, 23), OfficeCalendar().business_days_between)


def test_a_stamped_letter_is_received_then_and_logged_now(office: Office) -> None:
    number = office.acceptor.accept(
        office.drop("a.txt"), Stamp(date(2026, 11, 18), "found behind the scanner")
    )

    [letter] = office.letters()
    assert number.startswith("261120-")
    assert letter.received == date(2026, 11, 18)
