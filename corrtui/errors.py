"""The errors a clerk may read: each says what happened, where, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class CorrtuiError(Exception):
    """Something a person must know about.

    Args:
        title: what happened, one sentence without a full stop.
        detail: where and with what, e.g. the file and line.
        hint: what to do about it.
    """

    def __init__(self, title: str, detail: str = "", hint: str = "") -> None:
        self.title = title
        self.detail = detail
        self.hint = hint
        super().__init__(str(self))

    def __str__(self) -> str:
        parts = [self.title]
        if self.detail:
            parts.append(self.detail)
        if self.hint:
            parts.append(f"→ {self.hint}")
        return "\n  ".join(parts)


class Refused(CorrtuiError):
    """A rule of the work forbids it (exit code 1): nothing was done, nothing was lost."""


class SettingsError(CorrtuiError):
    """A settings file, option or folder cannot be used as it is (exit code 2)."""


class LogDamaged(CorrtuiError):
    """The control log cannot be read or does not hold together (exit code 1)."""


class ServerAway(CorrtuiError):
    """The server of the control log cannot be reached (exit code 1): nothing was done, drafts are kept."""


class LogUncertain(CorrtuiError):
    """The log's disk or server failed in the middle of an entry: it may be entered or not.

    Which, shows when the log is read again. What was written for the act must stay where it is until then.
    """


@contextmanager
def given_back_on_error(close: Callable[[], None]) -> Iterator[None]:
    """Call `close` when what is done inside fails, however it does; the error goes on."""
    try:
        yield
    except BaseException:
        close()
        raise
