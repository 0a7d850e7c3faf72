"""Which matched records a letter may quote, what a template calls their figures, and where each is from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corrtui.records.record import Record
    from corrtui.triage.facts import Facts, Writer

# What a template calls a figure → columns it may stand in when `fields` in desk.toml does not say. A name in
# braces stands for the record's kind.
_USUAL_COLUMNS = {
    "name": ("name", "customer", "customer_name", "company", "holder"),
    "date": ("date", "{kind}_date", "{kind}d_on", "paid_on"),
    "amount": ("amount", "total", "{kind}_amount", "{kind}_total"),
    "item": ("item", "description", "article"),
    "price": ("price", "unit_price"),
}
_STREET = ("address", "street", "address1", "address_1", "address_line_1", "street_address")
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sra?|Srta)\b", re.I)
_SECOND = ("address2", "address_2", "address_line_2", "unit")


def chosen(records: Sequence[Record], facts: Facts, attached: Sequence[str]) -> dict[str, Record]:
    """Return for each kind the one record a letter may quote.

    That is the first which the letter names by its number, else the first which goes with the letter, else
    the only one of its kind. Of several that merely belong to the same customer none is taken, and none in
    somebody else's name.
    """
    by_kind: dict[str, list[Record]] = {}
    for record in (row for row in records if not row.foreign):
        by_kind.setdefault(record.kind, []).append(record)
    picked: dict[str, Record] = {}
    for kind, rows in by_kind.items():
        numbers = {_bare(number) for number in facts.values(kind)}
        named = [row for row in rows if _bare(row.key) in numbers]
        enclosed = [row for row in rows if row.title in attached]
        if candidates := named or enclosed or (rows if len({row.identity for row in rows}) == 1 else []):
            picked[kind] = candidates[0]
    return picked


def values_of(record: Record) -> dict[str, str]:
    """Return the figures of a record by the names a template uses; `no` is its own number."""
    columns = {column.casefold(): value for column, value in record.fields if value}
    values = {column: value for column, value in columns.items() if column.isidentifier()}
    for name, usual in _USUAL_COLUMNS.items():
        for column in (column.format(kind=record.kind) for column in usual):
            if column in columns:
                values.setdefault(name, columns[column])
    values |= {name: value for name, value in record.values.items() if value}
    values["no"] = record.key
    return values


def origins(by_kind: Mapping[str, Record]) -> dict[str, str]:
    """Return dotted name → "order 48213 in orders: total" for every figure of the records."""
    found: dict[str, str] = {}
    for kind, record in by_kind.items():
        for name, value in values_of(record).items():
            same = [column for column, shown in record.fields if shown == value]
            column = next((column for column in same if column.casefold() == name), same[0] if same else name)
            found[f"{kind}.{name}"] = f"{kind} {record.key} in {record.source}: {column}"
    return found


def address_of_record(account: Record | None, name: str, org: str) -> list[str]:
    """Return street and city lines of the writer's account, none when it is somebody else's or incomplete."""
    if account is None:
        return []
    values = values_of(account)
    holder = _words(values.get("name", ""))
    if not any(_same_party(_words(known), holder) for known in (name, org)):
        return []
    street = next((values[column] for column in _STREET if column in values), "")
    city, state = values.get("city", ""), values.get("state", "")
    code = values.get("zip") or values.get("zip_code") or values.get("postal_code", "")
    if not (street and city and state and code):
        return []
    second = next((values[column] for column in _SECOND if column in values), "")
    return [line for line in (street, second, f"{city} {state} {code}") if line]


def org_of_record(account: Record | None, writer: Writer, text: str) -> str:
    """Return the firm a person writes for: the holder of the account, at the writer's own street.

    The letter itself must name it on a line of its own, its letterhead or below the signature.
    """
    if account is None or not writer.last or not writer.address:
        return ""
    values = values_of(account)
    holder, street = values.get("name", ""), next((values[c] for c in _STREET if c in values), "")
    lines = {" ".join(line.split()).casefold() for line in text.splitlines()}
    named = bool(holder) and " ".join(holder.split()).casefold() in lines
    here = _bare(street) in {_bare(line) for line in writer.address} if street else False
    person = bool(_words(writer.first) & _words(holder) or _TITLED.match(holder))
    return holder if named and here and not person else ""


def _same_party(known: frozenset[str], holder: frozenset[str]) -> bool:
    """Return whether two names are one: equal, or one within the other with two words in common."""
    return bool(holder) and (
        known == holder or (len(known & holder) > 1 and (known <= holder or holder <= known))
    )


def _bare(number: str) -> str:
    return "".join(sign for sign in number.casefold() if sign.isalnum())


def _words(name: str) -> frozenset[str]:
    words = ("".join(sign for sign in word if sign.isalnum()) for word in name.casefold().split())
    return frozenset(word for word in words if word not in ("mr", "mrs", "ms", "miss", "mx", "dr", ""))
