"""The house stands: rooms import only from below, the work knows no panes, start-up loads what it needs."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = [ROOT / "corrtui", ROOT / "screens"]


def test_the_import_contracts_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("command", [["--help"], ["queue"], ["tally"], ["keys"], ["verify"]])
def test_commands_load_neither_the_screen_nor_the_printer(folder: Path, command: list[str]) -> None:
    code = (
        "import sys; from corrtui.cli import main\n"
        f"sys.argv = ['corrtui', *{command!r}]\n"
        "try: main()\n"
        "finally: print('LOADED', *sorted(m for m in sys.modules if m in"
        " ('textual', 'fpdf', 'rich', 'watchdog', 'pypdf', 'docx', 'psycopg', 'screens')))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=60
    )

    assert "LOADED" in done.stdout, done.stderr
    assert done.stdout.split("LOADED")[1].split() == []


def test_help_loads_no_template_engine_and_no_log() -> None:
    code = (
        "import sys; from corrtui.cli import main\n"
        "sys.argv = ['corrtui', '--help']\n"
        "try: main()\n"
        "finally: print('LOADED', *sorted(m for m in sys.modules if m in ('jinja2', 'tinydb', 'sqlite3')))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)

    assert done.stdout.split("LOADED")[1].split() == []


def test_the_queue_stands_on_the_screen_before_what_opens_a_letter_is_loaded(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from corrtui.desk import Desk\n"
        "desk = Desk.open(Path('.')); desk.queue()\n"
        "from screens import terminal; terminal.prepare()\n"
        "import screens.app\n"
        "print(*sorted(m for m in sys.modules if m in ('jinja2', 'rapidfuzz', 'fpdf', 'watchdog',"
        " 'corrtui.casework.worksheet', 'corrtui.triage.facts', 'corrtui.letters.context')))\n"
        "desk.close()"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=60
    )

    assert (done.stdout.split(), done.returncode) == ([], 0), done.stderr


def test_no_module_is_longer_than_a_newcomer_reads() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for package in PACKAGES
        for path in package.rglob("*.py")
        if (lines := path.read_text(encoding="utf-8").count("\n")) > 320
    }

    assert long == {}


def test_every_module_says_what_it_owns() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in package.rglob("*.py")
        if not re.match(r'(?:#!.*\n)?"""\S', path.read_text(encoding="utf-8"))
    ]

    assert silent == []


def test_screens_belongs_to_corrtui_alone() -> None:
    assert set(packages_distributions().get("screens", ["corrtui"])) == {"corrtui"}


def test_nothing_is_left_open_in_the_code() -> None:
    marks = re.compile(r"#\s*(TODO|FIXME|XXX)\b|pragma: no cover")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for package in PACKAGES
        for path in package.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if marks.search(line)
    ]

    assert found == []


def test_the_wheel_holds_every_package() -> None:
    import tomllib

    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    there = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for package in PACKAGES
        for path in package.rglob("*.py")
        if (path.parent / "__init__.py").exists()
    }

    assert listed == there | {"corrtui.templates"}
