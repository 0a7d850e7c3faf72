"""The index follows its sources: when they change, when two sessions do it at once, when they break."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corrtui.records.index import RecordIndex
from corrtui.records.refresh import is_marked, mark_used
from corrtui.records.store import Store
from corrtui.settings import RecordSource

Declare = Callable[..., RecordSource]
Write = Callable[[str, str | bytes], Path]
Opened = Callable[..., RecordIndex]

ROOT = Path(__file__).parents[2]
SESSION = """
import sys
from pathlib import Path
from corrtui.records.index import RecordIndex
from corrtui.settings import RecordSource
folder = Path(sys.argv[1])
source = RecordSource("orders", "order", folder / "orders.csv", "", "order_no", "", ("customer",), {}, {})
print("ready", flush=True)
sys.stdin.readline()
with RecordIndex.open([source], folder / "control" / "records.sqlite") as index:
    troubles = index.refresh()
    print(troubles, len(index.lookup("order", sys.argv[2])), len(index.by_name(sys.argv[3])), flush=True)
"""


def session(folder: Path, number: str, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SESSION, str(folder), number, name],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_source_changed_while_open_is_seen_by_the_next_refresh(
    declare: Declare, write: Write, opened: Opened
) -> None:
    write("orders.csv", "order_no,item\n1,kettle\n2,lamp\n")
    index = opened(declare(fields={"item": "item"}))
    assert index.lookup("order", "1")[0].values == {"item": "kettle"}

    write("orders.csv", "order_no,colour,item\n1,red,teapot\n3,blue,broom\n")

    assert index.refresh() == ()
    assert index.lookup("order", "1")[0].values == {"item": "teapot"}
    assert index.lookup("order", "2") == ()
    assert index.lookup("order", "3")[0].fields == (("order_no", "3"), ("colour", "blue"), ("item", "broom"))


def test_names_and_links_of_rows_that_went_are_gone(declare: Declare, write: Write, opened: Opened) -> None:
    said = {"names": ("who",), "links": {"account": "acct"}}
    write("orders.csv", "order_no,who,acct\n1,Robin Hale,4417\n")
    index = opened(declare(**said))
    assert index.by_name("Robin Hale")

    write("orders.csv", "order_no,who,acct\n1,Dolores Vane,9001\n")
    index.refresh()

    assert index.by_name("Robin Hale") == ()
    assert index.by_link("account", "4417") == ()
    assert len(index.by_name("Dolores Vane")) == 1


def test_an_unchanged_source_is_not_read_again(declare: Declare, write: Write, opened: Opened) -> None:
    path = write("orders.csv", "order_no,item\n1,kettle\n")
    index = opened(declare())
    times = path.stat()
    path.write_text("order_no,item\n1,TEAPOT\n"[: times.st_size])
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    index.refresh()

    assert dict(index.lookup("order", "1")[0].fields)["item"] == "kettle"


def test_a_changed_declaration_is_read_anew_and_the_colleagues_old_one_stays(
    declare: Declare, write: Write, opened: Opened
) -> None:
    write("orders.csv", "order_no,old_no\n1,901\n")
    yesterday = opened(declare())
    today = opened(declare(key="old_no"))

    assert yesterday.refresh() == ()
    assert [row.key for row in yesterday.lookup("order", "1")] == ["1"]
    assert [row.key for row in today.lookup("order", "901")] == ["901"]
    assert today.lookup("order", "1") == ()


def test_declarations_nobody_uses_leave_the_index(declare: Declare, write: Write, tmp_path: Path) -> None:
    write("orders.csv", "order_no,who\n1,Robin Hale\n")
    cache = tmp_path / "records.sqlite"
    for key in ("order_no", "who"):
        with RecordIndex.open([declare(key=key, names=("who",))], cache) as index:
            index.refresh()
            slots = index._slots
    store = Store(cache)
    now = datetime.now(UTC)

    assert is_marked(store.reader, slots, now)
    assert not is_marked(store.reader, slots, now + timedelta(days=3))
    with store.writer() as connection:
        mark_used(connection, slots, now + timedelta(days=3))

    assert is_marked(store.reader, slots, now + timedelta(days=3))
    for table in ("slots", "rows", "named", "names", "numbers"):
        assert store.reader.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,), table
    words = "SELECT count(*) FROM name_words WHERE name_words MATCH 'robin'"
    assert store.reader.execute(words).fetchone() == (1,)
    store.close()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "orders.csv is empty"),
        ("order,item\n1,x\n", "has no column “order_no”"),
        ("order_no,order_no\n1,2\n", "column “order_no” stands twice"),
        ("PK\x03\x04", "an Excel workbook"),
        ("SQLite format 3\x00" + "\xff" * 200, "cannot be read as a database"),
    ],
)
def test_a_bad_source_is_said_with_its_place_and_the_others_work(
    declare: Declare, write: Write, opened: Opened, content: str, said: str
) -> None:
    write("orders.csv", content.encode("latin-1"))
    write("items.csv", "item_no\n5521\n")

    index = opened(declare(), declare("items.csv", name="items", kind="item", key="item_no"), troubles=True)

    troubles = index.refresh()
    assert len(troubles) == 1
    assert troubles[0].startswith("records “orders”: ")
    assert said in troubles[0]
    assert troubles[0].endswith("[desk.toml line 12]")
    assert len(index.lookup("item", "5521")) == 1
    assert index.kinds == {"order", "item"}


def test_rows_left_out_are_said_at_every_refresh_in_every_session(
    declare: Declare, write: Write, opened: Opened
) -> None:
    write("orders.csv", "order_no,item\n1,x\n2\n,no number\n3,y\n")

    first = opened(declare(), troubles=True).refresh()
    second = opened(declare(), troubles=True).refresh()

    assert first == second
    assert first == (
        "records “orders”: orders.csv: 1 line left out, fewer cells than columns (line 3)",
        "records “orders”: orders.csv: 1 line left out, no order_no in it (line 4)",
    )


def test_rows_of_a_file_that_is_gone_are_not_found_until_it_is_back(
    declare: Declare, write: Write, opened: Opened
) -> None:
    path = write("orders.csv", "order_no\n1\n")
    index = opened(declare())
    path.rename(path.with_name("away.csv"))

    (trouble,) = index.refresh()
    assert "orders.csv cannot be read (No such file or directory)" in trouble
    assert index.lookup("order", "1") == ()

    path.with_name("away.csv").rename(path)
    assert index.refresh() == ()
    assert len(index.lookup("order", "1")) == 1


@contextmanager
def without_rights(path: Path) -> Iterator[None]:
    """Take everybody's right to read the file; root, who needs none, acts as another user meanwhile."""
    path.chmod(0)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        path.chmod(0o600)


def test_a_file_this_user_may_not_read_is_said_and_stays_indexed_for_those_who_may(
    declare: Declare, tmp_path: Path
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(folder, "orders.csv")
        path.write_text("order_no\n1\n")
        os.utime(path, (1, 1))
        with RecordIndex.open([declare(path=path)], Path(folder, "records.sqlite")) as index:
            index.refresh()
            read = index.lookup("order", "1")[0].read

            with without_rights(path):
                (trouble,) = index.refresh()
                assert "orders.csv cannot be read (no permission to read it)" in trouble
                assert index.lookup("order", "1") == ()

            assert index.refresh() == ()
            assert index.lookup("order", "1")[0].read == read


def test_sessions_that_refresh_at_once_all_see_everything(
    declare: Declare, write: Write, tmp_path: Path
) -> None:
    lines = "".join(f"{n},Customer Number{n}\n" for n in range(20_000))
    write("orders.csv", "order_no,customer\n" + lines)
    sessions = [session(tmp_path, "19999", "Number777 Customer") for _ in range(3)]
    for each in sessions:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in sessions:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()

    said = [each.communicate(timeout=60)[0] for each in sessions]

    assert said == ["() 1 1\n"] * 3
    source = replace(declare(names=("customer",)), file="", line=0)
    with RecordIndex.open([source], tmp_path / "control" / "records.sqlite") as index:
        assert index.lookup("order", "5")[0].key == "5"


def test_a_session_killed_while_it_refreshes_leaves_a_sound_index(
    declare: Declare, write: Write, tmp_path: Path
) -> None:
    write("orders.csv", "order_no,customer\n" + "".join(f"{n},Customer {n}\n" for n in range(30_000)))
    killed = session(tmp_path, "1", "Customer")
    assert killed.stdout is not None
    assert killed.stdin is not None
    killed.stdout.readline()
    killed.stdin.write("\n")
    killed.stdin.flush()
    log = tmp_path / "control" / "records.sqlite-wal"
    until = time.monotonic() + 20
    while time.monotonic() < until and not (log.exists() and log.stat().st_size > 500_000):
        time.sleep(0.002)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()

    with RecordIndex.open([declare(names=("customer",))], tmp_path / "control" / "records.sqlite") as index:
        assert index.refresh() == ()
        assert len(index.lookup("order", "29999")) == 1
