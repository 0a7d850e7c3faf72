"""What the writer's own words tell that changes the wording of an answer.

Loss or damage, a death, a matter of the bank, what was paid, what was sent along, and which figure is in
question. A cue only takes a sentence out of a letter or puts a careful one in; no figure is made here. Where
two figures could be meant, none is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from corrtui.letters.figures import parse_date, parse_money
from corrtui.triage.layout import read_layout

if TYPE_CHECKING:
    from corrtui.triage.facts import Facts

_KIN = r"mother|father|husband|wife|son|daughter|sister|brother|aunt|uncle|grandmother|grandfather|parent"
_CUES: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.I)
    for name, pattern in {
        "deceased": rf"\bpassed away\b|\bdeceased\b|\bexecut(?:or|rix)\b|\bletters testamentary\b"
        rf"|\bdeath certificate\b|(?<!real )\bestate of\b|\b(?:{_KIN})\b[^.?!]{{0,60}}\bdied\b",
        "lost": r"\b(?:lost|missing) (?:\w+ ){0,2}"
        r"(?:parcel|package|shipment|carton|box|crate|freight|goods)\b"
        r"|\bnever (?:came|arrived|reached|got here|showed up|delivered|received)\b"
        r"|\b(?:parcel|package|shipment|carton|box|crate|goods)\b[^.?!]{0,40}\b(?:is|was|are|were|got) lost\b"
        r"|\bdid(?: not|n['’]t) (?:arrive|come|reach)\b|\blost in (?:the mail|transit)\b",
        "damage": r"\b(?:broke|broken|damag\w+|crush\w*|shatter\w*|smash\w*|dent(?:s|ed)?|torn|split open)\b"
        r"|\bruin(?:s|ed)\b",
        "injury": r"\b(?:injur\w+|hurt|burn(?:ed|t)|bleeding|hospital|emergency room|stitches|lawyer)\b",
        "bank": r"\b(?:ATM|deposits?|savings|checking account|debit|cash card|withdrawals?|loan|mortgage)\b",
        "paid": r"\b(?:cashed|already paid|paid (?:it|this|that|the bill|in full)|in suspense)\b"
        r"|\b(?:have|had) paid\b|\bpayment (?:was )?not (?:been )?credited\b",
        "unpaid": r"\b(?:past due|unpaid|owe[sd]?|will not pay|won['’]t pay|refuse to pay|not paying)\b",
        "new_address": r"\b(?:new|changed?|change of|different|former|old) (?:\w+ )?address\b"
        r"|\b(?:moved|moving|move[sd]? to|relocat\w+)\b|\baddress (?:is|has|will|change)",
    }.items()
}
_POINT = re.compile(r"^[ \t]*(?:\(?[1-9][.)]|[-*•])[ \t]+\S", re.M)
_DISPUTED = re.compile(
    r"\bovercharg\w*|\b(?:charged|billed)\b[^.?!$]{0,30}\b(?:twice|double|again)\b"
    r"|\bdouble[- ](?:charg|bill)\w*"
    r"|\berror\b|\bmistake\b|\bdisput\w+|\bnot mine\b|\bwrong(?:ly)?\b|\bincorrect(?:ly)?\b|\bhold\w* back\b"
    r"|\bwithh[eo]ld\w*|\bquestion(?:ing)?\s+(?:the|this|a)\b|\bshould not (?:have|be)\b"
    r"|\b(?:did not|didn['’]t|never) (?:order|authoriz|ma[kd]e|receiv)\w*",
    re.I,
)
_CLAIMED = re.compile(r"\bclaim(?:s|ed|ing)?\b|\bdamages\b|\breimburse\w*", re.I)
_AMOUNT = re.compile(r"\$\s?[0-9][0-9,]*(?:\.[0-9]{2})?(?![0-9])")
_CHECK = re.compile(r"\b(check|money order|cashier's check)\b", re.I)
_PAPERS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.I)
    for name, pattern in {
        "invoice": r"invoice|receipt for|proof of (?:purchase|price)|sales slip",
        "lading": r"lading|waybill|freight bill|shipping (?:notice|paper|slip|order)",
        "receipt": r"delivery (?:receipt|slip|ticket)|signed receipt",
        "inspection": r"inspection|inspector",
        "photographs": r"photo|picture|snapshot",
        "certificate": r"death certificate",
        "authority": r"letters testamentary|letters of administration|court (?:paper|order)|probate",
    }.items()
}
_HEADER_DATE = re.compile(
    r"\b(?:Date|Received|Taken|Called|Submitted|Sent)\b[:\s]{0,6}(?:on )?([A-Za-z]{3,9}\.? \d{1,2}, \d{4})"
)
_SHORT = "Jan Feb Mar Apr Jun Jul Aug Sep Oct Nov Dec Mrs Mr Ms Dr No no"
_SENTENCE_END = re.compile("".join(rf"(?<!\b{word}\.)" for word in _SHORT.split()) + r"(?<=[.?!])\s+|\n\s*\n")
_LONGEST_READ = 60_000
_HEADER = 600


def told(text: str) -> dict[str, object]:
    """Return what a template may ask of the incoming `text`, each True or False; empty for no text.

    `deceased`, `lost`, `damage`, `injury`, `bank` (deposit, card or loan), `paid`, `unpaid`, `new_address`,
    `several` (points or questions), `harm` (damage, injury or loss), and `elsewhere`: no word of an address.
    """
    words = own_words(text)
    if not words.strip():
        return {}
    cues = {name: bool(pattern.search(words)) for name, pattern in _CUES.items()}
    several = len(_POINT.findall(words)) > 1 or words.count("?") > 2
    return {
        **cues,
        "several": several,
        "harm": cues["damage"] or cues["injury"],
        "elsewhere": not cues["new_address"],
    }


def given(text: str, facts: Facts) -> dict[str, object]:
    """Return which parts of a claim the writer has given: numbers and amount told, papers said enclosed."""
    sent = "\n".join(facts.enclosures)
    papers: dict[str, object] = {name: bool(pattern.search(sent)) for name, pattern in _PAPERS.items()}
    shipment = any(facts.values(kind) for kind in ("pro", "order"))
    amount = bool(facts.values("amount"))
    return {
        **papers,
        "shipment": shipment,
        "amount": amount,
        "claim": shipment and amount,
        "noted": bool(_PAPERS["inspection"].search(own_words(text))),
    }


def disputed_amount(text: str, facts: Facts) -> Decimal | None:
    """Return the one amount that stands nearest to words of dispute, None when it is none or several."""
    return _tied(text, facts, _DISPUTED)


def claimed_amount(text: str, facts: Facts) -> Decimal | None:
    """Return the one amount that stands nearest to words of a claim, None when it is none or several."""
    return _tied(text, facts, _CLAIMED)


def enclosed_money(facts: Facts) -> dict[str, object]:
    """Return `form` ("check") and `amount` of the money enclosed; empty unless the letter states one sum."""
    if not facts.money:
        return {}
    forms, sums = set(), set()
    for item in facts.enclosures:
        if check := _CHECK.search(item):
            forms.add(check[1].casefold())
            sums |= {parse_money(found.replace(" ", "")) for found in _AMOUNT.findall(item)}
    sums.discard(None)
    return {"form": forms.pop(), "amount": sums.pop()} if len(forms) == len(sums) == 1 else {}


def header_date(text: str) -> date | None:
    """Return the date in the head of a phone note or a web form, None when it has none."""
    found = _HEADER_DATE.search(text[:_HEADER])
    return parse_date(found[1]) if found else None


def own_words(text: str) -> str:
    """Return the writer's own words of `text`, without quoted earlier letters."""
    short = text[:_LONGEST_READ]
    return "\n".join(short[start:end] for start, end in read_layout(short).own)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of running text, each on one line."""
    for sentence in _SENTENCE_END.split(text):
        if line := " ".join(sentence.split()):
            yield line


def _tied(text: str, facts: Facts, cue: re.Pattern[str]) -> Decimal | None:
    """Return the amount tied to a cue; only an amount found as a fact counts, so that its source is known."""
    known = {parse_money(value) for value in facts.values("amount")}
    tied = set()
    for sentence in sentences(own_words(text)):
        amounts = [
            (match.start(), parse_money(match[0].replace(" ", ""))) for match in _AMOUNT.finditer(sentence)
        ]
        for word in cue.finditer(sentence):
            near = sorted(
                (abs(at - word.end()), amount) for at, amount in amounts if amount in known and amount
            )
            if near:
                tied.add(near[0][1])
    return tied.pop() if len(tied) == 1 else None
