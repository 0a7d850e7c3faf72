"""Notes at a desk: kept from the first keys on, open once, filed as letters, found again after a crash."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from corrtui.casework.note import FormTrouble, Note
from corrtui.casework.note_file import OpenNote
from corrtui.casework.note_form import Kind, long_date
from corrtui.casework.verify import verify
from corrtui.control.acts import LetterReceived
from corrtui.desk import Desk
from corrtui.errors import CorrtuiError, Refused

Open = Callable[..., Desk]


def with_text(note: OpenNote, text: str = "The $200 is not mine.") -> str:
    return note.kept.text.replace("⟦what was asked⟧", text).replace("⟦name of the caller⟧", "Ana Ortiz")


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "control" / "notes").glob("*"))


def test_a_filed_note_is_a_letter_like_any_other(desk: Desk, folder: Path) -> None:
    note = desk.notes.begin(Kind.PHONE)

    number = desk.notes.file(note, with_text(note))

    letter = desk.letter(number)
    act = desk.history(number)[0].act
    assert isinstance(act, LetterReceived)
    assert (letter.medium, letter.writer, letter.received) == ("phone note", "Ana Ortiz", desk.today)
    original = (desk.bench.case_folder(number) / act.original).read_text()
    assert original.startswith("PHONE NOTE\n\nCaller:    Ana Ortiz\n")
    assert original.endswith("\nAsked:\nThe $200 is not mine.\n")
    assert desk.sheet(number).reading.text == original
    assert number in desk.queue()
    assert files(folder) == []
    assert not list((folder / "inbox" / ".notes").iterdir())
    assert not verify(folder).problems


def test_the_day_of_the_call_is_the_date_received_and_late_ones_say_why(desk: Desk) -> None:
    note = desk.notes.begin(Kind.PHONE)
    form = with_text(note).replace(long_date(desk.today), long_date(desk.today - timedelta(days=9)))

    assert desk.notes.wants_reason(note, form)
    with pytest.raises(Refused, match="more than a business day back"):
        desk.notes.file(note, form)
    number = desk.notes.file(note, form, "the line was down")

    act = desk.history(number)[0].act
    assert isinstance(act, LetterReceived)
    assert (act.received, act.reason) == (desk.today - timedelta(days=9), "the line was down")


def test_what_cannot_be_filed_stays_as_it_was(desk: Desk, folder: Path) -> None:
    note = desk.notes.begin(Kind.PHONE)
    form = with_text(note).replace(long_date(desk.today), long_date(desk.today + timedelta(days=1)))
    desk.notes.save(note, form)

    with pytest.raises(FormTrouble, match="cannot have been on"):
        desk.notes.file(note, form)

    assert desk.queue() == []
    assert desk.notes.put_down(note, form)
    [kept] = desk.notes.kept()
    assert kept.text == form


def test_a_note_that_was_put_down_comes_back_and_an_empty_one_does_not(desk: Desk, folder: Path) -> None:
    empty, note = desk.notes.begin(Kind.TYPED), desk.notes.begin(Kind.PHONE)

    assert not desk.notes.put_down(empty, empty.kept.text)
    assert desk.notes.put_down(note, with_text(note))

    [kept] = desk.notes.kept()
    assert (kept.kind, kept.gist) == (Kind.PHONE, "Ana Ortiz: The $200 is not mine.")
    again = desk.notes.take_up(kept.token)
    assert desk.notes.kept() == ()
    assert desk.notes.file(again, again.kept.text)
    assert files(folder) == []


def test_a_note_is_open_in_one_session_and_seen_by_its_own_clerk_only(open_desk: Open) -> None:
    mine, other, colleague = open_desk(), open_desk(), open_desk("pcole")
    note = mine.notes.begin(Kind.PHONE)
    mine.notes.save(note, with_text(note))

    assert other.notes.kept() == ()
    with pytest.raises(Refused, match="another session of yours"):
        other.notes.take_up(note.kept.token)
    mine.notes.put_down(note, with_text(note))

    assert colleague.notes.kept() == ()
    [kept] = other.notes.kept()
    taken = other.notes.take_up(kept.token)
    assert mine.notes.kept() == ()
    other.notes.file(taken, taken.kept.text)
    with pytest.raises(Refused, match="not kept any more"):
        mine.notes.take_up(kept.token)


def test_a_note_a_dead_session_had_open_is_kept(desk: Desk) -> None:
    note = desk.notes.begin(Kind.PHONE)
    desk.notes.save(note, with_text(note))

    os.close(note.lock)  # as the kernel does when a process dies

    assert [kept.token for kept in desk.notes.kept()] == [note.kept.token]


def test_a_crash_after_the_entry_leaves_one_letter_and_no_note(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = desk.notes.begin(Kind.PHONE)
    with monkeypatch.context() as patch:
        patch.setattr(type(desk.notes), "_tidy", lambda self, token: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            desk.notes.file(note, with_text(note))
    os.close(note.lock)
    assert len(files(folder)) == 2

    assert desk.notes.kept() == ()
    assert len(desk.queue()) == 1
    assert files(folder) == []


def test_a_crash_before_the_entry_files_the_note_once(
    desk: Desk, open_desk: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The letter is in its case folder, the entry is not made: the next start enters it."""
    note = desk.notes.begin(Kind.PHONE)
    real = desk.bench.log.append
    monkeypatch.setattr(desk.bench.log, "append", lambda *rest: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        desk.notes.file(note, with_text(note))
    monkeypatch.setattr(desk.bench.log, "append", real)
    os.close(note.lock)

    again = open_desk()
    again.intake.mend()

    assert again.notes.kept() == ()
    [number] = again.queue()
    assert again.letter(number).writer == "Ana Ortiz"


def test_going_on_with_a_note_that_was_filed_gives_its_number(desk: Desk) -> None:
    note = desk.notes.begin(Kind.PHONE)
    number = desk.notes.file(note, with_text(note))
    # What a crash between entry and tidying leaves, taken up before anybody listed the kept ones.
    lock = desk.notes._lock(note.kept.token)
    assert lock is not None
    name = desk.letter(number).file
    desk.notes._write(note.kept, with_text(note), (name, desk.letter(number).sha256))
    kept = desk.notes._read(note.kept.token)
    assert kept is not None

    assert desk.notes.file(OpenNote(kept, lock), with_text(note)) == number
    assert desk.queue() == [number]


def test_twenty_notes_of_two_clerks_at_once_are_twenty_letters(open_desk: Open) -> None:
    desks = open_desk(), open_desk("pcole")

    def file_ten(desk: Desk) -> None:
        for nth in range(10):
            note = desk.notes.begin(Kind.PHONE)
            desk.notes.file(note, with_text(note, f"{desk.me.name} {nth}"))

    threads = [threading.Thread(target=file_ten, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    desks[0].sync()
    numbers = sorted(desks[0].queue())
    assert [int(number.partition("-")[2]) for number in numbers] == list(range(1, 21))
    assert not any(desks[0].letter(number).duplicate_of for number in numbers)


def test_a_damaged_or_foreign_file_among_the_notes_is_passed_over(desk: Desk, folder: Path) -> None:
    note = desk.notes.begin(Kind.PHONE)
    desk.notes.put_down(note, with_text(note))
    for name in ("0badbeef.json", "1badbeef.json", "README", ".x.json.0123456789ab.tmp"):
        (folder / "control" / "notes" / name).write_text('{"kind": "phone note"')
    (folder / "control" / "notes" / "2badbeef.json").write_text(
        f'{{"kind": "phone note", "by": "{desk.me.login}", "begun": "2026-01-01T10:00", "text": "x",'
        ' "filing": ["a", "no digest"]}'
    )

    assert [kept.token for kept in desk.notes.kept()] == [note.kept.token]


def test_what_a_killed_filing_left_half_written_is_found(desk: Desk, folder: Path) -> None:
    desk.notes.file_at_once(Note(Kind.PASTED, "You charged me twice.", desk.today))
    (folder / "inbox" / ".notes" / ".letter pasted in 0badbeef.txt.0123456789ab.tmp").write_text("You cha")

    [trouble] = desk.intake.find_troubles()

    assert "was being written when its writer was killed" in trouble.found


def test_what_is_given_complete_is_filed_at_once(desk: Desk) -> None:
    number = desk.notes.file_at_once(Note(Kind.PASTED, "You charged me twice.\n\nAna Ortiz", desk.today))

    assert desk.letter(number).writer == "Ana Ortiz"
    with pytest.raises(Refused, match="empty"):
        desk.notes.file_at_once(Note(Kind.PHONE, " \n", desk.today, medium="phone note"))
    with pytest.raises(Refused, match="cannot be received"):
        desk.notes.file_at_once(Note(Kind.TYPED, "x", date(2999, 1, 1)))


def test_the_autosave_that_comes_too_late_makes_no_note_of_the_letter(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = desk.notes.begin(Kind.PASTED)
    text = "Text:\n\nPlease send me a catalogue.\n"
    form = note.kept.text.partition("Text:")[0] + text
    real = desk.notes._tidy

    def tidy(token: str) -> None:
        for _ in range(2):
            with pytest.raises(Refused, match="is filed as"):
                desk.notes.save(note, form)
            real(token)

    monkeypatch.setattr(desk.notes, "_tidy", tidy)
    number = desk.notes.file(note, form)

    assert files(folder) == []
    assert desk.notes.kept() == ()
    assert desk.queue() == [number]


def test_saving_while_it_is_filed_waits_and_is_refused(desk: Desk, folder: Path) -> None:
    for nth in range(5):
        note = desk.notes.begin(Kind.PHONE)
        form = with_text(note, f"Where is order {nth}?")
        ended = threading.Event()

        def save(note: OpenNote = note, form: str = form, ended: threading.Event = ended) -> None:
            while not ended.is_set():
                try:
                    desk.notes.save(note, form)
                except Refused:
                    ended.set()

        thread = threading.Thread(target=save)
        thread.start()
        desk.notes.file(note, form)
        thread.join()

    assert files(folder) == []
    assert desk.notes.kept() == ()


def test_an_error_after_the_entry_makes_no_second_letter_of_what_is_typed_on(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = desk.notes.begin(Kind.PHONE)
    real = desk.intake.accept

    def accept(*rest: object) -> str:
        real(*rest)  # type: ignore[arg-type]
        raise CorrtuiError("The log cannot be read", "x", "")

    with monkeypatch.context() as patch:
        patch.setattr(desk.intake, "accept", accept)
        with pytest.raises(CorrtuiError, match="cannot be read"):
            desk.notes.file(note, with_text(note))
    with pytest.raises(Refused, match="is filed as"):
        desk.notes.save(note, with_text(note) + "\nand more")
    number = desk.notes.file(note, with_text(note) + "\nand more")

    assert desk.queue() == [number]
    assert files(folder) == ["aside"]  # the words that are in no letter
    [aside] = (folder / "control/notes/aside").iterdir()
    assert "and more" in aside.read_text()


def test_an_error_before_the_entry_makes_no_second_letter(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The letter is in its case folder and not entered: to file again enters that one."""
    note = desk.notes.begin(Kind.PHONE)
    with monkeypatch.context() as patch:
        broken = CorrtuiError("The log cannot be written", "x", "")
        patch.setattr(desk.bench.log, "append", lambda *rest: (_ for _ in ()).throw(broken))
        with pytest.raises(CorrtuiError, match="cannot be written"):
            desk.notes.file(note, with_text(note))
    desk.notes.save(note, with_text(note))

    number = desk.notes.file(note, with_text(note))
    desk.intake.mend()

    assert desk.queue() == [number]


def test_a_crash_after_the_second_of_two_equal_texts_leaves_two_letters(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = desk.notes.begin(Kind.PASTED), desk.notes.begin(Kind.PASTED)
    form = first.kept.text.partition("Text:")[0] + "Text:\n\nPlease send me a catalogue.\n"
    numbers = [desk.notes.file(first, form)]
    with monkeypatch.context() as patch:
        patch.setattr(desk.notes, "_tidy", lambda token: None)
        numbers.append(desk.notes.file(second, form))

    assert desk.letter(numbers[1]).duplicate_of == numbers[0]
    assert desk.notes.kept() == ()
    assert sorted(desk.queue()) == numbers
    assert files(folder) == []
