"""A tap on a TCP line: passes the bytes on, both ways, and counts those that come back."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class Tap:
    """Listens on a port of its own and passes one line on to another port of this machine.

    Args:
        port: where the line leads.
    """

    def __init__(self, port: int) -> None:
        self.back = 0
        """Bytes that came back so far."""
        self._beyond = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._ends: list[socket.socket] = []
        threading.Thread(target=self._pass_on, daemon=True).start()

    def _pass_on(self) -> None:
        with suppress(OSError):
            near, _ = self._listening.accept()
            far = socket.create_connection(("127.0.0.1", self._beyond))
            for end in (near, far):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._ends = [near, far]
            threading.Thread(target=self._carry, args=(near, far, False), daemon=True).start()
            self._carry(far, near, True)

    def _carry(self, source: socket.socket, sink: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self.back += len(data) if counted else 0
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Cut the line."""
        for end in (self._listening, *self._ends):
            end.close()
