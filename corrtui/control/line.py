"""One line of the control log: how it is sealed into the hash chain, and how it is checked."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from corrtui.errors import CorrtuiError

_NUMBER = re.compile(rb'\{"n":(\d{1,18}),')
_SEALED = re.compile(rb',"h":"([0-9a-f]{64})"\}\n')
SEALED_LENGTH = len(',"h":""}\n') + 64
"""Bytes of the part of a line that holds its hash, its end included."""
LINE_LIMIT = 1 << 20
"""Longest line in bytes, its end included."""


def chain_hash(before: str, body: bytes) -> str:
    """Return the hash of a line: SHA-256 over the hash of the line before and this line's body."""
    return hashlib.sha256(before.encode() + body).hexdigest()


def seal(docs: Sequence[Mapping[str, Any]], n: int, before: str) -> tuple[list[bytes], list[dict[str, Any]]]:
    """Return the lines of `docs` after entry `n`, of hash `before`, and the docs with number and hash.

    Raises:
        ValueError: a value JSON has no form for.
        CorrtuiError: a line would be over `LINE_LIMIT`.
    """
    lines, sealed = [], []
    for doc in docs:
        n += 1
        body = json.dumps({"n": n, **doc}, ensure_ascii=True, separators=(",", ":"), allow_nan=False).encode()
        before = chain_hash(before, body)
        line = body[:-1] + b',"h":"' + before.encode() + b'"}\n'
        if len(line) > LINE_LIMIT:
            raise CorrtuiError("An entry is too long", f"{len(line)} bytes, at most {LINE_LIMIT}")
        lines.append(line)
        sealed.append({"n": n, **doc, "h": before})
    return lines, sealed


def parse_line(line: bytes) -> Any:
    """Return the JSON value of a line; None when it is none, or one that nests too deep to be read."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def line_problem(line: bytes, doc: Any, last_n: int, last_hash: str) -> str:
    """Return in words what is wrong with a line that should follow entry `last_n`; empty when nothing is."""
    if not isinstance(doc, dict) or type(doc.get("n")) is not int or not isinstance(doc.get("h"), str):
        return "the line is not an entry"
    if doc["n"] != last_n + 1:
        return f"entry {doc['n']} stands where entry {last_n + 1} must"
    if doc["h"] != chain_hash(last_hash, body_of(line)):
        return "its hash does not fit: the line was altered"
    return ""


def body_of(line: bytes) -> bytes:
    """Return what is hashed of a line without its end: all but its own hash."""
    return line[: 1 - SEALED_LENGTH] + b"}"


def sealed_hash(ending: bytes) -> str:
    """Return the hash in the last `SEALED_LENGTH` bytes of a line; empty when they hold none."""
    found = _SEALED.fullmatch(ending)
    return found[1].decode() if found else ""


def entry_number(line: bytes) -> int:
    """Return the running number at the beginning of a line, the rest unparsed; 0 when there is none."""
    found = _NUMBER.match(line)
    return int(found[1]) if found else 0
