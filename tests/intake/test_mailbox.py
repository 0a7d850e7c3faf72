"""A mailbox file comes in as its messages: each a letter, none lost, none twice, whatever happens between."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corrtui.errors import CorrtuiError, Refused
from corrtui.intake import mailbox
from corrtui.intake.mailbox import cut, is_mailbox, messages
from corrtui.intake.watch import InboxWatch

if TYPE_CHECKING:
    from tests.intake.conftest import Office

FROM = "From ida@writer.example Mon Jun  1 10:00:0%d 2026"
MAIL = FROM + "\nFrom: Ida <ida@writer.example>\nSubject: order %d\n\nDear Sirs, order %d is late.\n\n"


def box(count: int) -> bytes:
    return "".join(MAIL % (n % 10, n, n) for n in range(1, count + 1)).encode()


@pytest.fixture
def watch(office: Office) -> InboxWatch:
    return InboxWatch(
        inbox=office.inbox,
        lock=office.folder / "control/intake.lock",
        accept=office.acceptor.accept,
        settle=0.0,
        rescan=0.5,
    )


def originals(office: Office) -> list[bytes]:
    return [path.read_bytes() for path in sorted((office.folder / "cabinet").rglob("original.eml"))]


def test_every_message_is_a_letter_of_its_own(office: Office, watch: InboxWatch) -> None:
    office.drop("march.mbox", box(3))

    assert watch.scan() == ["261120-0001", "261120-0002", "261120-0003"]
    assert [letter.file for letter in office.letters()] == [
        "march-00001.eml",
        "march-00002.eml",
        "march-00003.eml",
    ]
    assert {letter.medium for letter in office.letters()} == {"e-mail"}
    assert b"".join(originals(office)) == box(3)
    assert os.listdir(office.inbox) == []


def test_a_mailbox_with_one_message_is_a_letter(office: Office, watch: InboxWatch) -> None:
    office.drop("one.mbox", box(1))

    assert watch.scan() == ["261120-0001"]
    assert [letter.file for letter in office.letters()] == ["one.mbox"]


@pytest.mark.parametrize(
    ("data", "yes"),
    [
        (box(2), True),
        (box(1), False),
        (b"", False),
        (b"Dear Sirs,\n\nFrom May on I pay.\n", False),
        (b"From May 4 10:00:00 2026 on I pay.\n\nFrom June 4 10:00:00 2026 I do not.\n", False),
        (box(1) + b"From now on: I pay no more.\n", False),
        (box(1) + b"\n>" + box(1), False),
        (box(1).replace(b"\n", b"\r\n") * 2, True),
        (box(1) + b"From - Sun May 31 23:29:06 2009\nX-Mozilla-Status: 0001\n\nHello\n", True),
        (box(1) + b"From 12@xxx Thu Jan 01 00:00:00 +0000 2015\nX-GM-THRID: 1\n\nHello\n", True),
        (box(1) + b"From a@b Thu Jan  1 00:00:00 2015 +0100\nSubject: x\n\nHello\n", True),
        (box(1).rstrip(b"\n") + b"\n" + box(1), False),
        (
            b"From John Smith, 12:30 lunch on Monday 2026\nDear: Sirs\n\nI quote:\n\n"
            b"From Mary at 10:15 on May 3, 2026\nNote: she was rude.\n\nJohn Smith\n",
            False,
        ),
        (box(1) + b"From a@b Thu Jan  1 00:00 EST 2015\nSubject: x\n\nHello\n", True),
    ],
)
def test_what_a_mailbox_is(tmp_path: Path, data: bytes, yes: bool) -> None:
    path = tmp_path / "box"
    path.write_bytes(data)

    assert is_mailbox(path) is yes


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "box").write_bytes(box(2))
    (tmp_path / "link").symlink_to("box")

    assert not is_mailbox(tmp_path / "link")
    assert not is_mailbox(tmp_path / "nowhere")


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [b"Dear Sirs\n", b"\n", b"From May on\n", b">From x\n", (FROM % 1).encode() + b"\n", b"A: b\n"]
        ),
        max_size=30,
    ),
    st.integers(2, 5),
)
def test_the_pieces_are_the_mailbox(tmp_path_factory, lines: list[bytes], count: int) -> None:
    folder = tmp_path_factory.mktemp("inbox")
    data = box(count) + b"".join(lines)
    (folder / "box").write_bytes(data)

    pieces = messages(cut(folder / "box"))

    assert b"".join(piece.read_bytes() for piece in pieces) == data
    assert len(pieces) >= count
    assert not (folder / "box").exists()


def test_one_bad_message_is_a_letter_too_and_the_rest_goes_on(office: Office, watch: InboxWatch) -> None:
    bad = (
        FROM % 1 + "\nContent-Type: multipart/mixed; boundary*=x''%ff\nDate: 99999999999\n\n\x00\x01\n\n"
    ).encode()
    office.drop("box", box(1) + bad + box(1).replace(b"order 1", b"order 9"))

    assert len(watch.scan()) == 3
    assert len(office.letters()) == 3


def test_killed_while_it_was_cut_it_is_cut_anew(office: Office, watch: InboxWatch) -> None:
    path = office.drop("box", box(3))
    left = office.inbox / ".messages-of-box"
    left.mkdir()
    (left / "box-00001.eml").write_bytes(b"From half a mess")

    assert len(watch.scan()) == 3
    assert b"".join(originals(office)) == box(3)
    assert not path.exists()
    assert os.listdir(office.inbox) == []


def test_killed_between_two_messages_the_rest_comes(office: Office, watch: InboxWatch) -> None:
    office.drop("box", box(3))
    folder = cut(office.inbox / "box")
    office.acceptor.accept(folder / "box-00001.eml")

    assert len(watch.scan()) == 2
    assert b"".join(originals(office)) == box(3)
    assert os.listdir(office.inbox) == []


def test_killed_before_the_folder_went_it_goes(office: Office, watch: InboxWatch) -> None:
    office.drop("box", box(2))
    folder = cut(office.inbox / "box")
    for piece in messages(folder):
        office.acceptor.accept(piece)

    assert watch.scan() == []
    assert os.listdir(office.inbox) == []


def test_a_second_mailbox_of_the_name_waits_for_the_first(office: Office) -> None:
    office.drop("box", box(2))
    cut(office.inbox / "box")
    second = office.drop("box", box(3))

    with pytest.raises(Refused, match="the messages of another box are taken in first"):
        cut(second)
    assert second.read_bytes() == box(3)


def test_a_mailbox_that_changes_meanwhile_stays(office: Office, monkeypatch) -> None:
    path = office.drop("box", box(2))
    real = mailbox._cut_into

    def slow(*arguments) -> None:
        real(*arguments)
        with open(path, "ab") as file:
            file.write(box(1))

    monkeypatch.setattr(mailbox, "_cut_into", slow)
    with pytest.raises(Refused, match="changed while it was read"):
        cut(path)

    assert path.read_bytes() == box(2) + box(1)
    assert os.listdir(office.inbox) == ["box"]


def test_too_many_messages_wait_in_sight(office: Office, watch: InboxWatch, monkeypatch) -> None:
    monkeypatch.setattr(mailbox, "_MOST", 3)
    office.drop("box", box(4))
    office.drop("z.txt")

    assert len(watch.scan()) == 1
    assert [item.state for item in watch.waiting] == ["the mailbox box holds more than 3 messages: divide it"]
    assert os.listdir(office.inbox) == ["box"]


def test_a_disk_that_is_full_leaves_it_whole(office: Office, monkeypatch) -> None:
    path = office.drop("box", box(2))

    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(mailbox.os, "fsync", full)
    with pytest.raises(CorrtuiError, match="No space left"):
        cut(path)

    assert os.listdir(office.inbox) == ["box"]


def test_lines_beyond_measure_do_not_hide_or_make_a_message(tmp_path: Path) -> None:
    long_line = b"x" * 65_536 + (FROM % 1).encode() + b"\nA: b\n"
    (tmp_path / "box").write_bytes(box(1) + long_line + b"\n" + box(1))

    assert len(messages(cut(tmp_path / "box"))) == 2


def test_what_is_appended_after_the_cut_comes_in_too(office: Office, watch: InboxWatch) -> None:
    path = office.drop("m.mbox", box(2))
    with open(path, "ab") as delivering:
        cut(path)
        delivering.write(box(3))

    for _ in range(3):
        watch.scan()

    assert sorted(originals(office)) == sorted(
        piece for piece in [(MAIL % (n, n, n)).encode() for n in (1, 2, 1, 2, 3)]
    )
    assert os.listdir(office.inbox) == []


def test_while_a_program_has_it_open_the_mailbox_is_kept(office: Office, watch: InboxWatch) -> None:
    path = office.drop("m.mbox", box(2))
    with open(path, "ab") as delivering:
        folder = cut(path)
        assert len(watch.scan()) == 2
        assert watch.scan() == []
        assert folder.exists()
        delivering.write(box(2).replace(b"order", b"parcel"))

    for _ in range(3):
        watch.scan()
    assert len(office.letters()) == 4
    assert os.listdir(office.inbox) == []


@pytest.mark.parametrize("killed_at", ["replace_file", "rename", "fsync_folder"])
def test_killed_while_the_rest_is_given_back_it_comes_once(
    office: Office, watch: InboxWatch, monkeypatch, killed_at: str
) -> None:
    path = office.drop("m.mbox", box(2))
    with open(path, "ab") as delivering:
        folder = cut(path)
        delivering.write(box(1).replace(b"order", b"parcel"))
    for piece in messages(folder):
        office.acceptor.accept(piece)

    def killed(*rest: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(mailbox.os if killed_at == "rename" else mailbox, killed_at, killed)
        with pytest.raises(KeyboardInterrupt):
            messages(folder)

    for _ in range(3):
        watch.scan()
    assert len(office.letters()) == 3
    assert os.listdir(office.inbox) == []


@pytest.mark.parametrize("name", ["x" * 250 + ".mbox", "é" * 125 + ".mbox", "x" * 255, "x." + "y" * 253])
def test_a_name_at_the_limit_of_the_disk(office: Office, watch: InboxWatch, name: str) -> None:
    office.drop(name, box(2))

    assert len(watch.scan()) == 2
    assert watch.waiting == ()
    assert len({letter.file for letter in office.letters()}) == 2
    assert os.listdir(office.inbox) == []
