"""Writing files: whole or not at all, whoever else writes there."""

from __future__ import annotations

import fcntl
import threading
from pathlib import Path

import pytest

from corrtui.errors import CorrtuiError
from corrtui.files import create_file, is_half_written, make_folder, replace_file


def test_two_threads_that_replace_one_file_leave_one_of_both_whole(tmp_path: Path) -> None:
    """Autosave and the clerk's own save meet: no save fails, and no text is a mixture."""
    path = tmp_path / "draft-0.json"
    texts = [letter.encode() * 200_000 for letter in "ab"]
    failed: list[BaseException] = []

    def save(data: bytes) -> None:
        try:
            for _ in range(30):
                replace_file(path, data)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=save, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert path.read_bytes() in texts
    assert list(tmp_path.iterdir()) == [path]


def test_an_existing_file_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"filed")

    with pytest.raises(FileExistsError):
        create_file(path, b"another")

    assert path.read_bytes() == b"filed"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_somebody_put_there_is_replaced_and_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"mine")
    path = tmp_path / "draft-0.json"
    path.symlink_to(other)

    replace_file(path, b"draft")

    assert (other.read_bytes(), path.read_bytes()) == (b"mine", b"draft")


def test_a_folder_that_is_not_there_is_named_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(CorrtuiError, match="No such file") as refused:
        replace_file(tmp_path / "gone" / "a", b"x")

    assert str(tmp_path / "gone") in refused.value.detail
    assert refused.value.hint


def test_a_half_written_file_is_known_by_its_dead_writer(tmp_path: Path) -> None:
    left = tmp_path / ".a.pdf.0123456789ab.tmp"
    left.write_bytes(b"%PDF- half")
    other = tmp_path / ".mine.tmp"
    other.write_bytes(b"somebody's own")

    assert is_half_written(left)
    assert not is_half_written(other)
    with left.open("rb") as writer:
        fcntl.flock(writer, fcntl.LOCK_EX)
        assert not is_half_written(left)
    assert is_half_written(left)


def test_a_folder_is_made_once_and_never_where_a_file_stands(tmp_path: Path) -> None:
    make_folder(tmp_path / "sent")
    make_folder(tmp_path / "sent")
    (tmp_path / "file").write_bytes(b"")

    assert (tmp_path / "sent").is_dir()
    with pytest.raises(FileExistsError):
        make_folder(tmp_path / "file")
