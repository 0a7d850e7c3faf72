"""Standing: the open letters in the order of work, kept in order; an entry moves no letter but its own."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from corrtui.casework.bench import Bench
from corrtui.casework.limit import Test, parse_limit
from corrtui.casework.order import place_of
from corrtui.casework.rank_terms import RankTest, rank_limit
from corrtui.control.entry import Entry
from corrtui.control.letter import Letter
from corrtui.control.rank import Rank

_MANY = 500
"""Letters that changed since the last look from which sorting all of them anew is no dearer."""
_NEAR = 32
"""So many letters before and after one are read with it: who sees one sees those around it."""

Key = tuple[tuple[int, ...], int, str]


class Standing:
    """The queue of one session. Threads may share it.

    Args:
        bench: the desk.
        veil: returns a letter as it may be listed here: a limit must not tell more than the list.
    """

    def __init__(self, bench: Bench, veil: Callable[[Letter], Letter]) -> None:
        self._bench = bench
        self._veil = veil
        self._day = date.min
        self._numbers: list[str] = []
        """All open letters in the order they had before what `_before` names; empty: not sorted yet."""
        self._limited: tuple[tuple[str, date], Test, list[str]] | None = None
        self._before: dict[str, Rank | None] = {}
        """Letters entered on since, and the rank they had in the lists; None: they were not open."""
        self._places: dict[Rank, tuple[int, ...]] = {}
        self.sorted = 0
        """How often all letters were sorted: once, however long the day."""
        bench.listeners.append(self._heard)
        bench.register.open.neighbours = self.near

    def numbers(self, limit: str = "") -> list[str]:
        """Return the control numbers of the open letters a limit lets through, all when it is empty.

        Raises:
            Refused: the limit means nothing.
        """
        today = self._bench.today()
        asked = limit, today
        held = self._limited
        if held is not None and held[0] == asked:
            test = held[1]
        else:
            test = parse_limit(limit, today, self._bench.categories, self._bench.for_me)
        with self._bench.register.still():  # nothing is folded in meanwhile
            numbers = self._keep_up(today)
            if not limit:
                return numbers[: self._in_queue()]
            if self._limited is None or self._limited[0] != asked:
                self._limited = (
                    asked,
                    test,
                    self._through(numbers, rank_limit(limit, today, self._bench.for_me), test),
                )
            return list(self._limited[2])

    def _through(self, numbers: list[str], by_rank: RankTest | None, test: Test) -> list[str]:
        """Return the letters a limit lets through; none is read where their ranks tell it."""
        now = self._bench.register.open
        if by_rank is None:
            letters = now.everyone()
            return [no for no in numbers if test(self._veil(letters[no]))]
        told: dict[Rank, bool] = {}
        found = []
        for number in numbers:
            rank = now.rank(number)
            if rank is not None and rank not in told:
                told[rank] = by_rank(rank)
            if rank is not None and told[rank]:
                found.append(number)
        return found

    def everyone(self) -> list[str]:
        """Return the numbers of all open letters in the order of work, those put away last."""
        with self._bench.register.still():
            return list(self._keep_up(self._bench.today()))

    def place(self, number: str) -> int:
        """Return the place of a letter in the order of work, 1 first; 0 when it is not in the queue."""
        with self._bench.register.still():
            numbers = self._keep_up(self._bench.today())
            if number not in self._bench.register.open:
                return 0
            at = bisect_left(numbers, self._key(number), key=self._key)
            return at + 1 if at < self._in_queue() else 0

    def near(self, number: str) -> Sequence[str]:
        """Return an open letter and those around it in the order of work as it was last asked for."""
        with self._bench.register.still():
            if not self._numbers:
                return ()
            at = bisect_left(self._numbers, self._key(number), key=self._key)
            return self._numbers[max(0, at - _NEAR) : at + _NEAR]

    def _in_queue(self) -> int:
        """Return how many letters stand in the queue: those put away stand behind them."""
        return bisect_left(self._numbers, 1, key=lambda number: self._key(number)[0][0] > 0)

    def _heard(self, entry: Entry) -> None:
        """Note a letter as it stood before this entry; the register's lock is held until it is folded in."""
        if entry.letter and self._numbers and entry.letter not in self._before:
            self._before[entry.letter] = self._bench.register.open.rank(entry.letter)
            if len(self._before) > _MANY:
                self._forget()

    def _forget(self) -> None:
        self._numbers, self._limited, self._before = [], None, {}

    def _keep_up(self, today: date) -> list[str]:
        """Put the letters that changed where they belong now; return all."""
        now = self._bench.register.open
        if today != self._day:
            self._forget()
            self._day, self._places = today, {}
        if self._before:
            numbers, limited, before = self._numbers, self._limited, self._before
            if self._take_out(numbers, before) == sum(rank is not None for rank in before.values()):
                if limited is not None:
                    self._take_out(limited[2], before)
                self._before, self._limited = {}, None
                self._put_in(numbers, before, None)
                if limited is not None:
                    self._put_in(limited[2], before, limited[1])
                    self._limited = limited  # now: a letter may be one that cannot be read
            else:
                self._forget()
        if len(self._numbers) != len(now):
            self._forget()
            self._numbers = self._sorted()
        return self._numbers

    def _sorted(self) -> list[str]:
        """Sort all of them, rank by rank: a letter needs no key of its own, and is not read."""
        self.sorted += 1
        alike: dict[int, tuple[Rank, list[str]]] = {}
        for number, rank in self._bench.register.open.ranks():
            alike.setdefault(id(rank), (rank, []))[1].append(number)
        placed = defaultdict[tuple[int, ...], list[str]](list)
        for rank, numbers in alike.values():
            placed[self._place(rank)] += numbers
        found: list[str] = []
        for place in sorted(placed):
            found += sorted(sorted(placed[place]), key=len)
        return found

    def _take_out(self, listed: list[str], numbers: Mapping[str, object]) -> int:
        """Take letters out of a list where they stand by the rank they had; return how many there were."""
        found = 0
        for number in numbers:
            at = bisect_left(listed, self._key(number), key=self._key)
            if listed[at : at + 1] == [number]:
                del listed[at]
                found += 1
        return found

    def _put_in(self, listed: list[str], numbers: Mapping[str, object], test: Test | None) -> None:
        """Put those that are open, and let through, into a list where they belong now."""
        now = self._bench.register.open
        for number in numbers:
            if number in now and (test is None or test(self._veil(now[number]))):
                listed.insert(bisect_left(listed, self._key(number), key=self._key), number)

    def _key(self, number: str) -> Key:
        """What a letter is sorted by: the rank it had in the lists, which may be that of now."""
        rank = self._before.get(number) or self._bench.register.open.rank(number)
        return self._place(rank) if rank is not None else (), len(number), number

    def _place(self, rank: Rank) -> tuple[int, ...]:
        place = self._places.get(rank)
        if place is None:
            place = self._places[rank] = place_of(self._bench, rank, self._day)
        return place
