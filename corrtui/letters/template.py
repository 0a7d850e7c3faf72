"""One template file: TOML front matter between two `+++` lines, then the letter from its "Re:" line on."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corrtui.letters.hole_kinds import KINDS
from corrtui.text import clean, is_clean, one_line, printable_name

LARGEST = 64 * 1024
"""Bytes of one template file; a long letter has four thousand."""

STATUSES = ("approved", "draft", "retired")
"""A retired letter is not offered, nor is the shipped one it stands for."""

_FENCE = "+++"
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SHORT = re.compile(r"[a-z][a-z0-9]{0,2}")
_CATEGORY = re.compile(r"[A-Z]{3}")
_EDITION = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_TOML_LINE = re.compile(r" \(at line (\d+), column \d+\)| \(at end of document\)")
_KINDS: dict[str, type] = {
    "code": str, "short": str, "title": str, "category": str, "disposition": str, "edition": str,
    "status": str, "copies": int, "enclosures": list, "signer": str, "form": bool,
    "holes": dict,
}  # fmt: skip
_NEEDED = ("code", "short", "title", "category", "disposition", "edition", "status")
_SAID = {
    str: "a text in quotes", int: "a whole number", list: "a list of texts", bool: "true or false",
    dict: 'a table, { "order.amount" = "money" }',
}  # fmt: skip


class Unusable(Exception):
    """A template file that cannot be used: file, line, what is wrong and what to do, in words."""

    def __init__(self, path: Path, line: int, wrong: str, remedy: str) -> None:
        where = f"{printable_name(path.name)}, line {line}" if line else printable_name(path.name)
        super().__init__(f"{where}: {wrong}. {remedy}.")


@dataclass(frozen=True, slots=True)
class Template:
    """One letter of the library."""

    code: str
    """Its name, also that of its file: "bil-corrected"."""
    short: str
    """One to three signs the clerk chooses it by; empty when another letter has the same."""
    title: str
    category: str
    """Code of the category it answers, UNK for any."""
    disposition: str
    """Code of the disposition it carries out."""
    edition: str
    """Year and month of this wording, "2026-11"."""
    status: str
    """One of STATUSES."""
    copies: int
    """File copies to print besides the original."""
    enclosures: tuple[str, ...]
    """What always goes with it."""
    signer: str
    """Level that signs it: "official" or "clerk"."""
    form: bool
    """Whether it is a form letter, sent without a sentence of its own."""
    body: str
    """Jinja2 text under the front matter."""
    path: Path
    sha256: str
    """Of the whole file as read, hexadecimal."""
    first_line: int = 1
    """1-based line of the file on which `body` begins."""
    front: str = ""
    """Front matter as read."""
    holes: tuple[tuple[str, str], ...] = ()
    """Name of a hole and its kind, one of `hole_kinds.KINDS`, where the letter says what belongs into it."""

    def line_of(self, key: str) -> int:
        """Return the 1-based line of the file on which a key of the front matter stands."""
        return _line_of(self.front, key)


def read_template(path: Path, folder: Path) -> Template:
    """Read and check one file of `folder`.

    Raises:
        Unusable: anything is wrong with it.
    """
    raw = _bytes(path, folder)
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unusable(path, line, "this is not UTF-8", "Save the file as UTF-8") from None
    if clean(text) != text:
        line = next(n for n, row in enumerate(text.split("\n"), 1) if clean(row) != row)
        raise Unusable(path, line, "there is an invisible or control character", "Take it out")
    rows = text.split("\n")
    if rows[0].rstrip() != _FENCE or _FENCE not in (row.rstrip() for row in rows[1:]):
        raise Unusable(
            path, 1, "the front matter between two +++ lines is missing", "Copy it from another letter"
        )
    end = next(n for n, row in enumerate(rows) if n and row.rstrip() == _FENCE)
    front, body = "\n".join(rows[1:end]), "\n".join(rows[end + 1 :])
    data = _front_matter(path, front)
    template = Template(
        code=data["code"], short=data["short"], title=data["title"], category=data["category"],
        disposition=data["disposition"], edition=data["edition"], status=data["status"],
        copies=data.get("copies", 1), enclosures=tuple(data.get("enclosures", ())),
        signer=data.get("signer", "official"), form=data.get("form", False), body=body, path=path,
        sha256=hashlib.sha256(raw).hexdigest(), first_line=end + 2, front=front,
        holes=tuple(data.get("holes", {}).items()),
    )  # fmt: skip
    _check_body(template)
    return template


def _bytes(path: Path, folder: Path) -> bytes:
    """Return the content of a plain file that really lies in `folder`."""
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve(strict=True)):
            raise Unusable(path, 0, "it is a link out of the folder", "Put the file itself there")
        # Without O_NONBLOCK a named pipe would wait for a writer for ever.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise Unusable(path, 0, "it is no file", "Take it out of the folder")
            raw = os.read(handle, LARGEST + 1)
        finally:
            os.close(handle)
    except OSError as error:
        raise Unusable(path, 0, f"it cannot be read ({error.strerror})", "Check its rights") from None
    except RuntimeError:
        raise Unusable(path, 0, "it is a link to itself", "Put the file itself there") from None
    if len(raw) > LARGEST:
        raise Unusable(path, 0, f"it is larger than {LARGEST // 1024} kB", "Shorten it")
    return raw


def _front_matter(path: Path, front: str) -> dict[str, Any]:
    try:
        data = tomllib.loads(front)
    except (ValueError, RecursionError) as error:
        found = _TOML_LINE.search(str(error))
        line = int(found[1]) + 1 if found and found[1] else front.count("\n") + 2
        what = _TOML_LINE.sub("", str(error)).rstrip(".")
        raise Unusable(path, line, f"the front matter is not valid TOML: {what}", "Mend that line") from None
    for key, value in data.items():
        line = _line_of(front, key)
        if key not in _KINDS:
            known = ", ".join(_KINDS)
            raise Unusable(path, line, f"there is no key “{one_line(key, 40)}”", f"Known are {known}")
        said = [item for item in _said_in(value) if isinstance(item, str)]
        if not all(map(is_clean, said)):
            raise Unusable(path, line, f"“{key}” holds an invisible or control character", "Take it out")
        texts = all(isinstance(item, str) for item in value) if isinstance(value, list) else True
        if type(value) is not _KINDS[key] or not texts:
            raise Unusable(path, line, f"“{key}” is not {_SAID[_KINDS[key]]}", "Mend that line")
    for key in _NEEDED:
        if not data.get(key):
            raise Unusable(
                path, _line_of(front, key), f"“{key}” is missing", f'Write {key} = "…" between the +++ lines'
            )
    _check_values(path, front, data)
    return data


def _said_in(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else [value]


def _check_values(path: Path, front: str, data: Mapping[str, Any]) -> None:
    rules = (
        ("code", _CODE.fullmatch(data["code"]), "a code is small letters, digits and hyphens"),
        (
            "code",
            data["code"] == path.stem,
            f"the file is called {printable_name(path.stem)}; name and code must agree",
        ),
        ("short", _SHORT.fullmatch(data["short"]), "a short code is one to three small letters or digits"),
        ("category", _CATEGORY.fullmatch(data["category"]), "a category is three capitals"),
        ("edition", _EDITION.fullmatch(data["edition"]), "an edition is year and month, 2026-11"),
        ("status", data["status"] in STATUSES, "the status is approved, draft or retired"),
        ("copies", 0 <= data.get("copies", 1) <= 9, "copies are 0 to 9"),
        (
            "signer",
            data.get("signer", "official") in ("official", "clerk"),
            "the signer is official or clerk",
        ),
        (
            "holes",
            all(kind in KINDS for kind in data.get("holes", {}).values()),
            f"what a hole is for is one of {', '.join(KINDS)}",
        ),
    )
    for key, holds, wrong in rules:
        if not holds:
            raise Unusable(path, _line_of(front, key), wrong, f"Mend {key}")


def _check_body(template: Template) -> None:
    from corrtui.letters.sandbox import syntax_error  # Jinja2 is loaded with the library, not with the desk

    if wrong := syntax_error(template.body, template.first_line):
        line, what = wrong
        raise Unusable(template.path, line, what, "Mend the letter there")
    if not template.body.strip():
        raise Unusable(
            template.path, template.first_line, "the letter has no text", "Write it under the +++ line"
        )


def _line_of(front: str, key: str) -> int:
    """Return the line of the file (front matter starts on line 2) on which `key` stands, 1 when nowhere."""
    for line, row in enumerate(front.split("\n"), 2):
        if row.partition("=")[0].strip().strip("\"'") == key:
            return line
    return 1
