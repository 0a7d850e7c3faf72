"""Desks for the screen tests: the sample company with its letters taken in, copied afresh for each test."""

from __future__ import annotations

import asyncio
import importlib.util
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from corrtui.desk import Desk
from corrtui.intake.accept import Stamp
from corrtui.make_desk import make_desk
from corrtui.people import system_login
from screens.actions.table import ACTIONS
from screens.app import Corrtui
from screens.autosave import Autosave
from screens.gate import Gate
from screens.session import Session

LETTERS = (
    "scan-0001-ortiz.txt",
    "scan-0002-kowal.txt",
    "scan-0005-lindqvist.txt",
    "scan-0007-bickford.txt",
    "phone note 11-12 pasquale.txt",
    "mail room 11-17.txt",
    "three things.eml",
    "Trade reference - Bolt Co.eml",
)
"""Letters of the sample company the tests work on: routine, sensitive and without a writer."""


NAMED = frozenset(
    {"enter", "escape", "tab", "space", "up", "down", "left", "right", "home", "end"}
    | {"pageup", "pagedown", "backspace", "delete"}
    | {f"f{number}" for number in range(1, 13)}
)
"""Keys that are named, not typed."""


def begin_at_the_queue(folder: Path) -> None:
    """Let no session of a sample desk begin with what the day brings."""
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text().replace("day_view = true", "day_view = false"))


def _pty_desk() -> Any:
    spec = importlib.util.spec_from_file_location("pty_desk", Path(__file__).with_name("pty_desk.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault("pty_desk", module)
    spec.loader.exec_module(module)
    return module.PtyDesk


@pytest.fixture(scope="session")
def _stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stock") / "desk"
    make_desk(folder, system_login(), "Robin Hale", sample=True)
    begin_at_the_queue(folder)
    for name in LETTERS:
        shutil.copyfile(folder / "sample-letters" / name, folder / "inbox" / name)
    desk = Desk.open(folder)
    assert len(desk.take_in(Stamp())) == len(LETTERS)
    desk.close()
    return folder


@pytest.fixture
def folder(_stocked: Path, tmp_path: Path) -> Path:
    """A desk folder of the sample company with eight letters in its queue."""
    return Path(shutil.copytree(_stocked, tmp_path / "desk"))


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    """The desk, open."""
    opened = Desk.open(folder)
    # The first sheet waits for the records; afterwards a thread keeps them fresh.
    opened.sheet(opened.queue()[0])
    yield opened
    opened.close()


@pytest.fixture
def app(desk: Desk) -> Corrtui:
    """The app on that desk; run it with `app.run_test(size=(120, 40))`."""
    return Corrtui(desk, hangup=False)


@pytest.fixture
def shown() -> Callable[[Corrtui], str]:
    """What stands on the screen of an app, line by line; Textual would show the same."""

    def read(app: Corrtui) -> str:
        assert app.frame is not None
        painted = app.frame.lines()
        if not (app.letter_pane.stale() or app.queue_pane.stale()):
            for widget in (*app.panes, app.editor):
                widget._styles_cache.clear()
            assert painted == [strip.text for strip in app.screen._compositor.render_strips()]
        return "\n".join(painted)

    return read


@pytest.fixture
def type_in() -> Callable[..., Any]:
    """Type a text and named keys at an app in one breath: `await type_in(app, pilot, "tbc", "enter")`."""
    names = {" ": "space", "\n": "enter", "\t": "tab"}

    async def press(app: Corrtui, pilot: Pilot[None], *keys: str) -> None:
        for key in keys:
            if len(key) > 1 and (key in NAMED or "+" in key):
                app.post_message(events.Key(key, None))
                continue
            for char in key:
                app.post_message(events.Key(names.get(char, char), char))
        await pilot.pause()
        while app._dirty_since is not None:
            await pilot.pause(0.01)
        await pilot.pause()

    return press


@pytest.fixture
def pty_desk(folder: Path) -> Iterator[Callable[..., Any]]:
    """Make sessions in a real pty on the test's desk: `pty_desk(rows=40, cols=120)`."""
    made: list[Any] = []
    cls = _pty_desk()

    def make(**options: Any) -> Any:
        made.append(cls(options.pop("folder", folder), **options))
        return made[-1]

    yield make
    for session in made:
        session.close()


@pytest.fixture
def go_to() -> Callable[[Any, str], str]:
    """Put the cursor of an app or a clerk on the letter whose writer or subject holds a word; its number."""

    def go(place: Any, part: str) -> str:
        desk, rows = place.desk, place.session.rows
        no = next(n for n in rows.numbers if part in desk.letter(n).writer + desk.letter(n).subject)
        rows.go(no)
        place.session.begun = True
        if isinstance(place, Corrtui):
            place.paint()  # the clerk looks at it
        return no

    return go


@pytest.fixture
def filed() -> Callable[..., Any]:
    """Wait until the filing worker of an app is done."""

    async def wait(app: Corrtui, pilot: Pilot[None]) -> None:
        for _ in range(200):
            if not app.session.away:
                await pilot.pause()
                return
            await asyncio.sleep(0.05)
        raise AssertionError("still filing after 10 s")

    return wait


class PlainEditor:
    """The least editor a session can work with: a text and a selection, no terminal."""

    def __init__(self) -> None:
        self.text = ""
        self.selected = (0, 0)

    def begin(self, text: str) -> None:
        self.text, self.selected = text, (0, 0)

    def press(self, name: str, character: str) -> bool:
        if name == "enter":
            character = "\n"
        if character:
            self.put(character)
        return bool(character)

    def put(self, text: str) -> None:
        start, end = self.selected
        self.text = self.text[:start] + text + self.text[end:]
        self.selected = (start + len(text), start + len(text))

    def select(self, start: int, end: int) -> None:
        self.selected = (start, end)

    def replace_all(self, text: str) -> None:
        self.text, self.selected = text, (0, 0)


class Clerk:
    """A session on the real desk with no picture before it: type, and look at what it says and does."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.told: list[str] = []
        self.filing: list[tuple[str, Any]] = []
        self.left = False
        self.outside = ""
        self.autosave = Autosave(lambda no, text: self.session.noting.write(no, text), self.told.append)
        registry = desk.settings.registry(desk.me)
        self.editor = PlainEditor()
        self.session = Session(desk, registry, self.editor, self, self.autosave, ACTIONS)
        self.gate = Gate(registry, self.session)
        self.session.reload()

    def type(self, *keys: str) -> None:
        """Type, looking at the screen before each of `keys`; the letters of one are typed in one breath."""
        for key in keys:
            self.look()
            if len(key) > 1 and (key in NAMED or "+" in key):
                self.gate.press(key, None, time.monotonic())
                continue
            for char in key:
                self.gate.press({" ": "space", "\n": "enter"}.get(char, char), char, time.monotonic())

    def look(self) -> None:
        """Have the screen painted."""
        now = time.monotonic()
        self.session.ahead.shown(self.session.ahead.stop, now)
        if self.session.overlay is None and not self.session.alone:
            self.session.ahead.stands(self.session.current, now)
        while time.monotonic() <= now:
            time.sleep(0)

    @property
    def said(self) -> str:
        return self.session.message

    @property
    def refused(self) -> str:
        """Why the open question stays open."""
        assert self.session.prompt is not None, self.said
        return str(self.session.prompt.trouble)

    # what a session asks of its picture

    def scroll(self, pane: Any, by: int) -> bool:
        return False

    def lines(self, pane: Any) -> int:
        return 3

    def overlay_page(self) -> int:
        return 10

    def redraw(self) -> None:
        self.told.append("redrawn")

    def copy(self, text: str) -> str:
        self.told.append(text)
        return ""

    def leave(self) -> None:
        self.left = True

    def edit_outside(self, text: str) -> str:
        return self.outside

    def file(self, control_no: str, prepared: Any) -> None:
        self.filing.append((control_no, prepared))


@pytest.fixture
def clerk(desk: Desk) -> Iterator[Clerk]:
    """A clerk at the sample desk."""
    made = Clerk(desk)
    yield made
    made.autosave.close()
