"""Whereabouts: at which letter the clerk is, and at the next start where a session of theirs was cut off."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime

from corrtui.casework.bench import Bench, Claimed
from corrtui.casework.drafts import draft_path, list_kept, load_draft
from corrtui.casework.privacy import Privacy
from corrtui.control.bookmark import Bookmark, Mark
from corrtui.control.register import Letter
from corrtui.errors import CorrtuiError


@dataclass(frozen=True, slots=True)
class CutOff:
    """Where a session of the clerk's was when it was cut off."""

    number: str
    workable: bool
    """The letter is open and nobody else has it."""
    meanwhile: str
    """What became of the letter since, in words; empty when nothing did."""
    typed: str
    """Where the text is that the clerk typed there, in words; empty when nothing was typed."""


class Whereabouts:
    """Where the clerk of one session is, and was.

    Args:
        bench: the desk.
        privacy: what may be looked at here.
    """

    def __init__(self, bench: Bench, privacy: Privacy) -> None:
        self._bench = bench
        self._privacy = privacy
        self._bookmark = Bookmark(bench.settings.folder / "control", bench.claims.session, bench.me.login)

    def note(self, number: str) -> None:
        """The clerk is at this letter; it costs no more than a note in memory."""
        letter = self._bench.register.get(number)
        if letter is not None and letter.open:
            self._bookmark.put(number, letter.version)

    def leave(self) -> None:
        """The session ends in order: there is nothing to come back to."""
        self._bookmark.take_away()

    def cut_off(self) -> CutOff | None:
        """Return where a session of this person's that is no more was; None: all were left in order.

        To be asked once, at the start. Living sessions do not count, nor letters the clerk may not see.
        """
        mark = self._bookmark.left(datetime.now(UTC))
        letter = self._bench.register.get(mark.letter) if mark is not None else None
        if mark is None or letter is None or not self._privacy.may_see(letter):
            return None
        workable, meanwhile = self._state(letter, mark)
        return CutOff(mark.letter, workable, meanwhile, self._typed(letter))

    def _state(self, letter: Letter, mark: Mark) -> tuple[bool, str]:
        by = "you" if letter.by == self._bench.me.login else self._bench.name_of(letter.by)
        if not letter.open:
            return False, f"{by} closed it"
        try:
            self._bench.check_free(letter.control_no)
        except Claimed as claimed:
            return False, claimed.words
        except CorrtuiError:
            return False, "who has it open cannot be told"
        changed = letter.acted > mark.version and letter.by != self._bench.me.login
        return True, f"{by} acted on it since" if changed else ""

    def _typed(self, letter: Letter) -> str:
        """Say where the clerk's own text of the letter's next reply is."""
        folder, replies, me = (
            self._bench.case_folder(letter.control_no),
            len(letter.sent),
            self._bench.me.login,
        )
        saved = datetime.min.replace(tzinfo=UTC)
        with suppress(OSError, CorrtuiError):
            draft = load_draft(folder, replies)
            if draft is not None and draft.text is not None and draft.by == me:
                saved = datetime.fromtimestamp(draft_path(folder, replies).stat().st_mtime, UTC)
        kept = next((kept for kept in list_kept(folder) if kept.by == me and kept.saved_at > saved), None)
        if kept is not None:
            return f"what you typed by {self._time(kept.saved_at)} is kept, :drafts brings it back"
        return f"your draft of {self._time(saved)} is there" if saved.year > date.min.year else ""

    def _time(self, at: datetime) -> str:
        """Return a time of the office, with its day when that is not today."""
        here = at.astimezone(self._bench.settings.office.zone)
        return f"{here:%H:%M}" if here.date() == self._bench.today() else f"{here:%a %d %b %H:%M}"
