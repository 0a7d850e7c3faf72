"""Register: what each letter is now, folded from the entries of the control log, and nothing else."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain
from typing import TypeVar

from corrtui.control.acts import ClockRulesChanged, LetterReceived, LetterViewed, NumbersRevealed
from corrtui.control.checkpoint import Changes, Checkpoint
from corrtui.control.checkpoint_file import NoCheckpoint
from corrtui.control.entry import Entry, lots
from corrtui.control.index import Index, number_key
from corrtui.control.intents import Intent, Intents
from corrtui.control.ledger import Ledger
from corrtui.control.letter import CLOSED, Letter, fold
from corrtui.control.open_letters import OpenLetters
from corrtui.control.place import Place
from corrtui.errors import LogDamaged

__all__ = ["CLOSED", "Letter", "Register", "day_stem", "fold", "number_key"]

_STEP = 2_000
"""Entries after which the checkpoint is written again."""
_RECENT = 500
"""So many closed letters are kept in memory."""
_STRIDE = 20_000
"""The same while a long log is read: so much is held in memory at most."""
_LOT = 500
"""So many entries are read before the first is folded: the letters they are about are read together."""
_HASHES = 8192

T = TypeVar("T")


class Register(Ledger):
    """The open letters, an index of all of them, and what each person did last.

    Args:
        history: gives the entries of one letter: a letter closed long ago is folded anew when asked for.
        checkpoint: holds what need not be in memory; None: everything is.
    """

    def __init__(
        self, history: Callable[[str], Iterable[Entry]], checkpoint: Checkpoint | None = None
    ) -> None:
        self._history = history
        self._checkpoint = checkpoint
        self._lock = threading.RLock()
        self.open = OpenLetters(self._read_open)
        self._recent: OrderedDict[str, Letter] = OrderedDict()
        """Closed letters that changed or were asked for last."""
        self._index = Index(checkpoint, self._own_hash)
        self._intents = Intents()
        self._touched: set[str] = set()
        """Letters that changed since the checkpoint was written."""
        self._hashes: deque[tuple[int, str]] = deque(maxlen=_HASHES)
        self.balance = 0
        """Letters received and reopened less letters closed, counted entry by entry: see `reports.tally`."""
        self.clock_rules = ""
        """`ClockRulesChanged.rules` as last entered."""
        self._taken = 0
        self._damage = ""
        self._folding = False
        self._left: list[Entry] = []
        self._saving = checkpoint is not None
        """The checkpoint can be written: until it has them, all letters that closed are held."""
        self._not_before = 0
        """Entry up to which no fold tries to write it: a disk that refuses it is not asked at every entry."""

    # -- from and to the checkpoint

    def resume(self) -> int:
        """Take over what the checkpoint holds; return the number of the entry it stands at, 0 without one."""
        saved = self._checkpoint.load() if self._checkpoint else None
        if saved is None:
            return 0
        with self._lock:
            self.open.rest_on(saved.ranks)
            self._intents = Intents(saved.intents)
            self.balance = saved.state.balance
            self.clock_rules = saved.state.rules
            self._taken = saved.state.n
            self._hashes.append((saved.state.n, saved.state.hash))
            self._index.rest_on(saved.state)
        return self._taken

    def save(self, behind: int = 1) -> None:
        """Write the checkpoint when it is at least `behind` entries old; from any thread."""
        if self._checkpoint is None:
            return
        with self._lock:
            if self._damage or self._taken - self._index.since < behind:
                return
            place = self._checkpoint.place()
            if place.n == self._taken:
                state = self._checkpoint.write(self._changes(place), self._index.lineage, self._own_hash)
                self._saving = state is not None
                if state is None:
                    self._not_before = self._taken + _STEP
                else:
                    self._index.rest_on(state)
                    self._touched.clear()
                    self._forget(_RECENT)
                    self._let_go()

    def _changes(self, place: Place) -> Changes:
        since = self._index.since
        numbers = self.open.keys() | self._recent.keys() if not since else self._touched
        held = self.open.at_hand()  # all that changed are
        return Changes(
            since=since,
            place=place,
            balance=self.balance,
            standing_count=len(self.open),
            rows=self._index.rows,
            standing=[held[number] for number in numbers if number in held],
            closed=[(number, self._recent.get(number)) for number in numbers if number not in self.open],
            last_numbers=self._index.last_numbers,
            days=self._index.days,
            intents=self._intents.docs(since),
            rules=self.clock_rules,
        )

    def _own_hash(self, n: int) -> str:
        first = self._hashes[0][0] if self._hashes else n + 1
        return self._hashes[n - first][1] if 0 <= n - first < len(self._hashes) else ""

    def _ask(self, question: Callable[[Index], T]) -> T:
        """Ask the index; when the checkpoint fails it, it is made again from the whole log."""
        with self._lock:
            try:
                return question(self._index)
            except NoCheckpoint:
                assert self._checkpoint is not None
                entries = self._checkpoint.log.everything()
                again = Register(self._history)
                again.take(entry for entry in entries if entry.n <= self._taken)
                self._index.hold(again._index)
                self.open.hold({no: again.open[no] for no in self.open if no in again.open})
                return question(self._index)

    # -- folding

    def take(self, entries: Iterable[Entry]) -> set[str]:
        """Fold new entries in; return the control numbers they touched.

        Raises:
            LogDamaged: an entry does not follow from those before it. So does every later call: what comes
                after it must not be taken for the whole.
        """
        touched: set[str] = set()
        with self._lock, self._while_folding():
            for lot in lots(entries, min(_LOT, _STRIDE)):
                if self._damage:
                    break
                self._left = lot
                self._read_open({entry.letter for entry in lot})
                try:
                    touched.update(entry.letter for entry in lot if self._fold(entry))
                except ValueError as error:
                    self._damage = str(error)
                    break
                self._left = []
                if self._taken - self._index.since >= _STRIDE and self._taken > self._not_before:
                    self.save()
            if self._damage:
                raise LogDamaged(
                    "The control log contradicts itself",
                    self._damage,
                    "leave control/ as it is, run `corrtui verify`, and restore it from the last backup",
                )
            if self._taken > self._not_before:
                self.save(_STEP)
        return touched

    def unfolded(self) -> Iterator[Entry]:
        """Yield entries that were read and not folded, for the letters they are about could not be read."""
        left, self._left = self._left, []
        yield from (entry for entry in left if entry.n > self._taken)

    @contextmanager
    def _while_folding(self) -> Iterator[None]:
        """While much is folded, no letter that is at hand is let go: it may be the next one's."""
        self._folding = True
        try:
            yield
        finally:
            self._folding = False
            self._let_go()

    def _let_go(self) -> None:
        if self._index.since and not self._folding:
            self.open.let_go(self._touched)

    def _fold(self, entry: Entry) -> bool:
        """Fold one entry in; True when it is about a letter."""
        self._taken = entry.n - 1
        # First what may ask the checkpoint: where it fails, what is made again stands as before the entry.
        self._ask(lambda index: index.recall_day(entry))
        if entry.letter:
            self._fold_letter(entry)
        elif isinstance(entry.act, ClockRulesChanged):
            self.clock_rules = entry.act.rules
        self._index.note_day(entry)
        self._hashes.append((entry.n, entry.hash))
        self._taken = entry.n
        return bool(entry.letter)

    def _fold_letter(self, entry: Entry) -> None:
        number = entry.letter
        if isinstance(entry.act, LetterViewed | NumbersRevealed) and self.knows(number):
            return  # looking changes nothing
        new = isinstance(entry.act, LetterReceived) and self._ask(lambda index: index.is_next(number))
        before = None if new else self.get(number)
        letter = fold(before, entry)
        self._ask(lambda index: index.put(before, letter, entry.n))
        self.balance += letter.open - (before is not None and before.open)
        if self._checkpoint is not None:
            self._touched.add(number)
        if letter.open:
            self.open[number] = letter
            self._recent.pop(number, None)
        else:
            self._recent[number] = letter  # first: another thread must always find the letter somewhere
            self.open.pop(number, None)
            self._forget(_STRIDE if self._saving else _RECENT)
        self._intents.note(entry)

    def _forget(self, kept: int) -> None:
        while len(self._recent) > kept:
            self._recent.popitem(last=False)

    # -- letters

    def get(self, number: str) -> Letter | None:
        """Return the letter, open or closed; None when the number was never given."""
        letter = self.open.get(number) or self._recent.get(number)
        if letter is not None:
            return letter
        with self._lock:
            letter = self.open.get(number) or self._shelved(number)
            if letter is not None or not self.knows(number):
                return letter
            return self._anew([number]).get(number)

    def _anew(self, numbers: Sequence[str]) -> dict[str, Letter]:
        """Return letters folded from their entries; the log may be ahead of us."""
        found: dict[str, Letter] = {}
        together = self._checkpoint.log.histories if self._checkpoint and len(numbers) > 1 else None
        for entry in together(numbers) if together else chain.from_iterable(map(self._history, numbers)):
            if entry.n <= self._taken:
                found[entry.letter] = fold(found.get(entry.letter), entry)
        return found

    def _read_open(self, numbers: Iterable[str] | None, *, keep: bool = True) -> dict[str, Letter]:
        """Return open letters as they stand now, all for None; see `OpenLetters`."""
        with self._lock:
            left = self.open.not_at_hand(numbers)
            asked = None if numbers is None else left
            saved = self._ask(lambda index: index.standing(asked)) if left else {}
            left = self.open.not_at_hand(left)  # all are at hand where the checkpoint failed us
            read = {no: saved[no] for no in left if no in saved and saved[no].version <= self._taken}
            read.update(self._anew([no for no in left if no not in read]))
            found = {**self.open.at_hand(), **read}
            if keep:
                self.open.hold(read)
                self._let_go()
            return found

    def _shelved(self, number: str) -> Letter | None:
        """Return a closed letter the checkpoint holds as it still is, and that is not newer than we are."""
        if number in self._touched:
            return None
        letter = self._ask(lambda index: index.closed(number))
        return letter if letter is not None and letter.version <= self._taken else None

    def letters(self) -> Iterator[Letter]:
        """Yield the letters that are open now, in any order, whatever is folded meanwhile."""
        yield from list(self.open.everyone().values())

    def knows(self, number: str) -> bool:
        """Tell whether the control number was ever given."""
        return number in self.open or number in self._recent or self._ask(lambda index: index.knows(number))

    @contextmanager
    def still(self) -> Iterator[int]:
        """Let no other thread fold anything in meanwhile; give the number of the last entry folded."""
        with self._lock:
            yield self._taken

    def last_intent(self, by: str) -> Intent | None:
        """Return what this person did last and has not undone."""
        with self._lock:  # the first to ask parses what the checkpoint held
            return self._intents.last(by)


def day_stem(day: date) -> str:
    """Return the first half of the control numbers given on `day`."""
    return f"{day:%y%m%d}"
