"""Where a folder lies: on a disk of this machine, or on one that several machines share."""

from __future__ import annotations

import os
import re
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
_SHARED = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "fuse.sshfs", "fuse.glusterfs"}
    | {"fuse.ceph", "fuse.rclone", "fuse.s3fs", "fuse.davfs", "fuse.smbnetfs", "fuse.curlftpfs"}
)
"""File systems on which a lock may hold on one machine only, and two appends may overwrite each other
(flock(2), open(2): O_APPEND on NFS)."""
_SILENT = _SHARED | {"9p", "virtiofs", "vboxsf", "fuse.vmhgfs-fuse", "fuse.drvfs"}
"""File systems that report no events from another machine."""
_OCTAL = re.compile(r"\\([0-7]{3})")


def on_network(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Tell whether `folder` lies on a file system that reports no events from other machines."""
    return file_system(folder, mounts) in _SILENT


def unsafe_for_log(folder: Path, mounts: Path = MOUNTS) -> str:
    """Return the file system `folder` lies on if locks and appends are not safe there; else empty."""
    kind = file_system(folder, mounts)
    return kind if kind in _SHARED else ""


def file_system(folder: Path, mounts: Path = MOUNTS) -> str:
    """Return the type of the file system `folder` lies on; empty when the system does not tell.

    Args:
        folder: need not exist yet.
        mounts: the system's list of mounts, in the form of proc_pid_mountinfo(5).
    """
    best, kind = "", ""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    real = os.path.realpath(folder)
    for line in lines:
        left, _, right = line.partition(" - ")
        fields = left.split(" ")
        if len(fields) < 5 or not right:
            continue
        mount = _OCTAL.sub(lambda found: chr(int(found[1], 8)), fields[4])
        inside = real == mount or real.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best):  # the later of two mounts on one place lies on top
            best, kind = mount, right.split(" ")[0]
    return kind
