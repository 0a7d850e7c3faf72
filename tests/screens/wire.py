"""What the screen may send to a terminal, as one table, and a reader that holds a whole session to it.

The bytes are taken apart as a terminal does it (ECMA-48: C0, ESC, CSI, OSC and the other strings, UTF-8 for
the rest), so that nothing hides: what is neither a row of `GRAMMAR` nor text an eye can see is a fault.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_SGR = r"(?:[0-479]|2[1-9]|3[0-79]|4[0-79]|9[0-7]|10[0-7]|[34]8;5;\d{1,3})"

GRAMMAR = {
    # what a frame is made of
    "cursor to": r"\x1b\[\d*(?:;\d*)?H",
    "cursor by": r"\x1b\[\d*[ABCD]",
    "cursor in its line, in its column": r"\x1b\[\d*[Gd]",
    "carriage return, line feed, backspace": r"[\r\n\x08]",
    "line up, line down": r"\x1b[MD]",
    "style": rf"\x1b\[(?:0?;?(?:{_SGR}(?:;{_SGR})*)?)m",
    "erase in line": r"\x1b\[[012]?K",
    "erase below": r"\x1b\[[02]?J",
    "erase characters": r"\x1b\[\d*X",
    "repeat": r"\x1b\[\d*b",
    "scroll region": r"\x1b\[(?:\d+;\d+)?r",
    "scroll by": r"\x1b\[\d*[ST]",
    "lines in, out": r"\x1b\[\d*[LM]",
    "characters in, out": r"\x1b\[\d*[@P]",
    "cursor on, off": r"\x1b\[\?25[hl]",
    # once at the start and once at the end
    "other screen": r"\x1b\[\?1049[hl]",
    "cursor key mode, wrap": r"\x1b\[\?(?:1|7)[hl]",
    "reverse video, a cursor that blinks": r"\x1b\[\?(?:5|12)[hl]",
    "focus reports off": r"\x1b\[\?1004l",
    "bracketed paste": r"\x1b\[\?2004[hl]",
    # where the clerk copies
    "copy": r"\x1b\]52;[cp]*;[A-Za-z0-9+/=]*(?:\x07|\x1b\\)",
}
"""Every sequence our own display may write, by what it is for."""

AT_THE_ENDS = {
    "other screen": 2,
    "cursor key mode, wrap": 4,
    "reverse video, a cursor that blinks": 4,
    "focus reports off": 1,
    "bracketed paste": 2,
}
"""How often, at most, what is no part of a frame is written in one sitting."""

_KNOWN = re.compile("|".join(f"(?P<_{at}>{pattern})" for at, pattern in enumerate(GRAMMAR.values())))
_NAMES = tuple(GRAMMAR)
_CONTROL = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]?|\x1b[\]PX^_](?:[^\x07\x1b]|\x1b(?!\\))*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]?"
    r"|[\x00-\x1f\x7f-\x9f]"
)
_UNSEEN_BUT_MARKS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0d\uffa0\U000e0000-\U000e0fff]"
)
_VISIBLE_FORMATS = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of what was sent: a control sequence of a known kind, or text (`kind` empty)."""

    kind: str
    data: str


class Foreign(AssertionError):
    """Something was sent that our display does not send."""


def unseen(char: str) -> bool:
    """Return True for a character that no eye sees or that a terminal may act on."""
    if char in " \u00a0" or _VISIBLE_FORMATS.match(char):
        return False
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return True
    return bool(_UNSEEN_BUT_MARKS.match(char))


def tokens(raw: bytes, encoding: str = "utf-8") -> Iterator[Token]:
    """Yield what was sent, piece by piece.

    Raises:
        Foreign: what was sent is no text of the terminal's encoding, or holds a sequence that is not ours.
    """
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise Foreign(f"no {encoding}: {raw[max(0, error.start - 40) : error.end + 40]!r}") from None
    at = 0
    for control in _CONTROL.finditer(text):
        if control.start() > at:
            yield _text(text[at : control.start()])
        known = _KNOWN.fullmatch(control[0])
        if known is None:
            near = text[max(0, control.start() - 40) : control.end() + 40]
            raise Foreign(f"{control[0]!r} is none of ours, in {near!r}")
        yield Token(_NAMES[int(str(known.lastgroup)[1:])], control[0])
        at = control.end()
    if at < len(text):
        yield _text(text[at:])


def _text(text: str) -> Token:
    for char in text:
        if unseen(char):
            raise Foreign(f"{char!r} (U+{ord(char):04X}) in the text {text[:200]!r}")
    return Token("", text)


def hold_to_the_grammar(
    raw: bytes,
    *,
    size: tuple[int, int] = (250, 250),
    copied: int = 0,
    sittings: int = 1,
    cut_off: bool = False,
    markers: tuple[str, ...] = (),
    encoding: str = "utf-8",
) -> Counter[str]:
    """Read all a session sent and return how often each kind of sequence came.

    Args:
        raw: the bytes.
        size: rows and columns of the terminal: the cursor is sent to no place outside.
        copied: how often the clerk copied something to their terminal.
        sittings: how often the program had the terminal: one more after each use of an editor of one's own.
        cut_off: the session may end in the middle of a sequence or a character.
        markers: words of hostile data, which stand in no control sequence, nor in what was copied.
        encoding: the terminal's.

    Raises:
        Foreign: something else was sent.
    """
    if cut_off:
        raw = re.sub(rb"\x1b[^A-Za-z\x07\\]*\Z", b"", raw)
        raw = raw.decode(encoding, "ignore").encode(encoding) if _ends_half(raw, encoding) else raw
    found: Counter[str] = Counter()
    for token in tokens(raw, encoding):
        found[token.kind] += 1
        if not token.kind:
            continue
        for marker in markers:
            if marker in token.data:
                raise Foreign(f"the data word {marker!r} inside {token.data!r}")
        if token.kind == "cursor to":
            row, _, column = token.data[2:-1].partition(";")
            if int(row or 1) > size[0] or int(column or 1) > size[1]:
                raise Foreign(f"the cursor is sent to {token.data!r} on {size[0]} by {size[1]} cells")
        if token.kind == "copy":
            _hold_copied(token.data)
    if found["copy"] > copied:
        raise Foreign(f"{found['copy']} texts were put into the clipboard; the clerk copied {copied}")
    for kind, most in AT_THE_ENDS.items():
        if found[kind] > most * sittings:
            raise Foreign(f"{kind}: {found[kind]} times in {sittings} sittings")
    return found


def _hold_copied(sequence: str) -> None:
    body = sequence.split(";", 2)[2].rstrip("\x07\x1b\\")
    text = base64.b64decode(body, validate=True).decode("utf-8")
    for char in text:
        if char not in "\n\t" and unseen(char):
            raise Foreign(f"{char!r} was copied, in {text[:200]!r}")


def _ends_half(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError as error:
        return error.end == len(raw) and error.reason == "unexpected end of data"
    return False
