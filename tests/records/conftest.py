"""A small office's records, an index over them, and facts as triage would have found them in a letter."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from corrtui.records.index import RecordIndex
from corrtui.settings import RecordSource
from corrtui.triage.facts import Facts, Found, Writer

SHARED = Path(os.environ.get("CORRTUI_SHARED_DATA", Path(__file__).parents[2] / "../shared/data")).resolve()


@pytest.fixture
def real_records() -> Path:
    """The folder of real office records; a checkout without it skips these tests."""
    folder = SHARED / "records"
    if not folder.is_dir():
        pytest.skip(f"no real records in {folder}")
    return folder


@pytest.fixture
def declare(tmp_path: Path) -> Callable[..., RecordSource]:
    """Declare a source over a file in the test's folder, as `[[records]]` in desk.toml would."""

    def make(file: str = "orders.csv", **said: Any) -> RecordSource:
        usual: dict[str, Any] = {
            "name": "orders",
            "kind": "order",
            "path": tmp_path / file,
            "table": "",
            "key": "order_no",
            "title": "",
            "names": (),
            "links": {},
            "fields": {},
            "file": "desk.toml",
            "line": 12,
        }
        return RecordSource(**{**usual, **said})

    return make


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file into the test's folder and let it rest as a finished export does."""

    def make(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        os.utime(path, ns=(1_700_000_000_000_000_000, 1_700_000_000_000_000_000 + len(content)))
        return path

    return make


@pytest.fixture
def database(tmp_path: Path) -> Callable[..., Path]:
    """Make a SQLite file with these statements in it."""

    def make(name: str, script: str) -> Path:
        path = tmp_path / name
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(script)
        os.utime(path, (1_700_000_000, 1_700_000_000))
        return path

    return make


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., RecordIndex]]:
    """Open and refresh an index; its troubles are checked to be none unless the test expects some."""
    indexes: list[RecordIndex] = []

    def make(*sources: RecordSource, troubles: bool = False) -> RecordIndex:
        index = RecordIndex.open(sources, tmp_path / "control" / "records.sqlite")
        indexes.append(index)
        found = index.refresh()
        assert troubles or found == ()
        return index

    yield make
    for index in indexes:
        index.close()


@pytest.fixture
def office(
    declare: Callable[..., RecordSource], write: Callable[..., Path], opened: Callable[..., RecordIndex]
) -> RecordIndex:
    """Accounts, orders, invoices and payments of a mail-order house."""
    write(
        "accounts.csv",
        "account_no,name,email,opened\n"
        "HV-4417,Robin Hale,robin.hale@example.com,2020-01-02\n"
        "HV-9001,Dolores Vane,dvane@example.com,2019-05-06\n"
        "HV-7001,John Smith,,2018-01-01\n"
        "HV-7002,John Smith,,2018-01-02\n"
        "HV-8800,Acme Tool Company,office@acme.example,2011-01-01\n",
    )
    write(
        "orders.csv",
        "order_no,account_no,customer,order_date,item,total\n"
        "48213,HV-4417,Robin Hale,2026-02-20,copper kettle,39.95\n"
        "48100,HV-4417,Robin Hale,2025-11-03,tea towels,12.00\n"
        "48099,HV-4417,Robin Hale,2025-06-11,tin lantern,412.00\n"
        "52001,HV-9001,Dolores Vane,2026-01-15,porch swing,310.00\n"
        "50777,HV-7001,John Smith,2026-01-16,door bell,20.00\n",
    )
    write(
        "invoices.csv",
        "invoice_no,order_no,account_no,invoice_date,total\n"
        "889,48213,HV-4417,2026-02-21,39.95\n"
        "771,48100,HV-4417,2025-11-04,12.00\n"
        "990,52001,HV-9001,2026-01-16,310.00\n",
    )
    write(
        "payments.csv",
        "receipt,account_no,paid_date,amount\nP-1,HV-4417,2026-03-01,39.95\nP-2,HV-4417,2025-12-01,12.00\n",
    )
    return opened(
        declare(
            "accounts.csv",
            name="accounts",
            kind="account",
            key="account_no",
            title="account {account_no}, {name}",
            names=("name",),
        ),
        declare(
            title="order {order_no}, {item}",
            names=("customer",),
            links={"account": "account_no"},
            fields={"date": "order_date", "amount": "total"},
        ),
        declare(
            "invoices.csv",
            name="invoices",
            kind="invoice",
            key="invoice_no",
            title="invoice {invoice_no}",
            links={"order": "order_no", "account": "account_no"},
            fields={"amount": "total"},
        ),
        declare(
            "payments.csv",
            name="payments",
            kind="payment",
            key="receipt",
            links={"account": "account_no"},
        ),
    )


@pytest.fixture
def facts() -> Callable[..., Facts]:
    """What triage found: `("order", "48213")` pairs and who writes."""

    def make(*found: tuple[str, str], **writer: Any) -> Facts:
        named = f"{writer.get('first', '')} {writer.get('last', '')}".strip()
        return Facts(
            writer=Writer(name=named, **writer),
            found=tuple(Found(kind, value, 0, 1) for kind, value in found),
        )

    return make
