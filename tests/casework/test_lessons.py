"""What clerks decide teaches the desk: at once, in every session, and an undo takes it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corrtui.casework.lessons import CACHE, Taught
from corrtui.desk import Desk
from corrtui.triage.lessons_file import to_bytes
from tests.casework.conftest import Clerk

Take = Callable[[Desk, str, bytes], str]
Open = Callable[..., Desk]

WARRANTY = (
    "The pump seal failed after a month. Is it covered by the warranty?",
    "My grinder stopped. The warranty runs until June, so please repair it.",
    "Warranty claim for the heater: the seal leaks again.",
    "Will the warranty pay for a new seal on the pump?",
)
VISITS = (
    "May my class visit your foundry in spring?",
    "We would like a tour of the foundry for twenty pupils.",
    "Is a visit to the works possible on a Friday? We are a school.",
    "Our club asks for a guided tour of your foundry.",
)
NEXT = "The seal of my new grinder leaks; does the warranty cover it?"


@pytest.fixture
def own_desk(folder: Path, open_desk: Open) -> Desk:
    with (folder / "desk.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[categories.WAR]\ntitle = "Warranty"\n\n[categories.TOUR]\ntitle = "Visits"\n')
    return open_desk()


def _decide_all(desk: Desk, take_in: Take) -> list[str]:
    numbers = []
    for nth, (warranty, visit) in enumerate(zip(WARRANTY, VISITS, strict=True)):
        for code, text in (("WAR", warranty), ("TOUR", visit)):
            numbers.append(take_in(desk, f"{code}{nth}.txt", text.encode()))
            desk.classify(numbers[-1], code)
    return numbers


def test_the_desk_learns_a_category_of_its_own(own_desk: Desk, take_in: Take) -> None:
    before = own_desk.sheet(take_in(own_desk, "before.txt", NEXT.encode())).suggestion
    _decide_all(own_desk, take_in)

    after = own_desk.sheet(take_in(own_desk, "after.txt", NEXT.encode())).suggestion

    assert before.category != "WAR"
    assert "WAR" in (after.category, *(code for code, _ in after.readings))
    assert any(NEXT[item.start : item.end] == item.phrase for item in after.evidence)


def test_the_cache_lost_or_damaged_is_learned_anew(own_desk: Desk, take_in: Take) -> None:
    _decide_all(own_desk, take_in)
    taught = Taught(own_desk.bench)
    counts = taught.lessons().counts
    taught.save()
    cache = own_desk.folder / "control" / CACHE

    assert Taught(own_desk.bench).lessons().counts == counts
    for damage in (b"", b"{}\n", cache.read_bytes()[:-3], b"\xff" * 40):
        cache.write_bytes(damage)
        assert Taught(own_desk.bench).lessons().counts == counts


def test_a_cache_of_another_log_is_not_believed(own_desk: Desk, take_in: Take) -> None:
    _decide_all(own_desk, take_in)
    taught = Taught(own_desk.bench)
    lessons = taught.lessons()
    counts = {code: dict(of) for code, of in lessons.counts.items()}
    lessons.seal, lessons.counts["WAR"] = "0" * 64, {1: 9}
    (own_desk.folder / "control" / CACHE).write_bytes(to_bytes(lessons))

    assert Taught(own_desk.bench).lessons().counts == counts


def test_an_undo_takes_the_lesson_back_and_another_decision_replaces_it(
    own_desk: Desk, take_in: Take
) -> None:
    number = take_in(own_desk, "a.txt", WARRANTY[0].encode())
    taught = Taught(own_desk.bench)
    own_desk.classify(number, "WAR")
    assert taught.lessons().taught == {number: "WAR"}
    own_desk.classify(number, "TOUR")
    assert taught.lessons().taught == {number: "TOUR"}
    assert set(taught.lessons().counts) == {"TOUR"}
    own_desk.undo()
    assert taught.lessons().taught == {number: "WAR"}
    own_desk.undo()
    assert (taught.lessons().taught, taught.lessons().counts) == ({}, {})


def test_a_restricted_letter_teaches_nothing(own_desk: Desk, take_in: Take) -> None:
    number = take_in(own_desk, "a.txt", b"Please send me a copy of my medical records.")
    own_desk.classify(number, "MED")

    assert Taught(own_desk.bench).lessons().taught == {}


def test_no_number_of_decisions_overrules_a_threat(own_desk: Desk, take_in: Take) -> None:
    _decide_all(own_desk, take_in)

    number = take_in(own_desk, "t.txt", (NEXT + " If not I will kill the man who sold it.").encode())

    assert own_desk.letter(number).category == "SAF"


def test_the_seconds_it_stood_open_are_entered(own_desk: Desk, take_in: Take) -> None:
    number = take_in(own_desk, "a.txt", WARRANTY[0].encode())
    own_desk.sheet(number)
    own_desk._opened[number] -= 42
    own_desk.classify(number, "WAR")
    own_desk.dispose(number, "FILE", "answered by phone")

    acts = [entry.act for entry in own_desk.history(number)]
    assert [round(getattr(act, "seconds", 0), -1) for act in acts] == [0, 40, 40]


def test_two_sessions_learn_the_same_and_one_killed_loses_nothing(
    own_desk: Desk, take_in: Take, sit_at: Callable[..., Clerk]
) -> None:
    numbers = [take_in(own_desk, f"{nth}.txt", text.encode()) for nth, text in enumerate(WARRANTY + VISITS)]
    clerk = sit_at("")
    clerk.run("from corrtui.casework.lessons import Taught; taught = Taught(desk.bench)")
    for number in numbers[:4]:
        clerk.does(f"desk.classify({number!r}, 'WAR')")
    theirs = clerk.does("taught.lessons().taught")
    mine = Taught(own_desk.bench)
    assert mine.lessons().taught == theirs == dict.fromkeys(numbers[:4], "WAR")

    learn = "desk.classify(n, 'TOUR'); taught.lessons(); taught._save(taught._lessons)"
    clerk.send(f"for n in {numbers[4:]!r}: {learn}")
    clerk.die()

    left = Taught(own_desk.bench).lessons()
    decided = [n for n in numbers if own_desk.bench.letter(n).classified]
    assert list(left.taught) == decided
    assert left.counts == mine.lessons().counts


def test_after_undoes_a_session_has_learned_what_one_does_that_reads_the_log_anew(
    own_desk: Desk, take_in: Take
) -> None:
    mine = Taught(own_desk.bench)
    numbers = _decide_all(own_desk, take_in)
    mine.lessons()
    for number, code in ((numbers[2], "TOUR"), (numbers[7], "WAR"), (numbers[2], "WAR")):
        own_desk.classify(number, code)
        mine.lessons()
    own_desk.undo()
    mine.lessons()
    own_desk.undo()
    own_desk.dispose(numbers[0], "FILE", "answered by phone")

    live, anew = mine.lessons(), Taught(own_desk.bench)
    mine.save()
    (own_desk.folder / "control" / CACHE).rename(own_desk.folder / "lessons.kept")
    assert live == anew.lessons()
    assert list(live.taught) == list(anew.lessons().taught)
    (own_desk.folder / "lessons.kept").rename(own_desk.folder / "control" / CACHE)
    assert Taught(own_desk.bench).lessons() == live
