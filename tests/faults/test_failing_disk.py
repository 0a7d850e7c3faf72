"""The n-th call to the disk fails, for every n of intake, finish, undo and dispose."""

from __future__ import annotations

import errno
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corrtui.desk import Desk
from corrtui.errors import CorrtuiError, Refused
from corrtui.make_desk import SAMPLE
from tests.faults.forks import Forks, read_acks

WAYS = [
    pytest.param(errno.ENOSPC, True, id="full"),
    pytest.param(errno.EIO, False, id="one-error"),
    pytest.param(errno.EROFS, True, id="read-only"),
    pytest.param(errno.EDQUOT, False, id="quota-once"),
    pytest.param(0, False, id="killed"),
]


def _try(folder: Path, forks: Forks, at: int, error: int, for_good: bool) -> list[dict[str, Any]]:
    acks = folder.parent / "acks"
    acks.unlink(missing_ok=True)
    code = forks.run("procedure", str(folder), at, error, for_good, str(acks))
    assert code in (0, 0 if error else -signal.SIGKILL), at
    return [*read_acks(acks), *([{"what": "end", "failed": "kill"}] if code else [])]


def _finish_the_letter(desk: Desk) -> None:
    """A healthy process: one letter, which can be finished and then not once more."""
    [number] = [path.name for path in (desk.folder / "cabinet").glob("20*/*")]
    if not desk.letter(number).open:
        desk.undo()
    assert desk.queue() == [number]
    assert desk.file(desk.prepare(number)).closed
    with pytest.raises(Refused, match="is closed"):
        desk.file(desk.prepare(number))


@pytest.mark.slow
@pytest.mark.parametrize(("error", "for_good"), WAYS)
def test_whichever_call_fails_nothing_is_lost_and_the_letter_is_finished_later(
    folder: Path, forks: Forks, whole: Callable[..., None], error: int, for_good: bool
) -> None:
    shutil.copyfile(SAMPLE / "letters" / "thank you note.html", folder / "inbox" / "thanks.html")
    template = folder.with_name("template")
    folder.rename(template)
    Desk.open(template).close()  # caches are made once
    at, failed, wrong, uncertain = 0, set(), [], set()
    while True:
        at += 1
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template, folder)
        acks = _try(folder, forks, at, error, for_good)
        end = acks[-1]
        assert end["what"] == "end", (at, acks)
        if not end["failed"]:
            break
        failed.add(end["failed"].split()[0])
        uncertain |= {(ack["step"], ack["kind"]) for ack in acks if ack["what"] == "refused"}
        try:
            _check_words(acks)
            whole(folder, acks, _finish_the_letter)
        except (AssertionError, CorrtuiError, OSError) as trouble:
            wrong.append(f"call {at}, {end['failed']}: {trouble!r:.800}\n   {acks}")
    print(f"{at - 1} calls")
    assert not wrong, "\n".join(wrong)
    assert at > 50
    if error:
        assert {"write", "fsync", "fdatasync", "link", "rename", "mkdir", "open"} <= failed
    if for_good:  # the write was done, the sync was not, nor could the write be taken back
        assert ("finish", "LogUncertain") in uncertain
        assert ("undo", "LogUncertain") in uncertain


def _check_words(acks: list[dict[str, Any]]) -> None:
    """What was refused was refused in words: what, where, and no name of an exception."""
    for ack in acks:
        if ack["what"] == "refused":
            assert "Error:" not in ack["words"], ack
            assert len(ack["words"].splitlines()) > 1 or ack["kind"] == "Refused", ack
