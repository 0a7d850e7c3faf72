"""Claims: which session has which letter open. A claim lives while its session's process does, and no longer.

The folder form keeps one locked file a session; grants are made one at a time under `claims.lock`, which
holds a counter that only grows, so that of two claims on one letter the later one is known everywhere.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from corrtui.control.seated import Seated
from corrtui.control.session_file import LONGEST, Claim, Session, SessionFile, pack, unpack
from corrtui.errors import CorrtuiError

_PATIENCE = 2.0
"""Seconds to wait for a turn at `claims.lock`, which is held for less than a millisecond."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who has a letter open."""

    login: str
    name: str
    since: datetime
    """When it was opened, UTC."""
    session: str
    """The session it is open in; one person may have several."""


class Claims(Protocol):
    """Who has which letter open. Every method may raise CorrtuiError when it cannot be told."""

    session: str
    """This session's id; no other session, living or dead, has the same."""

    def take(self, number: str) -> Seat | None:
        """Claim a letter; None: it is this session's now. Else who has it: nothing was claimed."""
        ...

    def take_first(self, numbers: Iterable[str]) -> str:
        """Claim the first of these nobody else has and return it; empty when there is none."""
        ...

    def seize(self, number: str) -> None:
        """Make the letter this session's, whoever had it; the caller has entered it in the log."""
        ...

    def release(self, number: str) -> None:
        """Give a letter back."""
        ...

    def mine(self) -> frozenset[str]:
        """Return what this session has claimed and nobody has seized from it."""
        ...

    def others(self) -> Mapping[str, Seat]:
        """Return what colleagues, or this person's other sessions, have: control number → who."""
        ...

    def close(self) -> None:
        """Give everything back; the session is over."""
        ...


@dataclass(slots=True)
class _Ledger:
    """What `claims.lock` holds."""

    counter: int = 0
    seized: dict[str, int] = field(default_factory=dict)
    """Control number → counter of its seizure: lower claims are void, even when the seizer left."""

    def voids(self, number: str, claim: Claim) -> bool:
        return claim.counter < self.seized.get(number, 0)


class FolderClaims:
    """The claims of a desk folder. On a disk that refuses it nobody sees what is claimed here.

    Args:
        folder: `control/` of the desk.
        login: who works.
        name: that person's full name.
    """

    def __init__(self, folder: Path, login: str, name: str) -> None:
        self.session = f"{os.getpid()}-{secrets.token_hex(6)}"
        self._login, self._name = login, name
        self._folder = folder / "sessions"
        self._seated = Seated(self._folder)
        self._ledger_path = folder / "claims.lock"
        self._file: SessionFile | None = None
        self._letters: Mapping[str, Claim] = {}  # replaced, never changed: who only looks needs no turn
        self._turn = threading.RLock()

    def take(self, number: str) -> Seat | None:
        """See `Claims.take`; what is this session's already waits for nobody."""
        if number in self._letters and number in self.mine():
            return None
        with self._granting() as (ledger, sessions):
            holder = _winners(ledger, sessions).get(number)
            if holder is None or holder[0].session == self.session:
                self._grant(number, ledger, sessions)
                return None
            return _seat(*holder)

    def take_first(self, numbers: Iterable[str]) -> str:
        """See `Claims.take_first`."""
        with self._granting() as (ledger, sessions):
            winners = _winners(ledger, sessions)
            for number in numbers:
                if number not in winners or winners[number][0].session == self.session:
                    self._grant(number, ledger, sessions)
                    return number
        return ""

    def seize(self, number: str) -> None:
        """See `Claims.seize`."""
        with self._granting() as (ledger, sessions):
            self._letters = _without(self._letters, number)
            ledger.seized[number] = ledger.counter + 1
            self._grant(number, ledger, sessions)

    def release(self, number: str) -> None:
        """See `Claims.release`."""
        with self._turn:
            if number in self._letters:
                self._letters = _without(self._letters, number)
                self._show()

    def mine(self) -> frozenset[str]:
        """See `Claims.mine`."""
        winners = _winners(self._read_ledger(), self._sessions())
        return frozenset(no for no, found in winners.items() if found[0].session == self.session)

    def others(self) -> Mapping[str, Seat]:
        """See `Claims.others`; one look at a folder, not cached, and it waits for nobody."""
        winners = _winners(self._read_ledger(), self._sessions())
        return {no: _seat(*found) for no, found in winners.items() if found[0].session != self.session}

    def close(self) -> None:
        """See `Claims.close`."""
        with self._turn:
            self._letters = {}
            if self._file is not None:
                self._file.close()
                self._file = None
            self._seated.close()

    # -- the folder

    def _sessions(self) -> list[Session]:
        found = self._seated.living(besides=self.session)
        found.append(Session(self.session, self._login, self._name, self._letters))
        return found

    def _grant(self, number: str, ledger: _Ledger, sessions: list[Session]) -> None:
        """Note a letter as this session's; the ledger comes first, so that no counter is given twice."""
        held = {no: claim for no, claim in self._letters.items() if not ledger.voids(no, claim)}
        if number in held:
            return
        ledger.counter += 1
        self._letters = {**held, number: Claim(ledger.counter, datetime.now(UTC))}
        self._write_ledger(ledger, sessions)
        self._show()

    def _show(self) -> None:
        with suppress(OSError):
            if self._file is None:
                self._file = SessionFile(self._folder, self.session)
            self._file.write(self._login, self._name, self._letters)

    @contextmanager
    def _granting(self) -> Iterator[tuple[_Ledger, list[Session]]]:
        """Hold the mutex of all sessions; what is read inside still holds when a claim is made.

        Raises:
            CorrtuiError: another process held it all the time.
        """
        with self._turn:
            fd = self._lock()
            try:
                ledger, sessions = self._read_ledger(), self._sessions()
                # A ledger that was lost begins again above every claim there is.
                seen = (claim.counter for found in sessions for claim in found.letters.values())
                ledger.counter = max((ledger.counter, *seen))
                yield ledger, sessions
            finally:
                if fd >= 0:
                    os.close(fd)

    def _lock(self) -> int:
        """Return the locked file, or -1 on a disk where there can be none."""
        try:
            fd = os.open(self._ledger_path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o660)
        except OSError:
            return -1
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    os.close(fd)
                    raise CorrtuiError(
                        "No letter can be claimed just now",
                        f"{self._ledger_path}: another process holds it",
                        "see which with `fuser`; your draft is kept",
                    ) from None
                time.sleep(0.001)
            except OSError:  # a file system without locks
                os.close(fd)
                return -1
            else:
                return fd

    def _read_ledger(self) -> _Ledger:
        try:
            fd = os.open(self._ledger_path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return _Ledger()
        try:
            for _ in range(3):
                data = os.pread(fd, LONGEST, 0)
                found = unpack(data)
                if not data:
                    break
                if found is not None:
                    seized = {str(no): int(counter) for no, counter in found["seized"].items()}
                    return _Ledger(int(found["counter"]), seized)
                time.sleep(0.0005)  # being written at this moment
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass
        finally:
            os.close(fd)
        return _Ledger()

    def _write_ledger(self, ledger: _Ledger, sessions: list[Session]) -> None:
        """Write it; seizures are forgotten once no session holds on to what was seized from it."""
        void = {no for found in sessions for no, claim in found.letters.items() if ledger.voids(no, claim)}
        seized = {no: counter for no, counter in ledger.seized.items() if no in void}
        data = pack({"counter": ledger.counter, "seized": seized})
        with suppress(OSError):
            fd = os.open(self._ledger_path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                os.pwrite(fd, data, 0)
                os.ftruncate(fd, len(data))
            finally:
                os.close(fd)


def _winners(ledger: _Ledger, sessions: Iterable[Session]) -> dict[str, tuple[Session, Claim]]:
    """Return who holds each letter: of several claims the one with the highest counter."""
    found: dict[str, tuple[Session, Claim]] = {}
    for session in sessions:
        for number, claim in session.letters.items():
            if ledger.voids(number, claim):
                continue
            if number not in found or claim.counter > found[number][1].counter:
                found[number] = session, claim
    return found


def _without(letters: Mapping[str, Claim], number: str) -> dict[str, Claim]:
    return {no: claim for no, claim in letters.items() if no != number}


def _seat(session: Session, claim: Claim) -> Seat:
    return Seat(session.login, session.name, claim.since, session.session)
