"""What a letter without a subject header is about, in one line for lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corrtui.triage.address_block import has_zip_line
from corrtui.triage.layout import read_layout
from corrtui.triage.writer import is_date_line

_LOOKED_AT = 6_000
_TOP_LINES = 40
_LONGEST_TITLE = 100
_LONGEST_LABELLED = 60

_FIELD = re.compile(
    r"""
    \s*(?P<label>re|ref|reference|subject|subj|topic|regarding|asunto)
    (?:\s*:|\.(?=\s)|\s{2,}|\t)\s*(?P<matter>\S.*)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BEST_FIELDS = ("re", "subject", "subj", "regarding", "asunto", "ref", "reference", "topic")
# What an official paper calls itself.
_PAPER = re.compile(
    r"\s*(?:notice (?:of|to)|subpoena|summons|writ of|order (?:to show|for relief)|petition (?:for|to)"
    r"|motion (?:to|for)|demand (?:for|to)|application (?:for|of))\b",
    re.IGNORECASE,
)
_NUMBER_LINE = re.compile(
    r"\s*(?:my |our |your )?(?:account|acct|order|invoice|claim|policy|statement|pro)\b[^:]*\d.*",
    re.IGNORECASE,
)
_JUST_A_NUMBER = 3
_HEADER = re.compile(
    r"""
    \s*(?: taken\sby | dates?\b[^:]{0,12} | time | caller | (?:tele)?phone | tel
         | (?:home|street|mailing)?\s?address | account | acct | order | (?:fax\s)?to | from
         | (?:no\.\s?of\s)?pages? | by | received | cc | name | e-?mail | company | attn | attention | sent
         | via | fax | customer | operator | clerk | call\s?back | department | topic )
    (?:\s*:|\s{2,}|\t)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LABEL = re.compile(r"\s*[A-Z][\w ./'-]{0,24}:(?:\s|$)")
_SAID = re.compile(
    r"\b(?:message|asked|asks|says|said|wants|request|reason(?:\sfor\scall(?:ing)?)?|regarding|concerning|question"
    r"|problem|complaint|matter)\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"[.!?](?<!\b\w\.)(?<!\b(?:Mr|Ms|Dr|St|Co|No|no)\.)(?<!\b(?:Mrs|Inc)\.)[\"'”’)]?(?=\s|$)"
)
_FEWEST_WORDS = 4


def field_line(text: str) -> str:
    """Return what stands in a line "Re:", "Subject:" or else "Topic" near the top; "" without one."""
    said: dict[str, str] = {}
    for line in text[:_LOOKED_AT].split("\n")[:_TOP_LINES]:
        if match := _FIELD.fullmatch(line):
            said.setdefault(match["label"].lower(), match["matter"].strip())
    return next((said[label] for label in _BEST_FIELDS if label in said), "")


def matter_line(text: str, *, is_note: bool = False) -> str:
    """Return what the letter `text` is about, in one line; "" when it says nothing.

    The first of these that is there: a line "Re:" or the like; what an official paper calls itself; a title
    above the salutation; a line that begins with an account or order number; in a note of a call or a fax
    what stands behind "Message:" or "She says:"; the first full sentence. Addresses, dates and header labels
    are passed over.

    Args:
        text: the letter as read.
        is_note: it is a phone note or fax cover, whose own labels say where the message begins.
    """
    if found := field_line(text):
        return found
    head = text[:_LOOKED_AT]
    lines = head.split("\n")[:_TOP_LINES]
    paper = next((line for line in lines if _PAPER.match(line) and _is_title(line)), "")
    if paper:
        return paper.strip()
    if title := _title_above_salutation(text):
        return title
    if is_note and (said := _SAID.search(head)):
        return _first_sentence(head[said.end() :].split("\n\n")[0].split("\n")) or head[said.end() :].strip()
    sentence = next(_sentences(_body(text)), "")
    number = next((line.strip() for line in lines if _NUMBER_LINE.fullmatch(line) and _is_title(line)), "")
    if number and sentence and len(number.split()) <= _JUST_A_NUMBER:
        return f"{number}: {sentence}"
    return number or sentence or " ".join(_left(lines)) or " ".join(head.split())


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and not _SENTENCE_END.search(line)


def _title_above_salutation(text: str) -> str:
    """Return the line between the inside address and the salutation; "" when none stands there."""
    heading = [line.text for line in read_layout(text).heading if line.text.strip()]
    if len(heading) < _JUST_A_NUMBER or not has_zip_line(heading[:-1]):
        return ""
    above, title = heading[-2:]
    plain = not (has_zip_line([title]) or is_date_line(title) or _LABEL.match(title) or _HEADER.match(title))
    attention = title.strip().lower().startswith(("attn", "attention", "via ", "by "))
    ends = has_zip_line([above]) and plain and not attention and _is_title(title)
    return title.strip() if ends and len(title.split()) >= _JUST_A_NUMBER else ""


def _body(text: str) -> str:
    return "".join(text[start : min(end, start + _LOOKED_AT)] for start, end in read_layout(text).body)[
        :_LOOKED_AT
    ]


def _sentences(text: str) -> Iterator[str]:
    """Yield the first full sentence of each paragraph that has one."""
    for paragraph in re.split(r"\n[ \t]*\n", text):
        if sentence := _first_sentence(_left(paragraph.split("\n"))):
            yield sentence


def _left(lines: Iterable[str]) -> list[str]:
    """Return `lines` without addresses, dates and header labels."""
    kept: list[str] = []
    for line in lines:
        if has_zip_line([line]):
            kept.clear()
        elif line.strip() and not is_date_line(line) and not _is_header(line):
            kept.append(line.strip())
    return kept


def _is_header(line: str) -> bool:
    if _HEADER.match(line):
        return True
    return bool(_LABEL.match(line)) and len(line) <= _LONGEST_LABELLED and not _SENTENCE_END.search(line)


def _first_sentence(lines: Iterable[str]) -> str:
    words = " ".join(" ".join(lines).split()).strip("\"'“”‘’ ")
    end = _SENTENCE_END.search(words)
    # A greeting or an exclamation is no matter yet.
    while end and len(words[: end.end()].split()) < _FEWEST_WORDS and end.end() < len(words):
        end = _SENTENCE_END.search(words, end.end())
    sentence = words[: end.end()].strip("\"'“”‘’ ") if end else ""
    return sentence if len(sentence.split()) >= _FEWEST_WORDS else ""
