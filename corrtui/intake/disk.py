"""What the file system says of the inbox: which names are files, who still writes."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import stat
from pathlib import Path


def not_a_letter(mode: int) -> str:
    """Return why a file of this `st_mode` cannot become a letter, in words; empty when it can."""
    if stat.S_ISREG(mode):
        return ""
    if stat.S_ISDIR(mode):
        return "a folder: move the letters in it into the inbox itself"
    if stat.S_ISLNK(mode):
        return "a link: copy the file itself into the inbox"
    return "not a plain file: move it out of the inbox"


def being_written(path: Path) -> bool:
    """Tell whether some process has the file open for writing (a read lease is refused then).

    Works for the file's owner on a local disk; elsewhere the settle time alone must do.
    """
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False  # accepting it will say what is wrong
    try:
        # Who opens the file for writing meanwhile breaks the lease: the signal that tells us so must be one
        # that is ignored, for the usual SIGIO ends the process.
        fcntl.fcntl(fd, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        os.close(fd)
    return False
