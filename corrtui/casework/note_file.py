"""Note file: a note that is kept and not filed, as it lies on disk."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from corrtui.casework.note_form import Kind, gist
from corrtui.text import clean

_LONGEST = 1 << 24


@dataclass(frozen=True, slots=True)
class KeptNote:
    """A note that was begun and is not filed.

    Attributes:
        token: its name.
        kind: what is taken down.
        begun: when, in the time of the office.
        text: the form as it stands.
        filing: file name and SHA-256 it was being filed under; empty while nobody tried.
    """

    token: str
    kind: Kind
    begun: datetime
    text: str
    filing: tuple[str, str] = ("", "")

    @property
    def gist(self) -> str:
        """Whose it is and how it begins, in one line."""
        return gist(self.kind, self.text)


@dataclass(slots=True)
class OpenNote:
    """A note this session has open.

    Attributes:
        kept: the note.
        lock: file descriptor that holds it.
        number: control number, once it is filed.
        writing: held while it is saved or filed: the autosave has a thread of its own.
    """

    kept: KeptNote
    lock: int
    number: str = ""
    writing: threading.RLock = field(default_factory=threading.RLock)


def to_bytes(kept: KeptNote, login: str) -> bytes:
    """Return what is written of a note of the clerk who signs as `login`."""
    saved = {
        "kind": kept.kind,
        "by": login,
        "begun": kept.begun.isoformat(),
        "text": kept.text,
        "filing": kept.filing,
    }
    return json.dumps(saved).encode()


def read_kept(folder: Path, token: str, login: str) -> KeptNote | None:
    """Return a note of the clerk who signs as `login`; None when there is none, or it is not one."""
    path = folder / f"{token}.json"
    try:
        if path.lstat().st_size > _LONGEST:
            return None
        saved: Mapping[str, Any] = json.loads(path.read_bytes())
        if saved["by"] != login:
            return None
        name, sha256 = saved["filing"]
        bytes.fromhex(sha256)
        return KeptNote(
            token,
            Kind(saved["kind"]),
            datetime.fromisoformat(saved["begun"]),
            clean(saved["text"]),
            (str(name), str(sha256)),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
