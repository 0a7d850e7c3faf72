"""Enclosures as files of the case folder, under names the house gives: a writer's name is never a path."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from corrtui.intake.brought import Brought
from corrtui.intake.reading import Enclosure

_ENDINGS: Final[Mapping[str, str]] = {
    "message/rfc822": ".eml",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/csv": ".csv",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "application/msword": ".doc",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
}
"""Where the writer's name has no ending; what it is for is to be opened by the right program."""


def kept_as_files(brought: Brought) -> Brought:
    """Return what came with a file name for each enclosure that has bytes: `enclosure-01.pdf`."""
    enclosures = tuple(
        replace(enclosure, file=f"enclosure-{number:02d}{_ending(enclosure)}") if piece else enclosure
        for number, (enclosure, piece) in enumerate(
            zip(brought.reading.enclosures, brought.pieces, strict=True), 1
        )
    )
    return replace(brought, reading=replace(brought.reading, enclosures=enclosures))


def _ending(enclosure: Enclosure) -> str:
    media_type = enclosure.media_type.lower()
    if media_type == "message/rfc822" or enclosure.name.startswith("message: "):
        return _ENDINGS.get(media_type, ".txt")
    return suffix_of(enclosure.name) or _ENDINGS.get(media_type, "")


def suffix_of(name: str) -> str:
    """A safe ending for a name in the case folder: letters and digits only."""
    suffix = os.path.splitext(name)[1].lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ""
