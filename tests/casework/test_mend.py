"""What a crash left between file and entry is mended when the desk opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corrtui.casework.mend import set_strays_aside
from corrtui.casework.verify import verify
from corrtui.control.acts import ActUndone
from corrtui.desk import Desk
from corrtui.errors import CorrtuiError

Take = Callable[..., str]
THANKS = "thank you note.html"


def test_a_pdf_without_an_entry_is_set_aside(desk: Desk, take_in: Take, folder: Path) -> None:
    number = take_in(desk, THANKS)
    stray = folder / "outbox" / f"{number}-svc-thanks.pdf"
    stray.write_bytes(b"%PDF- killed between file and entry")

    [done] = set_strays_aside(desk.bench)

    assert stray.name in done
    assert not stray.exists()
    assert verify(folder).problems == ()
    assert desk.file(desk.prepare(number)).name == stray.name


def test_an_undo_killed_before_the_pdf_was_withdrawn(
    desk: Desk, take_in: Take, folder: Path, open_desk: Callable[..., Desk]
) -> None:
    """The counter-entry stands, the PDF is still in the outbox; a colleague then closes the letter."""
    number = take_in(desk, THANKS)
    filed = desk.file(desk.prepare(number))
    entry = desk.history(number)[-1]
    desk.bench.log.append(desk.me.login, [(number, ActUndone(entry=entry.n, what="filed"))])
    desk.sync()
    desk.dispose(number, "FILE", "she only says thanks")

    again = open_desk()
    [done] = set_strays_aside(again.bench)

    assert filed.name in done
    assert list((folder / "outbox").glob("*.pdf")) == []
    assert verify(folder).problems == ()


def test_a_filing_killed_before_the_entry_of_a_letter_that_was_closed_otherwise(
    desk: Desk, take_in: Take, folder: Path
) -> None:
    number = take_in(desk, THANKS)
    (folder / "outbox" / f"{number}-svc-thanks.pdf").write_bytes(b"%PDF- killed before the entry")
    desk.dispose(number, "FILE", "she only says thanks")

    assert len(set_strays_aside(desk.bench)) == 1
    assert verify(folder).problems == ()


def test_half_written_files_of_the_killed_go(desk: Desk, take_in: Take, folder: Path) -> None:
    number = take_in(desk, THANKS)
    (folder / "outbox" / f".{number}-svc-thanks.pdf.0a1b2c3d4e5f.tmp").write_bytes(b"%PDF- half")
    (folder / "outbox" / ".gitkeep").touch()

    set_strays_aside(desk.bench)

    assert [path.name for path in (folder / "outbox").iterdir()] == [".gitkeep"]


def test_one_stray_that_cannot_be_moved_does_not_keep_the_others(
    desk: Desk, take_in: Take, folder: Path
) -> None:
    one, two = take_in(desk, THANKS), take_in(desk, "scan-0001-ortiz.txt")
    for number in (one, two):
        (folder / "outbox" / f"{number}-svc-thanks.pdf").write_bytes(b"%PDF-")
    (folder / "cabinet/2026" / one / "withdrawn").write_text("in the way")

    with pytest.raises(CorrtuiError, match=f"{one}-svc-thanks.pdf could not be withdrawn"):
        set_strays_aside(desk.bench)

    assert [path.name for path in (folder / "outbox").glob("*.pdf")] == [f"{one}-svc-thanks.pdf"]


def test_what_is_filed_and_what_is_not_ours_stays(desk: Desk, take_in: Take, folder: Path) -> None:
    acknowledged, closed = take_in(desk, "scan-0001-ortiz.txt"), take_in(desk, THANKS)
    for number in (acknowledged, closed):
        desk.file(desk.prepare(number))
    (folder / "outbox" / "note to the post room.pdf").write_bytes(b"x")
    before = sorted(path.name for path in (folder / "outbox").iterdir())

    assert set_strays_aside(desk.bench) == ()

    assert sorted(path.name for path in (folder / "outbox").iterdir()) == before
