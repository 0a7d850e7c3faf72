"""A clerk at a real terminal: runs the program in a pty, types at it, and looks at it through pyte.

desk = PtyDesk(folder, rows=24, cols=80)
desk.wait_for("QUEUE")
desk.send("jj")
assert "261122-0003" in desk.text()
desk.close()
"""

from __future__ import annotations

import fcntl
import os
import select
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests import warm
from tests.screens.terminal_like import Terminal, Wire

KEYS = {
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "backspace": b"\x7f",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "f1": b"\x1bOP",
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f5": b"\x1b[15~",
    "f12": b"\x1b[24~",
}
_OPEN = (
    "import sys; from pathlib import Path; from corrtui.desk import Desk; import screens\n"
    "desk = Desk.open(Path(sys.argv[1]))\n"
    "code = screens.run(desk)\n"
    "desk.close(); sys.exit(code)"
)


class PtyDesk:
    """One session in a pty of its own, its output fed to a terminal emulator.

    Args:
        folder: the desk.
        rows: height of the terminal.
        cols: width of the terminal.
        env: variables on top of this process's; None as a value takes one away.
        argv: the program; the desk's screen, opened without the command line, when left out.
        ignore_hup: start it with SIGHUP ignored, as nohup does.
        cold: start it the long way, as a shell does: what starting costs is looked at.
    """

    def __init__(
        self,
        folder: Path,
        rows: int = 24,
        cols: int = 80,
        env: Mapping[str, str | None] | None = None,
        argv: Sequence[str] | None = None,
        *,
        ignore_hup: bool = False,
        cold: bool = False,
    ) -> None:
        self.screen = Terminal(cols, rows)
        self._stream = Wire(self.screen)
        self.raw = bytearray()
        command = list(argv or (sys.executable, "-c", _OPEN, str(folder)))
        size = struct.pack("HHHH", rows, cols, 0, 0)
        self.begun = time.perf_counter()
        self._process, self.fd = warm.at_terminal(
            command, warm.environment(env or {}), size, ignore_hup=ignore_hup, cold=cold
        )
        self.pid = self._process.pid

    def send(self, keys: str | bytes) -> None:
        """Type, all of it in one write."""
        data = keys.encode() if isinstance(keys, str) else keys
        while data:
            select.select([], [self.fd], [], 5)
            data = data[os.write(self.fd, data[:512]) :]
            self.read(0)

    def press(self, name: str) -> None:
        """Press a key by its name in `KEYS`."""
        self.send(KEYS[name])

    def read(self, timeout: float) -> bytes:
        """Read what comes within `timeout` seconds, and let the emulator draw it."""
        data = self._take(timeout)
        self._stream.feed(data)
        return data

    def _take(self, timeout: float) -> bytes:
        """Read what comes within `timeout` seconds; the emulator has not seen it yet."""
        if self.fd < 0:
            time.sleep(timeout)
            return b""
        ready, _, _ = select.select([self.fd], [], [], timeout)
        if not ready:
            return b""
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return b""
        self.raw += data
        return data

    def settle(self, quiet: float = 0.25, limit: float = 10.0) -> int:
        """Read until nothing came for `quiet` seconds; return how many bytes came."""
        end, count = time.monotonic() + limit, 0
        while time.monotonic() < end:
            data = self.read(quiet)
            if not data:
                break
            count += len(data)
        return count

    def wait_for(self, needle: str | Callable[[str], bool], timeout: float = 15.0) -> str:
        """Read until the screen shows `needle`; return the screen.

        Raises:
            AssertionError: it was not seen in time; the message shows the screen.
        """
        end = time.monotonic() + timeout
        while True:
            shown = self.text()
            if needle(shown) if callable(needle) else needle in shown:
                return shown
            if time.monotonic() > end:
                raise AssertionError(f"{needle!r} was not seen in {timeout} s:\n{shown}")
            self.read(0.05)

    def measure(self, key: str, quiet: float = 0.2, patience: float = 2.0) -> tuple[int, float]:
        """Type a key; return bytes that came back and milliseconds to the last of them.

        The first of them may take `patience` seconds; after `quiet` seconds without any it is over.
        """
        begun = last = time.perf_counter()
        os.write(self.fd, key.encode())
        came = bytearray()
        # The emulator takes as long as many a program: it draws when the line is quiet.
        while data := self._take(quiet if came else patience):
            last = time.perf_counter()
            came += data
        self._stream.feed(bytes(came))
        return len(came), (last - begun) * 1000

    def first_shown(self, word: bytes, timeout: float = 120.0) -> float:
        """Return the seconds from starting the program to the bytes that brought `word`.

        Raises:
            AssertionError: it was not seen in time.
        """
        came, seen = bytearray(), 0.0
        while not seen and time.perf_counter() - self.begun < timeout:
            came += self._take(0.05)
            if came.find(word) >= 0:
                seen = time.perf_counter() - self.begun
        self._stream.feed(bytes(came))
        if not seen:
            raise AssertionError(f"{word!r} was not written in {timeout} s:\n{self.text()}")
        return seen

    def text(self) -> str:
        """Return the screen, line by line."""
        return "\n".join(self.screen.display)

    def line(self, number: int) -> str:
        """Return one line of the screen; negative numbers count from the foot."""
        return str(self.screen.display[number])

    def resize(self, rows: int, cols: int) -> None:
        """Change the size of the terminal."""
        self.screen.resize(rows, cols)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def exit_code(self, timeout: float = 10.0) -> int:
        """Wait for the end of the program and return its exit code, negative for a signal.

        Raises:
            AssertionError: it still runs.
        """
        end = time.monotonic() + timeout
        while (code := self._process.code()) is None:
            if time.monotonic() > end:
                raise AssertionError(f"the program still runs after {timeout} s:\n{self.text()}")
            self.read(0.02)
        while self.read(0.05):
            pass
        return code

    def hang_up(self) -> None:
        """Take the terminal away, as a dropped line does."""
        os.close(self.fd)
        self.fd = -1

    def close(self) -> None:
        """End the program, whatever it does."""
        self._process.kill()
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1
