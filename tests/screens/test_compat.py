"""The private hooks: each test fails when Textual moves the hook, so that an upgrade cannot slip through."""

from __future__ import annotations

import inspect
import io
from collections.abc import Iterator

import pytest
import textual
from textual import events
from textual._compositor import Compositor
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.drivers import linux_driver
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import TextArea

from screens import compat
from screens.compat import EscapeParser
from screens.decoder import TerminalDecoder


@pytest.fixture
def _input_put_back() -> Iterator[None]:
    before = dict(vars(linux_driver))
    yield
    vars(linux_driver).update(before)


def test_textual_is_the_minor_version_the_hooks_were_made_for() -> None:
    assert textual.__version__.startswith("8.2.")


@pytest.mark.usefixtures("_input_put_back")
def test_the_driver_still_looks_up_its_decoder_and_parser_by_the_names_we_replace() -> None:
    source = inspect.getsource(linux_driver.LinuxDriver.run_input_thread)
    assert 'getincrementaldecoder("utf-8")()' in source
    assert "XTermParser(" in source

    compat.install_input()

    assert linux_driver.getincrementaldecoder("utf-8")().decode(b"\xfc") == "ü"
    assert linux_driver.XTermParser is EscapeParser


def test_the_hooks_of_the_app_are_still_called() -> None:
    assert "self._fatal_error()" in inspect.getsource(App._handle_exception)
    assert compat.hooks_missing() == ""
    assert "self._compositor_refresh()" in inspect.getsource(Screen._on_timer_update)
    assert "self._compositor_refresh()" in inspect.getsource(Screen._refresh_layout)
    assert "self._dirty_widgets.clear()" in inspect.getsource(Screen._compositor_refresh)
    assert "_dirty_regions.clear()" in inspect.getsource(Compositor.render_partial_update)
    assert "ancestor._layout_updates += 1" in inspect.getsource(Widget._check_refresh)


async def test_an_editor_is_wrapped_for_the_width_it_has_now() -> None:
    class Alone(App[None]):
        def compose(self) -> ComposeResult:
            yield TextArea("of many words " * 20, soft_wrap=True)

    app = Alone()
    async with app.run_test(size=(60, 10)):
        area = app.query_one(TextArea)
        area.wrapped_document.wrap(20)
        lines = area.wrapped_document.height
        area.move_cursor((0, 100))

        compat.wrap_as_shown(area)

        assert area.wrapped_document._width == area.wrap_width
        assert area.wrapped_document.height < lines
        assert area._cursor_offset == area.wrapped_document.location_to_offset(area.cursor_location)


def test_a_hook_that_is_not_where_it_was_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Screen, "_refresh_layout", lambda self, size: None)

    assert compat.hooks_missing() == "Screen._refresh_layout"


def decoded(*chunks: bytes) -> str:
    decoder = TerminalDecoder()
    return "".join(decoder.decode(chunk) for chunk in chunks)


def test_utf8_is_read_even_when_a_character_comes_in_two_reads() -> None:
    assert decoded("ü中".encode()[:3], "ü中".encode()[3:]) == "ü中"


def test_a_latin1_byte_is_the_letter_the_clerk_typed() -> None:
    assert decoded(b"Gr\xfc\xdfe", b" x") == "Grüße x"
    assert decoded(b"caf\xe9", b"s") == "cafés"
    assert decoded(b"\x9b31m") == "\ufffd31m"


def test_an_escape_inside_a_paste_does_not_end_it() -> None:
    assert decoded(b"\x1b[200~a\x1b[31mb\x1bOPyyy\x1b[201~j") == "\x1b[200~a\u241b[31mb\u241bOPyyy\x1b[201~j"


@pytest.mark.parametrize("cut", range(1, 22))
def test_a_paste_cut_anywhere_by_the_line_is_the_same_paste(cut: int) -> None:
    whole = b"k\x1b[200~a\x1bcd\x1b[201~j"

    assert decoded(whole[:cut], whole[cut:]) == decoded(whole)


def keys(data: str) -> list[str]:
    parser = EscapeParser()
    found = [event for event in parser.feed(data) if isinstance(event, events.Key)]
    return [event.key for event in found]


def stock_keys(data: str) -> list[str]:
    return [event.key for event in XTermParser().feed(data) if isinstance(event, events.Key)]


@pytest.mark.parametrize(
    ("typed", "read"), [("\x1b.", ["escape", "full_stop"]), ("\x1b:l", ["escape", "colon", "l"])]
)
def test_escape_and_a_key_in_one_breath_are_two_keys(typed: str, read: list[str]) -> None:
    assert keys(typed) == read
    assert stock_keys(typed) != read


def test_escape_and_a_long_burst_keep_the_escape() -> None:
    assert keys("\x1b" + "j" * 60) == ["escape", *["j"] * 60]


def test_function_keys_and_arrows_are_still_read_whole() -> None:
    assert keys("\x1bOQ\x1b[A\x1b[6~\x1b[Z") == ["f2", "up", "pagedown", "shift+tab"]


def test_a_failure_is_logged_without_values_and_told_in_one_line(tmp_path: object) -> None:
    class Failing(compat.QuietFailure):
        error_log = tmp_path / "errors.log"  # type: ignore[operator]

    app = Failing()
    secret = "Dear Sirs, my account is 4417"
    try:
        raise KeyError(f"{secret.partition(',')[0]} 4111 1111 1111 1111")
    except KeyError as error:
        app._handle_exception(error)
    out = io.StringIO()
    app.error_console.file = out
    app._print_error_renderables()

    trace = Failing.error_log.read_text()
    assert "KeyError" in trace
    assert secret not in trace
    assert "****1111" in trace
    assert "1111 1111" not in trace
    assert "Dear Sirs" not in out.getvalue()
    assert "errors.log" in out.getvalue().replace("\n", "")
    assert app.return_code == 1
