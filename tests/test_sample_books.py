"""The books of the sample desk: orders, invoices, payments and accounts agree with each other to the cent."""

from __future__ import annotations

import csv
import re
import shutil
import sqlite3
import tomllib
from collections import Counter, defaultdict
from contextlib import closing
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

import corrtui
from corrtui.settings import load_settings
from corrtui.triage.category import load_categories

SAMPLE = Path(corrtui.__file__).parent / "data" / "sample"
RECORDS = SAMPLE / "records"
EXPORTED = date(2026, 11, 20)
CENT = Decimal("0.01")
# First three digits of a ZIP code and the state they lie in; source: USPS ZIP prefixes, those used here.
ZIP_STATES = (
    (500, 528, "IA"), (530, 549, "WI"), (550, 567, "MN"), (570, 577, "SD"), (600, 629, "IL"),
    (630, 658, "MO"), (660, 679, "KS"), (680, 693, "NE"), (832, 838, "ID"),
)  # fmt: skip

Row = dict[str, str]
Books = dict[str, dict[str, Row]]


def rows(name: str) -> list[Row]:
    with (RECORDS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ledger(table: str) -> list[Row]:
    with closing(sqlite3.connect(f"file:{RECORDS / 'ledger.sqlite'}?mode=ro", uri=True)) as base:
        base.row_factory = sqlite3.Row
        found = base.execute(f"SELECT * FROM {table}").fetchall()
    return [{column: str(row[column] or "") for column in row.keys()} for row in found]  # noqa: SIM118


def state_of(code: str) -> str:
    return next(state for low, high, state in ZIP_STATES if low <= int(code[:3]) <= high)


@pytest.fixture(scope="module")
def books() -> Books:
    """Return kind → number → row for everything in the records."""
    tables = {kind: rows(f"{kind}s.csv") for kind in ("account", "order", "claim", "item")}
    tables |= {kind: ledger(f"{kind}s") for kind in ("invoice", "payment")}
    return {kind: {row[f"{kind}_no"]: row for row in table} for kind, table in tables.items()}


# ── the books ────────────────────────────────────────────────────────────────────────────────────────


def test_how_much_there_is(books: Books) -> None:
    counts = {kind: len(table) for kind, table in books.items()}

    assert counts == {
        "account": 60, "order": 150, "invoice": 102, "payment": 92, "claim": 12, "item": 40,
    }  # fmt: skip


def test_every_order_foots_and_names_a_known_account_and_item(books: Books) -> None:
    for order in books["order"].values():
        item = books["item"][order["item_no"]]
        quantity, price = int(order["quantity"]), Decimal(order["unit_price"])
        subtotal, discount = Decimal(order["subtotal"]), Decimal(order["discount"])
        discounted = quantity >= 3 and item["department"] != "Services"

        assert order["customer"] == books["account"][order["account_no"]]["customer"]
        assert order["item"].startswith(item["item"])
        assert price == Decimal(item["unit_price"])
        assert subtotal == quantity * price
        assert discount == ((subtotal / 10).quantize(CENT, ROUND_HALF_UP) if discounted else 0)
        assert Decimal(order["total"]) == subtotal - discount + Decimal(order["freight"]) + Decimal(
            order["tax"]
        )
        assert order["order_date"] <= (order["ship_date"] or EXPORTED.isoformat()) <= EXPORTED.isoformat()


def test_every_invoice_for_an_order_is_the_order_s_total(books: Books) -> None:
    billed = Counter(row["order_no"] for row in books["invoice"].values() if row["order_no"])

    for invoice in books["invoice"].values():
        if invoice["order_no"]:
            order = books["order"][invoice["order_no"]]
            assert invoice["amount"] == order["total"]
            assert invoice["account_no"] == order["account_no"]
            assert invoice["invoice_date"] == order["ship_date"]
    assert [order for order, times in billed.items() if times > 1] == ["48213"], "only F01 is charged twice"


def test_payments_never_exceed_their_invoice_and_paid_means_paid(books: Books) -> None:
    paid: defaultdict[str, Decimal] = defaultdict(Decimal)
    for payment in books["payment"].values():
        paid[payment["invoice_no"]] += Decimal(payment["amount"])
        assert payment["paid_on"] <= EXPORTED.isoformat()
        if payment["invoice_no"]:
            assert books["invoice"][payment["invoice_no"]]["account_no"] == payment["account_no"]
        elif payment["order_no"]:
            assert books["order"][payment["order_no"]]["total"] == payment["amount"]

    for number, invoice in books["invoice"].items():
        expected = Decimal(invoice["amount"]) if invoice["status"] == "paid" else 0
        assert paid[number] == expected, number


def test_balance_and_past_due_of_every_account_are_its_open_invoices(books: Books) -> None:
    for number, account in books["account"].items():
        still_open = [
            row
            for row in books["invoice"].values()
            if row["account_no"] == number and row["status"] != "paid"
        ]
        late = [row for row in still_open if row["due_date"] < EXPORTED.isoformat()]

        assert Decimal(account["balance"]) == sum(Decimal(row["amount"]) for row in still_open)
        assert Decimal(account["past_due"]) == sum(Decimal(row["amount"]) for row in late)
        assert Decimal(account["high_credit"]) >= Decimal(account["balance"])
        assert state_of(account["zip"]) == account["state"]
        assert re.fullmatch(r"\d{3}-555-01\d\d", account["phone"])


def test_claims_are_about_known_shipments(books: Books) -> None:
    for claim in books["claim"].values():
        account = books["account"][claim["account_no"]]
        assert claim["claimant"] == account["customer"]
        assert claim["ship_date"] <= claim["delivery_date"] <= claim["filed"] <= EXPORTED.isoformat()
        assert Decimal(claim["offered"] or 0) <= Decimal(claim["claimed"])
        if claim["order_no"]:
            order = books["order"][claim["order_no"]]
            assert (order["account_no"], order["ship_date"]) == (claim["account_no"], claim["ship_date"])


# ── what single fixtures hang on ─────────────────────────────────────────────────────────────────────


def test_f01_two_charges_of_39_95_and_the_balance_without_one(books: Books) -> None:
    twice = [row for row in books["invoice"].values() if row["order_no"] == "48213"]

    assert [(row["amount"], row["invoice_date"]) for row in twice] == [("39.95", "2026-11-02")] * 2
    assert Decimal(books["account"]["204417"]["balance"]) - Decimal("39.95") == Decimal("108.25")


def test_f02_is_more_than_sixty_days_after_the_first_statement() -> None:
    assert date(2026, 8, 15) + timedelta(days=60) < date(2026, 11, 16)


def test_f04_the_october_check_is_in_suspense(books: Books) -> None:
    (held,) = [row for row in books["payment"].values() if "suspense" in row["method"]]

    assert (held["account_no"], held["amount"], held["paid_on"]) == ("204431", "187.40", "2026-10-06")


def test_f07_the_order_comes_to_the_check(books: Books) -> None:
    order = books["order"]["48220"]
    parts = [order[column] for column in ("unit_price", "quantity", "discount", "freight", "tax", "total")]

    assert parts == ["24.95", "3", "7.49", "8.50", "4.21", "80.07"]


def test_f08_invoice_889_is_disputed_at_310(books: Books) -> None:
    invoice = books["invoice"]["889"]

    assert (invoice["account_no"], invoice["amount"], invoice["status"]) == ("204447", "310.00", "disputed")


def test_f13_the_promised_day_is_past_and_nothing_was_shipped(books: Books) -> None:
    order = books["order"]["48199"]

    assert order["status"] == "backordered"
    assert order["ship_date"] == ""
    assert order["order_date"] == "2026-10-05"
    assert order["promised_date"] < EXPORTED.isoformat()
    assert date.fromisoformat(order["new_date"]) - date.fromisoformat(order["promised_date"]) <= timedelta(
        days=30
    )


def test_f18_the_bill_was_paid_before_it_was_due(books: Books) -> None:
    (payment,) = [row for row in books["payment"].values() if row["invoice_no"] == "813"]

    assert payment["paid_on"] < books["invoice"]["813"]["due_date"] == "2026-06-09"


def test_f26_invoice_771_bills_two_sets(books: Books) -> None:
    order = books["order"][books["invoice"]["771"]["order_no"]]

    assert (order["quantity"], order["total"]) == ("2", "154.40")


def test_f27_what_is_past_due_is_what_she_says(books: Books) -> None:
    assert books["account"]["204443"]["past_due"] == "166.39"
    assert books["account"]["204444"]["customer"] == "Mrs. Edna Tolliver"


def test_f28_was_filed_nine_months_and_a_day_after_the_delivery_date(books: Books) -> None:
    claim = books["claim"]["61111"]

    assert (claim["delivery_date"], claim["filed"]) == ("2026-02-12", "2026-11-13")


# ── desk.toml ────────────────────────────────────────────────────────────────────────────────────────


def test_desk_toml_is_a_desk_once_a_login_stands_in_it(tmp_path: Path) -> None:
    text = (SAMPLE / "desk.toml").read_text(encoding="utf-8")
    assert [person["login"] for person in tomllib.loads(text)["people"]] == ["@LOGIN@", "mstern", "pcole"]
    (tmp_path / "desk.toml").write_text(text.replace("@LOGIN@", "robin"), encoding="utf-8")
    shutil.copytree(RECORDS, tmp_path / "records")

    settings = load_settings(tmp_path)

    assert settings.official.name == "Margaret R. Stern"
    assert (settings.allow_as, settings.settle) == (True, 0.5)
    answerable = {category.department for category in load_categories(settings.categories).values()}
    assert answerable == {department.code for department in settings.departments}
    assert len(settings.departments) == 5
    assert all(source.path.is_file() for source in settings.sources)


def test_every_column_desk_toml_names_is_there() -> None:
    tables = tomllib.loads((SAMPLE / "desk.toml").read_text(encoding="utf-8"))["records"]

    for table in tables:
        name = Path(table["path"]).name
        columns = set((rows(name) if name.endswith(".csv") else ledger(table["table"]))[0])
        used = {table["key"], *table.get("names", []), *table.get("links", {}).values()}
        used |= set(table["fields"].values()) | set(re.findall(r"\{(\w+)\}", table["title"]))
        assert used <= columns, used - columns


def test_the_folder_has_only_levels_that_ship() -> None:
    for path in SAMPLE.rglob("*"):
        assert len(path.relative_to(SAMPLE).parts) <= 2, path
