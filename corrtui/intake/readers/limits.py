"""What reading one letter may cost: the figures both ends of the pipe keep to.

They come from trials with hostile files: an honest letter stays a factor of ten below each of them, and
nothing that reaches one can slow the desk down.
"""

from __future__ import annotations

from typing import Final

MB: Final = 1024 * 1024

FILE_BYTES: Final = 25 * MB
"""A larger file is not opened; scanners and mail servers of offices stop near 25 MB as well."""
TEXT_BYTES: Final = 2 * MB
"""UTF-8 length of the text a reading may carry: about 700 typed pages."""
NAME_CHARACTERS: Final = 200
"""Length of one name, subject or header as it is shown."""

WALL_SECONDS: Final = 30.0
CPU_SECONDS: Final = 20
MEMORY_BYTES: Final = 1024 * MB
SPENT_BYTES: Final = 384 * MB
"""A child still holding this much after a letter is replaced: the next one has the whole gigabyte."""
OPEN_FILES: Final = 64
ANSWER_BYTES: Final = 16 * MB
"""Longest answer line the house listens to: 2 MB of text, every character escaped."""

HTML_BYTES: Final = 2 * MB
PDF_PAGES: Final = 500
PDF_SECONDS: Final = 12.0
"""Processor time after which a PDF's other pages are left out; CPU_SECONDS would lose them all."""
MIME_DEPTH: Final = 20
MIME_PARTS: Final = 100
HEADER_CHARACTERS: Final = 10_000
"""Longer e-mail headers are cut before they are decoded: 20,000 encoded words take seconds."""
ZIP_BYTES: Final = 100 * MB
ZIP_RATIO: Final = 100
ZIP_MEMBERS: Final = 2000

PICTURE_PIXELS: Final = 50_000_000
"""A page of letter size at 600 dots per inch has 34 million."""
PICTURE_PAGES: Final = 50
"""Pages of a scan that are read; the rest is seen in the original."""
ENCLOSURES_LOOKED_AT: Final = 10
"""Of a message without text, so many enclosures are looked into for one."""
MESSAGE_DEPTH: Final = 3
"""Messages enclosed in messages that are looked into."""
