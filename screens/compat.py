"""Every private hook of Textual we override, and nothing else; tests/screens/test_compat.py guards each one.

Textual is pinned to one minor version for the sake of this module.
"""

from __future__ import annotations

import inspect
import time
import traceback
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, RenderableType
from rich.text import Text
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers import linux_driver
from textual.geometry import Offset
from textual.keys import Keys
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import TextArea

from corrtui.text import mask_numbers
from screens import sequences, terminal
from screens.decoder import TerminalDecoder
from screens.thin import Frame, Stretch


class Followed(events.Key):
    """A key that came with others behind it in one read."""


class EscapeParser(XTermParser):
    """Reads Esc and a key as Esc, then the key, at once, and any other sequence as one key or none.

    Textual loses the Esc before `.` or `:`, and takes a sequence it does not know apart into keys.
    It says which keys have others behind them, so that only the last one of a read is painted.
    """

    def feed(self, data: str) -> Iterable[Any]:
        """Read what came in one piece."""
        read = list(super().feed(data))
        last = max((at for at, event in enumerate(read) if isinstance(event, events.Key)), default=0)
        for at, event in enumerate(read):
            yield _followed(event) if at < last and isinstance(event, events.Key) else event

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        keys = sequences.keys_of(sequence)
        if keys:
            for name, typed in keys:
                yield events.Key(name, typed or None)
            return
        if alt:
            yield events.Key("escape", "\x1b")
        elif len(sequence) == 2 and sequence[0] == "\x1b" and sequence[1] not in "[O\x1b":
            yield events.Key("escape", "\x1b")
            sequence = sequence[1]
        known = list(super()._sequence_to_key_events(sequence))
        if not known and keys is not None:
            known = [events.Key(Keys.Ignore, sequence)]
        yield from known


def _followed(key: events.Key) -> Followed:
    followed = Followed(key.key, key.character)
    followed.time = key.time
    return followed


def install_input() -> None:
    """Put our decoder and parser into the Linux driver; both names are looked up when input starts."""
    vars(linux_driver).update(
        getincrementaldecoder=lambda encoding: TerminalDecoder, XTermParser=EscapeParser
    )


class QuietFailure(App[None]):
    """Leaves no letter text behind when it fails: the traceback, without values, goes to a file."""

    error_log: Path
    """Where tracebacks go."""

    def _fatal_error(self) -> None:
        self._log_failure(traceback.format_exc())

    def panic(self, *renderables: RenderableType) -> None:
        """Leave after an error in a thread of Textual's own."""
        self._return_code = 1
        self._log_failure(traceback.format_exc())

    def _log_failure(self, trace: str) -> None:
        self.before_failing()
        trace = mask_numbers(trace)  # an error may quote what it met
        try:
            with self.error_log.open("a", encoding="utf-8", errors="backslashreplace") as out:
                out.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')}\n{trace}\n")
            told = f"see {self.error_log}"
        except OSError as error:
            told = f"and the traceback could not be written to {self.error_log}: {error.strerror}"
        said = Text(f"corrtui stopped on an error of its own; {told}. Drafts are saved.")
        self._exit_renderables.append(said)
        self._close_messages_no_wait()

    def before_failing(self) -> None:
        """Save what must not be lost."""


class DeskScreen(Screen[None]):
    """Hands over to the thin display what Textual would draw: its compositor draws nothing of it."""

    def _compositor_refresh(self) -> None:
        app = self.app
        if not isinstance(app, ThinDisplay) or not app.takes_over(self):
            super()._compositor_refresh()
            return
        self._compositor._dirty_regions.clear()
        self._dirty_widgets.clear()
        app.show_again()

    def lay_out_now(self, *containers: Widget) -> None:
        """Give every pane its place at once, instead of at the next tick of Textual's clock."""
        for widget in (self, *containers):
            widget._clear_arrangement_cache()
            widget._layout_updates += 1
        self._refresh_layout()


def wrap_as_shown(area: TextArea) -> None:
    """Wrap the lines of an editor for the width it has now; Textual does it when it comes to it."""
    if area.wrapped_document._width != area.wrap_width:
        area._rewrap_and_refresh_virtual_size()
    area._recompute_cursor_offset()  # type: ignore[no-untyped-call]


def hooks_missing() -> str:
    """Return which hook of Textual's display is not where it was; empty when all are."""
    wanted = {
        "_compositor_refresh": ["self"],
        "_refresh_layout": ["self", "size", "scroll"],
        "_clear_arrangement_cache": ["self"],
    }
    for name, parameters in wanted.items():
        hook = getattr(Screen, name, None)
        if hook is None or list(inspect.signature(hook).parameters) != parameters:
            return f"Screen.{name}"
    return ""


class ThinDisplay(App[None]):
    """Writes only the cells that changed, and keeps a real cursor where the clerk's eyes are.

    Textual's own output is in charge until its screen has called our hook for the first time, and stays so
    when it never does.
    """

    frame: Frame | None = None
    """What stands on the terminal; None: anything."""
    sent_at: float | None = None
    """When bytes last went to the terminal, seconds of the monotonic clock; None: not since it was reset."""
    _met = False
    _missing: str | None = None
    _cursor_shown = False

    def get_default_screen(self) -> Screen[None]:
        """Return the screen that hands over what is to be drawn."""
        return DeskScreen(id="_default")

    def stretches(self) -> Iterable[Stretch]:
        """Return the whole picture."""
        return ()

    def attention(self) -> Offset | None:
        """Return the cell the terminal's cursor stands on, or None to hide it."""
        return None

    def show_again(self) -> None:
        """Show the picture: Textual moved something."""

    @property
    def thin(self) -> bool:
        """True while frames are ours; False while Textual's own output is in charge."""
        return self._met and not self._closed

    def display_missing(self) -> str:
        """Return which hook of Textual's display is not where it was; empty when the display is ours."""
        return self._missing or ("" if self._met else "DeskScreen._compositor_refresh")

    def takes_over(self, screen: Screen[Any]) -> bool:
        """Return True when what this screen wants drawn is drawn here."""
        if self._missing is None:
            self._missing = hooks_missing()
        self._met = not self._missing
        return self._met and screen is self.screen and not self.is_inline

    def forget_frame(self) -> None:
        """Write every cell at the next frame: the terminal may show anything now."""
        self.frame = None
        self._cursor_shown = False

    def send_frame(self) -> bool:
        """Write what changed of the picture, in one piece; False while the panes have no places yet."""
        driver = self._driver
        if driver is None or not self._running or self.screen.size != self.size or not self.size.area:
            return False
        frame = self.frame
        if frame is None or (frame.width, frame.height) != tuple(self.size):
            self.forget_frame()
            frame = self.frame = Frame(*self.size, terminal.abilities())
        out = frame.show(self.stretches())
        place = self.attention()
        if place is not None:
            x, y = self.size.clamp_offset(place)
            frame.pen.move(x, y)
            out += frame.pen.taken()
        if self._cursor_shown is not (place is not None):
            self._cursor_shown = place is not None
            out += "\x1b[?25h" if self._cursor_shown else "\x1b[?25l"
        if out:
            # Before the write: who answers what is seen there answers later than this.
            self.sent_at = time.monotonic()
            driver.write(out)
            driver.flush()
            time.sleep(0)  # the thread that writes has its turn before what follows from a frame
        return True

    def colours(self) -> ColorSystem | None:
        """Return the colours of the terminal; None for no styles at all."""
        system = self.console.color_system
        return COLOR_SYSTEMS[system] if system else None

    def post_display_hook(self) -> None:
        """Textual has drawn by itself: put the cursor where the eyes are."""
        place, driver = self.attention(), self._driver
        if place is not None and driver is not None and self._running and not self.is_headless:
            driver.write(f"\x1b[{place.y + 1};{place.x + 1}H\x1b[?25h")
