"""`corrtui init`: makes a desk folder, with the sample company in it if asked."""

from __future__ import annotations

import grp
import os
from pathlib import Path

from corrtui.errors import SettingsError
from corrtui.files import create_file
from corrtui.modes import ROOMS

SAMPLE = Path(__file__).parent / "data" / "sample"

_NEW = """\
# A corrtui desk. Every line here is yours to change; an error names its line and the remedy.

[office]
name = "{office}"
address = ["1 Main Street", "Anytown IA 50000"]
phone = "555-555-0100"
email = "letters@office.example"
hours = "8 a.m. to 5 p.m., Monday through Friday"
letterhead = []                # further lines under the name
closed_days = []               # e.g. ["2026-12-24"], on top of the federal holidays
# timezone = "America/Chicago" # the days of the desk; else the machine's own

[desk]
allow_as = false               # may a clerk start with --as LOGIN
signer = "{login}"             # login of the official whose name stands under the letters
settle = 2.0                   # seconds a file in inbox/ must rest before it is taken in
rescan = 15.0                  # seconds between slow rescans of inbox/
# promise_answer = true        # acknowledgments promise an answer by the day the work at hand allows
# ocr_languages = "eng+spa"    # of scans: language data of tesseract, which must be installed

[[people]]
login = "{login}"              # the operating-system user
name = "{name}"
initials = "{initials}"
title = "Correspondence Clerk"
roles = ["clerk", "official"]
rights = ["restricted"]        # may look at medical letters, threats, and letters of our own people

# [[departments]]
# code = "AR"
# name = "Accounts Receivable"

# [[records]]                  # a CSV or SQLite file the office exports
# name = "orders"
# kind = "order"               # account / order / invoice / payment / claim / item
# path = "records/orders.csv"
# key = "order_no"
# title = "order {{order_no}}, {{item}}"
# names = ["customer"]
# links = {{ account = "account_no" }}
# fields = {{ date = "order_date", amount = "total" }}

# [tell]                       # who must be told of a sensitive letter before it is closed
# SAF = ["{login}", "site security, ext. 444"]  # a category or a class: logins of [[people]], else words
# "legal process" = ["Legal, ext. 210"]         # the classes: docs/sorting.md

# [keys]                       # see `corrtui keys --list`
# preset = "mutt"              # corrtui / mutt / fkeys; a person may choose by keys = "mutt" in [[people]]
# skip = "f6"
"""


def make_desk(
    folder: Path, login: str, name: str, *, sample: bool, group: str | None = None
) -> tuple[str, ...]:
    """Make the folders of a desk and its `desk.toml`; what is there already is left as it is.

    Args:
        folder: the desk.
        login: operating-system user, the first clerk.
        name: that person's full name, as the machine knows it; may be empty.
        sample: put the sample company in: its settings, its records, and its letters in `sample-letters/`.
        group: the group whose members share it; None: it is private.

    Returns:
        What was made, in words.

    Raises:
        SettingsError: the folder cannot be made, or holds a desk already; there is no such group.
    """
    if (folder / "desk.toml").exists():
        raise SettingsError(
            "There is a desk here already",
            f"{folder / 'desk.toml'}",
            "choose another folder, or remove that file",
        )
    share = _Share(group)
    done = []
    try:
        new = not folder.exists() or not any(folder.iterdir())
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if new or group is not None:
            share.folder(folder)
        for item in ROOMS:
            if not (folder / item).is_dir():
                (folder / item).mkdir(mode=0o700)
                done.append(f"{item}/")
            share.folder(folder / item)
        if sample:
            done += _put_sample(folder, login, share)
        else:
            toml = _NEW.format(
                office=_toml((name and f"Office of {name}") or "The Office"),
                login=_toml(login),
                name=_toml(name or login),
                initials=_toml("".join(word[0] for word in (name or login).split()).lower()[:3]),
            )
            share.file(folder / "desk.toml", toml.encode())
        done.append("desk.toml")
    except OSError as error:
        raise SettingsError(
            "The desk cannot be made", f"{error.filename}: {error.strerror}", "check the rights"
        ) from error
    return tuple(done)


class _Share:
    """Who may open what is made: the owner alone, or a group. What is made in a shared folder is the group's.

    Args:
        group: its name; None: nobody but the owner.

    Raises:
        SettingsError: there is no such group.
    """

    def __init__(self, group: str | None) -> None:
        self._group = -1
        self._folders, self._files = (0o700, 0o600) if group is None else (0o2770, 0o660)
        if group is not None:
            try:
                self._group = grp.getgrnam(group).gr_gid
            except KeyError:
                raise SettingsError(
                    f"There is no group {group!r}", "/etc/group and its like", "`getent group` lists them"
                ) from None

    def folder(self, path: Path) -> None:
        """Give a folder its group and mode."""
        if self._group >= 0:
            os.chown(path, -1, self._group)
        os.chmod(path, self._folders)

    def file(self, path: Path, data: bytes) -> None:
        """Write a file with its group and mode."""
        create_file(path, data)
        if self._group >= 0:
            os.chown(path, -1, self._group)
        os.chmod(path, self._files)


def _toml(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _put_sample(folder: Path, login: str, share: _Share) -> list[str]:
    letters = folder / "sample-letters"
    letters.mkdir(mode=0o700, exist_ok=True)
    share.folder(letters)
    for source, target in ((SAMPLE / "records", folder / "records"), (SAMPLE / "letters", letters)):
        for path in sorted(source.iterdir()):
            if not (target / path.name).exists():
                share.file(target / path.name, path.read_bytes())
    toml = (SAMPLE / "desk.toml").read_text(encoding="utf-8").replace("@LOGIN@", _toml(login))
    share.file(folder / "desk.toml", toml.encode())
    return [
        "records/ of the sample company",
        f"sample-letters/ ({len(list(letters.iterdir()))} letters: drop them into inbox/)",
    ]
