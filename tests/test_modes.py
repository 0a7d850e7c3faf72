"""Modes: a private desk is its owner's alone, a shared one its group's, whatever the login shell says."""

from __future__ import annotations

import grp
import json
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corrtui.errors import SettingsError
from corrtui.make_desk import SAMPLE, make_desk
from corrtui.modes import PRIVATE, SHARED, too_open, umask_of
from corrtui.people import system_login
from tests import warm

OWN_GROUP = grp.getgrgid(os.getgid()).gr_name


@pytest.fixture(autouse=True)
def _same_umask_after() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def made(folder: Path, group: str | None = None) -> Path:
    make_desk(folder, system_login(), "Robin Hale", sample=True, group=group)
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text().replace("settle = 0.5", "settle = 0.0"))
    return folder


def modes(folder: Path) -> dict[str, int]:
    """Every folder and file of a desk with its mode; names end in / where it is a folder."""
    return {
        f"{path.relative_to(folder)}{'/' if path.is_dir() else ''}": stat.S_IMODE(path.stat().st_mode)
        for path in (folder, *folder.rglob("*"))
    }


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
@pytest.mark.parametrize(
    ("group", "of_folders", "of_files"), [(None, 0o700, 0o600), (OWN_GROUP, 0o2770, 0o660)]
)
def test_a_new_desk_is_private_or_its_groups(
    tmp_path: Path, umask: int, group: str | None, of_folders: int, of_files: int
) -> None:
    os.umask(umask)
    folder = made(tmp_path / "desk", group)

    for name, mode in modes(folder).items():
        assert mode == (of_folders if name.endswith("/") else of_files), name


@pytest.mark.parametrize(
    ("umask", "group", "of_folders", "of_files"),
    [
        (0o000, None, 0o700, 0o600),
        (0o077, OWN_GROUP, 0o2770, 0o660),
        pytest.param(0o022, None, 0o700, 0o600, marks=pytest.mark.slow),
        pytest.param(0o077, None, 0o700, 0o600, marks=pytest.mark.slow),
        pytest.param(0o000, OWN_GROUP, 0o2770, 0o660, marks=pytest.mark.slow),
        pytest.param(0o022, OWN_GROUP, 0o2770, 0o660, marks=pytest.mark.slow),
    ],
)
def test_a_whole_day_of_work_keeps_to_it(
    tmp_path: Path, umask: int, group: str | None, of_folders: int, of_files: int
) -> None:
    folder = made(tmp_path / "desk", group)

    def run(*words: str) -> str:
        done = warm.corrtui("--desk", str(folder), *words, umask=umask)
        assert done.returncode == 0, done
        return done.stdout

    for name in ("thank you note.html", "scan-0001-ortiz.txt", "my chart.eml"):
        shutil.copyfile(SAMPLE / "letters" / name, folder / "inbox" / name)
        (folder / "inbox" / name).chmod(0o644)
    taken = {
        item["file"]: item["control_no"] for item in json.loads(run("intake", "--once", "--json"))["taken"]
    }
    run("finish", taken["thank you note.html"], "--template", "svc-thanks")
    run("undo")
    run("draft", taken["scan-0001-ortiz.txt"], "--template", "svc-apology")
    run("classify", taken["scan-0001-ortiz.txt"], "SVC")
    run("dispose", taken["my chart.eml"], "FILE", "--reason", "seen to", "--confirm", "MED")
    day = (
        "import sys; from pathlib import Path; from corrtui.desk import Desk\n"
        "desk = Desk.open(Path(sys.argv[1])); no = sys.argv[2]\n"
        "desk.colleagues.arrive(no); desk.save_draft(no, 'Dear Mr. Ortiz:'); desk.search('ortiz')\n"
        "desk.choose_template(no, 'svc-thanks'); desk.export_tally()\n"
        "record = desk.sheet(no).records[0]; desk.attach(no, f'{record.source}/{record.key}')\n"
        "assert not list(desk.intake.find_troubles()), list(map(str, desk.intake.find_troubles()))\n"
        "desk.close()"
    )
    number = taken["scan-0001-ortiz.txt"]
    done = warm.run([sys.executable, "-c", day, str(folder), number], umask=umask)
    assert done.returncode == 0, done
    run("check")

    found = modes(folder)
    assert {"control/search.sqlite", "control/records.sqlite", "control/sessions/"} <= found.keys()
    assert any(name.startswith("outbox/tally/") for name in found)
    assert any("/records/" in name for name in found)
    for name, mode in found.items():
        assert mode == (of_folders if name.endswith("/") else of_files), name


def test_no_group_of_that_name(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="There is no group 'nobody-at-all'"):
        make_desk(tmp_path / "desk", "rhale", "", sample=False, group="nobody-at-all")
    assert not (tmp_path / "desk").exists()


def test_a_folder_with_something_in_it_keeps_its_own_mode(tmp_path: Path) -> None:
    (tmp_path / "office").mkdir(mode=0o755)
    (tmp_path / "office" / "notes.txt").write_text("ours")

    folder = made(tmp_path / "office")

    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    assert stat.S_IMODE((folder / "control").stat().st_mode) == 0o700
    assert list(too_open(folder)) == []


@pytest.mark.parametrize(
    ("mode", "umask"),
    [(0o700, PRIVATE), (0o750, PRIVATE), (0o755, PRIVATE), (0o770, SHARED), (0o2770, SHARED)],
)
def test_the_control_folder_says_which_it_is(tmp_path: Path, mode: int, umask: int) -> None:
    (tmp_path / "control").mkdir()
    (tmp_path / "control").chmod(mode)

    assert umask_of(tmp_path) == umask


@pytest.mark.parametrize(
    ("name", "mode", "found"),
    [
        ("cabinet", 0o755, 0o755),
        ("inbox", 0o707, 0o707),
        ("control", 0o750, 0o750),
        ("desk.toml", 0o644, 0o644),
        (".", 0o777, 0o777),
        ("records/accounts.csv", 0o644, None),  # others export it; its folder keeps it
        ("outbox", 0o700, None),
        (".", 0o755, None),
    ],
)
def test_what_is_too_open_is_found_and_can_be_mended(
    tmp_path: Path, name: str, mode: int, found: int | None
) -> None:
    folder = made(tmp_path / "desk")
    (folder / name).chmod(mode)

    [*open_ones] = too_open(folder)

    assert [(item.path, item.mode) for item in open_ones] == ([(folder / name, found)] if found else [])
    for item in open_ones:
        item.mend()
    assert list(too_open(folder)) == []


def test_in_a_shared_desk_only_others_are_kept_out(tmp_path: Path) -> None:
    folder = made(tmp_path / "desk", OWN_GROUP)
    (folder / "outbox" / "a.pdf").write_bytes(b"")
    (folder / "outbox" / "a.pdf").chmod(0o664)

    [found] = too_open(folder)

    assert "open to everybody" in found.words
    found.mend()
    assert stat.S_IMODE((folder / "outbox" / "a.pdf").stat().st_mode) == 0o660


def test_check_names_twenty_and_how_many_more_and_repair_closes_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = made(tmp_path / "desk")
    (folder / "outbox" / "old").mkdir(mode=0o700)
    for number in range(27):
        (folder / "outbox" / "old" / f"{number}.pdf").write_bytes(b"")
        (folder / "outbox" / "old" / f"{number}.pdf").chmod(0o604)

    def check(*words: str) -> tuple[int, str]:
        done = warm.corrtui("--desk", str(folder), "check", *words)
        return done.returncode, done.stdout

    code, said = check()
    assert code == 1
    assert said.count("open to everybody on this machine (mode 604)") == 20
    assert "7 more" in said
    assert "chmod 600" in said

    assert check("--repair")[0] == 0
    assert list(too_open(folder)) == []
    assert check() == (0, "the desk is in order\n")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    folder = made(tmp_path / "desk")
    outside = tmp_path / "outside"
    outside.mkdir()
    outside.chmod(0o777)
    (folder / "outbox" / "link").symlink_to(outside)

    assert list(too_open(folder)) == []


def test_nothing_is_written_outside_the_desk(tmp_path: Path) -> None:
    folder, temp = made(tmp_path / "desk"), tmp_path / "temp"
    temp.mkdir()
    (folder / "control" / "records.sqlite").mkdir()  # the index cannot be kept: memory is its place
    shutil.copyfile(SAMPLE / "letters" / "thank you note.html", folder / "inbox" / "note.html")
    env = {"TMPDIR": str(temp), "SQLITE_TMPDIR": str(temp)}
    temp.chmod(0o500)

    for words in (("intake", "--once"), ("queue",)):
        done = warm.corrtui("--desk", str(folder), *words, env=env)
        assert done.returncode == 0, done
    assert os.listdir(temp) == []
