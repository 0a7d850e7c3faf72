"""The books of the sample desk: orders, invoices, payments and accounts that agree with each other.

Every figure follows the house's rules (quantity discount, freight scale, sales tax, terms), so the letters
can quote them and the tests can foot them. `sample/pinned.toml` holds the orders the letters are about; the
others are drawn with a fixed seed.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

AS_OF = date(2026, 11, 20)
FIRST_ORDER, ORDERS = 48074, 150
FIRST_DAY, LAST_DAY = date(2026, 1, 26), date(2026, 11, 19)
LEDGER_FROM = date(2026, 6, 1)
FIRST_INVOICE, FIRST_PAYMENT = 770, 30412
CENT = Decimal("0.01")
TAX = {"IL": Decimal("6.25"), "IA": Decimal("7"), "WI": Decimal("5.5"), "MN": Decimal("6.875")}
FREIGHT = ((25, "4.00"), (50, "5.00"), (100, "8.50"), (250, "12.50"), (500, "19.00"), (10**6, "28.00"))

CLOSED = {
    "2026-02-16", "2026-05-25", "2026-06-19", "2026-07-03", "2026-09-07", "2026-10-12", "2026-11-11",
    "2026-11-26", "2026-11-27",
}  # fmt: skip

Row = dict[str, str]

_PINNED = tomllib.loads((Path(__file__).parent / "sample" / "pinned.toml").read_text(encoding="utf-8"))
PINNED: dict[int, Row] = {int(number): row for number, row in _PINNED["orders"].items()}
QUIET_AFTER: Row = _PINNED["quiet_after"]

CHARGED_TWICE = 48213
DISPUTED = {889, 771}
# Installments of a home-improvement loan are billed without an order; the second one's check was set aside.
INSTALLMENTS = (("204431", "2026-09-10"), ("204431", "2026-10-09"), ("204431", "2026-11-10"))
INSTALLMENT = Decimal("187.40")
COLUMNS = (
    "order_no", "order_date", "account_no", "customer", "item_no", "item", "quantity", "unit_price",
    "subtotal", "discount", "freight", "tax", "total", "paid_by", "promised_date", "ship_date", "status",
    "carrier", "tracking", "new_date", "delay_reason",
)  # fmt: skip


@dataclass
class Books:
    """What the company has on paper on the day of the export, whole; `kept` trims it."""

    orders: list[Row] = field(default_factory=list)
    invoices: list[Row] = field(default_factory=list)
    payments: list[Row] = field(default_factory=list)
    accounts: list[Row] = field(default_factory=list)

    def kept(self) -> tuple[list[Row], list[Row]]:
        """Return (invoices, payments) as exported: what is open, or was paid since `LEDGER_FROM`."""
        closed: dict[str, str] = {}
        for pay in self.payments:
            closed[pay["invoice_no"]] = max(closed.get(pay["invoice_no"], ""), pay["paid_on"])
        gone = {
            i["invoice_no"]
            for i in self.invoices
            if i["status"] == "paid" and closed[i["invoice_no"]] < LEDGER_FROM.isoformat()
        }
        invoices = [i for i in self.invoices if i["invoice_no"] not in gone]
        return invoices, [p for p in self.payments if p["invoice_no"] not in gone]


def money(value: Decimal) -> Decimal:
    """Round to the cent, half up, as the invoices do."""
    return value.quantize(CENT, ROUND_HALF_UP)


def workday(day: date, after: int = 0) -> date:
    """Return the working day `after` working days past `day`; a closed day counts as the next open one."""
    while True:
        while day.weekday() > 4 or day.isoformat() in CLOSED:
            day += timedelta(days=1)
        if after == 0:
            return day
        day, after = day + timedelta(days=1), after - 1


def make_books(accounts: list[Row], items: list[Row]) -> Books:
    """Return the books for these accounts (with `days_slow`) and these goods."""
    books = Books()
    people = {a["account_no"]: a for a in accounts}
    goods = {i["item_no"]: i for i in items}
    draw = random.Random(1911)
    for place in range(ORDERS):
        number = FIRST_ORDER + place
        books.orders.append(_order(number, _day(place), people, goods, draw, books))
    _bill(books, people)
    _pay(books, people)
    for account in accounts:
        books.accounts.append(_account(account, books))
    return books


def _day(place: int) -> date:
    return workday(FIRST_DAY + timedelta(days=place * (LAST_DAY - FIRST_DAY).days // (ORDERS - 1)))


def _order(
    number: int, day: date, people: dict[str, Row], goods: dict[str, Row], draw: random.Random, books: Books
) -> Row:
    fixed = PINNED.get(number, {})
    seen = {o["account_no"] for o in books.orders} | {p.get("account_no") for p in PINNED.values()}
    open_to = [a for a in people if QUIET_AFTER.get(a, "9") > day.isoformat()]
    unseen = [a for a in open_to if a not in seen]
    drawn = draw.choice(unseen if unseen and draw.random() < 0.6 else open_to)
    item = goods[fixed.get("item_no", draw.choice(list(goods)))]
    account = people[fixed.get("account_no", drawn)]
    service = item["department"] == "Services"
    quantity = int(fixed.get("quantity", 1 if service else draw.choice((1, 1, 1, 2, 2, 3, 4))))
    colors = item["colors"].split(" / ") if " / " in item["colors"] else []
    color = fixed.get("color", draw.choice(colors) if colors else "")
    by_check = draw.random() < 0.18
    day = date.fromisoformat(fixed.get("order_date", day.isoformat()))
    ship = workday(day, int(item["lead_days"]))
    price = Decimal(item["unit_price"])
    subtotal = price * quantity
    discount = Decimal("0.00") if service or quantity < 3 else money(subtotal / 10)
    net = subtotal - discount
    freight = Decimal("0.00") if service else Decimal(next(cost for top, cost in FREIGHT if net <= top))
    tax = money(net * TAX.get(account["state"], Decimal(0)) / 100)
    row = {
        "order_no": str(number), "order_date": day.isoformat(), "account_no": account["account_no"],
        "customer": account["customer"], "item_no": item["item_no"],
        "item": f"{item['item']}, {color}" if color else item["item"], "quantity": str(quantity),
        "unit_price": str(price), "subtotal": str(subtotal), "discount": str(discount),
        "freight": str(freight), "tax": str(tax), "total": str(net + freight + tax),
        "paid_by": "check" if not fixed and by_check and account["terms"] == "revolving" else "account",
        "promised_date": workday(day, int(item["lead_days"]) + 5).isoformat(),
        "ship_date": ship.isoformat() if ship < AS_OF else "",
    }  # fmt: skip
    row |= {k: fixed[k] for k in ("paid_by", "promised_date", "ship_date") if k in fixed}
    _progress(row, fixed, service, draw)
    return {column: row[column] for column in COLUMNS}


def _progress(row: Row, fixed: dict[str, str], service: bool, draw: random.Random) -> None:
    """Say how far the order has come by `AS_OF`: status, and carrier and tracking once it is on its way."""
    late = row["ship_date"] and (AS_OF - date.fromisoformat(row["ship_date"])).days > 6
    status = "completed" if service else "delivered" if late else "shipped"
    if not row["ship_date"]:
        status = "scheduled" if service else "entered"
    if draw.random() < 0.03 and not fixed and not service:
        status = "cancelled"
    row["status"] = fixed.get("status", status)
    if row["status"] in ("cancelled", "backordered", "entered", "scheduled"):
        row["ship_date"] = ""
    sent = row["ship_date"] and not service
    heavy = Decimal(row["subtotal"]) > 100
    row["carrier"] = fixed.get("carrier", ("Vale Freight" if heavy else "Parcel post") if sent else "")
    row["new_date"], row["delay_reason"] = fixed.get("new_date", ""), fixed.get("delay_reason", "")
    row["tracking"] = fixed.get("tracking", ("VF" if heavy else "PP") + row["order_no"] if sent else "")


def _bill(books: Books, people: dict[str, Row]) -> None:
    """Invoice every shipped account order on its ship date; 48213 went through the machine twice."""
    due_bills: list[Row] = []
    for order in books.orders:
        if order["paid_by"] == "account" and order["ship_date"]:
            bill = {k: order[k] for k in ("account_no", "order_no")} | {
                "invoice_date": order["ship_date"], "amount": order["total"]
            }  # fmt: skip
            due_bills += [bill] * (2 if order["order_no"] == str(CHARGED_TWICE) else 1)
    for account_no, day in INSTALLMENTS:
        due_bills.append(
            {"account_no": account_no, "order_no": "", "invoice_date": day, "amount": str(INSTALLMENT)}
        )
    due_bills.sort(key=lambda bill: (bill["invoice_date"], bill["order_no"]))
    for number, bill in enumerate(due_bills, FIRST_INVOICE):
        sent = date.fromisoformat(bill["invoice_date"])
        due = sent + timedelta(days=30)
        if people[bill["account_no"]]["terms"] == "revolving":
            closing = sent if sent.day <= 15 else sent.replace(day=1) + timedelta(days=45)
            due = closing.replace(day=15) + timedelta(days=25)
        books.invoices.append(bill | {"invoice_no": str(number), "due_date": due.isoformat(), "status": ""})


def _pay(books: Books, people: dict[str, Row]) -> None:
    """Let every account pay as it is used to, and mark what is left open, past due or disputed."""
    paid: list[Row] = []
    for bill in books.invoices:
        number, due = int(bill["invoice_no"]), date.fromisoformat(bill["due_date"])
        habit = people[bill["account_no"]]["days_slow"]
        stopped = habit.startswith("stopped")
        held = number in DISPUTED or bill["order_no"] in (str(CHARGED_TWICE), "48163")
        held = held or (not bill["order_no"] and bill["invoice_date"] > "2026-10")
        day = workday(due + timedelta(days=-3 if stopped else int(habit) + number % 3))
        if stopped:
            held = held or day.isoformat() > habit.split()[1]
        if held or day >= AS_OF:
            late = bill["due_date"] < AS_OF.isoformat()
            bill["status"] = "disputed" if number in DISPUTED else "past due" if late else "open"
            continue
        bill["status"] = "paid"
        amount = Decimal(bill["amount"])
        business = people[bill["account_no"]]["terms"] == "net 30"
        method = "bank transfer" if business and number % 4 == 0 else "check"
        parts = [money(amount / 2), amount - money(amount / 2)] if number % 19 == 0 else [amount]
        for late_by, part in enumerate(parts):
            paid.append(
                {"account_no": bill["account_no"], "invoice_no": bill["invoice_no"], "order_no": "",
                 "paid_on": workday(day, late_by).isoformat(), "amount": str(part), "method": method}
            )  # fmt: skip
    for order in books.orders:
        if order["paid_by"] != "account" and order["status"] != "entered":
            paid.append(
                {"account_no": order["account_no"], "invoice_no": "", "order_no": order["order_no"],
                 "paid_on": order["order_date"], "amount": order["total"], "method": order["paid_by"]}
            )  # fmt: skip
    paid.append(
        {"account_no": "204431", "invoice_no": "", "order_no": "", "paid_on": "2026-10-06",
         "amount": str(INSTALLMENT), "method": "check, in suspense"}
    )  # fmt: skip
    paid.sort(key=lambda pay: (pay["paid_on"], pay["invoice_no"], pay["order_no"]))
    books.payments = [p | {"payment_no": str(n)} for n, p in enumerate(paid, FIRST_PAYMENT)]


def _account(base: Row, books: Books) -> Row:
    """Return the account's row with the figures of its ledger on `AS_OF`."""
    number = base["account_no"]
    mine = [i for i in books.invoices if i["account_no"] == number]
    pays = [p for p in books.payments if p["account_no"] == number]
    still_open = [i for i in mine if i["status"] != "paid"]
    moves = [(i["invoice_date"], Decimal(i["amount"])) for i in mine]
    moves += [(p["paid_on"], -Decimal(p["amount"])) for p in pays if p["invoice_no"]]
    running = highest = Decimal("0.00")
    for _, amount in sorted(moves):
        running += amount
        highest = max(highest, running)
    sales = [o for o in books.orders if o["account_no"] == number and o["status"] != "cancelled"]
    habit = base["days_slow"]
    days = 99 if habit.startswith("stopped") else int(habit)
    late = [i for i in still_open if i["due_date"] < AS_OF.isoformat()]
    return {
        **{k: base[k] for k in ("account_no", "customer", "address", "city", "state", "zip", "phone")},
        "opened": base["opened"],
        "terms": "installment" if number == "204431" else base["terms"],
        "high_credit": str(highest),
        "balance": str(sum((Decimal(i["amount"]) for i in still_open), Decimal("0.00"))),
        "past_due": str(sum((Decimal(i["amount"]) for i in late), Decimal("0.00"))),
        "last_payment_date": pays[-1]["paid_on"] if pays else "",
        "last_payment": pays[-1]["amount"] if pays else "",
        "pays": "slow"
        if days == 99
        else "within terms"
        if days <= 0
        else f"about {days} day{'s' * (days > 1)} slow",
        "last_sale": sales[-1]["order_date"] if sales else "",
    }
