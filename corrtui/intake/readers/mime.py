"""How deep and how many the parts of an e-mail are, counted before anything parses it.

The stdlib's parser calls itself once a level and keeps an object a part: 1,500 nested parts end in a
RecursionError, a million small ones in a gigabyte. What lies beyond a limit is cut off, the rest is read.
"""

from __future__ import annotations

import re
from email.parser import HeaderParser
from typing import Final

from corrtui.intake.readers.limits import MIME_DEPTH, MIME_PARTS

_CONTAINER_OR_DELIMITER: Final = re.compile(
    rb"[\r\n](?:"
    rb"(?P<container>content-type:(?:[ \t]|[\r\n]{1,2}[ \t])*+(?:multipart|message)/"
    rb"[^\r\n]*+(?:[\r\n]{1,2}[ \t][^\r\n]*+)*+)"
    rb"|--(?P<delimiter>[^\r\n]++))",
    re.I,
)


def within_limits(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return the beginning of the message `data` that keeps the limits, and the defects to tell."""
    boundaries: list[str | None] = []  # one for each container we are in; None where it has none
    parts = 0
    for match in _CONTAINER_OR_DELIMITER.finditer(
        b"\n" + data
    ):  # places are one behind: just before the line
        if container := match["container"]:
            boundaries.append(_boundary(container))
            if len(boundaries) > MIME_DEPTH:
                return data[: match.start()], (f"parts nested deeper than {MIME_DEPTH} were not looked at",)
            continue
        line = match["delimiter"].decode("latin-1").rstrip()
        if line in boundaries:
            del boundaries[boundaries.index(line) + 1 :]
            parts += 1
            if parts > MIME_PARTS:
                return data[: match.start()], (
                    f"only the first {MIME_PARTS} parts of the message were looked at",
                )
        elif line.endswith("--") and line[:-2] in boundaries:
            del boundaries[boundaries.index(line[:-2]) :]
    return data, ()


def _boundary(header: bytes) -> str | None:
    try:
        return HeaderParser().parsestr(header.decode("latin-1")).get_boundary()
    except Exception:  # a broken RFC 2231 parameter; the count goes on without this boundary
        return None
