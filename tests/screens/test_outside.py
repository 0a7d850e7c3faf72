"""The clerk's own editor: the draft lies in the desk meanwhile, for the clerk alone, and leaves no trace."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from screens.outside import OwnEditor

NO = "261122-0004"


def editor(body: str) -> str:
    """An editor that does `body` with the path it is given."""
    return f'{sys.executable} -c "import os, sys, time; path = sys.argv[1]; {body}"'


def test_what_the_editor_leaves_comes_back_and_no_file_stays(tmp_path: Path) -> None:
    own = OwnEditor(tmp_path / "tmp")

    assert own.edit(NO, "Dear Ms. Ortiz:\n", editor("open(path, 'a').write('We agree.')")) == (
        "Dear Ms. Ortiz:\nWe agree."
    )
    assert list((tmp_path / "tmp").iterdir()) == []


def test_the_draft_lies_in_the_desk_and_only_the_clerk_may_read_it(tmp_path: Path) -> None:
    own = OwnEditor(tmp_path / "tmp")
    look = editor(
        "s = os.stat(path); d = os.stat(os.path.dirname(path)); "
        "open(path, 'w').write(oct(s.st_mode)[-3:] + oct(d.st_mode)[-3:] + path)"
    )

    told = own.edit(NO, "secret", look)

    assert told[:6] == "600700"
    assert told[6:].startswith(str(tmp_path / "tmp"))


def test_an_editor_that_is_not_there_leaves_nothing_behind(tmp_path: Path) -> None:
    own = OwnEditor(tmp_path / "tmp")

    with pytest.raises(FileNotFoundError):
        own.edit(NO, "secret", "no-such-editor")
    assert list((tmp_path / "tmp").iterdir()) == []
    assert own.lent() is None


def test_an_editor_that_removes_the_draft_is_an_error_not_an_empty_draft(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        OwnEditor(tmp_path / "tmp").edit(NO, "secret", editor("os.unlink(path)"))


_LEND = (
    "import sys; from pathlib import Path; from screens.outside import OwnEditor\n"
    "OwnEditor(Path(sys.argv[1])).edit('261122-0004', 'secret', sys.argv[2])"
)


def test_what_a_crash_left_is_taken_away_once_no_editor_holds_it(tmp_path: Path) -> None:
    place = tmp_path / "tmp"
    os.mkfifo(tmp_path / "go")
    wait = editor(f"open('{tmp_path / 'go'}').read()")
    session = subprocess.Popen([sys.executable, "-c", _LEND, str(place), wait])
    until = time.monotonic() + 10
    while not list(place.glob("*/draft.txt")) and time.monotonic() < until:
        time.sleep(0.01)
    gate = os.open(tmp_path / "go", os.O_WRONLY)

    session.kill()
    session.wait()
    OwnEditor(place).tidy()
    assert list(place.glob("*/draft.txt")), "the editor still has it"

    os.close(gate)
    until = time.monotonic() + 10
    while list(place.iterdir()) and time.monotonic() < until:
        OwnEditor(place).tidy()
        time.sleep(0.02)
    assert list(place.iterdir()) == []


def test_what_only_the_editor_can_read_is_kept_for_the_letters_next_time(tmp_path: Path) -> None:
    """Vim keeps unsaved text in a swap file when the line drops, and offers it where it finds it again."""
    own, place = OwnEditor(tmp_path / "tmp"), tmp_path / "tmp"
    swap = "os.path.join(os.path.dirname(path), '.draft.txt.swp')"

    own.edit(NO, "Dear Ms. Ortiz:", editor(f"open({swap}, 'w').write('unsaved')"))
    OwnEditor(place).tidy()
    assert len(list(place.iterdir())) == 1

    other = own.edit(
        "261122-0005", "Dear Mr. Kowal:", editor(f"open(path, 'a').write(str(os.path.exists({swap})))")
    )
    assert other == "Dear Mr. Kowal:False"

    again = own.edit(
        NO, "Dear Ms. Ortiz:", editor(f"open(path, 'a').write(open({swap}).read()); os.unlink({swap})")
    )
    assert again == "Dear Ms. Ortiz:unsaved"
    assert list(place.iterdir()) == []


def test_a_folder_a_colleague_laid_out_is_not_taken_for_the_clerks_own(tmp_path: Path) -> None:
    """Whoever may write into the folder could put another text in the draft's place."""
    theirs = tmp_path / "tmp" / f"draft-{NO}-theirs"
    theirs.mkdir(parents=True)
    theirs.chmod(0o770)
    (theirs / ".draft.txt.swp").write_text("bait")

    lay_in = OwnEditor(tmp_path / "tmp").edit(NO, "secret", editor("open(path, 'w').write(path)"))

    assert not lay_in.startswith(str(theirs))
    assert list(theirs.iterdir()) == [theirs / ".draft.txt.swp"]


def test_what_was_saved_in_a_hurry_counts_only_when_it_is_the_last(tmp_path: Path) -> None:
    own = OwnEditor(tmp_path / "tmp")
    hurry = "open(path + '.save', 'w').write('in a hurry'); os.utime(path + '.save', ({0}, {0}))"

    assert own.edit(NO, "saved", editor(hurry.format("time.time() - 60"))) == "saved"
    assert own.edit(NO, "saved", editor(hurry.format("time.time() + 60"))) == "in a hurry"
    tick = "open(path + '.save', 'w').write('in one tick'); at = os.stat(path).st_mtime_ns; "
    tick += "os.utime(path + '.save', ns=(at, at))"
    assert own.edit(NO, "saved", editor(tick)) == "in one tick"
