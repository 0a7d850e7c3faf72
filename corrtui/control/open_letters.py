"""The open letters: their numbers and ranks are held, a letter itself is read when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Protocol

from corrtui.control.letter import Letter
from corrtui.control.rank import Rank, rank_of

_KEPT = 2_000
"""So many letters that did not change are kept in memory once they were read."""


class Read(Protocol):
    """Gives open letters; see `OpenLetters`."""

    def __call__(self, numbers: Iterable[str] | None, *, keep: bool) -> dict[str, Letter]:
        """Return letters as they stand now, all for None, and have them at hand if they are kept."""
        ...


class OpenLetters(MutableMapping[str, Letter]):
    """Control number → letter. Threads may look while one of them, who holds the register's lock, changes it.

    Args:
        read: gives letters that are not at hand.
    """

    def __init__(self, read: Read) -> None:
        self._read = read
        self._ranks: dict[str, Rank] = {}
        self._alike: dict[Rank, Rank] = {}
        self._at_hand: dict[str, Letter] = {}
        self.neighbours: Callable[[str], Sequence[str]] | None = None
        """Names the letters that are likely to be asked for next: they are read together."""

    # -- as a mapping

    def __getitem__(self, number: str) -> Letter:
        letter = self._at_hand.get(number)
        if letter is not None:
            return letter
        if number not in self._ranks:
            raise KeyError(number)
        near = self.neighbours(number) if self.neighbours else ()
        wanted = [other for other in near if other not in self._at_hand and other != number]
        return self._read([number, *wanted], keep=True)[number]

    def __setitem__(self, number: str, letter: Letter) -> None:
        rank = rank_of(letter)
        self._at_hand[number] = letter
        self._ranks[number] = self._alike.setdefault(rank, rank)

    def __delitem__(self, number: str) -> None:
        del self._ranks[number]
        self._at_hand.pop(number, None)

    def __contains__(self, number: object) -> bool:
        return number in self._ranks

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._ranks))

    def __len__(self) -> int:
        return len(self._ranks)

    # -- many of them

    def some(self, numbers: Iterable[str]) -> dict[str, Letter]:
        """Return those of these letters that are open; many at once cost little more than one."""
        wanted = [number for number in numbers if number in self._ranks]
        return self._read(wanted, keep=False) if wanted else {}

    def rank(self, number: str) -> Rank | None:
        """Return the rank of an open letter; None when it is not open."""
        return self._ranks.get(number)

    def ranks(self) -> list[tuple[str, Rank]]:
        """Return (control number, rank) of every open letter, in any order; equal ranks are one object."""
        return list(self._ranks.items())

    def everyone(self) -> dict[str, Letter]:
        """Return every open letter as it stands now; none of them is kept at hand for that."""
        found = self._read(None, keep=False)
        return {number: found[number] for number in list(self._ranks) if number in found}

    # -- what the register keeps at hand

    def rest_on(self, ranks: Iterable[tuple[Rank, Sequence[str]]]) -> None:
        """Hold these letters, none of them at hand."""
        self._ranks, self._at_hand = {}, {}
        for rank, numbers in ranks:
            self._ranks.update(dict.fromkeys(numbers, self._alike.setdefault(rank, rank)))

    def not_at_hand(self, numbers: Iterable[str] | None) -> list[str]:
        """Return those of these letters, of all for None, that are open and must be read."""
        asked = list(self._ranks) if numbers is None else numbers
        return [number for number in asked if number not in self._at_hand and number in self._ranks]

    def hold(self, letters: Mapping[str, Letter]) -> None:
        """Have these letters at hand, as they stand now."""
        self._at_hand.update(letters)

    def at_hand(self) -> dict[str, Letter]:
        """Return the letters that need not be read."""
        return dict(self._at_hand)

    def let_go(self, changed: Collection[str]) -> None:
        """Let letters go that can be read again, those first that were read first.

        Args:
            changed: letters that cannot be read again yet.
        """
        surplus = len(self._at_hand) - len(changed) - _KEPT
        if surplus > 0:
            for number in [number for number in self._at_hand if number not in changed][:surplus]:
                del self._at_hand[number]
