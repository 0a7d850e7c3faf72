"""Real tables of real offices: they load whole, and their rows are found."""

from __future__ import annotations

import gzip
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corrtui.records.index import RecordIndex
from corrtui.records.match import find_records
from corrtui.settings import RecordSource

Declare = Callable[..., RecordSource]
Opened = Callable[..., RecordIndex]
Facts = Callable[..., Any]


def test_northwind_orders_lead_to_customer_and_back(
    real_records: Path, declare: Declare, opened: Opened, facts: Facts
) -> None:
    home = real_records / "northwind" / "northwind.sqlite"
    index = opened(
        declare(
            path=home,
            table="Customers",
            name="customers",
            kind="account",
            key="CustomerID",
            title="{CompanyName}",
            names=("CompanyName", "ContactName"),
        ),
        declare(
            path=home,
            table="Orders",
            key="OrderID",
            names=("ShipName",),
            links={"account": "CustomerID"},
            fields={"date": "OrderDate"},
        ),
        declare(
            path=home,
            table="Order Details",
            name="lines",
            kind="line",
            key="OrderID",
            links={"order": "OrderID"},
        ),
    )

    rows = find_records(facts(("order", "10248")), "", index)
    assert rows[0].values["date"].startswith("1996-07-04")
    assert rows[1].title == "Vins et alcools Chevalier"
    assert [row.kind for row in rows] == ["order", "account", "line", "line", "line"]

    by_name = find_records(facts(first="Maria", last="Anders"), "", index)
    assert by_name[0].key == "ALFKI"
    assert [row.kind for row in by_name[1:]] == ["order"] * 6
    days = [row.values["date"] for row in by_name[1:]]
    assert days == sorted(days, reverse=True)


def test_northwind_csv_lacks_quotes_and_is_mended_to_what_the_database_says(
    real_records: Path, declare: Declare, opened: Opened
) -> None:
    """Line 4 of the file is `10250,HANAR,…,Rua do Paço, 67,Rio de Janeiro,…`: one cell too many."""
    home = real_records / "northwind"
    index = opened(
        declare(path=home / "orders.csv", key="orderID"),
        declare(path=home / "northwind.sqlite", table="Orders", name="books", kind="book", key="OrderID"),
        troubles=True,
    )

    (trouble,) = index.refresh()

    assert "orders.csv: 176 lines mended, “, ” in a cell without quotes taken as text (line 4, 5," in trouble
    for number in range(10248, 11078):
        (order,) = index.lookup("order", str(number))
        (book,) = index.lookup("book", str(number))
        written = {column.casefold(): value for column, value in order.fields}
        meant = {column.casefold(): value for column, value in book.fields}
        for column in ("shipcity", "shipcountry"):
            assert written[column] == meant[column], number


def test_northwind_and_chinook_databases_are_read_beside_their_csv(
    real_records: Path, declare: Declare, opened: Opened
) -> None:
    index = opened(
        declare(
            path=real_records / "northwind" / "northwind.sqlite",
            name="lines",
            kind="line",
            table="Order Details",
            key="OrderID",
        ),
        declare(
            path=real_records / "chinook" / "Chinook_Sqlite.sqlite",
            name="customers",
            kind="account",
            table="Customer",
            key="CustomerId",
            names=("FirstName", "LastName", "Company"),
        ),
        declare(
            path=real_records / "chinook" / "Chinook_Sqlite.sqlite",
            name="invoices",
            kind="invoice",
            table="Invoice",
            key="InvoiceId",
            links={"account": "CustomerId"},
            fields={"amount": "Total", "date": "InvoiceDate"},
        ),
    )

    assert len(index.lookup("line", "10248")) == 3
    (person,) = index.by_email("luisg@embraer.com.br")
    assert person.kind == "account"
    assert len(index.by_link("account", person.key)) == 7
    assert index.names_on(person)[0] == "Luís Gonçalves"
    assert index.by_name("Luis Goncalves")[0].key == person.key


def test_tsa_claims_load_in_seconds_and_open_in_no_time(
    real_records: Path, declare: Declare, tmp_path: Path
) -> None:
    """41,598 damage and loss claims of the years 2010 to 2013."""
    path = tmp_path / "claims.csv"
    path.write_bytes(
        gzip.decompress((real_records / "tsa_claims" / "tsa_claims_2010_2013.csv.gz").read_bytes())
    )
    source = declare(
        path=path, name="claims", kind="claim", key="Claim Number", fields={"amount": "Close Amount"}
    )
    cache = tmp_path / "records.sqlite"
    os.utime(path, (1, 1))
    with RecordIndex.open([source], cache) as index:
        start = time.perf_counter()
        assert index.refresh() == ()
        assert time.perf_counter() - start < 20
        first = index.lookup("claim", "2010010567154")

    start = time.perf_counter()
    with RecordIndex.open([source], cache) as index:
        assert index.refresh() == ()
        assert time.perf_counter() - start < 5
        assert index.lookup("claim", "2010010567154") == first
        assert len(first) == 1


def test_synthea_patients_and_their_claims(real_records: Path, declare: Declare, opened: Opened) -> None:
    home = real_records / "synthea"
    index = opened(
        declare(
            path=home / "patients.csv", name="patients", kind="patient", key="Id", names=("LAST", "FIRST")
        ),
        declare(
            path=home / "claims.csv", name="claims", kind="claim", key="Id", links={"patient": "PATIENTID"}
        ),
    )

    (patient,) = index.lookup("patient", "3EDAC2E3-D223-6FAE-D515-DAF96EF6BC76")
    claims = index.by_link("patient", patient.key, 1000)

    assert len(claims) == 2
    assert {dict(claim.fields)["PATIENTID"] for claim in claims} == {patient.key}
