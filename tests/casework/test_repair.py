"""`corrtui check --repair`: files and log side by side; what it says, what it does, and once is enough."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from corrtui.casework.checkup import check_desk
from corrtui.casework.intaking import Intake
from corrtui.casework.repair import Repaired
from corrtui.casework.verify import verify
from corrtui.cli import cli
from corrtui.control.acts import DeskRepaired
from corrtui.control.checkpoint_file import seal
from corrtui.control.log import FolderLog
from corrtui.desk import Desk
from corrtui.intake.accept import Stamp

Take = Callable[..., str]
THANKS = "thank you note.html"


@pytest.fixture
def filed(desk: Desk, take_in: Take, folder: Path) -> tuple[Path, Path]:
    """A letter that was filed: its PDF in the outbox and in its case folder."""
    number = take_in(desk, THANKS)
    name = desk.file(desk.prepare(number)).name
    return folder / "outbox" / name, folder / "cabinet/2026" / number / "sent" / name


def repair_twice(desk: Desk) -> Repaired:
    """Repair; a second run finds nothing to put right and enters nothing."""
    before = [str(trouble) for trouble in desk.intake.find_troubles()]
    found = desk.intake.repair()
    assert len([line for line in before if "--repair" in line]) >= len(found.done)
    last = desk.bench.log.last_n
    again = desk.intake.repair()
    assert again.done == ()
    assert (again.left, again.remarks) == (found.left, found.remarks)
    assert desk.bench.log.last_n == last
    return found


def entered(desk: Desk) -> list[str]:
    """The sentences of every repair entry."""
    acts = [entry.act for entry in desk.bench.log.everything()]
    return [line for act in acts if isinstance(act, DeskRepaired) for line in act.done]


def test_a_desk_in_order_gets_no_entry(desk: Desk, filed: tuple[Path, Path]) -> None:
    assert repair_twice(desk) == Repaired((), (), ())
    assert entered(desk) == []


def test_looking_changes_nothing(desk: Desk, filed: tuple[Path, Path], folder: Path) -> None:
    out, kept = filed
    kept.unlink()
    (folder / "outbox" / f"{out.name[:11]}-eml-ack.pdf").write_bytes(b"%PDF- stray")
    before = sorted(folder.rglob("*"))

    said = [str(trouble) for trouble in desk.intake.find_troubles()]

    assert len(said) == 2
    assert all("--repair" in line for line in said)
    assert sorted(folder.rglob("*")) == before
    assert entered(desk) == []


def test_a_pdf_without_an_entry_is_set_aside_wherever_it_stands(
    desk: Desk, filed: tuple[Path, Path], folder: Path
) -> None:
    out, kept = filed
    name = f"{out.name[:11]}-svc-denied.pdf"
    (out.parent / name).write_bytes(b"%PDF- outbox")
    (kept.parent / name).write_bytes(b"%PDF- cabinet")
    (kept.parent / "note.txt").write_text("somebody's own")

    found = repair_twice(desk)

    assert found.left == ()
    assert [line.partition(":")[0] for line in found.done] == [name]
    assert entered(desk) == list(found.done)
    aside = sorted(path.read_bytes() for path in (kept.parent.parent / "withdrawn").iterdir())
    assert aside == [b"%PDF- cabinet", b"%PDF- outbox"]
    assert (kept.parent / "note.txt").exists()
    assert verify(folder).problems == ()


def test_a_pdf_of_a_letter_nobody_knows_is_named_and_left(desk: Desk, folder: Path) -> None:
    (folder / "outbox" / "260101-0001-svc-thanks.pdf").write_bytes(b"%PDF-")

    found = repair_twice(desk)

    assert found.done == ()
    [line] = found.left
    assert "no letter has the control number 260101-0001" in line
    assert "do not mail it" in line


def test_the_file_copy_is_made_again_from_the_outbox(
    desk: Desk, filed: tuple[Path, Path], folder: Path
) -> None:
    out, kept = filed
    kept.unlink()
    kept.parent.rmdir()

    [line] = repair_twice(desk).done

    assert line.endswith("was missing; copied back from outbox")
    assert kept.read_bytes() == out.read_bytes()
    assert verify(folder).problems == ()


def test_a_file_copy_is_not_made_from_other_bytes(desk: Desk, filed: tuple[Path, Path]) -> None:
    out, kept = filed
    kept.unlink()
    out.write_bytes(b"%PDF- another letter")

    found = repair_twice(desk)

    assert found.done == ()
    assert "is not the file that was entered" in found.left[0]
    assert "restore it from the backup" in found.left[0]
    assert not kept.exists()


def test_a_letter_lost_in_both_places_is_named(desk: Desk, filed: tuple[Path, Path], folder: Path) -> None:
    for path in filed:
        path.unlink()

    [line] = repair_twice(desk).left

    assert filed[0].name in line
    assert "restore it from the backup" in line
    found = verify(folder)
    assert ["is missing" in problem for problem in found.problems] == [True, True]
    assert found.remarks == ()


def test_a_letter_that_left_the_outbox_may_have_been_mailed(desk: Desk, filed: tuple[Path, Path]) -> None:
    """Nothing tells whether it was: it is said on the day, and never put back by itself."""
    out, kept = filed
    out.unlink()

    found = repair_twice(desk)

    assert (found.done, found.left) == ((), ())
    [line] = found.remarks
    assert "filed today and not in the outbox; if it was not printed or mailed, copy it from" in line
    assert str(kept.relative_to(desk.folder)) in line
    assert not out.exists()
    verified = verify(desk.folder)
    assert verified.problems == ()
    [remark] = verified.remarks
    assert remark == f"1 PDF has left outbox/, its copy in cabinet/ as entered: {out.name}"
    said = CliRunner().invoke(cli, ["check", "--desk", str(desk.folder)])
    assert said.exit_code == 0, said.output
    assert said.output.splitlines() == [f"remark: {line}", "the desk is in order"]


def test_a_letter_that_left_the_outbox_with_a_spoilt_file_copy_is_a_trouble(
    desk: Desk, filed: tuple[Path, Path]
) -> None:
    out, kept = filed
    out.unlink()
    kept.write_bytes(b"%PDF- another letter")

    found = repair_twice(desk)

    assert (found.done, found.remarks) == ((), ())
    [line] = found.left
    assert "is not the file that was entered" in line
    assert ["hash differs" in problem for problem in verify(desk.folder).problems] == [True, False]


def test_an_original_dragged_into_the_inbox_goes_back_whatever_its_name_is(
    desk: Desk, take_in: Take, folder: Path
) -> None:
    """Found by its bytes: by the repair, and by an intake that comes first."""
    number = take_in(desk, THANKS)
    original = desk.sheet(number).original
    data = original.read_bytes()

    original.rename(folder / "inbox" / "x.html")
    [line] = repair_twice(desk).done
    assert str(original.relative_to(folder)) in line
    assert original.read_bytes() == data

    original.rename(folder / "inbox" / original.name)
    assert desk.take_in(Stamp()) == []
    assert original.read_bytes() == data
    assert desk.queue() == [number]
    assert number in desk.intake.watch.mended[-1]
    assert verify(folder).problems == ()


def test_an_undone_filing_is_not_asked_for(desk: Desk, filed: tuple[Path, Path]) -> None:
    desk.undo()

    assert repair_twice(desk) == Repaired((), (), ())


def test_an_undo_killed_before_the_pdf_was_withdrawn_of_a_letter_closed_long_ago(
    desk: Desk, filed: tuple[Path, Path], open_desk: Callable[..., Desk], folder: Path
) -> None:
    out, kept = filed
    data = out.read_bytes()
    desk.undo()
    desk.dispose(out.name[:11], "FILE", "she only says thanks")
    out.write_bytes(data)
    kept.write_bytes(data)

    [line] = repair_twice(open_desk()).done

    assert out.name in line
    assert verify(folder).problems == ()


def test_a_case_folder_without_an_entry_is_entered(desk: Desk, take_in: Take, folder: Path) -> None:
    number = take_in(desk, THANKS)
    desk.close()
    for path in (folder / "control").glob("*.jsonl"):
        path.write_bytes(b"")  # the power cut took the entry, not the folder
    (folder / "control" / "register.sqlite").unlink(missing_ok=True)
    again = Desk.open(folder)

    [line] = repair_twice(again).done

    assert line == f"{number}: the letter was in its case folder without an entry; entered now"
    assert again.queue() == [number]
    assert verify(folder).problems == ()
    again.close()


def test_a_letter_that_slid_back_into_the_inbox_is_moved_into_its_folder_again(
    desk: Desk, take_in: Take, folder: Path
) -> None:
    number = take_in(desk, THANKS)
    original = folder / "cabinet/2026" / number / "original.html"
    os.rename(original, folder / "inbox" / THANKS)

    [line] = repair_twice(desk).done

    assert "was still in inbox/" in line
    assert verify(folder).problems == ()
    assert list((folder / "inbox").iterdir()) == []


def test_its_name_may_hold_a_number_that_is_masked_everywhere(
    desk: Desk, take_in: Take, folder: Path
) -> None:
    name = "card 4111111111111111.txt"
    number = take_in(desk, name, b"Thank you.\n\nAgatha Crumm\n")
    original = folder / "cabinet/2026" / number / "original.txt"
    os.rename(original, folder / "inbox" / name)

    assert all("4111111111111111" not in str(trouble) for trouble in desk.intake.find_troubles())
    assert "was still in inbox/" in repair_twice(desk).done[0]
    os.link(original, folder / "inbox" / name)
    assert "4111111111111111" not in repair_twice(desk).done[0]
    assert original.exists()


def test_the_start_moves_it_too_before_it_is_taken_in_twice(
    desk: Desk, take_in: Take, folder: Path, open_desk: Callable[..., Desk]
) -> None:
    from corrtui.intake.accept import Stamp

    number = take_in(desk, THANKS)
    os.rename(folder / "cabinet/2026" / number / "original.html", folder / "inbox" / THANKS)

    again = open_desk()

    assert again.take_in(Stamp()) == []
    assert again.queue() == [number]
    assert verify(folder).problems == ()
    assert len(entered(again)) == 1


def test_an_original_with_a_second_name_in_the_inbox_keeps_one(
    desk: Desk, take_in: Take, folder: Path, open_desk: Callable[..., Desk]
) -> None:
    number = take_in(desk, THANKS)
    os.link(folder / "cabinet/2026" / number / "original.html", folder / "inbox" / THANKS)

    [line] = repair_twice(open_desk()).done

    assert line.startswith(f"{number}: its original had a second name in inbox/")
    assert list((folder / "inbox").iterdir()) == []
    assert verify(folder).problems == ()


def test_a_copy_in_the_inbox_is_another_letter(desk: Desk, take_in: Take, folder: Path) -> None:
    take_in(desk, THANKS)
    copy = folder / "inbox" / THANKS
    copy.write_bytes((folder / "sample-letters" / THANKS).read_bytes())
    os.link(copy, folder / "kept by the mail program")

    assert repair_twice(desk) == Repaired((), (), ())
    assert copy.exists()


def test_a_lost_original_is_named(desk: Desk, take_in: Take, folder: Path) -> None:
    number = take_in(desk, THANKS)
    (folder / "cabinet/2026" / number / "original.html").unlink()

    [line] = repair_twice(desk).left

    assert f"the original of {number}; restore it from the backup" in line


def test_what_the_killed_left_half_written_goes_and_what_is_being_written_stays(
    desk: Desk, take_in: Take, folder: Path
) -> None:
    import fcntl

    number = take_in(desk, THANKS)
    case = folder / "cabinet/2026" / number
    left = [
        case / ".draft-0.json.0123456789ab.tmp",
        folder / "outbox" / ".x.pdf.0123456789ab.tmp",
        folder / "control" / ".2026-11.jsonl.torn-1.0123456789ab.tmp",
    ]
    alive = case / ".letter.json.ba9876543210.tmp"
    for path in (*left, alive):
        path.write_bytes(b"half")

    with alive.open("rb") as writer:
        fcntl.flock(writer, fcntl.LOCK_EX)
        found = repair_twice(desk)
        assert alive.exists()

    assert len(found.done) == 3
    assert not any(path.exists() for path in left)


def test_half_a_line_at_the_end_of_the_log_is_kept_in_a_file_of_its_own(
    desk: Desk, take_in: Take, folder: Path
) -> None:
    take_in(desk, THANKS)
    [segment] = (folder / "control").glob("*.jsonl")
    whole = segment.read_bytes()
    segment.write_bytes(whole + b'{"n":2,"v":1,"at":"2026')

    [line] = repair_twice(desk).done

    [kept] = (folder / "control").glob("*.torn-*")
    assert kept.name in line
    assert kept.read_bytes() == b'{"n":2,"v":1,"at":"2026'
    assert segment.read_bytes().startswith(whole)
    assert verify(folder).problems == ()


def test_a_draft_nobody_can_read_is_named(desk: Desk, take_in: Take, folder: Path) -> None:
    number = take_in(desk, THANKS)
    draft = folder / "cabinet/2026" / number / "draft-0.json"
    draft.write_text("{ half a")

    [line] = repair_twice(desk).left

    assert str(draft) in line
    assert "that file is kept under another name" in line
    assert draft.read_text() == "{ half a"


def test_many_things_put_right_are_entered_in_lines_the_log_takes(
    desk: Desk, filed: tuple[Path, Path], folder: Path
) -> None:
    for n in range(450):
        (folder / "outbox" / f"{filed[0].name[:11]}-x{n}.pdf").write_bytes(b"%PDF-")

    found = repair_twice(desk)

    assert len(found.done) == 450
    assert entered(desk) == list(found.done)
    [segment] = (folder / "control").glob("*.jsonl")
    assert max(map(len, segment.read_bytes().splitlines())) < 1 << 16


def test_the_file_of_a_session_that_is_no_more_goes_and_that_of_a_colleague_stays(
    desk: Desk, open_desk: Callable[..., Desk], take_in: Take, folder: Path
) -> None:
    number = take_in(desk, THANKS)
    perry = open_desk("pcole")
    assert perry.colleagues.advance([number]) == number
    stale = folder / "control" / "sessions" / "1-0123456789ab.json"
    stale.write_text("{}")

    [line] = repair_twice(desk).done

    assert stale.name in line
    assert desk.colleagues.others()[number].login == "pcole"


def test_a_cache_nobody_can_read_is_thrown_away_and_made_anew(
    desk: Desk, take_in: Take, folder: Path, open_desk: Callable[..., Desk]
) -> None:
    number = take_in(desk, THANKS)
    (folder / "control" / "search.sqlite").write_bytes(b"SQLite format 3\0" + b"garbage" * 2000)

    [line] = repair_twice(desk).done

    assert line.startswith("control/search.sqlite: could not be read; thrown away")
    assert open_desk().search("holloway") == [number]


def test_a_checkpoint_that_is_not_what_the_log_says_is_thrown_away(
    desk: Desk, take_in: Take, folder: Path, open_desk: Callable[..., Desk]
) -> None:
    """SQLite finds nothing wrong with it: somebody wrote into it, with the check sum that belongs there."""
    number = take_in(desk, "scan-0001-ortiz.txt")
    desk.bench.register.save()
    path = folder / "control" / "register.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE letter SET sent = ?, crc = ?", ('["x.pdf"]', seal(number, _sha(db), '["x.pdf"]')))
        db.commit()

    [line] = repair_twice(open_desk()).done

    assert line == (
        "control/register.sqlite: was not what the log says; thrown away, the next start makes it anew"
    )
    assert open_desk().bench.register.is_stray(number, "x.pdf")


def _sha(db: sqlite3.Connection) -> str:
    [[sha]] = db.execute("SELECT sha FROM letter").fetchall()
    return bytes(sha).hex()


def test_a_desk_whose_log_may_only_be_read_is_checked_all_the_same(desk: Desk, folder: Path) -> None:
    """The lock of its log is not to be had: what stands there is looked at without, the reason is named."""
    mounts = folder / "mountinfo"
    mounts.write_text(f"30 1 0:40 / {folder} rw - cifs //files/desks rw\n")
    left = folder / "outbox" / ".261120-0001-eml-ack.pdf.0123456789ab.tmp"
    left.write_bytes(b"%PDF- half")

    with closing(FolderLog(folder / "control", mounts=mounts)) as log:
        bench = replace(desk.bench, log=log)
        found = [str(trouble) for trouble in Intake(bench).find_troubles()]
        hindered = check_desk(bench)
        repaired = Intake(bench).repair()

    assert left.name in " ".join(found)
    assert "cifs, where locks and appends are not safe" in hindered[0]
    assert repaired.done == ()
    assert "cifs" in " ".join(repaired.left)
    assert left.exists()


def test_the_check_names_a_lock_that_was_left_beside_a_mailbox(desk: Desk, folder: Path) -> None:
    (folder / "inbox" / "box").write_bytes(b"From a")
    lock = folder / "inbox" / "box.lock"
    lock.write_bytes(b"0")
    assert not [said for said in desk.check() if "box.lock" in said]

    os.utime(lock, (0, 0))
    assert [said for said in desk.check() if said.startswith("inbox/box.lock stands beside its mailbox for ")]
