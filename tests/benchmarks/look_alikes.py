"""What it costs to find the look-alikes of a letter, among a thousand letters and among a hundred thousand.

Letters are drawn as signatures: unrelated ones agree in one place of twenty, as complaints of one company do;
one in twenty is of a campaign. The index is written by its own hand; what a whole question costs, with the
case folder and the words of the answer, is asked of a real desk with a campaign in it.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corrtui.casework.alike_index import AlikeIndex, path_of
from corrtui.casework.lookalikes import find_alike
from corrtui.desk import Desk
from corrtui.make_desk import make_desk
from corrtui.people import system_login
from corrtui.triage.lookalikes import PLACES, Signature, sign
from tests.benchmarks.many import LETTER, desk_of

_SIZES = (1_000, 100_000)
_REAL = 300
_ASKED = 200
_TRIES = 3
"""A question is asked so often and the quickest answer counts, in processor time: the machine is shared."""
_COMMON = 0.22
_CAMPAIGNS = 40


class _Drawn:
    """Signatures of letters, and the digests of their writers and numbers."""

    def __init__(self) -> None:
        self.dice = random.Random(11)
        self.common = self.dice.choices(range(65536), k=PLACES)
        self.campaigns = [self._letter() for _ in range(_CAMPAIGNS)]

    def _letter(self) -> tuple[int, ...]:
        own = self.dice.choices(range(65536), k=PLACES)
        return tuple(
            common if self.dice.random() < _COMMON else place
            for common, place in zip(self.common, own, strict=True)
        )

    def signature(self) -> Signature:
        places = self._letter()
        if self.dice.random() < 0.05:
            template = self.dice.choice(self.campaigns)
            places = tuple(
                kept if self.dice.random() < 0.8 else place
                for kept, place in zip(template, places, strict=True)
            )
        return Signature.of(places)

    def read(self, day: int) -> Callable[[str], Any]:
        """Return what reads a letter out of nowhere in the place of its case folder."""

        def read(number: str) -> tuple[Signature, tuple[int, int], int, str]:
            nth = int(number.partition("-")[2])
            return self.signature(), (nth // 3, -nth // 4), day - nth % 80, "SVC ack-general"

        return read


@contextmanager
def _index(folder: Path, count: int) -> Iterator[AlikeIndex]:
    make_desk(folder, system_login(), "Robin Hale", sample=True)
    desk = Desk.open(folder)
    with AlikeIndex(desk.bench) as index:
        index._read = _Drawn().read(desk.today.toordinal())  # type: ignore[method-assign]
        index._db.execute("BEGIN")
        for n in range(1, count + 1):
            index._enter(n, f"261120-{n:06d}")
        index._db.execute("COMMIT")
        yield index
    desk.close()


def _quickest(question: Callable[[], object]) -> float:
    times = []
    for _ in range(_TRIES):
        begun = time.process_time()
        question()
        times.append(time.process_time() - begun)
    return min(times) * 1000


def _measure(folder: Path, count: int) -> tuple[float, float, float]:
    """Return milliseconds at the median, milliseconds of the slowest of a hundred, and bytes a letter."""
    with _index(folder, count) as index:
        asked = random.Random(5).sample(range(1, count + 1), _ASKED)
        times = []
        for n in asked:
            signature = index.signature(f"261120-{n:06d}")

            def question(n: int = n, signature: Signature = signature) -> None:
                assert index.near(signature)[0].score == 1.0
                assert index.linked(n // 3)

            times.append(_quickest(question))
    control = folder / "control"
    size = sum(path.stat().st_size for path in control.glob("alike.sqlite*"))
    return statistics.median(times), sorted(times)[int(0.99 * _ASKED)], size / count


def _whole(folder: Path) -> None:
    desk = Desk.open(desk_of(folder, _REAL, lambda mail: mail[:8]))
    begun = time.perf_counter()
    with AlikeIndex(desk.bench) as index:
        index.catch_up(3600.0)
    made = (time.perf_counter() - begun) * 1000 / _REAL
    times = []
    for number in desk.queue()[:60]:
        letter = desk.bench.letter(number)
        times.append(_quickest(lambda letter=letter: find_alike(desk.bench, letter, desk.privacy.may_see)))
    alike = len(find_alike(desk.bench, letter, desk.privacy.may_see).alike)
    assert path_of(desk.bench).exists()
    desk.close()
    print(
        f"  a desk of {_REAL} letters: made anew {made:.2f} ms a letter; a whole question"
        f" {statistics.median(times):.2f} ms, with {alike} look-alikes;"
        f" a signature {_quickest(lambda: sign(LETTER)):.2f} ms"
    )


def run() -> None:
    """Print one line a number of letters; the ratio is to the smaller."""
    base = 0.0
    for count in _SIZES:
        with tempfile.TemporaryDirectory() as name:
            median, worst, size = _measure(Path(name) / "desk", count)
        base = base or median
        print(
            f"  {count:7,} letters   look-alikes {median:5.2f} ms ({median / base:.2f} x),"
            f" 99 of 100 within {worst:5.2f} ms; {size:.0f} bytes a letter"
        )
    with tempfile.TemporaryDirectory() as name:
        _whole(Path(name) / "desk")
