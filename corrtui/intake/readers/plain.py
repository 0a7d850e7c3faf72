"""Bytes to text: the ladder of encodings every reader climbs, and the last tidying of a text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from corrtui.intake.readers.cannot import CannotRead
from corrtui.intake.readers.limits import TEXT_BYTES
from corrtui.text import clean, one_line

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)

# Names in mail and web pages mean the larger sets, as in browsers: https://encoding.spec.whatwg.org/#names-and-labels
_MEANT: Final = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}

_UNTOLD: Final = re.compile("[\u2400-\u2421\ufffd]")
_BLANK_LINES: Final = re.compile(r"\s*\n")
_NO_LETTER_IS_IN: Final = {"punycode", "idna", "unicode-escape", "raw-unicode-escape"}
"""Codecs Python has for other ends than letters; the first takes quadratic time."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was in."""

    text: str
    encoding: str
    """In words: "UTF-8", "cp1252 (not UTF-8)"."""
    lossless: bool = True
    """False when some bytes had to be replaced by U+FFFD."""


def decode(data: bytes, declared: str = "") -> Decoded:
    """Return `data` as text by the first step of the ladder that takes all of it.

    The steps: byte order mark, the `declared` encoding, UTF-16 without a mark, UTF-8, cp1252, latin-1.
    The last one takes everything, so a text always comes back.
    """
    for mark, codec, title in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(codec, errors="replace")
            return Decoded(text, title, lossless="\ufffd" not in text)
    label = one_line(declared, 40).strip("\"' ").lower()
    remark = "not UTF-8"
    if label:
        try:
            codec = codecs.lookup(_MEANT.get(label, label)).name
            if codec in _NO_LETTER_IS_IN:
                raise LookupError(codec)
            return Decoded(data.decode(codec), label)
        except LookupError:
            remark = f"declared {label} is unknown"
        except ValueError:
            remark = f"declared {label} does not fit"
    elif codec := utf_16_without_mark(data):
        return Decoded(data.decode(codec, errors="replace"), "UTF-16 without a mark")
    try:
        return Decoded(data.decode("utf-8"), f"UTF-8 ({remark})" if label else "UTF-8")
    except UnicodeDecodeError:
        pass  # the ladder's next step
    try:
        return Decoded(data.decode("cp1252"), f"cp1252 ({remark})")
    except UnicodeDecodeError:
        return Decoded(data.decode("latin-1"), f"latin-1 ({remark})")


def utf_16_without_mark(data: bytes) -> str:
    """Return the codec when `data` is Western text in UTF-16 that lacks its byte order mark, else ""."""
    head = data[:2048]
    half = len(head) // 2
    if half < 8 or b"\0" not in head:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.8 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.8 * half and odd < 0.05 * half else ""


def garbled(text: str) -> bool:
    """Tell whether more than a fifth of a clean `text` stands for characters nobody can read."""
    return len(_UNTOLD.findall(text)) > 0.2 * len(text)


def tidy(raw: str) -> tuple[str, tuple[str, ...]]:
    """Return `raw` cleaned, without blank lines at its ends and within 2 MB, and the defects to tell.

    Raises:
        CannotRead: nothing but blanks is left.
    """
    cut = len(raw) > TEXT_BYTES
    text = clean(raw[:TEXT_BYTES]).rstrip()
    if blank := _BLANK_LINES.match(text):
        text = text[blank.end() :]
    if len(text) > TEXT_BYTES // 4:
        whole = text.encode()
        cut = cut or len(whole) > TEXT_BYTES
        text = whole[:TEXT_BYTES].decode(errors="ignore") if cut else text
    if not text.strip():
        raise CannotRead("there is nothing but blanks in it")
    return text, ("the text is cut after 2 MB: open the original for the rest",) if cut else ()
