"""A sample desk in an empty folder, and a way to drop its letters: what most journeys begin with."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from corrtui.make_desk import SAMPLE, make_desk
from corrtui.people import system_login

if TYPE_CHECKING:
    from corrtui.desk import Desk
    from tests.postgres import Server


# How long one example takes says more about what else the machine does than about the code.
settings.register_profile("corrtui", deadline=None)
settings.load_profile("corrtui")


def pytest_configure() -> None:
    """Collecting tests makes no garbage; not to look for any saves a fifth of the time."""
    gc.disable()


def pytest_collection_finish() -> None:
    """From here on garbage is looked for among what the tests themselves make."""
    gc.freeze()
    gc.enable()


def pytest_make_parametrize_id(val: object) -> str | None:
    """Bytes are named by their length: readable, and the same in every process that collects the tests."""
    return f"{len(val)}-bytes" if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def _files_as_private_as_a_desk() -> Iterator[None]:
    """What a test puts into a desk is no trouble of it; opening one changes the umask of the process."""
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.fixture(autouse=True)
def _no_desk_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test works on the desk of whoever runs it."""
    monkeypatch.delenv("CORRTUI_DESK", raising=False)
    monkeypatch.delenv("SSH_TTY", raising=False)
    monkeypatch.delenv("SSH_CONNECTION", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sample desk whose inbox is empty and whose files need not rest."""
    made = tmp_path / "desk"
    make_desk(made, system_login(), "Robin Hale", sample=True)
    toml = made / "desk.toml"
    toml.write_text(toml.read_text().replace("settle = 0.5", "settle = 0.0"))
    return made


@pytest.fixture
def open_desk(folder: Path) -> Iterator[Callable[..., Desk]]:
    """Opens the desk, once or several times, as whoever is asked; closes them all."""
    from corrtui.desk import Desk

    opened: list[Desk] = []

    def again(login: str | None = None) -> Desk:
        opened.append(Desk.open(folder, login))
        return opened[-1]

    yield again
    for desk in opened:
        desk.close()


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    """The desk as Robin Hale sits at it."""
    return open_desk()


@pytest.fixture
def take_in(folder: Path) -> Callable[..., str]:
    """Drops a letter — a sample letter by its name, or any bytes — and takes it in; returns its number."""
    from corrtui.intake.accept import Stamp

    def take(desk: Desk, name: str, data: bytes | None = None) -> str:
        target = folder / "inbox" / name
        if data is None:
            shutil.copyfile(SAMPLE / "letters" / name, target)
        else:
            target.write_bytes(data)
        [number] = desk.take_in(Stamp())
        return number

    return take


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server for the tests of this process; each takes a desk of its own name on it."""
    from tests.postgres import Server

    server = Server(("fsync = off",))
    yield server
    server.close()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real input nobody here wrote; tests that need it are skipped where it is absent."""
    found = Path(os.environ.get("CORRTUI_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not found.is_dir():
        pytest.skip(f"no shared data at {found}")
    return found
