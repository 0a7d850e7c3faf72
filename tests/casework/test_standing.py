"""The queue is kept in order: after any act, in any session, it is what sorting it anew would give."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from types import FrameType

import pytest

from corrtui.casework.standing import Standing
from corrtui.control.acts import Act, ActUndone, LetterClassified, LetterDisposed, LetterReceived
from corrtui.control.checkpoint import Checkpoint
from corrtui.control.letter import Letter
from corrtui.desk import Desk
from corrtui.errors import CorrtuiError, Refused

_LIMITS = ("", "cat:BIL", "!status:held", "due:<2026-11-25 is:sensitive")
_DAY = date(2026, 11, 20)


def _received(n: int, chance: random.Random) -> tuple[str, LetterReceived]:
    act = LetterReceived(
        file=f"scan {n}.txt",
        original="original.txt",
        sha256=f"{n:064x}",
        size=9,
        received=_DAY - timedelta(days=chance.randrange(9)),
        category=chance.choice(("BIL", "SVC", "SAF", "INF")),
        due=_DAY + timedelta(days=chance.randrange(9)),
        work_by=_DAY + timedelta(days=chance.randrange(9)),
        sensitive=chance.choice(("", "", "threat")),
        replies=False,
    )
    return f"261120-{n:04d}", act


def _acts(desk: Desk, chance: random.Random) -> list[tuple[str, Act]]:
    """One to three things somebody does."""
    found: list[tuple[str, Act]] = []
    for _ in range(chance.randrange(1, 4)):
        number = chance.choice(desk.queue())
        day = _DAY + timedelta(days=chance.randrange(9))
        match chance.randrange(5):
            case 0:
                found.append((number, LetterClassified(category="SAF", due=day, work_by=day)))
            case 1:
                found.append((number, LetterClassified(category="BIL", due=day, work_by=day)))
            case 2:
                held = LetterDisposed(disposition="HOLD", closing=False, status="held", reason="waits")
                found.append((number, held))
            case _ if number not in dict(found):
                end = LetterDisposed(disposition="FILE", closing=True, status="closed", reason="thanks")
                found.append((number, end))
    return found


def test_whatever_colleagues_do_the_queue_is_what_sorting_it_anew_gives(
    desk: Desk, open_desk: Callable[..., Desk]
) -> None:
    chance, colleague = random.Random(1), open_desk("mstern")
    log = colleague.bench.log
    log.append("mstern", [_received(n, chance) for n in range(1, 41)])
    assert len(desk.queue()) == 0
    desk.sync()
    assert len(desk.queue()) == 40

    for n in range(41, 71):
        acts = _acts(desk, chance)
        entries = log.append("mstern", [*acts, _received(n, chance)])
        closed = [e for e in entries if isinstance(e.act, LetterDisposed) and e.act.closing]
        if closed and n % 3 == 0:
            log.append("mstern", [(closed[0].letter, ActUndone(entry=closed[0].n, what="disposed"))])
        desk.sync()
        anew = Standing(desk.bench, desk.privacy.veil)
        for limit in _LIMITS:
            assert desk.queue(limit) == anew.numbers(limit), (n, limit)

    assert desk._standing.sorted == 1


def test_an_act_among_many_letters_compares_a_few(desk: Desk, open_desk: Callable[..., Desk]) -> None:
    chance, colleague = random.Random(3), open_desk("mstern")
    log = colleague.bench.log
    log.append("mstern", [_received(n, chance) for n in range(1, 2001)])
    desk.sync()
    number = desk.queue()[1000]
    log.append("mstern", [(number, LetterClassified(category="SAF", due=_DAY, work_by=_DAY))])
    desk.sync()
    called = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal called
        called += event == "call"

    sys.setprofile(count)
    try:
        numbers = desk.queue()
    finally:
        sys.setprofile(None)

    assert numbers.index(number) < 1000
    assert called < 300


def test_many_letters_are_asked_for_in_few_questions(
    desk: Desk, open_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each question opens the checkpoint: a long queue must not cost a thousand of them."""
    chance, asked = random.Random(3), []
    desk.bench.log.append("mstern", [_received(n, chance) for n in range(1, 401)])
    desk.sync()
    desk.bench.register.save()
    fresh, asking = open_desk("mstern"), Checkpoint.asking
    monkeypatch.setattr(Checkpoint, "asking", lambda *args: asked.append(1) or asking(*args))

    letters = [fresh.letter(number) for number in reversed(fresh.queue())]
    assert len(asked) <= 20
    assert letters == [desk.letter(number) for number in reversed(desk.queue())]

    asked.clear()
    assert fresh.tally() == replace(desk.tally(), prepared_by=fresh.me.name)
    assert len(asked) <= 20


def test_what_could_not_be_folded_when_the_log_was_away_is_folded_when_it_is_back(
    desk: Desk, open_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(5)
    desk.bench.log.append("mstern", [_received(n, chance) for n in range(1, 41)])
    desk.sync()
    desk.bench.register.save()
    behind, numbers = open_desk("mstern"), desk.queue()
    act = LetterClassified(category="SAF", due=_DAY, work_by=_DAY)
    desk.bench.log.append("mstern", [(number, act) for number in numbers[-5:]])
    desk.sync()
    desk.bench.register.save()

    def away(*_: object) -> None:
        raise CorrtuiError("The server cannot be reached")

    monkeypatch.setattr(behind.bench.log, "histories", away)
    with pytest.raises(CorrtuiError, match="cannot be reached"):
        behind.sync()
    monkeypatch.undo()
    assert behind.queue() == numbers
    behind.sync()

    assert behind.queue() == desk.queue() != numbers
    assert [behind.letter(number) for number in numbers] == [desk.letter(number) for number in numbers]


def test_a_limit_is_whole_again_after_a_letter_could_not_be_read(desk: Desk) -> None:
    chance, away = random.Random(6), False

    def veil(letter: Letter) -> Letter:
        if away:
            raise CorrtuiError("The server cannot be reached")
        return letter

    kept = Standing(desk.bench, veil)
    desk.bench.log.append("mstern", [_received(n, chance) for n in range(1, 41)])
    desk.sync()
    others = kept.numbers("!cat:BIL")
    act = LetterClassified(category="SVC", due=_DAY, work_by=_DAY)
    desk.bench.log.append("mstern", [(number, act) for number in others[:3]])
    desk.sync()

    away = True
    with pytest.raises(CorrtuiError):
        kept.numbers("!cat:BIL")
    away = False

    assert kept.numbers("!cat:BIL") == desk.queue("!cat:BIL")
    assert set(kept.numbers("!cat:BIL")) == set(others)


def test_a_list_handed_out_is_the_callers_own(desk: Desk, take_in: Callable[..., str]) -> None:
    number = take_in(desk, "scan-0001-ortiz.txt")

    desk.queue().clear()

    assert desk.queue() == [number]


def test_after_a_night_away_all_is_sorted_anew(desk: Desk, open_desk: Callable[..., Desk]) -> None:
    chance, colleague = random.Random(2), open_desk("mstern")
    colleague.bench.log.append("mstern", [_received(1, chance)])
    desk.sync()
    assert desk.queue() == ["261120-0001"]
    colleague.bench.log.append("mstern", [_received(n, chance) for n in range(2, 700)])

    desk.sync()

    assert desk.queue() == Standing(desk.bench, desk.privacy.veil).numbers()
    assert len(desk.queue("cat:SVC")) < len(desk.queue()) == 699


def test_a_limit_that_means_nothing_is_refused_and_the_last_one_stands(desk: Desk) -> None:
    assert desk.queue("cat:BIL") == []

    with pytest.raises(Refused, match="means nothing"):
        desk.queue("colour:red")

    assert desk.queue("cat:BIL") == []
