"""PC-14: what the text calls enclosed, what the enclosure line counts and what goes out agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corrtui.letters.proof.case import Finding, ProofCase
from corrtui.letters.proof.lists import either, words

RULE = "PC-14"
_SAYS = re.compile(
    r"\b(?:we|I)(?:[’']m|[’']re)?\s+(?:(?:also|now|hereby|are|am|have)\s+)*(?:enclos|attach)(?:e|ing)\b"
    r"|\bsee\s+(?:the\s+|our\s+)?(?:enclosures?|attachments?)\b|\benclosed\b|\battached\b",
    re.I,
)
_SENTENCE_ENDS = re.compile(r"[.!?:](?=\s)|\n\s*\n")
_PAPER = rf"\b{either(words('enclosures', 'not_listed'))}\b"

_WRITER_DID = re.compile(
    rf"\byou(?:[’']ve|[’']d)?(?:\s+{either(words('enclosures', 'fillers'))})*\s*$"
    r"|\byour\s+(?:\w+ly\s+)?$|\b(?:was|were|had\s+been|has\s+been)\s+(?:\w+\s+)?$|(?<!will)\s+be\s+$|\bif\s+$",
    re.I,
)
_NOTHING_IS = re.compile(
    r"(?:\b(?:not|never|no|nothing|without|neither|none)|n[’']t)(?:\s+\w+){0,2}\s+$", re.I
)
_OF_THE_WRITER = re.compile(r"\s+(?:to|with|in|by|inside|under)\s+(?:your|his|her|their)\b", re.I)
_FIXED_TO = re.compile(r"attached\s+to\s+(?!this\b)", re.I)
_CAME_IN = re.compile(rf"\b{either(words('enclosures', 'received'))}\b", re.I)
_PREDICATE_BEFORE = re.compile(r"\b(?:is|are|find|have|has)\s+(?:also\s+|now\s+)?$", re.I)
_PREDICATE_AFTER = re.compile(r"\s+(?:is|are|please|you\s+will|hereto|herewith)\b", re.I)
_PAPER_AFTER = re.compile(rf"(?:[\s,]+(?!in\b|and\b|with\b|to\b|or\b)[\w-]+){{0,4}}\s+{_PAPER}", re.I)
_PAPER_BEFORE = re.compile(rf"{_PAPER}[^,;]{{0,20}}$", re.I)


def check(case: ProofCase) -> Iterable[Finding]:
    """Block "enclosed" without an enclosure line, a count other than that of the papers, a paper unmentioned.

    What the writer enclosed ("the receipt you enclosed") is not ours, and a reply envelope is not counted.
    Source: proof rule PC-14.
    """
    if case.parts is None:
        return
    counted, papers = case.parts.enclosure_count, len(case.attached)
    if counted and counted != papers:
        start = case.offset_of("enclosures")
        end = case.text.find("\n", start)
        message = f"The enclosure line counts {counted}, {_papers(papers)} with the letter. Make them agree."
        yield case.finding(RULE, "block", message, start, end if end >= 0 else len(case.text))
    if counted:
        return
    for start, end in _our_enclosures(case.reading.below_address):
        word = " ".join(case.text[start:end].split())
        message = f"The text says “{word}”, {_papers(papers)} with the letter and no enclosure line says so."
        yield case.finding(RULE, "block", message, start, end)
        return
    if papers:
        message = f"{_papers(papers).capitalize()} with the letter, which mentions none: {case.attached[0]}."
        start = case.offset_of("close")
        yield case.finding(RULE, "block", message, start, start, case.attached[0])


def _papers(count: int) -> str:
    return {0: "nothing goes out", 1: "one paper goes out"}.get(count, f"{count} papers go out")


def _our_enclosures(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the letter says that we enclose something."""
    for match in _SAYS.finditer(text):
        ends = [
            end.end() for end in _SENTENCE_ENDS.finditer(text, max(0, match.start() - 400), match.start())
        ]
        before = text[ends[-1] if ends else max(0, match.start() - 400) : match.start()]
        if not _is_the_writers(before, match[0], text, match.end()):
            yield match.span()


def _is_the_writers(before: str, word: str, text: str, end: int) -> bool:
    """Return whether these words speak of what the writer enclosed, of nothing, or of a reply envelope."""
    if _PAPER_AFTER.match(text, end) or _PAPER_BEFORE.search(before):
        return True
    if _WRITER_DID.search(before) or _NOTHING_IS.search(before) or _OF_THE_WRITER.match(text, end):
        return True
    if word.casefold() == "attached" and _FIXED_TO.match(text, end - len(word)):
        return True
    predicate = _PREDICATE_BEFORE.search(before) or _PREDICATE_AFTER.match(text, end)
    return bool(_CAME_IN.search(before)) and not predicate and word[:2].casefold() not in ("we", "i ", "se")
