"""What is set before textual is imported, and how the desk is to look."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

from corrtui.appearance import Appearance
from corrtui.errors import SettingsError
from screens import terminal
from screens.abilities import Abilities
from screens.look import look

SSH = {"TERM": "xterm-256color", "SSH_TTY": "/dev/pts/3"}


def prepared(environ: dict[str, str], said: Appearance | None = None) -> dict[str, str]:
    """The environment a session then has; in a process of its own, as curses looks up one terminal only."""
    code = (
        "import json, sys; from corrtui.appearance import Appearance; from screens import terminal\n"
        "environ = json.loads(sys.argv[1]); terminal.prepare(environ, eval(sys.argv[2]))\n"
        "print(json.dumps(environ))"
    )
    argv = [sys.executable, "-c", code, json.dumps(environ), repr(said)]
    return dict(json.loads(subprocess.run(argv, check=True, capture_output=True).stdout))


def test_over_ssh_it_is_sixteen_colours_no_mouse_no_animation_no_blink_and_a_patient_escape() -> None:
    environ = prepared({**SSH, "COLORTERM": "truecolor"})

    assert environ["TEXTUAL_COLOR_SYSTEM"] == "standard"
    assert environ["CORRTUI_THEME"] == "colour"
    assert environ["CORRTUI_MOUSE"] == "0"
    assert environ["TEXTUAL_ANIMATIONS"] == "none"
    assert environ["TEXTUAL_SMOOTH_SCROLL"] == "0"
    assert environ["CORRTUI_BLINK"] == "0"
    assert int(environ["ESCDELAY"]) > 100


def test_the_desk_may_say_otherwise() -> None:
    said = Appearance(theme="256", mouse=True, animation=True, blink=True, escape_wait=700)
    environ = prepared(SSH, said)

    assert (environ["CORRTUI_THEME"], environ["TEXTUAL_COLOR_SYSTEM"]) == ("256", "256")
    assert (environ["CORRTUI_MOUSE"], environ["CORRTUI_BLINK"]) == ("1", "1")
    assert (environ["TEXTUAL_ANIMATIONS"], environ["ESCDELAY"]) == ("full", "700")


def test_the_clerks_own_environment_has_the_last_word() -> None:
    own = {"CORRTUI_THEME": "light", "CORRTUI_MOUSE": "1", "CORRTUI_BLINK": "1", "ESCDELAY": "50"}
    own |= {"TEXTUAL_ANIMATIONS": "basic", "TEXTUAL_COLOR_SYSTEM": "truecolor"}
    environ = prepared({**SSH, **own}, Appearance(theme="plain", escape_wait=900))

    assert own.items() <= environ.items()
    assert "NO_COLOR" not in environ


def test_at_the_machine_itself_escape_is_quick() -> None:
    assert "ESCDELAY" not in prepared({"TERM": "xterm"})


@pytest.mark.parametrize(
    ("environ", "theme"),
    [
        ({"TERM": "xterm", "NO_COLOR": "1"}, "plain"),
        ({"TERM": "vt220"}, "plain"),
        ({"TERM": "vt220", "CORRTUI_THEME": "256"}, "plain"),
        ({"TERM": "vt220", "CORRTUI_THEME": "reverse"}, "reverse"),
        ({"TERM": "linux", "CORRTUI_THEME": "256"}, "colour"),
        ({"TERM": "xterm", "NO_COLOR": ""}, "colour"),
        ({"TERM": "xterm", "NO_COLOR": "1", "CORRTUI_THEME": "light"}, "light"),
    ],
    ids=[
        "NO_COLOR",
        "vt220",
        "vt220, 256",
        "vt220, reverse",
        "linux, 256",
        "NO_COLOR empty",
        "asked for by name",
    ],
)
def test_colour_is_shown_where_there_is_any_and_it_is_wanted(environ: dict[str, str], theme: str) -> None:
    done = prepared(environ)
    assert done["CORRTUI_THEME"] == theme
    assert (done.get("NO_COLOR") == "1") == (theme == "plain" or environ["TERM"] == "vt220")


def test_a_theme_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(SettingsError, match=r"no theme 'pink'\s+CORRTUI_THEME\s+.*colour, 256, light"):
        terminal.prepare({"TERM": "xterm", "CORRTUI_THEME": "pink"})


def test_the_package_does_not_load_textual() -> None:
    code = "import sys, screens, screens.terminal; sys.exit('textual' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_no_role_speaks_by_colour_alone() -> None:
    for theme in ("colour", "256", "light", "reverse"):
        for role, style in look(unicode=True, theme=theme).styles.items():
            marked = style.bold or style.underline or style.reverse or style.dim or role == "label"
            assert style.color is None or marked, (theme, role)


def test_a_terminal_without_faint_text_gets_none() -> None:
    assert not any(style.dim for style in look(unicode=False, theme="plain", dim=False).styles.values())


def test_after_a_signal_the_shell_gets_back_what_it_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORRTUI_THEME", "reverse")
    monkeypatch.setenv("CORRTUI_MOUSE", "1")
    able = Abilities(True, True, True, True, True, 8, alternate=True, hides=True, reverses=True)
    monkeypatch.setattr(terminal, "abilities", lambda: able)
    said = terminal.leave_screen()
    for mode in (b"?2004l", b"?7h", b"r", b"?1000l", b"?5l", b"?25h"):
        assert b"\x1b[" + mode in said
    assert said.endswith(b"\x1b[?1049l")

    bare = Abilities(True, False, False, False, False, 0)
    monkeypatch.setattr(terminal, "abilities", lambda: bare)
    monkeypatch.setenv("CORRTUI_MOUSE", "0")
    assert terminal.leave_screen() == b"\x1b[?2004l\x1b[?7h\x1b[m\x1b[H\x1b[J"


@pytest.mark.parametrize(
    ("environ", "alphabet"),
    [
        ({"LANG": "C"}, "ascii"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "POSIX"}, "ascii"),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "ascii"),  # what Python makes of LANG=C
        ({"LANG": "C", "LC_CTYPE": "en_US.UTF-8"}, "utf-8"),
        ({"LC_ALL": "de_DE.ISO-8859-1"}, "iso8859-1"),
        ({"LANG": "de_DE.ISO-8859-15@euro"}, "iso8859-15"),
        ({"LANG": "en_US.UTF-8"}, "utf-8"),
        ({"LANG": "C", "PYTHONUTF8": "1"}, "utf-8"),
        ({"LANG": "de_DE"}, "utf-8"),  # says nothing of it: as Python has it
        ({}, "utf-8"),
    ],
    ids=lambda value: " ".join(f"{k}={v}" for k, v in value.items()) if isinstance(value, dict) else value,
)
def test_the_alphabet_is_the_locales(
    environ: dict[str, str], alphabet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Python itself writes UTF-8, whatever the locale.
    monkeypatch.setattr(sys, "__stderr__", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))

    assert terminal.output_encoding(environ) == alphabet
