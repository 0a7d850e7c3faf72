"""Numbers a letter names with their label (account, order, invoice …), amounts of money, and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corrtui.text import one_line
from corrtui.triage.dates import date_matches

_MOST = 300
"""A letter that names more than this is a list; the rest is left out."""

_KIND_OF = {
    "order": ("order", "orders", "po", "pedido"),
    "invoice": ("invoice", "invoices", "inv", "factura"),
    "account": (
        "account",
        "accounts",
        "acct",
        "accts",
        "ac",
        "cuenta",
        "loan",
        "policy",
        "member",
        "customer",
    ),
    "claim": ("claim", "claims"),
    "pro": ("pro",),
    "item": ("item", "items", "sku", "part", "model", "catalog", "catalogue", "stock", "style"),
}
_KIND = {label: kind for kind, labels in _KIND_OF.items() for label in labels}
# Words too common to be followed by a number of ours unless "no." or "#" stands between.
_NEED_A_MARK = frozenset(
    ("loan", "policy", "member", "customer", "part", "model", "catalog", "catalogue", "stock", "style")
)
_SHORTEST = {"order": 4}
_SHORTEST_OTHER = 3
_SHORTEST_AFTER_IS = 5
_LONG_LINE = 40

_VALUE = r"(?=[A-Za-z0-9/-]{0,39}\d)[A-Za-z0-9](?:[A-Za-z0-9]|[-/](?=[A-Za-z0-9])){0,38}(?![A-Za-z0-9])"
_LABELLED = re.compile(
    rf"""
    \b(?P<label>orders?|p\.?o|invoices?|inv|accounts?|accts?|a/c|loan|policy|member|customer|claims?|pro|items?
        |sku|part|model|catalog(?:ue)?|stock|style|pedido|factura|cuenta)\b\.?
    (?P<mark>(?:,?\s{{0,2}}(?:(?:id|no|nos|nr|num|number|numbers|n[uú]mero)\b\.?|\#|n[º°]\.?)){{0,2}})
    (?P<between>\s{{0,2}}[:,]?\s{{0,2}}(?:(?:is|was|are|es)\s{{1,2}})?(?:ending\s(?:in|with)?\s?)?[*•…]{{0,16}}\s?)
    (?P<value>{_VALUE})
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MORE = re.compile(
    rf"\s{{0,2}}(?:,\s{{0,2}}and\b|,|;|&|\band\b|\bor\b|\by\b)\s{{0,2}}\#?\s?(?P<value>(?=\d){_VALUE})",
    re.IGNORECASE,
)
_MORE_GROUPS = re.compile(r"(?:[ -]\d{3,6}){1,4}(?![\w-])")
_NOT_A_NUMBER_OF_OURS = re.compile(
    r"[.,]\d|\s{0,2}(?:%|(?:days?|weeks?|months?|years?|hours?|minutes?|dollars?|cents?|percent|[ap]\.?m\b|times|"
    r"pieces|units|copies|pages|people|miles|lbs|pounds|inch(?:es)?|feet|each)\b)",
    re.IGNORECASE,
)
_LOOKS_LIKE_A_DATE = re.compile(
    r"\d{1,2}([/-])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|\d+(?:st|nd|rd|th)", re.IGNORECASE
)
_AMOUNT = re.compile(
    r"(?=[U$£€\d])(?:(?:US)?[$£€]\s?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,9})(?:\.\d{1,2})?(?![\dkKmM])"
    r"|(?<![\d.,])(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,9})(?:\.\d{2})?\s(?:US\s)?dollars\b"
    r"|\bUSD\s?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,9})(?:\.\d{1,2})?(?!\d))"
)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing a letter names, as it is written there, and where."""

    kind: str
    """account, order, invoice, claim, pro, item, amount or date."""
    value: str
    start: int
    end: int


def find_numbers(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Found, ...]:
    """Return what stands in `spans` of `text`, in reading order; at most 300 of each sort."""
    found: list[Found] = []
    for start, end in spans:
        for sort in (_labelled(text, start, end), _amounts(text, start, end), _dates(text, start, end)):
            found += [item for item, _ in zip(sort, range(_MOST), strict=False)]
    return tuple(sorted(found, key=lambda item: (item.start, item.end)))


def _amounts(text: str, start: int, end: int) -> Iterator[Found]:
    for match in _AMOUNT.finditer(text, start, end):
        yield Found("amount", one_line(match[0]), *match.span())


def _dates(text: str, start: int, end: int) -> Iterator[Found]:
    for match in date_matches(text, start, end):
        yield Found("date", one_line(match[0]), *match.span())


def _labelled(text: str, start: int, end: int) -> Iterator[Found]:
    for match in _LABELLED.finditer(text, start, end):
        label = match["label"].lower().replace(".", "").replace("/", "")
        kind = _KIND[label]
        if not match["mark"] and (label in _NEED_A_MARK or (kind == "pro" and match["label"].islower())):
            continue
        shortest = 1 if match["mark"] else _SHORTEST.get(kind, _SHORTEST_OTHER)
        if not match["mark"] and match["between"].strip(" \n:,*•…"):
            shortest = max(shortest, _SHORTEST_AFTER_IS)
        place, stop = match.span("value")
        if "\n" in match[0] and not _goes_on(text, match):
            continue
        if kind == "account" and match["value"].isdigit() and (groups := _MORE_GROUPS.match(text, stop, end)):
            stop = groups.end()
        if not _is_ours(text, place, stop, shortest):
            continue
        yield Found(kind, one_line(text[place:stop]), place, stop)
        while more := _MORE.match(text, stop, end):
            place, stop = more.span("value")
            if not _is_ours(text, place, stop, _SHORTEST_OTHER):
                break
            yield Found(kind, text[place:stop], place, stop)


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Say whether the number on the next line belongs to the label at the end of this one.

    It does after "no.", "#" or a colon, and where a full line of prose is broken; below a line such as
    "Freight Claims" stands the number of a street.
    """
    if match["mark"] or ":" in match["between"]:
        return True
    before = text[max(0, match.start() - _LONG_LINE) : match.end("label")]
    return len(before.rpartition("\n")[2]) >= _LONG_LINE


def _is_ours(text: str, start: int, end: int, shortest: int) -> bool:
    value = text[start:end]
    return (
        len(value) >= shortest
        and not _LOOKS_LIKE_A_DATE.fullmatch(value)
        and not _NOT_A_NUMBER_OF_OURS.match(text, end)
    )
