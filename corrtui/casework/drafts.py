"""Drafts: one file a letter and a reply, written whole and synced; nothing a clerk typed is thrown away.

A letter's draft slot is numbered by how many replies it already has: after an acknowledgment the next
draft begins afresh, and undoing a filing brings the old draft back as it was. What may not take the place
of the draft — because it is a colleague's by now — is kept beside it under a name of its own.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from corrtui.errors import CorrtuiError, Refused
from corrtui.files import create_file, fsync_folder, replace_file, why_unreadable
from corrtui.letters.filled import Around
from corrtui.text import one_line

Signature = tuple[int, int, int]
_KEPT = re.compile(r"draft-(\d{1,6})\.(?:of-([\w-]{1,40})|earlier)-(\d{1,6})\.json", re.ASCII)
_UNREADABLE = "unreadable"
_LONGEST = 1 << 23
_PATIENCE = 2.0
"""Seconds to wait for a colleague who writes in the same case folder; the digests still guard the draft."""


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A draft on disk.

    Attributes:
        template: code of the template it was merged from.
        text: the draft; None while the clerk only chose a template and typed nothing.
        by: login of who saved it.
        confirmed: figures the clerk confirmed as typed by hand.
        begun: token of the worksheet it was typed from: a later save from the same one goes on with it.
        around: the words around each hole it was merged with, by which what fills it is found.
    """

    template: str
    text: str | None
    by: str
    confirmed: tuple[str, ...] = ()
    begun: str = ""
    around: tuple[Around, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """What stood on disk when a worksheet was made."""

    digest: str
    """SHA-256 of the draft's file; empty when there was none."""
    token: str
    """Another one for each worksheet; begins with the session that made it."""
    begun: str = ""
    """Token of the worksheet that draft was typed from."""

    def is_news(self, shown: Sight, session: str) -> bool:
        """Tell whether this draft is another one than was shown, and not of this session's own making."""
        return self.digest != shown.digest and not self.begun.startswith(f"{session}.")


def new_token(session: str) -> str:
    """Return a token for a worksheet made in this session."""
    return f"{session}.{secrets.token_hex(4)}"


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft kept beside the letter's own."""

    name: str
    """Of its file in the case folder."""
    by: str
    """Login of who typed it."""
    saved_at: datetime
    """UTC."""
    template: str
    text: str


def draft_path(folder: Path, replies: int) -> Path:
    """File of the draft for the reply after `replies` earlier ones."""
    return folder / f"draft-{replies}.json"


def load_draft(folder: Path, replies: int) -> SavedDraft | None:
    """Return the draft, or None when nobody began one.

    Raises:
        CorrtuiError: the file is there but cannot be read; it is left as it is.
    """
    path = draft_path(folder, replies)
    try:
        return _read(path)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise CorrtuiError(
            "A draft cannot be read",
            f"{path}: {why_unreadable(error)}",
            "type, or choose a template, to begin the draft afresh: that file is kept under another name",
        ) from error


def _read(path: Path) -> SavedDraft:
    data = json.loads(path.read_bytes())
    template, text = data["template"], data["text"]
    if not isinstance(template, str) or not isinstance(text, str | None):
        raise TypeError("its template or its text is no text")
    return SavedDraft(
        template,
        text,
        data["by"],
        tuple(data.get("confirmed", ())),
        str(data.get("begun", "")),
        tuple(Around(str(name), str(before), str(after)) for name, before, after in data.get("holes", ())),
    )


def digest_of(folder: Path, replies: int) -> str:
    """Return the SHA-256 of the draft's file; empty when there is none."""
    try:
        return hashlib.sha256(draft_path(folder, replies).read_bytes()).hexdigest()
    except OSError:
        return ""


def signature_of(draft: str) -> Signature | None:
    """Return what changes whenever the draft's file, at this path, is written; None when there is none."""
    try:
        found = os.stat(draft)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def save_draft(folder: Path, replies: int, draft: SavedDraft) -> None:
    """Write the draft; on return it survives a power cut.

    A file in its place that cannot be read as a draft is kept first, byte for byte: see `unreadable_kept`.

    Raises:
        CorrtuiError: the disk refused it; what stood there stands.
    """
    try:
        load_draft(folder, replies)
    except CorrtuiError:
        keep_aside(folder, replies, _UNREADABLE)
    replace_file(draft_path(folder, replies), _packed(draft))


def _packed(draft: SavedDraft) -> bytes:
    data = {
        "template": draft.template,
        "text": draft.text,
        "by": draft.by,
        "confirmed": list(draft.confirmed),
        "begun": draft.begun,
        "holes": [[each.name, each.before, each.after] for each in draft.around],
    }
    return json.dumps(data, ensure_ascii=True).encode()


def replaced_by(folder: Path, replies: int, sight: Sight) -> str:
    """Return who saved a draft that the clerk has not seen; empty when the one there may be written over."""
    if digest_of(folder, replies) == sight.digest:
        return ""
    try:
        there = load_draft(folder, replies)
    except CorrtuiError:
        return "somebody"
    if there is None or there.begun == sight.token:
        return ""
    return there.by or "somebody"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the drafts of a letter alone while the block checks and writes, as far as the disk knows locks."""
    fd = -1
    with suppress(OSError):
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    until = time.monotonic() + _PATIENCE
    try:
        while fd >= 0 and time.monotonic() < until:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.002)
            except OSError:
                break
            else:
                break
        yield
    finally:
        if fd >= 0:
            os.close(fd)


def unreadable_kept(folder: Path, replies: int) -> tuple[str, ...]:
    """Return the names of the files that stood in this draft's place and could not be read as one."""
    return tuple(sorted(path.name for path in folder.glob(f"draft-{replies}.{_UNREADABLE}-*.json")))


def keep_aside(folder: Path, replies: int, why: str = "earlier") -> None:
    """Keep what stands in the draft's place under a name of its own before something else takes that place.

    Raises:
        CorrtuiError: it cannot be read, or the disk refuses it; it stands as it was.
    """
    path = draft_path(folder, replies)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise CorrtuiError("A draft cannot be kept", f"{path}: {error.strerror}", "move it away") from error
    _keep_new(folder, f"draft-{replies}.{why}", data)


def keep_beside(folder: Path, replies: int, draft: SavedDraft) -> str:
    """Keep a text that may not take the draft's place; return the name of its file. Durable on return.

    What is typed on from the same worksheet goes into the same file.

    Raises:
        CorrtuiError: the disk refused it.
    """
    stem = f"draft-{replies}.of-{re.sub(r'[^A-Za-z0-9_-]', '_', draft.by)[:40] or '_'}"
    for path in folder.glob(f"{stem}-*.json") if draft.begun else ():
        with suppress(Refused):
            if load_kept(folder, path.name).begun == draft.begun:
                replace_file(path, _packed(draft))
                return path.name
    return _keep_new(folder, stem, _packed(draft))


def _keep_new(folder: Path, stem: str, data: bytes) -> str:
    """Keep `data` in a file nobody had before, also where two do so at once; return its name."""
    number = 1
    while True:
        path = folder / f"{stem}-{number}.json"
        if not os.path.lexists(path):
            with suppress(FileExistsError):
                create_file(path, data)
                return path.name
        number += 1


def list_kept(folder: Path) -> tuple[KeptDraft, ...]:
    """Return the drafts kept beside the letter's own, newest first; what cannot be read is passed over."""
    found = []
    for path in folder.glob("draft-*.json"):
        if _KEPT.fullmatch(path.name):
            with suppress(OSError, Refused):
                kept = load_kept(folder, path.name)
                if kept.text is not None:
                    at = datetime.fromtimestamp(path.lstat().st_mtime, UTC)
                    by = one_line(str(kept.by), 40)
                    found.append(KeptDraft(path.name, by, at, str(kept.template), kept.text))
    return tuple(sorted(found, key=lambda kept: (kept.saved_at, kept.name), reverse=True))


def load_kept(folder: Path, name: str) -> SavedDraft:
    """Return a draft kept beside the letter's own.

    Raises:
        Refused: there is none of this name, or it is not one.
    """
    path = folder / name
    try:
        if not _KEPT.fullmatch(name):
            raise Refused("it is no draft that was kept")
        there = path.lstat()
        if not stat.S_ISREG(there.st_mode) or there.st_size > _LONGEST:
            raise Refused("it is no draft that was kept")
        found = _read(path)
    except (OSError, ValueError, KeyError, TypeError, RecursionError, Refused) as error:
        raise Refused(f"There is no kept draft {one_line(name, 80)}", why_unreadable(error)) from error
    return found


def swap_in(folder: Path, replies: int, name: str, token: str) -> None:
    """Put a kept draft in the draft's place; the one that stood there is kept beside it in its turn.

    Raises:
        Refused: there is no such kept draft.
        CorrtuiError: the disk refused it; both are still there.
    """
    kept = load_kept(folder, name)
    try:
        present = load_draft(folder, replies)
    except CorrtuiError:
        present = None  # what cannot be read is kept when it is written over
    if present is not None and present.text is not None and present.text != kept.text:
        keep_beside(folder, replies, replace(present, begun=""))
    save_draft(folder, replies, replace(kept, begun=token))
    with suppress(OSError):
        (folder / name).unlink()
        fsync_folder(folder)
