"""A Maildir in the inbox is a drop folder: each message is a letter, the folder stays."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corrtui.intake.maildir import is_maildir, message_name, messages
from corrtui.intake.watch import InboxWatch

if TYPE_CHECKING:
    from tests.intake.conftest import Office

MAIL = b"From: Ida <ida@writer.example>\nSubject: order %d\n\nDear Sirs, order %d has not come.\n"


@pytest.fixture
def watch(office: Office) -> InboxWatch:
    return InboxWatch(
        inbox=office.inbox,
        lock=office.folder / "control/intake.lock",
        accept=office.acceptor.accept,
        settle=0.0,
        rescan=0.5,
    )


def maildir(place: Path) -> Path:
    for part in ("tmp", "new", "cur"):
        (place / part).mkdir(parents=True)
    return place


def test_every_message_is_a_letter_and_the_folder_stays(office: Office, watch: InboxWatch) -> None:
    folder = maildir(office.inbox / "mail")
    (folder / "new/1700000001.M1P2.host").write_bytes(MAIL % (1, 1))
    (folder / "cur/1700000000.M1P1.host:2,S").write_bytes(MAIL % (2, 2))
    (folder / "tmp/1700000002.M1P3.host").write_bytes(MAIL % (3, 3))
    (folder / "new/.nfs0001").write_bytes(b"")

    assert watch.scan() == ["261120-0001", "261120-0002"]
    letters = {letter.file: letter for letter in office.letters()}
    assert set(letters) == {"mail/new/1700000001.M1P2.host", "mail/cur/1700000000.M1P1.host"}
    assert {letter.medium for letter in letters.values()} == {"e-mail"}
    assert {letter.original for letter in letters.values()} == {"original.eml"}
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [".nfs0001", "1700000002.M1P3.host"]
    assert watch.waiting == ()

    os.rename(folder / "tmp/1700000002.M1P3.host", folder / "new/1700000002.M1P3.host")  # delivered
    assert watch.scan() == ["261120-0003"]


def test_one_message_that_cannot_be_taken_waits_and_the_rest_goes_on(
    office: Office, watch: InboxWatch
) -> None:
    folder = maildir(office.inbox / "mail")
    (folder / "new/1").symlink_to("/etc/passwd")
    (folder / "new/2").mkdir()
    (folder / "new/3").write_bytes(b"")
    (folder / "new/4").write_bytes(MAIL % (4, 4))

    assert watch.scan() == ["261120-0001", "261120-0002"]
    assert {item.name: item.state for item in watch.waiting} == {
        "mail/new/1": "a link: copy the file itself into the inbox",
        "mail/new/2": "a folder: move the letters in it into the inbox itself",
    }


def test_a_folder_that_is_none_is_not_looked_into(office: Office, watch: InboxWatch) -> None:
    (office.inbox / "tuesday").mkdir()
    (office.inbox / "tuesday/a.txt").write_bytes(b"Dear Sirs")
    maildir(office.folder / "elsewhere")
    (office.inbox / "linked").symlink_to(office.folder / "elsewhere")

    assert watch.scan() == []
    assert {item.name for item in watch.waiting} == {"tuesday", "linked"}


def test_a_folder_that_cannot_be_read_is_said(office: Office, watch: InboxWatch, monkeypatch) -> None:
    maildir(office.inbox / "mail")
    office.drop("a.txt")
    real = os.listdir

    def listdir(path):
        if str(path).endswith("new"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr("corrtui.intake.maildir.os.listdir", listdir)

    assert watch.scan() == ["261120-0001"]
    assert [(item.name, item.state) for item in watch.waiting] == [
        ("mail", "cannot be read: Permission denied")
    ]


def test_names_older_first(tmp_path: Path) -> None:
    folder = maildir(tmp_path / "mail")
    for name in ("new/3", "cur/2:2,", "new/1"):
        (folder / name).write_bytes(b"x")

    assert [path.name for path in messages(folder)] == ["1", "2:2,", "3"]
    assert is_maildir(folder)
    assert not is_maildir(folder / "new")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("inbox/mail/cur/17.host:2,RS", ("mail/cur/17.host", True)),
        ("inbox/mail/new/17.host", ("mail/new/17.host", True)),
        ("inbox/17.host:2,S", ("17.host:2,S", False)),
        ("inbox/.messages-of-box/box-00001.eml", ("box-00001.eml", False)),
        ("elsewhere/mail/new/17.host", ("17.host", False)),
    ],
)
def test_what_a_message_is_called(path: str, name: tuple[str, bool]) -> None:
    assert message_name(Path(path), Path("inbox")) == name


def test_a_message_delivered_while_it_is_watched_comes_at_once(office: Office, watch: InboxWatch) -> None:
    import time

    folder = maildir(office.inbox / "mail")
    watch.rescan = 60.0
    watch.start(lambda: None)
    try:
        until = time.monotonic() + 10
        while watch._maildirs == [] and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(0.3)
        (folder / "tmp/1").write_bytes(MAIL % (1, 1))
        watch.wake()  # the folders were found by the first scan; the next one has them watched
        time.sleep(0.3)
        os.rename(folder / "tmp/1", folder / "new/1")
        while not office.letters() and time.monotonic() < until:
            time.sleep(0.02)
    finally:
        watch.stop()

    assert [letter.file for letter in office.letters()] == ["mail/new/1"]


def test_what_was_thrown_away_or_is_a_draft_is_left_in_sight(office: Office, watch: InboxWatch) -> None:
    folder = maildir(office.inbox / "mail")
    for n, name in enumerate(("1.h:2,S", "2.h:2,ST", "3.h:2,D", "4.h:2,RS", "5.T:2,")):
        (folder / "cur" / name).write_bytes(MAIL % (n, n))
    office.drop("6.h:2,T")

    assert len(watch.scan()) == 4
    assert {item.name: item.state for item in watch.waiting} == {
        "mail/cur/2.h": "thrown away in its mailbox: left there",
        "mail/cur/3.h": "a draft in its mailbox: left there",
    }
    assert sorted(os.listdir(folder / "cur")) == ["2.h:2,ST", "3.h:2,D"]
