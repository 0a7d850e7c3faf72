"""Colleagues: a letter is one clerk's at a time, is taken over with a reason, and the first one is told."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from corrtui.casework.bench import Claimed
from corrtui.casework.drafting import KeptBeside
from corrtui.casework.verify import verify
from corrtui.control.acts import LetterDisposed, LetterReceived, LetterTakenOver
from corrtui.desk import Desk
from corrtui.errors import Refused

Take = Callable[..., str]
Open = Callable[..., Desk]
SitAt = Callable[..., Any]
BILLING = "scan-0001-ortiz.txt"
THANKS = "thank you note.html"


@pytest.fixture
def two(desk: Desk, take_in: Take) -> tuple[str, str]:
    """Two letters in the queue."""
    return take_in(desk, BILLING), take_in(desk, THANKS)


# -- going through the queue


def test_a_letter_arrived_at_is_claimed_and_the_one_before_given_back(
    desk: Desk, open_desk: Open, two: tuple[str, str]
) -> None:
    perry = open_desk("pcole").colleagues

    assert desk.colleagues.arrive(two[0]) is None
    seat = perry.arrive(two[0])
    assert seat is not None
    assert (seat.login, seat.name) == (desk.me.login, "Robin Hale")
    assert set(perry.others()) == {two[0]}

    assert desk.colleagues.arrive(two[1]) is None
    assert set(perry.others()) == {two[1]}
    assert perry.arrive(two[0]) is None, "asked again, it is free"
    assert desk.colleagues.arrive("") is None
    assert set(perry.others()) == set()


def test_a_closed_letter_is_read_without_a_claim(desk: Desk, open_desk: Open, two: tuple[str, str]) -> None:
    desk.dispose(two[0], "FILE", "no reply needed")
    perry = open_desk("pcole").colleagues

    assert desk.colleagues.arrive(two[0]) is None
    assert perry.others() == {}
    assert perry.arrive(two[0]) is None


def test_a_letter_a_colleague_closed_a_moment_ago_is_not_claimed(
    desk: Desk, open_desk: Open, two: tuple[str, str]
) -> None:
    other = open_desk("pcole")
    desk.dispose(two[0], "FILE", "thanks only")

    assert other.colleagues.arrive(two[0]) is None

    assert desk.colleagues.others() == {}
    assert not other.letter(two[0]).open


def test_a_letter_kept_stays_claimed_until_it_is_given_back(
    desk: Desk, open_desk: Open, two: tuple[str, str]
) -> None:
    perry = open_desk("pcole").colleagues
    desk.colleagues.arrive(two[0])
    desk.colleagues.keep(two[0])
    desk.colleagues.arrive(two[1])

    assert desk.colleagues.kept() == {two[0]}
    assert set(perry.others()) == set(two)
    with pytest.raises(Claimed, match="open at Robin Hale's desk"):
        perry.keep(two[0])

    desk.colleagues.release(two[0])
    assert set(perry.others()) == {two[1]}
    desk.colleagues.release(two[1])
    desk.colleagues.arrive(two[1])
    assert perry.others() == {}, "given back with the cursor on it, it is not claimed by the next look"
    desk.colleagues.arrive(two[0])
    desk.colleagues.arrive(two[1])
    assert set(perry.others()) == {two[1]}, "come back to, it is"


def test_the_next_letter_is_one_nobody_has(desk: Desk, open_desk: Open, two: tuple[str, str]) -> None:
    perry = open_desk("pcole")
    desk.colleagues.arrive(two[0])

    assert perry.colleagues.advance(two) == two[1]
    assert perry.colleagues.advance([two[0]]) == ""
    assert desk.colleagues.others() == {}, "who was not given another one has none"
    desk.dispose(two[0], "FILE", "no reply needed")
    desk.colleagues.arrive(two[1])
    assert perry.colleagues.advance([two[0]]) == "", "closed meanwhile"


def test_leaving_gives_everything_back(desk: Desk, open_desk: Open, two: tuple[str, str]) -> None:
    desk.colleagues.keep(two[0])
    desk.colleagues.arrive(two[1])

    desk.colleagues.leave()

    assert open_desk("pcole").colleagues.others() == {}


# -- acts


def test_no_act_of_a_colleague_goes_in_while_a_letter_is_open(
    desk: Desk, open_desk: Open, two: tuple[str, str]
) -> None:
    number = two[1]
    perry = open_desk("pcole")
    perry.classify(number, "INF")
    perry.choose_template(number, "svc-thanks")
    prepared = perry.prepare(number)
    desk.colleagues.arrive(number)
    before = desk.history(number)

    for act in (
        lambda: perry.classify(number, "SVC"),
        lambda: perry.dispose(number, "FILE", "thanks"),
        lambda: perry.skip(number, "tired"),
        lambda: perry.save_draft(number, "Perry"),
        lambda: perry.fill(number, {}),
        lambda: perry.choose_template(number, "svc-thanks"),
        lambda: perry.confirm_figure(number, "$1.00"),
        lambda: perry.prepare(number),
        lambda: perry.file(prepared),
        lambda: perry.bench.enter(number, before[-1].act, "x"),
        perry.undo,
    ):
        with pytest.raises(Refused, match=r"open at Robin Hale's desk since \d\d:\d\d") as refused:
            act()
        assert refused.value.hint == "w takes it over, with a reason"

    assert desk.history(number) == before
    desk.colleagues.leave()
    assert "INF" in perry.undo()


def test_what_the_clerk_saw_travels_with_the_act(desk: Desk, open_desk: Open, two: tuple[str, str]) -> None:
    seen = desk.letter(two[0]).version
    open_desk("pcole").classify(two[0], "INF")
    record = next(f"{r.source}/{r.key}" for r in desk.sheet(two[0]).records)

    for act in (
        lambda: desk.classify(two[0], "SVC", seen=seen),
        lambda: desk.dispose(two[0], "FILE", "thanks", seen=seen),
        lambda: desk.attach(two[0], record, seen=seen),
        lambda: desk.prepare(two[0], seen=seen),
    ):
        with pytest.raises(Refused, match="changed while you worked on it"):
            act()

    desk.attach(two[0], record, seen=desk.letter(two[0]).version)


def test_a_letter_being_filed_stays_claimed_wherever_the_cursor_goes(
    desk: Desk, open_desk: Open, two: tuple[str, str]
) -> None:
    perry = open_desk("pcole").colleagues
    desk.colleagues.arrive(two[1])
    prepared = desk.prepare(two[1])

    desk.colleagues.advance([two[0]])
    assert perry.advance([two[1]]) == ""
    desk.file(prepared)

    assert set(perry.others()) == {two[0]}


def test_ones_own_other_session_is_told_from_a_colleague(
    desk: Desk, open_desk: Open, two: tuple[str, str]
) -> None:
    desk.colleagues.arrive(two[0])
    other = open_desk()

    with pytest.raises(Refused, match="open in your other session"):
        other.skip(two[0], "tired")
    other.colleagues.take_over(two[0], "")
    other.skip(two[0], "tired")

    [loss] = _losses(desk)
    assert (loss.number, loss.by_login) == (two[0], desk.me.login)


# -- taking over


def _losses(desk: Desk) -> Any:
    desk.sync()
    return desk.colleagues.lost()


def test_taking_over_needs_a_reason_and_the_first_clerk_is_told(
    desk: Desk, open_desk: Open, two: tuple[str, str]
) -> None:
    perry = open_desk("pcole")
    desk.colleagues.arrive(two[0])
    perry.colleagues.arrive(two[0])

    for nothing in ("", "  "):
        with pytest.raises(Refused, match="at Robin Hale's desk"):
            perry.colleagues.take_over(two[0], nothing)
    assert _losses(desk) == ()
    said = perry.colleagues.take_over(two[0], "customer\x1b[2J on the\nphone")

    assert said == f"{two[0]} taken over from Robin Hale"
    [loss] = _losses(desk)
    assert (loss.number, loss.by_name, loss.by_login) == (two[0], "Perry Cole", "pcole")
    assert loss.reason.startswith("customer")
    assert "\x1b" not in loss.reason
    assert _losses(desk) == (), "said once"
    seat = desk.colleagues.arrive(two[0])
    assert seat is not None
    assert seat.login == "pcole"
    entry = perry.history(two[0])[-1]
    assert isinstance(entry.act, LetterTakenOver)
    assert (entry.by, entry.act.holder, entry.act.session) == (
        "pcole",
        desk.me.login,
        desk.bench.claims.session,
    )
    assert verify(desk.folder).problems == ()


def test_a_letter_lost_is_kept_no_longer(desk: Desk, open_desk: Open, two: tuple[str, str]) -> None:
    desk.colleagues.keep(two[0])
    perry = open_desk("pcole").colleagues
    perry.take_over(two[0], "urgent")
    assert desk.colleagues.kept() == frozenset()
    perry.release(two[0])
    desk.sync()

    assert desk.colleagues.kept() == frozenset()
    assert open_desk("pcole").colleagues.others() == {}


def test_nobody_is_taken_from_whom_the_clerk_did_not_see(
    desk: Desk, open_desk: Open, two: tuple[str, str]
) -> None:
    perry, other = open_desk("pcole").colleagues, open_desk()
    desk.colleagues.arrive(two[0])
    perry.arrive(two[0])
    desk.colleagues.leave()
    other.colleagues.arrive(two[0])

    with pytest.raises(Refused, match="by now"):
        perry.take_over(two[0], "urgent")
    assert perry.take_over(two[0], "urgent"), "now it was seen"


def test_a_letter_nobody_has_any_more_is_just_claimed(
    desk: Desk, open_desk: Open, two: tuple[str, str]
) -> None:
    perry = open_desk("pcole")
    desk.colleagues.arrive(two[0])
    perry.colleagues.arrive(two[0])
    desk.colleagues.leave()

    assert "nobody has it open any more" in perry.colleagues.take_over(two[0], "")

    assert set(desk.colleagues.others()) == {two[0]}
    assert not [entry for entry in desk.history(two[0]) if isinstance(entry.act, LetterTakenOver)]


def test_a_closed_letter_is_not_taken_over(desk: Desk, open_desk: Open, two: tuple[str, str]) -> None:
    desk.colleagues.keep(two[0])
    desk.dispose(two[0], "FILE", "no reply needed")

    with pytest.raises(Refused, match="is closed"):
        open_desk("pcole").colleagues.take_over(two[0], "urgent")


def test_after_a_take_over_the_first_clerks_finish_is_refused_whatever_became_of_the_claims(
    desk: Desk, two: tuple[str, str], sit_at: SitAt
) -> None:
    """The second clerk's session, and the claims with it, are gone when the first one's page is made."""
    number = two[1]
    robin, perry = sit_at(), sit_at("pcole")
    robin.run(f"colleagues.arrive({number!r}); s = desk.sheet({number!r})")
    robin.run(f"desk.save_draft({number!r}, s.text.replace('Sincerely,', 'It is mine.\\n\\nSincerely,'), s)")
    robin.run(f"p = desk.prepare({number!r})")
    perry.does(f"colleagues.take_over({number!r}, 'urgent')")
    perry.die()
    shutil.rmtree(desk.folder / "control/sessions")
    (desk.folder / "control/claims.lock").unlink()

    refused = robin.does("desk.file(p).sentence")

    assert refused["error"] == "KeptBeside"
    assert "Perry Cole took it over: urgent" in refused["says"]
    assert list((desk.folder / "outbox").glob("*.pdf")) == []
    assert [("It is mine." in kept.text) for kept in desk.kept_drafts(number)] == [True]
    desk.sync()
    assert desk.letter(number).open
    assert verify(desk.folder).problems == ()


def test_a_finish_refused_keeps_both_drafts_side_by_side(
    desk: Desk, open_desk: Open, two: tuple[str, str]
) -> None:
    number = two[1]
    perry = open_desk("pcole")
    text = desk.sheet(number).text
    desk.save_draft(number, text.replace("Sincerely,", "From Robin.\n\nSincerely,"))
    prepared = desk.prepare(number)
    perry.colleagues.take_over(number, "urgent")
    perry.save_draft(number, text.replace("Sincerely,", "From Perry.\n\nSincerely,"))

    with pytest.raises(KeptBeside):
        desk.file(prepared)

    assert "From Perry." in perry.sheet(number).text
    [kept] = perry.kept_drafts(number)
    assert "From Robin." in kept.text


def test_a_stalled_terminal_keeps_its_letter_and_a_dead_one_loses_it(
    desk: Desk, two: tuple[str, str], sit_at: SitAt
) -> None:
    perry = sit_at("pcole")
    perry.run(f"colleagues.arrive({two[0]!r})")
    perry.signal(signal.SIGSTOP)
    time.sleep(0.2)

    assert desk.colleagues.arrive(two[0]) is not None
    with pytest.raises(Claimed):
        desk.skip(two[0], "tired")

    perry.signal(signal.SIGKILL)
    died = time.monotonic()
    while desk.colleagues.arrive(two[0]) is not None:
        assert time.monotonic() - died < 10
        time.sleep(0.01)
    assert desk.skip(two[0], "tired")


# -- undo


def test_undo_never_reaches_across_a_take_over(desk: Desk, open_desk: Open, two: tuple[str, str]) -> None:
    perry = open_desk("pcole")
    desk.colleagues.arrive(two[0])
    desk.classify(two[0], "SVC")
    perry.colleagues.take_over(two[0], "urgent")

    with pytest.raises(Claimed):
        desk.undo()
    perry.classify(two[0], "INF")
    perry.colleagues.leave()
    with pytest.raises(Refused, match="worked on by pcole since"):
        desk.undo()
    desk.sync()
    assert desk.letter(two[0]).category == "INF"

    perry.undo()
    assert "SVC" in desk.undo(), "once Perry took theirs back, Robin's own can be undone"
    perry.sync()
    assert perry.letter(two[0]).category == "BIL"
    with pytest.raises(Refused, match="nothing of yours"):
        perry.undo()
    assert verify(desk.folder).problems == ()


def test_a_take_over_is_not_undone(desk: Desk, open_desk: Open, two: tuple[str, str]) -> None:
    perry = open_desk("pcole")
    desk.colleagues.arrive(two[0])
    perry.colleagues.take_over(two[0], "urgent")

    with pytest.raises(Refused, match="nothing of yours"):
        perry.undo()


# -- many clerks

_WORKER = """
import json, sys, time
from pathlib import Path
from corrtui.desk import Desk
desk = Desk.open(Path(sys.argv[1]), sys.argv[2])
done = []
while True:
    desk.sync()
    numbers = desk.queue()
    number = desk.colleagues.advance(numbers)
    if not number:
        if not numbers:
            break
        time.sleep(0.001)
        continue
    began = time.monotonic_ns()
    desk.skip(number, "looked at") if len(done) % 5 == 4 else None
    desk.dispose(number, "FILE", "no reply needed")
    done.append((number, began, time.monotonic_ns()))
print(json.dumps(done))
"""


def test_eight_clerks_are_never_given_the_same_letter(desk: Desk, take_in: Take) -> None:
    take_in(desk, THANKS)
    numbers = [f"261120-{n:04d}" for n in range(1, 241)]
    received = {
        "file": "scan.txt", "original": "original.txt", "size": 1, "received": desk.today,
        "due": desk.today, "work_by": desk.today, "category": "SVC",
    }  # fmt: skip
    acts = [(no, LetterReceived(sha256=f"{n:064x}", **received)) for n, no in enumerate(numbers)]
    desk.bench.log.append("intake", acts)
    logins = [desk.me.login, "pcole"]
    command = [sys.executable, "-c", _WORKER, str(desk.folder)]
    clerks = [
        subprocess.Popen([*command, logins[n % 2]], stdout=subprocess.PIPE, text=True) for n in range(8)
    ]
    done = [tuple(item) for clerk in clerks for item in json.loads(clerk.communicate(timeout=120)[0])]

    assert [clerk.returncode for clerk in clerks] == [0] * 8
    times = Counter(number for number, _, _ in done)
    assert set(times) >= set(numbers)
    assert set(times.values()) == {1}
    desk.sync()
    assert desk.queue() == []
    assert desk.colleagues.others() == {}
    entered = Counter(e.letter for e in desk.bench.log.everything() if isinstance(e.act, LetterDisposed))
    assert entered == times


@pytest.mark.slow
def test_eight_clerks_who_only_look_at_a_letter_never_share_it(
    folder: Path, take_in: Take, desk: Desk
) -> None:
    """They pick letters up and lay them down; the times they have each one never overlap."""
    for n in range(6):
        take_in(desk, f"{n}.txt", b"Thank you, letter %d" % n)
    code = """
import json, sys, time
from pathlib import Path
from corrtui.desk import Desk
desk = Desk.open(Path(sys.argv[1]), sys.argv[2])
held = []
for n in range(60):
    number = desk.colleagues.advance(desk.queue())
    began = time.monotonic_ns()
    if number:
        time.sleep(0.0005)
        held.append((number, began, time.monotonic_ns()))
    desk.colleagues.leave()
print(json.dumps(held))
"""
    command = [sys.executable, "-c", code, str(folder), desk.me.login]
    clerks = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(8)]
    held = [tuple(item) for clerk in clerks for item in json.loads(clerk.communicate(timeout=120)[0])]

    assert len(held) > 60
    for number in {number for number, _, _ in held}:
        spans = sorted((began, ended) for other, began, ended in held if other == number)
        assert all(before[1] < after[0] for before, after in pairwise(spans)), number
