"""What desk.toml says of keys: presets for the office and for a person, and errors at the line to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from corrtui.commands import QUEUE, keymap
from corrtui.errors import SettingsError
from corrtui.settings import Settings, load_settings

DESK = """\
[office]
name = "Harbor & Vale"
address = []

[[people]]
login = "rhale"
name = "Robin Hale"
initials = "rh"
# A

[[people]]
login = "pcole"
name = "Perry Cole"
initials = "pc"
# B

[keys]
skip = "f6"
# C
"""


def load(folder: Path, **marks: str) -> Settings:
    text = DESK
    for mark, line in marks.items():
        text = text.replace(f"# {mark}\n", f"{line}\n")
    (folder / "desk.toml").write_text(text)
    return load_settings(folder)


def keys_of(settings: Settings, login: str) -> dict[str, str]:
    return {key: row.id for key, row in keymap(settings.registry(settings.person(login)), QUEUE).items()}


def test_a_person_chooses_a_preset_and_the_offices_changes_stand_on_it(tmp_path: Path) -> None:
    settings = load(tmp_path, B='keys = "mutt"')

    robin, perry = keys_of(settings, "rhale"), keys_of(settings, "pcole")

    assert (robin["x"], robin["t"], robin["f6"]) == ("tag", "template", "skip")
    assert (perry["x"], perry["t"], perry["f6"]) == ("quit", "tag", "skip")


def test_the_office_chooses_a_preset_and_a_person_goes_back_to_the_programs_own(tmp_path: Path) -> None:
    settings = load(tmp_path, A='keys = "corrtui"', C='preset = "mutt"')

    assert keys_of(settings, "rhale")["t"] == "template"
    assert keys_of(settings, "pcole")["t"] == "tag"
    assert settings.keys == {"skip": "f6"}
    assert settings.preset == "mutt"


def test_a_person_has_keys_of_ones_own(tmp_path: Path) -> None:
    settings = load(tmp_path, A='keys = { preset = "mutt", skip = "f7", reveal = "ctrl+v" }')

    keys = keys_of(settings, "rhale")

    assert (keys["f7"], keys["ctrl+v"], keys["t"]) == ("skip", "reveal", "tag")
    assert "f6" not in keys
    assert keys_of(settings, "pcole")["f6"] == "skip"


@pytest.mark.parametrize(
    ("mark", "line", "at", "words"),
    [
        ("C", 'preset = "mut"', 19, "keys.preset: no preset is called 'mut', perhaps 'mutt'"),
        ("C", 'finnish = "%"', 19, "keys.finnish: unknown command 'finnish', perhaps 'finish'"),
        ("C", 'reveal = "y"', 19, "keys.reveal: 'y' starts both finish and reveal"),
        ("C", 'reveal = "g"', 19, "keys.reveal: 'g' starts reveal but also begins 'g g' (first)"),
        ("C", 'reveal = "y k"', 19, "keys.reveal: 'y' starts finish but also begins 'y k' (reveal)"),
        (
            "C",
            'reveal = "ctrl+i"',
            19,
            "keys.reveal: reveal = 'ctrl+i' cannot work: a terminal sends it as Tab",
        ),
        ("C", 'reveal = ","', 19, "keys.reveal: reveal = ',' names an empty key"),
        ("C", 'quit = ""', 19, "keys.quit: quit has no key"),
        ("C", 'leave-draft = " "', 19, "keys.leave-draft: leave-draft has no key"),
        ("C", 'draft-finish = "escape"', 19, "only leave-draft may have it"),
        ("C", 'leave-draft = "ctrl+g"\nsave = "escape f5"', 20, "only leave-draft may have it, alone"),
        ("C", "reveal = 7", 19, "keys.reveal: must be text"),
        ("B", 'keys = "emacs"', 15, "people.keys: no preset is called 'emacs'"),
        ("B", 'keys = { preset = "mutt", reveal = "x" }', 15, "'x' starts both reveal and quit"),
        ("B", "keys = 7", 15, "people.keys: must be text"),
    ],
)
def test_keys_that_cannot_work_are_refused_where_they_stand(
    tmp_path: Path, mark: str, line: str, at: int, words: str
) -> None:
    with pytest.raises(SettingsError) as raised:
        load(tmp_path, **{mark: line})

    assert words in raised.value.title
    assert raised.value.detail == f"{tmp_path / 'desk.toml'}, line {at}"
    assert raised.value.hint


def test_a_preset_that_does_not_go_with_the_offices_changes_is_refused_at_the_person(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"people.keys: '%' starts both tag-all and reveal") as raised:
        load(tmp_path, B='keys = "mutt"', C='reveal = "%"')

    assert raised.value.detail.endswith("line 15")


def test_a_command_may_be_left_without_a_key(tmp_path: Path) -> None:
    settings = load(tmp_path, C='reveal = ""')

    row = next(row for row in settings.registry() if row.id == "reveal")
    assert row.keys == ()
