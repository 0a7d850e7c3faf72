"""A real PostgreSQL server in a temporary folder, run as an ordinary user: tests may kill and restart it."""

from __future__ import annotations

import os
import pwd
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

PASSWORD = "cabinet key"


def binaries() -> Path | None:
    """Return the folder of initdb and pg_ctl, of the newest release there is; None when there is none."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    return versions[-1].parent if versions else None


def _ordinary_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then as whom."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    pytest.skip("root may not run a PostgreSQL server, and there is neither user postgres nor nobody")


class Server:
    """A cluster with one database `desks`; its superuser is `keeper`, with a password over TCP.

    Args:
        settings: lines of postgresql.conf.
    """

    def __init__(self, settings: tuple[str, ...] = ()) -> None:
        self._bin = binaries() or pytest.skip(
            "no PostgreSQL server here: neither initdb in PATH nor /usr/lib/postgresql/*/bin"
        )
        self._as = _ordinary_user()
        self.folder = Path(tempfile.mkdtemp(prefix="corrtui-pg-", dir="/tmp"))  # a socket's path is short
        self._data = self.folder / "data"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        if self._as:
            os.chown(self.folder, self._as["user"], self._as["group"])
        self._run("initdb", "-D", self._data, "-U", "keeper", "-A", "trust", "-E", "UTF8", "--no-sync")
        (self._data / "pg_hba.conf").write_text(
            "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
        )
        conf = (
            f"port = {self.port}",
            "listen_addresses = '127.0.0.1'",
            f"unix_socket_directories = '{self.folder}'",
            "shared_buffers = 16MB",
            "max_connections = 60",
            *settings,
        )
        with open(self._data / "postgresql.conf", "a", encoding="utf-8") as file:
            file.write("\n".join(conf) + "\n")
        self.start()
        with self.superuser("postgres") as connection:
            connection.execute(f"ALTER USER keeper PASSWORD '{PASSWORD}'")
            connection.execute("CREATE DATABASE desks")

    def _run(self, name: str, *args: object) -> None:
        argv = [str(self._bin / name), *map(str, args)]
        env = {**os.environ, "HOME": str(self.folder), "LC_ALL": "C"}
        with open(self.folder / "out", "w+", encoding="utf-8") as out:
            done = subprocess.run(
                argv, stdout=out, stderr=out, stdin=subprocess.DEVNULL, env=env, cwd="/", **self._as
            )
            out.seek(0)
            assert done.returncode == 0, out.read()

    def start(self) -> None:
        """Start it and wait until it answers."""
        for patience in (0.2, 1, 3):
            with suppress(AssertionError):  # the system has not cleared away yet what was killed
                return self._start()
            time.sleep(patience)
        return self._start()

    def _start(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-l", self.folder / "log", "-w", "-t", "60", "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it: `fast` tells the sessions, `immediate` is a crash."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", mode, "stop")

    @property
    def pid(self) -> int:
        """Process id of the server."""
        return int((self._data / "postmaster.pid").read_text().split()[0])

    def processes(self) -> list[int]:
        """The server and the processes of its sessions."""
        listed = subprocess.run(
            ["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True
        ).stdout
        pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
        return [self.pid, *(pid for pid, parent in pairs if parent == self.pid)]

    def kill(self) -> None:
        """End it as a power cut does; on return nothing of it runs any more."""
        os.kill(self.pid, signal.SIGSTOP)  # it shall make no more children
        all_of_it = self.processes()
        for pid in all_of_it:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        until = time.monotonic() + 20
        while any(_runs(pid) for pid in all_of_it):
            assert time.monotonic() < until, "the server does not end"
            time.sleep(0.01)

    def freeze(self, *, thaw: bool = False) -> None:
        """Stop all of it without ending it, as a machine that hangs; or let it go on."""
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT if thaw else signal.SIGSTOP)

    def close(self) -> None:
        """End it and remove its folder."""
        with suppress(AssertionError):
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, desk: str, database: str = "desks") -> str:
        """Where a desk's log is, over the socket and without a password."""
        return f"postgresql://keeper@/{database}?host={self.folder}&port={self.port}&desk={desk}"

    def tcp_url(
        self, desk: str, password: str = "cabinet%20key", database: str = "desks", port: int = 0
    ) -> str:
        """Where a desk's log is, over TCP and with a password."""
        return f"postgresql://keeper:{password}@127.0.0.1:{port or self.port}/{database}?desk={desk}"

    def superuser(self, database: str = "desks") -> psycopg.Connection[tuple[Any, ...]]:
        """A connection that may do anything."""
        return psycopg.connect(
            host=str(self.folder), port=self.port, user="keeper", dbname=database, autocommit=True
        )


class Line:
    """A line to the server that can be cut at a chosen moment.

    Args:
        port: of the server on this machine.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self.cut_before = b""
        """Cut every line when a clerk sends this; the server does not get it."""
        self.cut_after = b""
        """Pass on what holds this, wait for the server's answer, and cut every line instead of giving it."""
        self.silent = False
        """Take new connections, but do not answer them."""
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                clerk, _ = self._listener.accept()
                pair = clerk, socket.socket()
                self._pairs.append(pair)
                if not self.silent:
                    pair[1].connect(("127.0.0.1", self._to))
                    threading.Thread(target=self._carry, args=pair, daemon=True).start()

    def _carry(self, clerk: socket.socket, server: socket.socket) -> None:
        cutting = False
        with suppress(OSError, ValueError):
            while True:
                for ready in select.select([clerk, server], [], [])[0]:
                    data = ready.recv(1 << 16)
                    if not data or (cutting and ready is server):
                        self.cut()
                        return
                    if ready is clerk:
                        if self.cut_before and self.cut_before in data:
                            self.cut()
                            return
                        cutting = bool(self.cut_after) and self.cut_after in data
                    (server if ready is clerk else clerk).sendall(data)

    def cut(self) -> None:
        """Cut every line there is."""
        pairs, self._pairs = self._pairs, []
        for end in (end for pair in pairs for end in pair):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        """Cut every line and take no more."""
        self._listener.close()
        self.cut()


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False
