"""Maildir folders in the inbox: every message in new/ and cur/ is a letter; the folder itself stays.

Layout and names: maildir(5), https://cr.yp.to/proto/maildir.html. tmp/ holds what is being delivered; in cur/
the name ends with flags, as in `1700000000.M1P2.host:2,S`.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Final

MESSAGES: Final = ("new", "cur")
_FLAGS: Final = re.compile(r":2,([A-Za-z]*)$")
_LEFT: Final = {"T": "thrown away in its mailbox: left there", "D": "a draft in its mailbox: left there"}
"""Flag → why the message is no letter."""


def is_maildir(folder: Path) -> bool:
    """Tell whether a folder is one; links are not followed."""
    return all(map(_is_folder, (folder, *(folder / name for name in MESSAGES))))


def messages(folder: Path) -> list[Path]:
    """Return what lies in new/ and cur/, older names first.

    Raises:
        OSError: one of them cannot be read.
    """
    found = [folder / part / name for part in MESSAGES for name in os.listdir(folder / part)]
    return sorted((path for path in found if not path.name.startswith(".")), key=lambda path: path.name)


def message_name(path: Path, inbox: Path) -> tuple[str, bool]:
    """Return what a file in the inbox is called there, and whether it is a message in a Maildir."""
    folder = path.parent
    if folder.name in MESSAGES and folder.parent.parent == inbox:
        return f"{folder.parent.name}/{folder.name}/{_FLAGS.sub('', path.name)}", True
    return path.name, False


def why_left(path: Path, inbox: Path) -> str:
    """Return why a file in the inbox is a message that becomes no letter; empty for every other."""
    flags = _FLAGS.search(path.name) if message_name(path, inbox)[1] else None
    return next((why for flag, why in _LEFT.items() if flags is not None and flag in flags[1]), "")


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False
