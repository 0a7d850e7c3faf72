"""An SSH server on this machine for one user: own port, host key and settings, logged in to by key."""

from __future__ import annotations

import grp
import os
import pty
import pwd
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

SBIN = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"))
"""Where sshd is: often not on the path of an ordinary user."""
_CONFIG = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile none
StrictModes no
UsePAM no
UseDNS no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PrintMotd no
PrintLastLog no
MaxStartups 100
SetEnv {env}
{more}
"""


def missing() -> str:
    """Return what is not here and needed; empty: all is there."""
    wanted = [name for name in ("sshd", "ssh", "ssh-keygen") if shutil.which(name, path=SBIN) is None]
    if wanted:
        return f"no {', '.join(wanted)} here (Debian: openssh-server, openssh-client)"
    if os.getuid() and not _hands_over_terminals():
        return "only root's sshd can hand over terminals here: devpts is mounted without gid=tty"
    return ""


def _hands_over_terminals() -> bool:
    """Tell whether a new terminal belongs to group tty: sshd insists, and only root can change it."""
    ours, theirs = pty.openpty()
    try:
        return os.fstat(theirs).st_gid == grp.getgrnam("tty").gr_gid
    except KeyError:
        return True  # no such group: sshd takes the user's own
    finally:
        os.close(ours)
        os.close(theirs)


class Sshd:
    """A running server.

    Args:
        folder: an empty folder for its keys and settings.
        env: environment of its sessions, on top of what sshd sets.
        force: command it runs instead of what a client asks for.
    """

    def __init__(self, folder: Path, env: Mapping[str, str], force: Sequence[str] = ()) -> None:
        self.folder = folder
        self.login = pwd.getpwuid(os.getuid()).pw_name
        self._env = dict(env)
        self._more = f"ForceCommand {shlex.join(force)}" if force else ""
        for name in ("host", "user"):
            make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(folder / name)]
            subprocess.run(make, check=True, stdin=subprocess.DEVNULL, timeout=60)
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # sshd(8): the privilege separation directory
        for _ in range(5):
            # The port is free when we look; somebody may have taken it when sshd does.
            self.port = _free_port()
            if self._start():
                break
        else:
            raise RuntimeError(f"sshd does not start: {(folder / 'log').read_text()}")
        host = (folder / "host.pub").read_text()
        (folder / "known").write_text(f"[127.0.0.1]:{self.port} {host}")

    def _start(self) -> bool:
        env = " ".join(f'"{name}={value}"' for name, value in self._env.items())
        config = self.folder / "config"
        config.write_text(_CONFIG.format(port=self.port, folder=self.folder, env=env, more=self._more))
        sshd = shutil.which("sshd", path=SBIN)
        assert sshd is not None
        # sshd wants to be called by its whole path: it runs itself again for every line.
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [sshd, "-D", "-e", "-f", str(config)], stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        end = time.monotonic() + 15
        while self._server.poll() is None and time.monotonic() < end:
            try:
                with closing(socket.create_connection(("127.0.0.1", self.port), 5)) as line:
                    line.settimeout(5)
                    if line.recv(8).startswith(b"SSH-"):
                        return True
            except OSError:
                time.sleep(0.02)
        self.close()
        return False

    @property
    def pid(self) -> int:
        """Process id of the server, whose children are the lines."""
        return self._server.pid

    def client(self, *command: str, compressed: bool = False, port: int = 0) -> list[str]:
        """Return the words that log in with a terminal and run `command` there; without one, a shell.

        Args:
            command: words for the far end.
            compressed: as `ssh -C`.
            port: of something between that passes the bytes on.
        """
        options = {
            "UserKnownHostsFile": self.folder / "known",
            "HostKeyAlias": f"[127.0.0.1]:{self.port}",
            "StrictHostKeyChecking": "yes",
            "IdentitiesOnly": "yes",
            "IdentityAgent": "none",
            "BatchMode": "yes",
            "EscapeChar": "none",
            "Compression": "yes" if compressed else "no",
        }
        said = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
        place = ["-p", str(port or self.port), "-i", str(self.folder / "user"), f"{self.login}@127.0.0.1"]
        return ["ssh", "-tt", "-q", "-F", "none", *said, *place, *([shlex.join(command)] if command else [])]

    def close(self) -> None:
        """End the server; lines that stand go on until they are closed."""
        self._server.terminate()
        self._server.wait(10)


def session_env() -> dict[str, str]:
    """Return the environment in which a session at the far end finds the program under test."""
    path = os.pathsep.join(filter(None, [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH")]))
    own = {"PYTHONPATH": path, "LC_ALL": "C.UTF-8"}
    return own | {name: os.environ[name] for name in ("PYTHONPYCACHEPREFIX",) if name in os.environ}


def desk_command(folder: Path, *words: str) -> tuple[str, ...]:
    """Return the words that open the desk in `folder`."""
    return (sys.executable, "-m", "corrtui", "--desk", str(folder), *words)


def _free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
