"""A disk that fails: the n-th call that changes it, or all from the n-th on, end in an error of choice.

Or the process is killed at that call; of a write, half is on disk by then.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

CALLS = (
    "write", "pwrite", "fdatasync", "fsync", "ftruncate", "link", "rename", "replace", "mkdir", "open",
)  # fmt: skip


class FailingDisk:
    """Stands between this process and one folder; every other file works as ever.

    Args:
        folder: where the disk fails.
        at: the call that fails, counted from 1; 0: none does.
        error: errno it fails with; 0: the process is killed.
        for_good: every call after it fails too.
    """

    def __init__(self, folder: Path, at: int, error: int, *, for_good: bool) -> None:
        self.folder = os.path.realpath(folder)
        self.at, self.error, self.for_good = at, error, for_good
        self.calls = 0
        self.failed = ""

    def __enter__(self) -> FailingDisk:
        for name in CALLS:
            setattr(os, name, self._failing(name, getattr(os, name)))
        return self

    def __exit__(self, *_: object) -> None:
        self.at = 0

    def _failing(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def instead(*args: Any, **options: Any) -> Any:
            if self._concerns(name, args):
                self.calls += 1
                if self.at and (self.calls == self.at or (self.for_good and self.calls > self.at)):
                    self.failed = self.failed or f"{name} {args[0]!r}"
                    if not self.error:
                        if name == "write":
                            call(args[0], args[1][: len(args[1]) // 2])
                        os.kill(os.getpid(), signal.SIGKILL)
                    raise OSError(self.error, os.strerror(self.error), *self._path(args))
            return call(*args, **options)

        return instead

    def _concerns(self, name: str, args: tuple[Any, ...]) -> bool:
        if name == "open" and not args[1] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            return False
        first = args[0]
        if isinstance(first, int):
            try:
                first = os.readlink(f"/proc/self/fd/{first}")
            except OSError:
                return False
        return os.path.abspath(os.fspath(first)).startswith(self.folder)

    @staticmethod
    def _path(args: tuple[Any, ...]) -> tuple[str, ...]:
        return () if isinstance(args[0], int) else (os.fspath(args[0]),)
