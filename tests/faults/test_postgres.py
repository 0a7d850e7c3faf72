"""The server of the log is killed and restarted while clerks enter: nothing is lost and nothing doubled."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corrtui.control.stores import open_log
from tests.postgres import Server

WRITER = """
import json, sys, time
from pathlib import Path
from corrtui.control.acts import LetterSkipped
from corrtui.control.stores import open_control
from corrtui.errors import CorrtuiError, LogUncertain
url, who, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
control = open_control(Path(), url, who, who)
print("at work", flush=True)
turn = 0
while turn < times:
    act = [("261120-0001", LetterSkipped(reason=f"{who} {turn}"))]
    try:
        entries = control.log.append(who, act)
        print(json.dumps({"turn": turn, "n": entries[0].n}), flush=True)
    except LogUncertain:
        print(json.dumps({"turn": turn, "uncertain": True}), flush=True)
    except CorrtuiError:
        time.sleep(0.05)
        continue  # nothing was entered: the clerk does it again
    turn += 1
control.close()
"""


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server()
    yield found
    found.close()


def _work(server: Server, writers: int, acts: int, kills: int, pause: tuple[float, float], seed: int) -> None:
    url, dice = server.url("d"), random.Random(seed)
    open_log(Path(), url).close()
    clerks = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, url, f"clerk{k}", str(acts)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for k in range(writers)
    ]
    for clerk in clerks:
        assert clerk.stdout is not None
        assert clerk.stdout.readline() == "at work\n"
    for turn in range(kills):
        time.sleep(dice.uniform(*pause))
        server.stop("immediate") if turn % 2 else server.kill()
        time.sleep(dice.uniform(0, 1))
        server.start()
    said: list[tuple[str, dict[str, int]]] = []
    for k, clerk in enumerate(clerks):
        out, error = clerk.communicate(timeout=600)
        assert clerk.returncode == 0, error
        said += [(f"clerk{k}", json.loads(line)) for line in out.splitlines()]

    with closing(open_log(Path(), url)) as log:
        entries = list(log.read_new())  # checks the chain
    assert [entry.n for entry in entries] == list(range(1, len(entries) + 1))
    done = Counter((entry.by, entry.act.reason) for entry in entries if entry.act.name == "skipped")
    assert set(done.values()) == {1}, "an act was entered twice"
    entered = {entry.n: (entry.by, getattr(entry.act, "reason", "")) for entry in entries}
    uncertain = 0
    for who, line in said:
        if "uncertain" in line:
            uncertain += 1
        else:
            assert entered[line["n"]] == (who, f"{who} {line['turn']}"), "an acknowledged act is not there"
    assert writers * acts - uncertain <= len(entries) <= writers * acts


@pytest.mark.slow
def test_four_clerks_while_the_server_is_killed_twice(server: Server) -> None:
    _work(server, writers=4, acts=150, kills=2, pause=(0.7, 1.2), seed=1)


@pytest.mark.slow
def test_eight_clerks_enter_four_thousand_acts_while_the_server_is_killed_ten_times(server: Server) -> None:
    _work(server, writers=8, acts=500, kills=10, pause=(0.5, 3), seed=2)
