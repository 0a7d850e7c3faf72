"""The formatted body of an Outlook message: RTF, packed as MS-OXRTFCP describes.

Literals and references into a window of 4,096 bytes that begins with words every RTF document uses.
"""

from __future__ import annotations

import struct
from typing import Final

from corrtui.intake.readers.limits import HTML_BYTES

# MS-OXRTFCP 2.1.2.1, the dictionary's initial content.
_WINDOW: Final = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_SIZE: Final = 4096
_PACKED, _PLAIN = b"LZFu", b"MELA"


def unpacked(data: bytes) -> bytes:
    """Return the RTF of a packed body, at most 2 MB; b"" where it is none, or damaged at its beginning."""
    if len(data) < 16:
        return b""
    _, size = struct.unpack_from("<II", data)
    size = min(size, HTML_BYTES)
    if data[8:12] == _PLAIN:
        return data[16 : 16 + size]
    if data[8:12] != _PACKED:
        return b""
    window = bytearray(_WINDOW.ljust(_SIZE, b"\0"))
    write, at = len(_WINDOW), 16
    found = bytearray()
    while at < len(data) and len(found) < size:
        flags, at = data[at], at + 1
        for bit in range(8):
            if at >= len(data):
                break
            if not flags >> bit & 1:
                piece, at = data[at : at + 1], at + 1
                window[write], write = piece[0], (write + 1) % _SIZE
                found += piece
                continue
            [reference] = struct.unpack(">H", data[at : at + 2].ljust(2, b"\0"))
            read, length, at = reference >> 4, (reference & 15) + 2, at + 2
            if read == write:
                return bytes(found)
            for _ in range(length):  # byte by byte: a reference may reach into what it writes
                byte = window[read]
                window[write] = byte
                found.append(byte)
                read, write = (read + 1) % _SIZE, (write + 1) % _SIZE
    return bytes(found)
