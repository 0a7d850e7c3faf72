"""Acts: what is written comes back as it was, whatever release reads it."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.control.act_json import _KINDS, act_from_json, act_to_json
from corrtui.control.acts import Act, LetterDisposed, LetterSkipped

_VALUES = {
    str: st.text(),
    int: st.integers(0, 10**9),
    float: st.floats(0, 1),
    bool: st.booleans(),
    date: st.dates(),
    date | None: st.none() | st.dates(),
    tuple[str, ...]: st.lists(st.text()).map(tuple),
}


def _any_act() -> st.SearchStrategy[Act]:
    def build(kind: type) -> st.SearchStrategy[Act]:
        hints = get_type_hints(kind)
        return st.builds(kind, **{item.name: _VALUES[hints[item.name]] for item in fields(kind)})

    return st.one_of([build(kind) for kind in _KINDS.values()])


@given(_any_act())
def test_every_act_survives_the_way_through_json(act: Act) -> None:
    line = json.dumps(act_to_json(act), ensure_ascii=True, allow_nan=False)

    assert act_from_json(act.name, json.loads(line)) == act


def test_a_field_of_a_newer_release_is_passed_over() -> None:
    assert act_from_json("skipped", {"reason": "records", "mood": "low"}) == LetterSkipped(reason="records")


def test_an_act_of_a_newer_release_is_named() -> None:
    with pytest.raises(ValueError, match="unknown act 'teleported'"):
        act_from_json("teleported", {})


def test_an_act_with_a_field_missing_is_refused() -> None:
    with pytest.raises(ValueError, match="'disposed'"):
        act_from_json("disposed", {"disposition": "FILE"})


def test_defaults_take_no_room_in_the_log() -> None:
    act = LetterDisposed(disposition="FILE", closing=True, status="closed", reason="thanks")

    assert set(act_to_json(act)) == {"disposition", "closing", "status", "reason"}
