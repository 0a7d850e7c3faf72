"""PIN: who sits down at a shared account types one; wrong ones are entered, and too many close the door."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corrtui.casework import pin
from corrtui.control.acts import PinRefused, SignedIn
from corrtui.control.log import FolderLog
from corrtui.desk import Desk
from corrtui.errors import CorrtuiError, Refused, SettingsError
from corrtui.people import system_login
from tests.screens.pty_desk import PtyDesk

PIN = "kiln 48213"
STORED = pin.hash_pin(PIN, n=64)


@pytest.fixture
def shared(folder: Path) -> Path:
    """The sample desk, where Perry Cole has a PIN, Robin Hale has one too and Margaret Stern has none."""
    toml = folder / "desk.toml"
    text = toml.read_text().replace("allow_as = true", "allow_as = false\nrequire_pin = true")
    for login in (system_login(), "pcole"):
        text = text.replace(f'login = "{login}"', f'login = "{login}"\npin = "{STORED}"')
    toml.write_text(text)
    return folder


@pytest.fixture
def log(shared: Path) -> FolderLog:
    return FolderLog(shared / "control")


class Answers:
    """Types the given PINs one after the other."""

    def __init__(self, *typed: str) -> None:
        self.left = list(typed)
        self.asked: list[str] = []

    def __call__(self, prompt: str) -> str:
        self.asked.append(prompt)
        return self.left.pop(0)


def entered(folder: Path) -> list[object]:
    return [entry.act for entry in FolderLog(folder / "control").everything()]


def test_the_right_pin_opens_the_desk_and_is_entered(shared: Path) -> None:
    Desk.open(shared, "pcole", ask=Answers(PIN)).close()

    assert entered(shared) == [SignedIn(account=system_login())]


def test_anybody_of_the_desk_may_be_named_where_the_pin_tells_who_it_is(shared: Path) -> None:
    with pytest.raises(SettingsError, match="nobody does not work at this desk"):
        Desk.open(shared, "nobody", ask=Answers(PIN))


def test_a_wrong_one_is_asked_for_again_and_entered(shared: Path) -> None:
    answers = Answers("kiln 48214", PIN)

    Desk.open(shared, "pcole", ask=answers).close()

    account = system_login()
    assert entered(shared) == [PinRefused(account=account), SignedIn(account=account)]
    assert answers.asked == ["PIN of Perry Cole: ", "That is not it. PIN of Perry Cole: "]


def test_three_wrong_ones_end_the_start(shared: Path) -> None:
    with pytest.raises(Refused, match="not the PIN of Perry Cole"):
        Desk.open(shared, "pcole", ask=Answers("1", "22222222", "", PIN))

    assert entered(shared) == [PinRefused(account=system_login())] * 3


def test_after_five_nobody_gets_in_as_this_login_even_with_the_right_one(shared: Path) -> None:
    for _ in range(2):
        with pytest.raises(Refused):
            Desk.open(shared, "pcole", ask=Answers("a", "b", "c"))

    answers = Answers(PIN)
    with pytest.raises(Refused, match="Nobody sits down as Perry Cole before"):
        Desk.open(shared, "pcole", ask=answers)
    assert answers.asked == []
    assert entered(shared).count(PinRefused(account=system_login())) == 5
    Desk.open(shared, None, ask=Answers(PIN)).close()  # as another login one does


@pytest.mark.parametrize(
    ("minutes", "locked"),
    [
        ([0, 1, 2, 3, 4], True),
        ([0, 1, 2, 3], False),
        ([4, 4, 4, 4, 18.9], True),  # the first of the five is less than 15 minutes before the last
        ([3.9, 4, 4, 4, 19], False),
    ],
)
def test_five_within_fifteen_minutes_close_it(log: FolderLog, minutes: list[float], locked: bool) -> None:
    begin = datetime.now(UTC)
    for _ in minutes:
        log.append("pcole", [("", PinRefused(account="desk"))])
    list(log.read_new())

    class Moved:
        """The log with its entries at other times."""

        last_n = log.last_n

        @staticmethod
        def entries(numbers: range) -> dict[int, object]:
            from dataclasses import replace

            return {
                n: replace(entry, at=begin + timedelta(minutes=minutes[n - 1]))
                for n, entry in log.entries(numbers).items()
            }

    last = begin + timedelta(minutes=minutes[-1])
    found = pin.locked_until(Moved(), "pcole", last + timedelta(seconds=1))  # type: ignore[arg-type]
    assert (found is not None) == locked
    assert pin.locked_until(Moved(), "mstern", last) is None  # type: ignore[arg-type]
    assert pin.locked_until(Moved(), "pcole", last + timedelta(minutes=15)) is None  # type: ignore[arg-type]


def test_other_entries_in_between_do_not_hide_the_wrong_ones(log: FolderLog) -> None:
    for _ in range(5):
        log.append("pcole", [("", PinRefused(account="desk"))])
    log.append("mstern", [("", SignedIn(account="desk"))] * 1200)
    list(log.read_new())

    assert pin.locked_until(log, "pcole", datetime.now(UTC)) is not None


def test_many_at_once_get_no_more_tries(shared: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from corrtui.desk import Desk; from corrtui.errors import *\n"
        "try: Desk.open(Path(sys.argv[1]), 'pcole', ask=lambda prompt: 'wrong pin')\n"
        "except CorrtuiError: pass"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, str(shared)]) for _ in range(4)]
    assert [run.wait(60) for run in runs] == [0] * 4

    assert entered(shared) == [PinRefused(account=system_login())] * 5


def test_without_a_way_to_ask_nobody_gets_in(shared: Path) -> None:
    with pytest.raises(SettingsError, match="asks for a PIN"):
        Desk.open(shared, "pcole")


def test_a_person_without_a_pin_is_told_how_to_get_one(shared: Path) -> None:
    answers = Answers(PIN)

    with pytest.raises(SettingsError, match="Stern has no PIN") as error:
        Desk.open(shared, "mstern", ask=answers)

    lines = (shared / "desk.toml").read_text().splitlines()
    line = int(error.value.detail.rpartition(" ")[2])
    assert lines[line - 1 : line + 1] == ["[[people]]", 'login = "mstern"']
    assert "corrtui pin mstern" in error.value.hint
    assert answers.asked == []


@pytest.mark.parametrize(
    "stored",
    [
        "48213",
        "scrypt:1:2:3",
        "scrypt:x:8:1:0:0",
        "md5:2:1:1:00:00",
        "scrypt:1073741824:8:1:0:0",
        "scrypt:64:8:1::",
        pytest.param(STORED[:-2], id="cut off"),
        pytest.param("scrypt:64:8:1:00:" + STORED.rpartition(":")[2], id="another salt"),
    ],
)
def test_what_is_no_pin_of_ours_is_named(shared: Path, stored: str) -> None:
    toml = shared / "desk.toml"
    toml.write_text(toml.read_text().replace(STORED, stored))

    with pytest.raises(SettingsError, match="cannot be read"):
        Desk.open(shared, "pcole", ask=Answers(PIN))


def test_a_desk_that_asks_for_none_never_asks(folder: Path) -> None:
    answers = Answers()
    Desk.open(folder, "pcole", ask=answers).close()
    assert answers.asked == []
    assert entered(folder) == []


def test_when_the_log_cannot_be_written_nobody_gets_in(shared: Path) -> None:
    Desk.open(shared, "pcole", ask=Answers(PIN)).close()
    for path in (shared / "control").glob("20*.jsonl"):
        path.rename(path.with_suffix(".away"))
        path.symlink_to("/dev/full")

    with pytest.raises((CorrtuiError, OSError)):
        Desk.open(shared, "pcole", ask=Answers(PIN))


@given(st.text(min_size=6, max_size=12), st.text(max_size=12))
@settings(deadline=None)
def test_a_pin_is_itself_and_no_other(one: str, other: str) -> None:
    try:
        stored = pin.hash_pin(one, n=16)
    except Refused:
        return
    assert pin.is_pin(one, stored)
    assert pin.is_pin(other, stored) == (pin._plain(one) == pin._plain(other))
    assert one not in stored.rpartition(":")[2]


@pytest.mark.parametrize("typed", ["", "12345", "1" * 129])
def test_too_short_or_too_long(typed: str) -> None:
    with pytest.raises(Refused, match="6 to 128"):
        pin.hash_pin(typed)


def test_a_nul_is_no_part_of_a_pin() -> None:
    """To scrypt six NULs are the same as nothing, and one more at the end makes no difference."""
    with pytest.raises(Refused, match="6 to 128"):
        pin.hash_pin("\0" * 6)
    assert not pin.is_pin(PIN + "\0", STORED)


def test_two_people_with_one_pin_have_two_hashes() -> None:
    assert pin.hash_pin(PIN) != pin.hash_pin(PIN)


def test_a_megabyte_is_refused_as_fast_as_anything() -> None:
    begun = time.process_time()
    assert not pin.is_pin("1" * 1_000_000, STORED)
    assert time.process_time() - begun < 3


# -- at the terminal


def at_terminal(folder: Path, *words: str) -> PtyDesk:
    return PtyDesk(folder, argv=[sys.executable, "-m", "corrtui", "--desk", str(folder), *words])


def test_it_is_asked_for_at_the_terminal_unseen(shared: Path) -> None:
    screen = at_terminal(shared, "--as", "pcole", "queue")
    try:
        screen.wait_for("PIN of Perry Cole:")
        screen.send(PIN + "\r")
        screen.wait_for("0 letters")
        assert screen.exit_code(15) == 0
        assert "48213" not in screen.text()
    finally:
        screen.close()
    assert entered(shared) == [SignedIn(account=system_login())]


def test_without_a_terminal_a_command_says_so(shared: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "corrtui", "--desk", str(shared), "queue"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        start_new_session=True,
    )

    assert done.returncode == 2
    assert "asks for a PIN" in done.stderr
    assert entered(shared) == []


def test_the_command_makes_the_line_for_desk_toml(folder: Path) -> None:
    screen = at_terminal(folder, "pin", "pcole")
    try:
        screen.wait_for("PIN for Perry Cole:")
        screen.send(PIN + "\r")
        screen.wait_for("The same again:")
        screen.send(PIN + "\r")
        assert screen.exit_code(15) == 0
        raw = screen.raw.decode()
    finally:
        screen.close()
    line = next(line for line in raw.splitlines() if line.startswith('pin = "'))
    assert pin.is_pin(PIN, line.removeprefix('pin = "').rstrip().removesuffix('"'))
    assert PIN not in raw
