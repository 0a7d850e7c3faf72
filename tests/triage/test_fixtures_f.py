"""Acceptance: what the desk makes of thirty letters, field by field, read through its public doors only."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.triage.fixtures_f.doors import Taken
from tests.triage.fixtures_f.table import FIXTURES, Block, Fixture

Take = Callable[[Fixture], Taken]
_OVER = ("met", "off")
"""States of a clock that no longer asks for anything."""


@pytest.fixture(scope="session")
def take(tmp_path_factory: pytest.TempPathFactory) -> Take:
    """Take a fixture's letter in, once for all its fields."""
    taken: dict[str, Taken] = {}

    def once(fixture: Fixture) -> Taken:
        if fixture.id not in taken:
            taken[fixture.id] = Taken(fixture, tmp_path_factory.mktemp(fixture.id.replace(" ", "-")) / "desk")
        return taken[fixture.id]

    return once


def those_with(field: str) -> Any:
    """The fixtures whose row says something of a field."""
    rows = [
        row for row in FIXTURES if getattr(row, field) not in (None, "" if field != "sensitive" else None)
    ]
    if field in ("blocks", "near", "marks"):
        rows = [row for row in rows if getattr(row, field)]
    return pytest.mark.parametrize("fixture", rows, ids=lambda row: row.id)


def every() -> Any:
    return pytest.mark.parametrize("fixture", FIXTURES, ids=lambda row: row.id)


def same(fixture: Fixture, field: str, found: object, expected: object) -> None:
    assert found == expected, f"{fixture.id} {field}: {found!r} is not {expected!r}"


def field_of(fixture: Fixture, report: dict[str, Any], name: str) -> Any:
    assert name in report, f"{fixture.id} {name}: show --json has no such field"
    return report[name]


@every()
def test_medium(take: Take, fixture: Fixture) -> None:
    same(fixture, "medium", take(fixture).report["medium"], fixture.medium)


@those_with("category")
def test_category(take: Take, fixture: Fixture) -> None:
    found = take(fixture).report["suggestion"]
    same(fixture, "category", found["category"], fixture.category)


@those_with("category")
def test_the_suggestion_rests_on_words_of_the_letter(take: Take, fixture: Fixture) -> None:
    report = take(fixture).report
    evidence = report["suggestion"]["evidence"]
    if fixture.category not in ("UNK", "MIS"):
        assert evidence, f"{fixture.id} evidence: no phrase is quoted"
    text = " ".join(report["text"].split())
    for item in evidence:
        assert " ".join(item["phrase"].split()) in text, f"{fixture.id} evidence: {item['phrase']!r}"


@those_with("also")
def test_also(take: Take, fixture: Fixture) -> None:
    found = field_of(fixture, take(fixture).report["suggestion"], "also")
    same(fixture, "also", tuple(found), fixture.also)


@those_with("disposition")
def test_disposition(take: Take, fixture: Fixture) -> None:
    same(fixture, "disposition", take(fixture).report["suggestion"]["disposition"], fixture.disposition)


@pytest.mark.parametrize(
    "fixture", [row for row in FIXTURES if row.template is not None], ids=lambda row: row.id
)
def test_template(take: Take, fixture: Fixture) -> None:
    same(fixture, "template", take(fixture).report["suggestion"]["template"] or "", fixture.template)


def clocks(fixture: Fixture, report: dict[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = field_of(fixture, report, "clocks")
    return [row for row in rows if row["status"] not in _OVER]


@those_with("clocks")
def test_clocks(take: Take, fixture: Fixture) -> None:
    found = clocks(fixture, take(fixture).report)
    due = {row["id"]: row["due"] for row in found if row.get("kind") != "window"}
    same(fixture, "clocks", due, dict(fixture.clocks or {}))


@those_with("windows")
def test_windows(take: Take, fixture: Fixture) -> None:
    rows = field_of(fixture, take(fixture).report, "clocks")
    found = {row["id"]: row["due"] for row in rows if row.get("kind") == "window"}
    same(fixture, "windows", found, dict(fixture.windows or {}))


@those_with("overdue")
def test_overdue(take: Take, fixture: Fixture) -> None:
    rows = field_of(fixture, take(fixture).report, "clocks")
    day = fixture.day.isoformat()
    found = tuple(row["id"] for row in rows if row["status"] not in _OVER and row["due"] < day)
    same(fixture, "overdue", found, fixture.overdue)


@those_with("marks")
def test_marks(take: Take, fixture: Fixture) -> None:
    told = json.dumps(field_of(fixture, take(fixture).report, "clocks"))
    for mark in fixture.marks:
        # The words of a mark stand with the clock that it switched off.
        words = {"late_notice": "more than 60 days"}[mark]
        assert words in told, f"{fixture.id} flags: nothing says {mark} in {told}"


@those_with("sensitive")
def test_sensitive(take: Take, fixture: Fixture) -> None:
    found = take(fixture).report["sensitive"]
    assert found is None or isinstance(found, dict), f"{fixture.id} sensitive: {found!r} is no object"
    same(fixture, "sensitive", (found or {}).get("class") or "", fixture.sensitive)
    if fixture.sensitive:
        assert found["evidence"], f"{fixture.id} sensitive: no evidence"


@those_with("near")
def test_near_misses_are_shown_and_hold_nothing(take: Take, fixture: Fixture) -> None:
    told = json.dumps(take(fixture).report["near_misses"])
    for words in fixture.near:
        assert words in told, f"{fixture.id} near: {words!r} is not shown in {told}"


@those_with("tone")
def test_tone(take: Take, fixture: Fixture) -> None:
    same(fixture, "tone", tuple(field_of(fixture, take(fixture).report, "tone")), fixture.tone)


@every()
def test_language(take: Take, fixture: Fixture) -> None:
    same(fixture, "language", field_of(fixture, take(fixture).report, "language"), fixture.language)


@those_with("money")
def test_money(take: Take, fixture: Fixture) -> None:
    found = field_of(fixture, take(fixture).report, "facts")["money"]
    same(fixture, "money", found, fixture.money)


@those_with("issues")
def test_issues(take: Take, fixture: Fixture) -> None:
    rows = field_of(fixture, take(fixture).report, "issues")
    same(fixture, "issues", tuple(row["category"] for row in rows), fixture.issues)
    for row in rows:
        text = take(fixture).report["text"][row["start"] : row["end"]]
        assert " ".join(text.split()) == " ".join(row["text"].split()), f"{fixture.id} issues: {row}"


@those_with("urgency")
def test_urgency(take: Take, fixture: Fixture) -> None:
    report = take(fixture).report
    same(fixture, "urgency", report["urgency"], fixture.urgency)
    priority = field_of(fixture, report, "priority")
    assert priority["rank"] >= 1, f"{fixture.id} priority: {priority}"
    assert priority["why"], f"{fixture.id} priority: {priority}"


@pytest.mark.parametrize("fixture", [row for row in FIXTURES if row.draft_not], ids=lambda row: row.id)
def test_the_draft_does_not_say(take: Take, fixture: Fixture) -> None:
    text = take(fixture).report["draft"]["text"]
    assert not re.search(fixture.draft_not, text), f"{fixture.id} draft: {fixture.draft_not} in {text}"


@those_with("hold")
def test_it_is_kept_before_it_is_ended(take: Take, fixture: Fixture) -> None:
    taken = take(fixture)
    same(fixture, "hold", taken.report["suggestion"]["hold_days"], fixture.hold)
    assert f"kept {fixture.hold} days, then {fixture.disposition}" in taken.run("show", taken.number)[1]


@those_with("needed_by")
def test_needed_by(take: Take, fixture: Fixture) -> None:
    taken = take(fixture)
    same(fixture, "needed_by", taken.report["needed_by"], fixture.needed_by)
    assert fixture.needed_by in taken.run("show", taken.number)[1]


@pytest.mark.parametrize("fixture", [row for row in FIXTURES if row.draft_says], ids=lambda row: row.id)
def test_the_draft_says(take: Take, fixture: Fixture) -> None:
    text = take(fixture).report["draft"]["text"]
    for words in fixture.draft_says:
        assert re.search(words, text), f"{fixture.id} draft: no {words} in {text}"


@pytest.mark.parametrize("fixture", [row for row in FIXTURES if row.merge_into], ids=lambda row: row.id)
def test_a_copy_names_the_letter_it_is_a_copy_of(take: Take, fixture: Fixture) -> None:
    taken = take(fixture)
    [row, *_] = field_of(fixture, taken.report, "lookalikes")
    same(fixture, "lookalikes", row["control_no"], taken.numbers[0])
    first = json.loads(taken.run("show", taken.numbers[0], "--json")[1])
    same(fixture, "first date", first["received"], fixture.before[0][1].isoformat())


@pytest.mark.parametrize(
    ("fixture", "block"),
    [(row, block) for row in FIXTURES for block in row.blocks],
    ids=lambda value: value.id if isinstance(value, Fixture) else value.door.replace(" ", "-"),
)
def test_blocks(take: Take, fixture: Fixture, block: Block) -> None:
    refused = take(fixture).refusal(block.door)
    assert refused, f"{fixture.id} blocks: {block.door} was not refused"
    assert re.search(block.why, refused), (
        f"{fixture.id} blocks: {block.door} says {refused!r}, not {block.why}"
    )


@pytest.mark.parametrize(
    ("fixture", "open_door"),
    [(row, door) for row in FIXTURES for door in row.passes],
    ids=lambda value: value.id if isinstance(value, Fixture) else value.door.replace(" ", "-"),
)
def test_passes(take: Take, fixture: Fixture, open_door: Block) -> None:
    refused = take(fixture).refusal(open_door.door)
    assert not re.search(open_door.why, refused), f"{fixture.id} passes: {open_door.door} says {refused!r}"
