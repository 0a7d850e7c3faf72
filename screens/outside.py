"""The clerk's own editor: the draft lies for it inside the desk, in a folder only the clerk may read.

While the editor lives its folder is locked, also when this process dies before it; what nobody holds any
more was left by a crash and is taken away at the next start. Where an editor that was cut off kept text of
its own (Vim's swap file), the folder stays, and the next time the letter is edited the editor finds it there.
"""

from __future__ import annotations

import fcntl
import os
import shlex
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_PREFIX = "draft-"
_LARGEST = 4_000_000
"""Bytes taken back from the editor; a draft longer than that is none."""
_LENT = "draft.txt"
_SAVED_IN_A_HURRY = (f"{_LENT}.save", f"#{_LENT}#")
"""Where nano and Emacs leave the text when the line drops."""
_KEPT = 7 * 86400.0
"""Seconds such a swap file is kept."""
_GRACE = 2.0
"""Seconds an editor has to save when the line drops."""


class OwnEditor:
    """Lends drafts to the clerk's own editor.

    Args:
        place: folder the drafts lie in meanwhile; made when it is needed.
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        self._lent: Path | None = None
        self._editor: subprocess.Popen[bytes] | None = None

    def edit(
        self, number: str, text: str, command: str, keep: Callable[[str], None] = lambda text: None
    ) -> str:
        """Let the editor have `text` and return what it leaves.

        Args:
            number: control number of the letter.
            text: the draft.
            command: the editor and its arguments, as in `$EDITOR`.
            keep: told what it leaves before the file is taken away.

        Raises:
            OSError: the file cannot be made, or the editor cannot be started.
        """
        self._place.mkdir(mode=0o770, exist_ok=True)
        folder, held = self._folder(number)
        try:
            path = folder / _LENT
            path.unlink(missing_ok=True)
            with open(
                os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
            ) as out:
                out.write(text)
            self._lent = folder
            with subprocess.Popen([*shlex.split(command), str(path)], pass_fds=(held,)) as self._editor:
                pass  # until it ends
            left = self._read(folder)
            keep(left)
            return left
        finally:
            self._lent = self._editor = None
            if not _recoverable(folder):
                shutil.rmtree(folder, ignore_errors=True)
            os.close(held)

    def _folder(self, number: str) -> tuple[Path, int]:
        """Return a folder for a letter's draft, and its lock: one an editor was cut off in, or a new one."""
        for folder in self._place.glob(f"{_PREFIX}{number}-*"):
            held = _lock(folder)
            if held >= 0:
                if _recoverable(folder):
                    return folder, held
                os.close(held)
        folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{number}-", dir=self._place))
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        fcntl.flock(held, fcntl.LOCK_EX)
        return folder, held

    def lent(self) -> str | None:
        """Return what an editor has saved so far; None when none is at work."""
        folder = self._lent
        if folder is None:
            return None
        try:
            return self._read(folder)
        except OSError:
            return None

    def end(self) -> None:
        """End the editor, for the line is gone: it may save, but has no more than a moment for it."""
        until = time.monotonic() + _GRACE
        while self._lent is not None and self._editor is None and time.monotonic() < until:
            time.sleep(0.01)  # it is being started at this moment
        editor = self._editor
        if editor is None:
            return
        with suppress(OSError):
            if os.getpgrp() == os.getpid():  # ours alone: what the editor started is in it too
                os.killpg(0, signal.SIGHUP)
            else:
                editor.send_signal(signal.SIGHUP)
        with suppress(subprocess.TimeoutExpired):
            editor.wait(max(0.0, until - time.monotonic()))
        with suppress(OSError):
            editor.kill()

    @staticmethod
    def _read(folder: Path) -> str:
        """Return what the editor left last.

        Raises:
            OSError: it took the draft away.
        """
        newest = folder / _LENT
        last = newest.stat().st_mtime_ns
        for name in _SAVED_IN_A_HURRY:
            with suppress(OSError):
                saved = (folder / name).lstat()
                # Times are told by the tick: what was saved within the same one as the draft came after it.
                if stat.S_ISREG(saved.st_mode) and saved.st_mtime_ns >= last:
                    newest, last = folder / name, saved.st_mtime_ns
        with newest.open("rb") as file:
            return file.read(_LARGEST).decode("utf-8", errors="replace")

    def tidy(self) -> None:
        """Take away what a crash left; what an editor still has open, or a colleague owns, stays."""
        with suppress(OSError):
            for folder in self._place.glob(f"{_PREFIX}*"):
                self._tidy(folder)

    @staticmethod
    def _tidy(folder: Path) -> None:
        held = _lock(folder)
        if held >= 0:
            if not _recoverable(folder):
                shutil.rmtree(folder, ignore_errors=True)
            os.close(held)


def _lock(folder: Path) -> int:
    """Return the folder, open and locked; -1 when an editor has it, or colleagues may reach into it."""
    try:
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return -1
    own = os.fstat(held)
    try:
        if own.st_uid == os.geteuid() and not own.st_mode & 0o077:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return held
    except OSError:
        pass
    os.close(held)
    return -1


def _recoverable(folder: Path) -> bool:
    """Tell whether an editor that was cut off of late left text there that only it can read."""
    try:
        return any(time.time() - path.lstat().st_mtime < _KEPT for path in folder.glob(f".{_LENT}.sw?"))
    except OSError:
        return False
