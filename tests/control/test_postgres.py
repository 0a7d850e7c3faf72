"""The control log on a server that is away, hangs, breaks off or was tampered with."""

from __future__ import annotations

import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from corrtui.control.acts import LetterReceived, LetterSkipped
from corrtui.control.chain import check_lines
from corrtui.control.log import ControlLog
from corrtui.control.postgres import PostgresLog
from corrtui.control.postgres_address import read_url
from corrtui.control.postgres_link import Link
from corrtui.control.stores import open_log
from corrtui.errors import CorrtuiError, LogDamaged, LogUncertain, ServerAway, SettingsError
from tests.postgres import Line, Server

Make = Callable[[int], tuple[str, LetterReceived]]
SKIPPED = [("261120-0001", LetterSkipped(reason="records"))]


@pytest.fixture
def desk_name() -> str:
    return f"d{secrets.token_hex(6)}"


@pytest.fixture
def log(postgres: Server, desk_name: str) -> Iterator[ControlLog]:
    with closing(open_log(Path(), postgres.url(desk_name))) as found:
        yield found


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server that this test alone may stop and kill."""
    server = Server()
    yield server
    server.close()


@pytest.fixture
def line(postgres: Server) -> Iterator[Line]:
    """A line to the server that breaks when told."""
    found = Line(postgres.port)
    yield found
    found.close()


# -- tampering


@pytest.mark.parametrize(
    "harm",
    ["UPDATE corrtui.line SET letter = ''", "DELETE FROM corrtui.line", "TRUNCATE corrtui.line"],
)
def test_no_line_is_changed_or_removed_not_even_by_the_owner(
    postgres: Server, log: ControlLog, harm: str
) -> None:
    log.append("rhale", SKIPPED)

    with postgres.superuser() as keeper, pytest.raises(psycopg.errors.RaiseException, match="append-only"):
        keeper.execute(harm)  # type: ignore[call-overload]

    assert len(list(log.everything())) == 1


@pytest.mark.parametrize(
    ("harm", "entry"),
    [
        ("UPDATE corrtui.line SET line = replace(line, 'records', 'recorded') WHERE n = 2", 2),
        ("UPDATE corrtui.line SET letter = '261120-0002' WHERE n = 2", 2),
        ("UPDATE corrtui.line SET n = n + 100 WHERE n = 2", 2),
        ("DELETE FROM corrtui.line WHERE n = 2", 2),
        ("UPDATE corrtui.line SET line = 'x' WHERE n = 1", 1),
    ],
)
def test_who_goes_round_the_trigger_is_found_out(
    postgres: Server, desk_name: str, log: ControlLog, harm: str, entry: int
) -> None:
    for _ in range(3):
        log.append("rhale", SKIPPED)
    _go_round(postgres, f"{harm} AND desk = '{desk_name}'")

    with closing(open_log(Path(), postgres.url(desk_name))) as fresh:
        for _ in range(2):
            with pytest.raises(LogDamaged, match=f"entry {entry}: "):
                list(fresh.read_new())
        with pytest.raises(LogDamaged):
            fresh.append("rhale", SKIPPED)


def test_verify_names_a_line_whose_columns_hide_it(postgres: Server, desk_name: str, log: ControlLog) -> None:
    for _ in range(3):
        log.append("rhale", SKIPPED)
    assert check_lines(log.lines()).entries == 3
    _go_round(postgres, f"UPDATE corrtui.line SET letter = '' WHERE n = 2 AND desk = '{desk_name}'")

    report = check_lines(log.lines())

    assert report.entries == 1
    assert report.problem.startswith("table corrtui.line, line 2: altered")


def test_a_removed_end_is_found_out_by_who_had_read_it(
    postgres: Server, desk_name: str, log: ControlLog
) -> None:
    """Also a server that was put back from yesterday's backup while desks were open."""
    for _ in range(3):
        log.append("rhale", SKIPPED)
    list(log.read_new())
    _go_round(postgres, f"DELETE FROM corrtui.line WHERE n > 1 AND desk = '{desk_name}'")

    with pytest.raises(LogDamaged, match="entry 3: it was there"):
        list(log.read_new())
    with pytest.raises(LogDamaged, match="entry 3: it was there"):
        log.append("rhale", SKIPPED)


def _go_round(server: Server, harm: str) -> None:
    with server.superuser() as keeper:
        keeper.execute("SET session_replication_role = replica")  # no triggers
        keeper.execute(harm)  # type: ignore[call-overload]


# -- getting in


def test_two_desks_in_one_database_know_nothing_of_each_other(
    postgres: Server, log: ControlLog, received: Make
) -> None:
    log.append("rhale", [received(1)])

    with closing(open_log(Path(), postgres.url("other"))) as other, log.locked():
        assert list(other.read_new()) == []
        assert other.append("pcole", [received(2)])[0].n == 1  # nor do they wait for each other
    assert [entry.by for entry in log.everything()] == ["rhale"]


@pytest.mark.parametrize("wrong", ["password", "database", "user"])
def test_a_server_that_does_not_let_us_in_says_why_and_the_password_is_not_shown(
    postgres: Server, wrong: str
) -> None:
    url = {
        "password": postgres.tcp_url("x", password="open%20sesame"),
        "database": postgres.tcp_url("x", database="nowhere"),
        "user": postgres.tcp_url("x").replace("keeper", "nobody-here"),
    }[wrong]

    with pytest.raises(SettingsError, match="does not let us in") as caught:
        open_log(Path(), url)

    assert "sesame" not in str(caught.value)
    assert "cabinet" not in str(caught.value)
    assert f"127.0.0.1:{postgres.port}" in caught.value.detail
    assert "docs/postgresql.md" in caught.value.hint


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://clerk:pa@ss@host/db",
        "postgresql://clerk:pass@[host/db",
        "postgresql://clerk:pass@host/db?desk=../x",
        "postgresql://clerk:pass@host/db?dask=x",
        "postgresql://clerk:pass@host/db?sslmode=perhaps",
        "postgresql://clerk:pass@host:port/db",
        "postgresql://clerk:pass#@host/db",
    ],
)
def test_a_url_that_cannot_be_read_is_said_without_repeating_its_password(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        open_log(Path(), url)

    assert "pass" not in str(caught.value).replace("a password", "").replace("~/.pgpass", "")


def test_without_psycopg_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(SettingsError, match=r"pip install 'corrtui\[postgres\]'"):
        open_log(Path(), "postgresql://host/db")


def test_a_desk_in_a_folder_loads_no_psycopg(tmp_path: Path) -> None:
    import subprocess

    code = (
        "import sys; from pathlib import Path; from corrtui.control.stores import open_log\n"
        "open_log(Path(sys.argv[1]), '').close(); print(any('psycopg' in name for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, timeout=60)

    assert done.stdout.strip() == "False", done.stderr


def test_a_schema_of_a_newer_release_is_refused(postgres: Server) -> None:
    with postgres.superuser() as keeper:
        keeper.execute("CREATE DATABASE newer")
    open_log(Path(), postgres.url("x", "newer")).close()
    with postgres.superuser("newer") as keeper:
        keeper.execute("UPDATE corrtui.form SET version = 2")

    with pytest.raises(CorrtuiError, match="of a newer corrtui"):
        open_log(Path(), postgres.url("x", "newer"))


def test_a_clerk_with_the_rights_of_the_manual_can_enter_and_not_alter(postgres: Server) -> None:
    """docs/postgresql.md is followed to the letter."""
    manual = (Path(__file__).parents[2] / "docs" / "postgresql.md").read_text(encoding="utf-8")
    grants = [
        line
        for line in map(str.strip, manual.splitlines())
        if line.startswith(("GRANT ", "CREATE ROLE clerks"))
    ]
    with postgres.superuser() as keeper:
        keeper.execute("CREATE DATABASE granted")
        keeper.execute("DROP ROLE IF EXISTS clerks")
    clerk = postgres.url("x", "granted").replace("keeper@", "clerk1@")
    with postgres.superuser("granted") as keeper:
        for line in [line for line in grants if line.startswith("CREATE ROLE")]:
            keeper.execute(line)  # type: ignore[call-overload]
        keeper.execute("CREATE USER clerk1 IN ROLE clerks")
        with pytest.raises(SettingsError, match="may not use"):
            open_log(Path(), clerk)
        open_log(Path(), postgres.url("x", "granted")).close()
        for line in [line for line in grants if line.startswith("GRANT")]:
            keeper.execute(line)  # type: ignore[call-overload]

    with closing(open_log(Path(), clerk)) as log:
        assert log.append("rhale", SKIPPED)[0].n == 1
    with (
        psycopg.connect(read_url(clerk).conninfo) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("UPDATE corrtui.line SET line = ''")


# -- being away


def test_while_the_server_is_away_every_call_fails_fast_and_it_resumes_by_itself(own_server: Server) -> None:
    with closing(open_log(Path(), own_server.url("d"))) as log:
        log.append("rhale", SKIPPED)
        own_server.stop()

        for call in (
            lambda: log.append("rhale", SKIPPED),
            lambda: list(log.history("261120-0001")),
            lambda: log.entries({1}),
            lambda: list(log.everything()),
            lambda: log.locked().__enter__(),
        ):
            begun = time.monotonic()
            with pytest.raises(ServerAway, match="cannot be reached") as caught:
                call()
            assert time.monotonic() - begun < 8
            assert "drafts are kept" in caught.value.hint
        # What was entered before is told in full, then it is said that the server is away.
        assert [entry.n for entry in log.read_new()] == [1]
        with pytest.raises(ServerAway):
            list(log.read_new())

        own_server.start()
        begun = time.monotonic()
        until = begun + 10
        while True:
            try:
                log.append("rhale", SKIPPED)
                break
            except ServerAway:
                assert time.monotonic() < until
                time.sleep(0.05)

        assert time.monotonic() - begun < 10
        assert [entry.n for entry in log.read_new()] == [2]


def test_a_restart_between_two_acts_is_not_even_noticed(own_server: Server) -> None:
    with closing(open_log(Path(), own_server.url("d"))) as log:
        log.append("rhale", SKIPPED)
        own_server.stop()
        own_server.start()

        assert log.append("rhale", SKIPPED)[0].n == 2
        assert [entry.n for entry in log.read_new()] == [1, 2]


def test_a_server_that_hangs_is_not_waited_for(own_server: Server) -> None:
    """It still takes what is sent to it: only the clock tells."""
    with closing(open_log(Path(), own_server.url("d"))) as log:
        log.append("rhale", SKIPPED)
        own_server.freeze()
        try:
            for _ in range(3):
                begun = time.monotonic()
                with pytest.raises(ServerAway):
                    list(log.history("261120-0001"))
                assert time.monotonic() - begun < 8
            begun = time.monotonic()
            with pytest.raises(ServerAway):
                list(log.history("261120-0001"))
            assert time.monotonic() - begun < 1, "a key press waits for a server known to be away"
        finally:
            own_server.freeze(thaw=True)


def test_when_the_lock_is_lost_with_its_line_nothing_is_entered_under_it(
    postgres: Server, desk_name: str, line: Line
) -> None:
    """What was checked under the lock need not hold any more."""
    with closing(open_log(Path(), postgres.tcp_url(desk_name, port=line.port))) as log:
        with log.locked():
            line.cut()
            for _ in range(2):
                with pytest.raises(CorrtuiError, match="nothing was entered"):
                    log.append("rhale", SKIPPED)
        assert log.append("rhale", SKIPPED)[0].n == 1


# -- a line that breaks in the middle of an entry


def test_an_entry_whose_answer_was_lost_is_entered_once(postgres: Server, desk_name: str, line: Line) -> None:
    with closing(open_log(Path(), postgres.tcp_url(desk_name, port=line.port))) as log:
        line.cut_after = b"pg_notify"

        entries = log.append("rhale", SKIPPED * 2)

        line.cut_after = b""
        assert [entry.n for entry in entries] == [1, 2]
        assert [entry.n for entry in log.read_new()] == [1, 2]
        assert log.append("rhale", SKIPPED)[0].n == 3


def test_an_entry_that_never_reached_the_server_is_said_not_to_be_entered(
    postgres: Server, desk_name: str, line: Line
) -> None:
    with closing(open_log(Path(), postgres.tcp_url(desk_name, port=line.port))) as log:
        line.cut_before = b"pg_notify"

        with pytest.raises(CorrtuiError, match="nothing was entered") as caught:
            log.append("rhale", SKIPPED)

        line.cut_before = b""
        assert not isinstance(caught.value, LogUncertain)
        assert list(log.read_new()) == []
        assert log.append("rhale", SKIPPED)[0].n == 1


@pytest.mark.slow
def test_an_entry_nobody_can_tell_of_is_called_uncertain_and_shows_later(
    postgres: Server, desk_name: str, line: Line
) -> None:
    with closing(open_log(Path(), postgres.tcp_url(desk_name, port=line.port))) as log:
        log.append("rhale", SKIPPED)
        list(log.read_new())
        line.cut_after, line.silent = b"pg_notify", True

        begun = time.monotonic()
        with pytest.raises(LogUncertain, match="may be entered or not"):
            log.append("rhale", SKIPPED)

        assert time.monotonic() - begun < 8
        line.cut_after, line.silent = b"", False
        line.cut()
        until = time.monotonic() + 10
        while not (read := _read(log)):
            assert time.monotonic() < until
            time.sleep(0.1)
        assert read == [2]
        while not (entered := _append(log)):
            assert time.monotonic() < until
            time.sleep(0.1)
        assert entered == [3]


def _append(log: ControlLog) -> list[int]:
    """What was entered, once the server lets us."""
    try:
        return [entry.n for entry in log.append("rhale", SKIPPED)]
    except ServerAway:
        return []


def _read(log: ControlLog) -> list[int]:
    """What is new, once the server lets us ask."""
    try:
        return [entry.n for entry in log.read_new()]
    except ServerAway:
        return []


def test_what_another_entered_in_our_place_is_not_taken_for_ours(
    postgres: Server, desk_name: str, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        closing(open_log(Path(), postgres.tcp_url(desk_name, port=line.port))) as log,
        closing(open_log(Path(), postgres.url(desk_name))) as other,
    ):
        connect = Link.connect

        def slowly(link: Link, *, patient: bool = True) -> None:
            if not patient:
                line.cut_before = b""
                other.append("pcole", SKIPPED)
            connect(link, patient=patient)

        monkeypatch.setattr(Link, "connect", slowly)
        line.cut_before = b"pg_notify"

        with pytest.raises(CorrtuiError, match="nothing was entered"):
            log.append("rhale", SKIPPED)

        assert [entry.by for entry in log.read_new()] == ["pcole"]


def test_the_connections_are_given_back(postgres: Server, desk_name: str) -> None:
    log = open_log(Path(), postgres.url(desk_name), "rhale")
    assert isinstance(log, PostgresLog)
    log.append("rhale", SKIPPED)
    count = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'corrtui rhale'"
    with postgres.superuser() as keeper:
        assert keeper.execute(count).fetchall() == [(2,)]
        log.close()
        until = time.monotonic() + 5
        while keeper.execute(count).fetchall() != [(0,)]:
            assert time.monotonic() < until
            time.sleep(0.02)
