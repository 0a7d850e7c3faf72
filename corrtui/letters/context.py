"""What a template may know of a case: writer, office, dates, matched records, and where each figure is from.

Nothing is guessed: a record fills a letter only when the letter names it or it is the only one of its kind.
What is not known is left out and becomes a hole.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from corrtui.calendar import OfficeCalendar
from corrtui.letters.address import full_name, salutation, title_of
from corrtui.letters.delay import delay_of
from corrtui.letters.figures import masked, parse_date, parse_money
from corrtui.letters.matched import address_of_record, chosen, org_of_record, origins, values_of
from corrtui.letters.offer import MOST_PAYMENTS, find_offer
from corrtui.letters.plan import offered_plan, payment_plan
from corrtui.letters.told import claimed_amount, disputed_amount, enclosed_money, given, header_date, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corrtui.letters.template import Template
    from corrtui.records.record import Record
    from corrtui.settings import Office, Person
    from corrtui.triage.facts import Facts, Writer

DAYS_TO_REPLY = 10
"""Business days a writer is given to answer a question."""

DAYS_TO_FIRST_PAYMENT = 30
"""Calendar days before the first payment of a plan: after the writer has had time to agree to it."""

_MESSAGES = {"e-mail": "e-mail", "web form": "message", "fax": "fax", "phone note": "call"}
_WITH_HEADER = frozenset({"phone note", "web form"})
_OWED = ("past_due", "amount_due", "balance_due", "balance", "amount")
_DUE = ("due_date", "payment_due")
_SETTLED = frozenset({"paid", "void", "voided", "canceled", "cancelled", "closed"})


def letter_context(
    *,
    office: Office,
    signer: Person,
    clerk: Person,
    control_no: str,
    received: date,
    today: date,
    facts: Facts,
    records: Sequence[Record],
    template: Template,
    attached: Sequence[str],
    returned: Sequence[str] = (),
    calendar: OfficeCalendar | None = None,
    medium: str = "letter",
    answer_by: date | None = None,
    copies: Sequence[str] = (),
    text: str = "",
    authorization: Mapping[str, object] | None = None,
    wanted_by: date | None = None,
    needed_by: date | None = None,
) -> dict[str, object]:
    """Return the plain values `compose` fills a template from; all dates are plain office dates.

    Args:
        office: who writes.
        signer: the official whose name will stand under the letter.
        clerk: who prepares it.
        control_no: number of the incoming letter.
        received: day it was received.
        today: day of the letter.
        facts: what was found in the incoming letter.
        records: rows this letter needs, best first.
        template: the letter to be written; its category decides how an organization is greeted.
        attached: titles of what goes with the letter, in order.
        returned: titles of what the writer enclosed and gets back.
        calendar: business days; federal holidays alone when left out.
        medium: how the letter came, as the reader names it.
        answer_by: day the office will have answered by, if it may be promised.
        copies: "Name, Organization" of everybody who gets a copy.
        text: the incoming letter as read; its own words decide what an answer asks, offers and leaves out.
        authorization: what is to be ticked as lacking in it, where the letter needs one.
        wanted_by: day by which the writer asks for our answer.
        needed_by: day by which what is still missing must be here for that.
    """
    days = calendar or OfficeCalendar()
    reply_by = days.add_business_days(today, DAYS_TO_REPLY)
    by_kind = chosen(records, facts, attached)
    groups = {kind: values_of(record) for kind, record in by_kind.items()}
    sources = origins(by_kind)
    writer = _writer(facts.writer, by_kind.get("account"), text)
    account_no = by_kind["account"].key if "account" in by_kind else next(iter(facts.values("account")), "")
    letter = f"the {_MESSAGES.get(medium, 'letter')}"
    context: dict[str, object] = {
        **groups,
        "today": today,
        "control_no": control_no,
        "our_ref": control_no,
        "received_date": received,
        "your_letter": _MESSAGES.get(medium, "letter"),
        "your_letter_date": facts.document_date or (header_date(text) if medium in _WITH_HEADER else None),
        # A call was taken on its own day; what the log knows is the day its note was entered.
        "arrived": "entered" if medium == "phone note" else "received",
        "told": told(text),
        "given": given(text, facts),
        "authorization": dict(authorization or {}),
        "enclosed": enclosed_money(facts),
        "pro_no": next(iter(facts.values("pro")), ""),
        "writer": writer,
        "salutation": salutation(writer, template.category),
        "office": {
            "name": office.name, "phone": office.phone, "email": office.email, "hours": office.hours,
            "web": office.web, "address": list(office.address),
        },
        "phone": office.phone,
        "hours": office.hours,
        "reach_us": _reach_us(office),
        "signer": {"name": signer.name, "title": signer.title},
        "clerk": {"name": clerk.name, "initials": clerk.initials},
        "account_masked": masked(account_no),
        "reply_by": reply_by,
        "answer_by": answer_by,
        "wanted_by": wanted_by,
        "needed_by": needed_by,
        "encl": list(attached),
        "returned": list(returned),
        "cc": list(copies),
    }  # fmt: skip
    sources |= dict.fromkeys(("your_letter_date", "writer.full", "writer.org", "wanted_by"), letter)
    sources["received_date"] = "the control log"
    sources["account_masked"] = sources.get("account.no", letter)
    _add_owed(context, groups, sources)
    _add_stated(context, groups, facts, text, sources, letter)
    _add_plan(context, today, days, sources, text)
    order = groups.get("order", {})
    promised, new = parse_date(order.get("promised_date")), parse_date(order.get("new_date"))
    delay = delay_of(promised, new, today, reply_by, days)
    context["delay"] = {"short": delay.short, "choose_by": delay.choose_by}
    context["sources"] = sources
    return context


def _writer(writer: Writer, account: Record | None, text: str) -> dict[str, object]:
    known: dict[str, object] = {
        "title": title_of(writer.title),
        "first": writer.first,
        "last": writer.last,
        "full": writer.name or f"{writer.first} {writer.last}".strip(),
        "org": writer.org or org_of_record(account, writer, text),
        "email": writer.email,
        "phone": writer.phone,
    }
    known["addr"] = list(writer.address) or address_of_record(account, full_name(known), writer.org)
    return known


def _reach_us(office: Office) -> str:
    """Return how to reach the office as the end of a sentence that begins "please …"."""
    if office.phone:
        return f"call us at {office.phone}" + (f" ({office.hours})" if office.hours else "")
    return f"write to us at {office.email}" if office.email else "write to us at the address above"


def _add_owed(
    context: dict[str, object], groups: Mapping[str, Mapping[str, str]], sources: dict[str, str]
) -> None:
    """Add what is owed, on what, and when it is due."""
    for kind, name in ((kind, name) for kind in ("invoice", "account") for name in _OWED):
        row = groups.get(kind, {})
        if _open(row, name):
            context["amount_owed"] = row[name]
            context["owed_on"] = "past due" if name == "past_due" else kind
            sources["amount_owed"] = sources[f"{kind}.{name}"]
            if due := next((due for due in _DUE if row.get(due)), ""):
                context["due_date"] = row[due]
                sources["due_date"] = sources[f"{kind}.{due}"]
            return


def _add_stated(
    context: dict[str, object],
    groups: Mapping[str, Mapping[str, str]],
    facts: Facts,
    text: str,
    sources: dict[str, str],
    letter: str,
) -> None:
    """Add the amounts the writer questions, claims and encloses.

    The words around a figure tell which it is. Without them it is the only one in the letter, or the only one
    that is also the total of what the letter names.
    """
    only = _only_amount(groups, facts)
    questioned = disputed_amount(text, facts) if text else only
    claimed = (claimed_amount(text, facts) if text else None) or only
    for name, amount in (("disputed_amount", questioned), ("claimed_amount", claimed)):
        if amount is not None:
            context[name] = amount
    sources |= dict.fromkeys(("disputed_amount", "claimed_amount", "enclosed.amount", "pro_no"), letter)


def _only_amount(groups: Mapping[str, Mapping[str, str]], facts: Facts) -> Decimal | None:
    named = {parse_money(value) for value in facts.values("amount")} - {None}
    billed = {parse_money(groups[kind].get("amount")) for kind in ("order", "invoice") if kind in groups}
    return next((amounts.pop() for amounts in (named, named & billed) if len(amounts) == 1), None)


def _open(row: Mapping[str, str], name: str) -> bool:
    """Return whether a figure of a row is still owed: it is there, not zero, and the row is not settled."""
    amount = parse_money(row.get(name))
    return bool(amount) and row.get("status", "").casefold() not in _SETTLED


def _add_plan(
    context: dict[str, object], today: date, days: OfficeCalendar, sources: dict[str, str], text: str
) -> None:
    """Add a plan of monthly payments for the amount owed: those the writer offers, else equal ones."""
    total = parse_money(context.get("amount_owed"))
    if total is None or total <= 0:
        return
    first = today + timedelta(days=DAYS_TO_FIRST_PAYMENT)
    offer = find_offer(text, today)
    accepted = offer is not None and total / offer.amount <= MOST_PAYMENTS
    if offer is not None and accepted:
        payments = offered_plan(total, offer.amount, offer.first or first, days)
    else:
        payments = payment_plan(total, first, days)
    context["plan"] = {
        "total": total,
        "count": len(payments),
        "payments": [{"due": payment.due, "amount": payment.amount} for payment in payments],
        "offer": offer.amount if offer else None,
        "accepted": accepted,
    }
    worked_out = f"worked out from {sources['amount_owed']}"
    sources |= dict.fromkeys(("plan.payments.due", "plan.payments.amount"), worked_out)
    sources["plan.total"] = sources["amount_owed"]
    sources["plan.offer"] = "the letter"
