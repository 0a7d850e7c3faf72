"""The presets: each holds under the rules for overrides and keeps its promise."""

from __future__ import annotations

import pytest

from corrtui.commands import COMMANDS, DRAFT, QUEUE, KeyProblem, keymap
from corrtui.keyrules import key_trouble
from corrtui.presets import load_presets, registry_of


@pytest.mark.parametrize("name", ["corrtui", "mutt", "fkeys"])
def test_a_preset_holds_under_the_rules_of_overrides(name: str) -> None:
    rows = registry_of(name)

    assert [row.id for row in rows] == [row.id for row in COMMANDS]
    assert all(key_trouble(key, row.context) == "" for row in rows for key in row.keys if key != "escape")
    assert load_presets()[name].title
    assert load_presets()[name].source


def test_the_programs_own_preset_changes_nothing() -> None:
    assert registry_of("corrtui") == registry_of("") == COMMANDS


def test_mutt_tags_with_t_and_leaves_with_x() -> None:
    keys = keymap(registry_of("mutt"), QUEUE)

    assert (keys["t"].id, keys["'"].id, keys["x"].id) == ("tag", "template", "quit")
    assert (keys["="].id, keys["*"].id, keys["z"].id) == ("first", "last", "page-down")
    assert keymap(registry_of("mutt"), DRAFT) == keymap(COMMANDS, DRAFT)


def test_no_letter_is_a_command_of_the_function_key_preset() -> None:
    rows = registry_of("fkeys")
    steps = {step for row in rows if row.context == QUEUE for key in row.keys for step in key.split(" ")}

    assert {step for step in steps if len(step) == 1} == {":"}
    named_only = {row.id for row in COMMANDS if not row.keys}
    assert {row.id for row in rows if row.ready and not row.keys} <= named_only


def test_overrides_stand_on_top_and_the_last_is_the_strongest() -> None:
    keys = keymap(registry_of("mutt", {"skip": "f6"}, {"skip": "f7"}), QUEUE)

    assert keys["f7"].id == "skip"
    assert "f6" not in keys
    assert keys["t"].id == "tag"


def test_an_override_may_clash_with_what_the_preset_gave_away() -> None:
    assert keymap(registry_of("", {"reveal": "'"}), QUEUE)["'"].id == "reveal"
    with pytest.raises(KeyProblem, match="starts both template and reveal"):
        registry_of("mutt", {"reveal": "'"})


def test_a_preset_nobody_made_is_named_with_the_nearest() -> None:
    with pytest.raises(KeyProblem, match="'mut', perhaps 'mutt' is meant; there are corrtui, mutt, fkeys"):
        registry_of("mut")
