"""Who sits at the desk is seen at every look, and a look at what did not change parses nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from corrtui.control.claims import FolderClaims
from corrtui.control.seated import Seated

ONE, TWO = "261120-0001", "261120-0002"


def _claimed(seated: Seated) -> dict[str, set[str]]:
    return {session.session: set(session.letters) for session in seated.living()}


def test_a_file_is_parsed_again_only_when_it_changed(tmp_path: Path) -> None:
    seated = Seated(tmp_path / "sessions")
    claims = [FolderClaims(tmp_path, "rhale", "Robin Hale") for _ in range(3)]
    for n, each in enumerate(claims, 1):
        each.take(f"261120-000{n}")
    assert len(seated.living()) == 3
    parsed = seated.parsed

    seated.living()
    assert seated.parsed == parsed

    claims[0].take("261120-0009")
    assert _claimed(seated)[claims[0].session] == {ONE, "261120-0009"}
    assert seated.parsed == parsed + 1

    for each in claims:
        each.close()
    assert seated.living() == []
    seated.close()


def test_a_claim_that_takes_anothers_place_in_a_file_as_long_is_seen(tmp_path: Path) -> None:
    seated, claims = Seated(tmp_path / "sessions"), FolderClaims(tmp_path, "rhale", "Robin Hale")
    claims.take(ONE)
    for number in (TWO, ONE, TWO):
        assert ONE in _claimed(seated)[claims.session] or number == ONE
        claims.release(ONE)
        claims.release(TWO)
        claims.take(number)
        assert _claimed(seated) == {claims.session: {number}}
    claims.close()
    seated.close()


def test_a_session_of_many_letters_is_read_whole(tmp_path: Path) -> None:
    seated, claims = Seated(tmp_path / "sessions"), FolderClaims(tmp_path, "rhale", "Robin Hale")
    numbers = {f"261120-{n:04d}" for n in range(1, 200)}
    for number in numbers:
        claims.take(number)

    assert _claimed(seated) == {claims.session: numbers}
    claims.close()
    seated.close()


def test_a_folder_put_in_the_place_of_the_old_one_is_the_truth(tmp_path: Path) -> None:
    seated, claims = Seated(tmp_path / "sessions"), FolderClaims(tmp_path, "rhale", "Robin Hale")
    claims.take(ONE)
    assert _claimed(seated) == {claims.session: {ONE}}
    shutil.copytree(tmp_path / "sessions", tmp_path / "restored")
    shutil.rmtree(tmp_path / "sessions")
    os.rename(tmp_path / "restored", tmp_path / "sessions")

    assert seated.living() == [], "nobody holds the lock of the copy"
    assert list((tmp_path / "sessions").iterdir()) == []
    claims.close()
    seated.close()


def test_who_looks_holds_no_file_open_that_is_gone(tmp_path: Path) -> None:
    seated = Seated(tmp_path / "sessions")
    before = set(os.listdir("/proc/self/fd"))
    for _ in range(5):
        claims = FolderClaims(tmp_path, "rhale", "Robin Hale")
        claims.take(ONE)
        assert len(seated.living()) == 1
        claims.close()
    seated.living()

    assert len(set(os.listdir("/proc/self/fd")) - before) == 0
