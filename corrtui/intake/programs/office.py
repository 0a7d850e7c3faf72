"""LibreOffice: turns a document of a form nothing here reads into a Word document, which is read then.

It runs without a screen, with a profile made for this one document: no macro runs, no link is followed, and
what it would fetch from the net it asks of a proxy that is not there.
"""

from __future__ import annotations

import shutil
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from corrtui.intake.brought import Need
from corrtui.intake.programs.run import Failed, Limits, run
from corrtui.intake.readers.limits import MB
from corrtui.intake.reading import Reading
from corrtui.text import one_line

TITLE: Final = "LibreOffice"
LIMITS: Final = Limits(wall_seconds=90, cpu_seconds=60, memory_bytes=4096 * MB)
_KINDS: Final = {
    ".doc": "Word document",
    ".docm": "Word document",
    ".rtf": "RTF document",
    ".wpd": "WordPerfect document",
    ".wps": "Works document",
    ".wri": "Write document",
    ".sdw": "StarWriter document",
    ".sxw": "OpenOffice text",
    ".stw": "OpenOffice text",
}
_ITEM: Final = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
    "</prop></item>"
)
# Names and meanings of the settings: LibreOffice's officecfg schemas Common.xcs, Writer.xcs and Inet.xcs.
_SETTINGS: Final = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def find_office() -> str:
    """Return the path of LibreOffice's program, "" where there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def read_with_office(
    program: str,
    source: Path,
    need: Need,
    read: Callable[[Path, str], Reading],
    stop: threading.Event,
    limits: Limits = LIMITS,
) -> Reading:
    """Read a document through LibreOffice.

    Args:
        program: its path.
        source: the document, alone in a folder that may be written to; its name ends as `need` says.
        need: what it is.
        read: reads the Word document that comes out.
        stop: ends the work early.
        limits: what the program may cost.

    Raises:
        Failed: it gave no document.
        Stopped: `stop` was set.
    """
    profile, out = source.parent / "profile", source.parent / "out"
    _make_profile(profile)
    words = [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--nodefault", "--nofirststartwizard", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out),
        str(source),
    ]  # fmt: skip
    printed = run(TITLE, words, source.parent, limits, stop)
    made = out / f"{source.stem}.docx"
    if not made.is_file():
        if printed.exit_code in (126, 127):
            raise Failed(
                f"{TITLE} cannot be started: {one_line(printed.errors.decode(errors='replace'), 80)}"
            )
        raise Failed(f"{TITLE} cannot open it: damaged, or locked with a password")
    reading = read(made, made.name)
    if reading.unreadable:
        if "no text" in reading.unreadable:
            raise Failed("there is no text in the document: blank, or pictures only")
        raise Failed(f"what {TITLE} made of it cannot be read: {reading.unreadable}")
    if _is_noise(reading.text):  # it takes what it does not know for text in some code
        raise Failed(f"{TITLE} does not know what it is; open the original")
    return replace(reading, how=f"{_KINDS.get(need.suffix, 'OpenDocument text')}, read through {TITLE}")


def _is_noise(text: str) -> bool:
    """Tell whether a text looks like bytes at random: signs without meaning, or no letters at all.

    A twelfth of such bytes are controls or signs like ¤ and ¬ in a code of one byte; in one of two bytes an
    eighth of the characters are unassigned or for private use.
    """
    strange = sum(
        "\u2400" <= char <= "\u2421" or "¡" <= char <= "¿" or unicodedata.category(char) in ("Cn", "Co", "So")
        for char in text
    )
    return strange > 0.08 * len(text)


def _make_profile(folder: Path) -> None:
    user = folder / "user"
    user.mkdir(parents=True)
    items = "".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>\n"
    )
