"""Where a folder lies, read from lists of mounts as the system writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corrtui.mounts import file_system, on_network, unsafe_for_log

_LIST = """\
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 21 0:40 / /srv/desks rw,relatime shared:9 - nfs4 files:/desks rw,vers=4.2
31 30 8:2 / /srv/desks/local rw - xfs /dev/sdb1 rw
32 21 0:41 / /mnt/two\\040words rw - cifs //files/office rw
33 21 0:42 / /mnt/home rw - fuse.sshfs hale@files:/ rw
34 21 0:43 / /mnt/host rw - 9p host rw
35 34 8:3 / /mnt/host rw - ext4 /dev/sdc1 rw
36 21 0:44 / /mnt/shared rw - virtiofs shared rw
a line that is none
37 21 - short
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    made = tmp_path / "mountinfo"
    made.write_text(_LIST)
    return made


@pytest.mark.parametrize(
    ("folder", "kind", "silent", "unsafe"),
    [
        ("/home/hale/desk", "ext4", False, ""),
        ("/srv/desks", "nfs4", True, "nfs4"),
        ("/srv/desks/letters/control", "nfs4", True, "nfs4"),
        ("/srv/desks/local/letters", "xfs", False, ""),
        ("/srv/desks-of-old", "ext4", False, ""),
        ("/mnt/two words/desk", "cifs", True, "cifs"),
        ("/mnt/home/desk", "fuse.sshfs", True, "fuse.sshfs"),
        ("/mnt/host/desk", "ext4", False, ""),  # the later mount lies on top
        ("/mnt/shared/desk", "virtiofs", True, ""),
    ],
)
def test_the_longest_mount_tells_the_disk(
    mounts: Path, folder: str, kind: str, silent: bool, unsafe: str
) -> None:
    assert file_system(Path(folder), mounts) == kind
    assert on_network(Path(folder), mounts) == silent
    assert unsafe_for_log(Path(folder), mounts) == unsafe


def test_a_system_without_such_a_list_is_taken_as_local(tmp_path: Path) -> None:
    assert file_system(tmp_path, tmp_path / "none") == ""
    assert not on_network(tmp_path, tmp_path / "none")


def test_a_local_folder_is_not_on_the_network(tmp_path: Path) -> None:
    assert not on_network(tmp_path)
    assert unsafe_for_log(tmp_path) == ""
