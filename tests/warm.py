"""Real processes of the program that need not load it first: a program that has loaded it forks them.

A process made here has its own standard streams, terminal, folder, environment and umask, and ends as Python
ends. Only what an interpreter does before the first line of the program (half a second of loading) is shared.
Where the environment asks for something else - another alphabet, another terminal - and for the first process
of each environment, it is started the long way.
"""

from __future__ import annotations

import array
import atexit
import ctypes
import fcntl
import gc
import importlib
import json
import os
import pty
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import termios
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

_ASKED = 1 << 20
_READ_ONCE = (
    *("PYTHON", "LC_", "LANG", "TMPDIR", "TZ", "MALLOC"),
    *("TERM", "COLORTERM", "NO_COLOR", "COLUMNS", "LINES", "ESCDELAY", "TEXTUAL", "SSH"),
)
"""Variables, by how they begin, that the interpreter or a library may read once and for all."""

# Root may pass over every file mode. Who runs the tests as root gives that right up (CAP_DAC_OVERRIDE 1,
# CAP_DAC_READ_SEARCH 2): out of the bounding set for what is executed later, out of the process for now
# (capabilities(7)). For anybody else the calls are refused and change nothing.
_RIGHTS = (1, 2)
_PR_CAPBSET_DROP = 24
_CAPABILITY_VERSION_3 = 0x20080522
LIKE_ANYBODY = (
    "import ctypes, os, sys\n"
    "libc = ctypes.CDLL(None)\n"
    "for right in (1, 2): libc.prctl(24, right, 0, 0, 0)\n"
    "os.execv(sys.executable, [sys.executable, '-m', 'corrtui', *sys.argv[1:]])"
)
"""A program that becomes `corrtui`, bound by file modes as any clerk is, also where root runs the tests."""


class Process:
    """One process, however it was started.

    Args:
        pid: its process id.
        poll: returns its exit code, negative for a signal, or None while it runs.
    """

    def __init__(self, pid: int, poll: Callable[[], int | None]) -> None:
        self.pid = pid
        self._poll = poll
        self._code: int | None = None

    def code(self) -> int | None:
        """Return its exit code, negative for a signal; None while it runs."""
        if self._code is None:
            self._code = self._poll()
        return self._code

    def wait(self, timeout: float) -> int:
        """Wait for its end; return the exit code.

        Raises:
            subprocess.TimeoutExpired: it still runs.
        """
        end, pause = time.monotonic() + timeout, 0.001
        while (code := self.code()) is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired(str(self.pid), timeout)
            time.sleep(pause)
            pause = min(0.02, pause * 2)
        return code

    def kill(self) -> None:
        """End it, whatever it does."""
        if self.code() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self.wait(30)


def environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    """Return the environment of a clerk: this process's, with a terminal and an alphabet, then the changes.

    Args:
        changes: variables; None as a value takes one away.
    """
    own = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    for name in ("SSH_CONNECTION", "SSH_TTY", "NO_COLOR", "ESCDELAY", "VISUAL", "EDITOR"):
        own.pop(name, None)
    root = str(Path(__file__).parents[1])
    own["PYTHONPATH"] = os.pathsep.join(filter(None, [root, own.get("PYTHONPATH")]))
    for name, value in changes.items():
        if value is None:
            own.pop(name, None)
        else:
            own[name] = value
    return own


def run(
    argv: Sequence[str],
    *,
    env: Mapping[str, str | None] | None = None,
    cwd: Path | None = None,
    umask: int = -1,
    stderr: int | None = None,
    timeout: float = 120,
) -> subprocess.CompletedProcess[bytes]:
    """Run `argv` without a terminal, as `subprocess.run` does; its input is empty.

    Args:
        argv: the program.
        env: what differs in its environment, see `environment`.
        cwd: its folder; ours, when left out.
        umask: its umask; ours, when left out.
        stderr: where it says what is wrong; into the answer, when left out.
        timeout: seconds it may take.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, open(os.devnull, "rb") as empty:
        streams = (empty.fileno(), out.fileno(), err.fileno() if stderr is None else stderr)
        process = _start(argv, environment(env or {}), streams, cwd, umask)
        try:
            code = process.wait(timeout)
        finally:
            process.kill()
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(list(argv), code, out.read(), err.read())


def corrtui(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run `corrtui WORDS` without a terminal; `more` as in `run`. What is no UTF-8 comes back as U+FFFD."""
    done = run([sys.executable, "-m", "corrtui", *words], **more)
    said = [text.decode("utf-8", "replace") for text in (done.stdout, done.stderr)]
    return subprocess.CompletedProcess(done.args, done.returncode, *said)


def at_terminal(
    argv: Sequence[str],
    env: Mapping[str, str],
    size: bytes,
    *,
    ignore_hup: bool = False,
    cold: bool = False,
) -> tuple[Process, int]:
    """Start `argv` at a terminal of its own.

    Args:
        argv: the program.
        env: its environment.
        size: of the terminal, as `TIOCSWINSZ` takes it.
        ignore_hup: start it with SIGHUP ignored, as nohup does.
        cold: start it the long way whatever the environment.

    Returns:
        The process, and our end of the terminal.
    """
    ours, theirs = pty.openpty()
    try:
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, size)
        process = _start(
            argv, dict(env), (theirs,) * 3, None, -1, terminal=True, ignore_hup=ignore_hup, cold=cold
        )
    finally:
        os.close(theirs)
    return process, ours


@dataclass(frozen=True, slots=True)
class _Order:
    """What a process is to be."""

    argv: list[str]
    env: dict[str, str]
    cwd: str
    umask: int
    terminal: bool
    ignore_hup: bool
    like_anybody: bool


def _start(
    argv: Sequence[str],
    env: dict[str, str],
    streams: tuple[int, int, int],
    cwd: Path | None,
    umask: int,
    *,
    terminal: bool = False,
    ignore_hup: bool = False,
    cold: bool = False,
) -> Process:
    words = list(map(str, argv))
    like_anybody = words[:3] == [sys.executable, "-c", LIKE_ANYBODY]
    if umask < 0:
        umask = os.umask(0o077)
        os.umask(umask)
    ours = not cold and words[0] == sys.executable and words[1] in ("-m", "-c")
    loaded = _loaded(env) if ours else None
    if loaded is not None:
        if like_anybody:
            words[1:3] = ["-m", "corrtui"]
        where = str(cwd or Path.cwd())
        return loaded.start(_Order(words[1:], env, where, umask, terminal, ignore_hup, like_anybody), streams)
    begun = subprocess.Popen(
        words,
        stdin=streams[0],
        stdout=streams[1],
        stderr=streams[2],
        env=env,
        cwd=cwd,
        umask=umask,
        preexec_fn=lambda: _take_terminal(ignore_hup) if terminal else None,
    )
    return Process(begun.pid, begun.poll)


def _take_terminal(ignore_hup: bool) -> None:
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGHUP, signal.SIG_IGN if ignore_hup else signal.SIG_DFL)


_servers: dict[tuple[tuple[str, str], ...], _Loaded] = {}
_asked: Counter[tuple[tuple[str, str], ...]] = Counter()


def _loaded(env: Mapping[str, str]) -> _Loaded | None:
    """Return the program for processes of an environment; None for the first of it."""
    key = tuple(sorted((name, value) for name, value in env.items() if name.startswith(_READ_ONCE)))
    _asked[key] += 1
    if _asked[key] > 1 and key not in _servers:
        _servers[key] = _Loaded(env)
    return _servers.get(key)


_LOADED = "import sys; from tests.warm import serve; serve(int(sys.argv[1]))"


class _Loaded:
    """The test's side of a program that has everything loaded and forks processes that go on from there."""

    def __init__(self, env: Mapping[str, str]) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._program = subprocess.Popen(
                [sys.executable, "-c", _LOADED, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env=dict(env),
                cwd=Path(__file__).parents[1],
            )
        self._orders = ours
        atexit.register(self._close)

    def start(self, order: _Order, streams: Sequence[int]) -> Process:
        """Start a process as ordered."""
        answers, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            said = json.dumps([getattr(order, name) for name in _Order.__slots__]).encode()
            fds = array.array("i", [*streams, theirs.fileno()])
            self._orders.sendmsg([said], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)])
        pid = int(answers.recv(64))

        def poll() -> int | None:
            if not select.select([answers], [], [], 0)[0]:
                return None
            with answers:
                return int(answers.recv(64))

        return Process(pid, poll)

    def _close(self) -> None:
        self._orders.close()
        self._program.wait(10)


# The loaded program's side.


def serve(fd: int) -> NoReturn:
    """Load the program, fork a process for each order, and go on as that process."""
    order = _next_order(socket.socket(fileno=fd))
    _go_on(order)


def _next_order(orders: socket.socket) -> _Order:
    from screens import terminal

    terminal.prepare()
    for name in ("corrtui.cli.main", "corrtui.desk", "corrtui.outgoing.page", "screens.app"):
        importlib.import_module(name)
    from corrtui.letters.library import Library, builtin_templates
    from corrtui.triage.lexicon import load_lexicon
    from corrtui.triage.sensitive import load_sensitive

    # What a desk reads of the program's own data it reads once in a process.
    load_lexicon()
    load_sensitive()
    Library((builtin_templates(),))

    running: dict[int, socket.socket] = {}
    woken, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    gc.collect()
    gc.freeze()
    while True:
        ready, _, _ = select.select([orders, woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
            _tell_ends(running)
        if orders not in ready:
            continue
        said, ancillary, _, _ = orders.recvmsg(_ASKED, socket.CMSG_SPACE(4 * 4))
        if not said:
            os._exit(0)
        fds = array.array("i")
        fds.frombytes(ancillary[0][2])
        order = _Order(*json.loads(said))
        pid = os.fork()
        if pid == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for fd in (woken, wake, fds[3]):
                os.close(fd)
            for other in (orders, *running.values()):
                other.close()
            _become(order, fds[:3])
            return order
        for fd in fds[:3]:
            os.close(fd)
        running[pid] = socket.socket(fileno=fds[3])
        running[pid].send(str(pid).encode())


def _tell_ends(running: dict[int, socket.socket]) -> None:
    with suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            with running.pop(pid) as answer, suppress(OSError):
                answer.send(str(os.waitstatus_to_exitcode(status)).encode())


def _become(order: _Order, streams: Sequence[int]) -> None:
    """Be the process that was ordered."""
    if order.terminal:
        os.setsid()
        fcntl.ioctl(streams[0], termios.TIOCSCTTY, 0)
        signal.signal(signal.SIGHUP, signal.SIG_IGN if order.ignore_hup else signal.SIG_DFL)
    for at, fd in enumerate(streams):
        os.dup2(fd, at)
    for fd in set(streams):
        os.close(fd)
    os.environ.clear()
    os.environ.update(order.env)
    os.chdir(order.cwd)
    os.umask(order.umask)
    if order.like_anybody:
        _give_rights_up()
    for at, name in ((0, "stdin"), (1, "stdout"), (2, "stderr")):
        before = getattr(sys, name)
        fresh = open(  # noqa: SIM115
            at,
            before.mode if name == "stdin" else "w",
            encoding=before.encoding,
            errors=before.errors,
            closefd=False,
        )
        if name != "stdin":
            fresh.reconfigure(line_buffering=name == "stderr" or os.isatty(at))
        setattr(sys, name, fresh)
        setattr(sys, f"__{name}__", fresh)


def _give_rights_up() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)()
    libc.capget(header, sets)
    for right in _RIGHTS:
        libc.prctl(_PR_CAPBSET_DROP, right, 0, 0, 0)
    for at in range(3):  # effective, permitted, inheritable
        sets[at] &= ~sum(1 << right for right in _RIGHTS)
    libc.capset(header, sets)


def _go_on(order: _Order) -> NoReturn:
    """Do what `python ARGV` would do."""
    switch, what, *words = order.argv
    if switch == "-m":
        sys.path[0] = order.cwd
        sys.argv = ["-m", *words]
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        sys.path[0] = ""
        sys.argv = ["-c", *words]
        space = vars(sys.modules["__main__"])
        for name in [name for name in space if not name.startswith("__")]:
            del space[name]
        exec(compile(what, "<string>", "exec"), space)
    sys.exit()
