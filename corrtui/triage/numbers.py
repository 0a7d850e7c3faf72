"""Numbers a letter names with their label (account, order, invoice …), amounts of money, and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, Self

from corrtui.text import one_line
from corrtui.triage.dates import date_matches, has_year, is_ambiguous, read_date, read_date_at
from corrtui.triage.tracking import FAILS, find_tracking

_MOST = 300
"""A letter that names more than this is a list; the rest is left out."""

_KIND_OF = {
    "order": ("order", "orders", "po", "pedido"),
    "invoice": ("invoice", "invoices", "inv", "factura"),
    "account": ("account", "accounts", "acct", "accts", "a/c", "cuenta", "member", "customer"),
    "loan": ("loan", "mortgage", "prestamo", "préstamo"),
    "policy": ("policy", "poliza", "póliza"),
    "claim": ("claim", "claims", "reclamo"),
    "pro": ("pro",),
    "lading": ("bill of lading", "b/l", "waybill"),
    "case": ("case", "docket", "caso"),
    "patient": ("patient", "mrn", "medical record", "chart", "paciente"),
    "check": ("check", "cheque"),
    "item": ("item", "items", "sku", "part", "model", "catalog", "catalogue", "stock", "style"),
}
_KIND = {label: kind for kind, labels in _KIND_OF.items() for label in labels}
# Words too common to be followed by a number of ours unless "no." or "#" stands between.
_NEED_A_MARK = frozenset(
    ("loan", "mortgage", "prestamo", "préstamo", "policy", "poliza", "póliza", "member", "customer", "part",
     "model", "catalog", "catalogue", "stock", "style", "case", "docket", "caso", "patient", "medical record",
     "chart", "paciente")
)  # fmt: skip
_SHORTEST = {"order": 4}
_SHORTEST_OTHER = 3
_SHORTEST_AFTER_IS = 5
_LONG_LINE = 40

_VALUE = r"(?=[A-Za-z0-9/-]{0,39}\d)[A-Za-z0-9](?:[A-Za-z0-9]|[-/](?=[A-Za-z0-9])){0,38}(?![A-Za-z0-9])"
_LABELLED = re.compile(
    rf"""
    \b(?=[abcdfilmoprsw])(?P<label>orders?|p\.?o|invoices?|inv|accounts?|accts?|a/c|loan|policy|member|customer|claims?|pro|items?
        |sku|part|model|catalog(?:ue)?|stock|style|pedido|factura|cuenta|mortgage|pr[eé]stamo|p[oó]liza|reclamo
        |bill\sof\slading|b/l|waybill|case|docket|caso|patient|mrn|medical\srecord|chart|paciente|che(?:ck|que))\b\.?
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
_FIGURES = re.compile(r"\d[\d,]*(?:\.\d{1,2})?")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing a letter names, as it is written there, and where."""

    kind: str
    """account, loan, policy, order, invoice, claim, pro, lading, tracking, case, patient, check, item,
    amount, date; of the rest of the letter see `Facts.places`."""
    value: str
    start: int
    end: int
    plain: str = ""
    """What it comes to: an amount as "39.95", a date as "2026-03-01", a tracking number without blanks; ""
    where the value says all, or cannot be read for certain."""
    flags: tuple[str, ...] = ()
    """What to look at twice: "ambiguous", "future", "no such day", "check digit fails"."""

    @property
    def amount(self) -> Decimal | None:
        """The sum of money it names, in the currency it is written in; None for anything else."""
        return Decimal(self.plain) if self.kind == "amount" and self.plain else None

    @property
    def record(self) -> str:
        """The kind of record its number is looked up under: a loan and a policy are kept as accounts."""
        return "account" if self.kind in ("loan", "policy") else self.kind

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON values; what is empty is left out."""
        data = {"kind": self.kind, "value": self.value, "start": self.start, "end": self.end}
        data |= {"plain": self.plain} if self.plain else {}
        return data | ({"flags": list(self.flags)} if self.flags else {})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return what to_json gave."""
        kept = {key: data[key] for key in ("kind", "value", "start", "end")}
        return cls(**kept, plain=data.get("plain", ""), flags=tuple(data.get("flags", ())))


def amount_of(written: str) -> str:
    """Return a sum of money as plain figures, "$1,234.5" as "1234.50"; "" when it has none."""
    figures = _FIGURES.search(written)
    return f"{Decimal(figures[0].replace(',', '')):.2f}" if figures else ""


def find_numbers(text: str, spans: Iterable[tuple[int, int]], near: date | None = None) -> tuple[Found, ...]:
    """Return what stands in `spans` of `text`, in reading order; at most 300 of each sort.

    A date without a year is taken for the last such day on or before `near`.
    """
    found: list[Found] = []
    for start, end in spans:
        parcels = list(_first(_tracking(text, start, end)))
        taken = {place for item in parcels for place in (item.start, item.end)}
        found += parcels
        found += (item for item in _first(_labelled(text, start, end)) if item.start not in taken)
        found += _first(_amounts(text, start, end))
        found += _first(_dates(text, start, end, near))
    return tuple(sorted(found, key=lambda item: (item.start, item.end)))


def _first(sort: Iterator[Found]) -> Iterator[Found]:
    return islice(sort, _MOST)


def _tracking(text: str, start: int, end: int) -> Iterator[Found]:
    for item in find_tracking(text, start, end):
        value = one_line(text[item.start : item.end])
        yield Found(
            "tracking", value, item.start, item.end, item.number, (FAILS,) if item.holds is False else ()
        )


def _amounts(text: str, start: int, end: int) -> Iterator[Found]:
    for match in _AMOUNT.finditer(text, start, end):
        value = one_line(match[0])
        yield Found("amount", value, *match.span(), amount_of(value))


def _dates(text: str, start: int, end: int, near: date | None) -> Iterator[Found]:
    for match in date_matches(text, start, end):
        value = one_line(match[0])
        plain, flags = read_flags(value, near)
        day = read_date_at(text, match, near) if plain else None
        yield Found("date", value, *match.span(), day.isoformat() if day else plain, flags)


def read_flags(written: str, near: date | None) -> tuple[str, tuple[str, ...]]:
    """Return a date as ISO, "" when it cannot be told, and what is to be looked at twice."""
    day = read_date(written, near)
    if day is None:
        return "", ("no such day",) if has_year(written) else ()
    return day.isoformat(), ("ambiguous",) if is_ambiguous(written) else ()


def _labelled(text: str, start: int, end: int) -> Iterator[Found]:
    for match in _LABELLED.finditer(text, start, end):
        label = " ".join(match["label"].lower().replace(".", "").split())
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
        # In a list of several the next is about as long as the last: "numbers 55 and 56".
        listed = label.endswith("s") or match["mark"].lower().rstrip(" .").endswith("s")
        least = (
            min(_SHORTEST_OTHER, max(1, stop - place - 1)) if listed and match["mark"] else _SHORTEST_OTHER
        )
        while more := _MORE.match(text, stop, end):
            place, stop = more.span("value")
            if not _is_ours(text, place, stop, least):
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
