"""The README says what is true: its key tables are the registry, its commands and letters exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corrtui.cli import cli
from corrtui.commands import COMMANDS, CONTEXTS
from corrtui.make_desk import SAMPLE

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def key_table(context: str) -> str:
    """The README's table for one context, made from the registry."""
    lines = ["| keys | command | what it does |", "|---|---|---|"]
    for row in COMMANDS:
        if row.context == context and row.ready:
            keys = " ".join(f"`{key}`" for key in row.keys) or f"`:{row.id}`"
            lines.append(f"| {keys.replace('|', chr(92) + '|')} | {row.id} | {row.help} |")
    return "\n".join(lines)


@pytest.mark.parametrize("context", CONTEXTS)
def test_the_key_tables_are_the_registry(context: str) -> None:
    assert key_table(context) in README, f"put this table into README.md:\n{key_table(context)}"


def test_every_command_of_the_command_line_is_named() -> None:
    section = README[README.index("## Without the screen") :]

    for name in cli.commands:
        if name != "open":
            assert re.search(rf"\b{name}\b", section), name


def test_the_two_commands_of_the_set_up_are_in_the_makefile() -> None:
    makefile = (Path(__file__).parent.parent / "Makefile").read_text(encoding="utf-8")

    for target in ("run", "test", "bench", "bench-wire", "faults", "static"):
        assert f"make {target}" in README
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_the_makefile_holds_rules_and_nothing_else() -> None:
    lines = (Path(__file__).parent.parent / "Makefile").read_text(encoding="utf-8").splitlines()
    rule = re.compile(r"|#.*|\t.*|unexport \w+|\w+ [:?]?= .*|([\w$()./-]+):( .*)?", re.ASCII)

    assert [line for line in lines if not rule.fullmatch(line)] == []
    (phony,) = [line.split()[1:] for line in lines if line.startswith(".PHONY:")]
    assert set(phony) == {line.split(":")[0] for line in lines if re.match(r"[a-z-]+:", line)}


def test_the_letters_of_the_first_five_minutes_are_there() -> None:
    letters = " ".join(path.read_text(errors="replace") for path in (SAMPLE / "letters").iterdir())

    for name in ("Beatrice Holloway", "Elena"):
        assert name in README
        assert name in letters


def test_no_mark_is_left_to_fill() -> None:
    assert re.findall(r"@[A-Z]+@", README) == []
