"""Drafts: what was typed is there afterwards, whoever has the letter by then; nobody's is written over."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corrtui.casework.drafting import KeptBeside
from corrtui.casework.drafts import SavedDraft, keep_beside, list_kept, load_draft, load_kept, save_draft
from corrtui.control.acts import DraftBegun
from corrtui.desk import Desk
from corrtui.errors import CorrtuiError, Refused
from corrtui.letters.filled import Around

Take = Callable[..., str]
Open = Callable[..., Desk]
BILLING = "scan-0001-ortiz.txt"
THANKS = "thank you note.html"


def _typed(desk: Desk, number: str, words: str) -> str:
    return desk.sheet(number).text.replace("Sincerely,", f"{words}\n\nSincerely,")


# -- saving


def test_a_draft_saved_is_on_disk_and_entered_once(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, THANKS)
    seen = desk.sheet(number)

    for words in ("One.", "One. Two.", "One. Two. Three."):
        desk.save_draft(number, _typed(desk, number, words), seen)

    assert "Two. Three." in desk.sheet(number).text
    assert len([entry for entry in desk.history(number) if isinstance(entry.act, DraftBegun)]) == 1
    assert desk.kept_drafts(number) == ()


def test_a_draft_left_by_a_dropped_line_is_there_on_any_terminal(
    desk: Desk, take_in: Take, sit_at: Callable[..., object]
) -> None:
    """Also on one that had the letter on its screen before the other typed a word."""
    number = take_in(desk, THANKS)
    perry = sit_at("pcole")
    perry.does(f"colleagues.arrive({number!r}) and 0")
    perry.run(f"s = desk.sheet({number!r}); desk.save_draft({number!r}, s.text + ' one', s)")
    before = desk.sheet(number).text
    assert " one" in before
    perry.run(f"desk.save_draft({number!r}, s.text + ' one two', s)")
    perry.die()

    assert desk.colleagues.arrive(number) is None
    seen = desk.sheet(number)
    assert " one two" in seen.text
    desk.save_draft(number, seen.text + " three", seen)

    assert " one two three" in desk.sheet(number).text
    assert desk.kept_drafts(number) == ()


# -- the letter is a colleague's by now


def test_after_a_take_over_the_first_clerks_text_is_kept_beside_the_others(
    desk: Desk, open_desk: Open, take_in: Take
) -> None:
    number = take_in(desk, THANKS)
    perry = open_desk("pcole")
    desk.colleagues.arrive(number)
    seen = desk.sheet(number)
    desk.save_draft(number, "Robin one", seen)
    perry.colleagues.arrive(number)
    perry.colleagues.take_over(number, "Robin went home")
    theirs = perry.sheet(number)
    assert theirs.text == "Robin one"
    perry.save_draft(number, "Perry one", theirs)

    with pytest.raises(KeptBeside, match="open at Perry Cole's desk") as refused:
        desk.save_draft(number, "Robin one two", seen)
    with pytest.raises(KeptBeside):
        desk.save_draft(number, "Robin one two three", seen)

    assert refused.value.name == f"draft-0.of-{desk.me.login}-1.json"
    assert perry.sheet(number).text == "Perry one"
    [kept] = perry.kept_drafts(number)
    assert (kept.name, kept.by, kept.text) == (refused.value.name, desk.me.login, "Robin one two three")
    perry.save_draft(number, "Perry one two", theirs)
    assert perry.sheet(number).text == "Perry one two"


def test_when_the_other_left_the_older_text_still_does_not_take_the_newers_place(
    desk: Desk, open_desk: Open, take_in: Take
) -> None:
    number = take_in(desk, THANKS)
    perry = open_desk("pcole")
    desk.colleagues.arrive(number)
    seen = desk.sheet(number)
    desk.save_draft(number, "Robin", seen)
    perry.colleagues.take_over(number, "quick")
    perry.save_draft(number, "Perry", perry.sheet(number))
    perry.colleagues.leave()
    desk.colleagues.arrive(number)

    with pytest.raises(KeptBeside, match="saved by Perry Cole"):
        desk.save_draft(number, "Robin again", seen)

    assert desk.sheet(number).text == "Perry"
    assert [kept.text for kept in desk.kept_drafts(number)] == ["Robin again"]
    again = desk.sheet(number)
    desk.save_draft(number, "Perry, gone over by Robin", again)
    assert desk.sheet(number).text == "Perry, gone over by Robin"


def test_two_texts_typed_from_two_looks_are_two_files(desk: Desk, open_desk: Open, take_in: Take) -> None:
    number = take_in(desk, THANKS)
    perry = open_desk("pcole")
    perry.colleagues.arrive(number)

    for words in ("first", "second"):
        with pytest.raises(KeptBeside):
            desk.save_draft(number, words, desk.sheet(number))

    assert {kept.text for kept in desk.kept_drafts(number)} == {"first", "second"}


def test_a_letter_closed_by_a_colleague_keeps_what_was_being_typed(
    desk: Desk, open_desk: Open, take_in: Take
) -> None:
    number = take_in(desk, THANKS)
    seen = desk.sheet(number)
    desk.save_draft(number, "Robin one", seen)
    perry = open_desk("pcole")
    perry.dispose(number, "FILE", "answered by telephone")

    with pytest.raises(KeptBeside, match="is closed"):
        desk.save_draft(number, "Robin one two", seen)

    assert [kept.text for kept in desk.kept_drafts(number)] == ["Robin one two"]
    perry.undo()
    assert desk.sheet(number).text == "Robin one"


def test_a_letter_answered_meanwhile_does_not_get_the_old_text_as_its_next_draft(
    desk: Desk, open_desk: Open, take_in: Take
) -> None:
    number = take_in(desk, BILLING)
    seen = desk.sheet(number)
    perry = open_desk("pcole")
    perry.fill(number, dict.fromkeys((hole.name for hole in perry.sheet(number).holes), "x"))
    perry.file(perry.prepare(number))
    assert perry.letter(number).open

    with pytest.raises(KeptBeside, match="was answered while"):
        desk.save_draft(number, "Robin for the first reply", seen)

    assert desk.sheet(number).text == ""
    [kept] = desk.kept_drafts(number)
    assert kept.text == "Robin for the first reply"
    assert kept.name.startswith("draft-0.of-")


def test_nothing_is_kept_where_nothing_was_typed(desk: Desk, open_desk: Open, take_in: Take) -> None:
    number = take_in(desk, THANKS)
    seen = desk.sheet(number)
    perry = open_desk("pcole")
    perry.colleagues.arrive(number)

    with pytest.raises(Refused, match="open at Perry Cole's desk"):
        desk.save_draft(number, seen.text, seen)
    with pytest.raises(Refused, match="open at Perry Cole's desk"):
        desk.choose_template(number, "svc-thanks")
    with pytest.raises(Refused, match="open at Perry Cole's desk"):
        desk.confirm_figure(number, "$5.00")

    assert desk.kept_drafts(number) == ()
    assert load_draft(desk.bench.case_folder(number), 0) is None


def test_a_draft_shown_before_a_colleague_changed_it_is_not_finished(
    desk: Desk, open_desk: Open, take_in: Take
) -> None:
    number = take_in(desk, THANKS)
    shown = desk.sheet(number)
    perry = open_desk("pcole")
    perry.save_draft(number, _typed(perry, number, "Half a sent"))
    desk.sync()

    with pytest.raises(Refused, match="its draft changed"):
        desk.prepare(number, shown=shown.sight)

    shown = desk.sheet(number)
    assert desk.prepare(number, shown=shown.sight).text == shown.text
    desk.save_draft(number, _typed(desk, number, "A whole sentence."), shown)
    assert "A whole sentence." in desk.prepare(number, shown=shown.sight).text, "one's own counts as seen"


# -- kept drafts


def test_a_kept_draft_is_brought_back_and_the_present_one_is_kept(
    desk: Desk, open_desk: Open, take_in: Take
) -> None:
    number = take_in(desk, THANKS)
    perry = open_desk("pcole")
    perry.colleagues.arrive(number)
    with pytest.raises(KeptBeside) as refused:
        desk.save_draft(number, "Robin", desk.sheet(number))
    perry.save_draft(number, "Perry")
    with pytest.raises(Refused, match="open at Perry Cole's desk"):
        desk.bring_back(number, refused.value.name)
    perry.colleagues.leave()

    said = desk.bring_back(number, refused.value.name)

    assert refused.value.name in said
    assert desk.sheet(number).text == "Robin"
    assert desk.letter(number).drafted
    assert [(kept.by, kept.text) for kept in desk.kept_drafts(number)] == [("pcole", "Perry")]
    desk.bring_back(number, desk.kept_drafts(number)[0].name)
    assert desk.sheet(number).text == "Perry"
    assert [kept.text for kept in desk.kept_drafts(number)] == ["Robin"]


def test_an_editor_left_open_does_not_write_over_what_was_brought_back(
    desk: Desk, open_desk: Open, take_in: Take
) -> None:
    number = take_in(desk, THANKS)
    seen = desk.sheet(number)
    desk.save_draft(number, "typed here", seen)
    folder = desk.bench.case_folder(number)
    name = keep_beside(folder, 0, SavedDraft("svc-thanks", "from before", "rhale"))
    desk.bring_back(number, name)

    with pytest.raises(KeptBeside):
        desk.save_draft(number, "typed here and on", seen)

    assert desk.sheet(number).text == "from before"
    assert {kept.text for kept in desk.kept_drafts(number)} == {"typed here", "typed here and on"}


def test_another_template_keeps_the_edited_draft_where_it_can_be_brought_back(
    desk: Desk, take_in: Take
) -> None:
    number = take_in(desk, BILLING)
    desk.save_draft(number, "edited")
    desk.choose_template(number, "bil-no-error")

    [kept] = desk.kept_drafts(number)
    assert (kept.name, kept.text) == ("draft-0.earlier-1.json", "edited")
    desk.bring_back(number, kept.name)
    assert desk.sheet(number).text == "edited"


def test_a_draft_that_cannot_be_kept_aside_is_not_replaced(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)
    (desk.bench.case_folder(number) / "draft-0.json").mkdir()

    with pytest.raises(CorrtuiError, match="cannot be kept"):
        desk.choose_template(number, "bil-no-error")


@pytest.mark.parametrize(
    "name",
    [
        "../../desk.toml",
        "draft-0.json",
        "read.json",
        "draft-0.of-x-1.json",
        "draft-0.of-../x-1.json",
        "draft-0.earlier-1.json\n",
        "",
    ],
)
def test_only_what_was_kept_is_brought_back(desk: Desk, take_in: Take, name: str) -> None:
    number = take_in(desk, THANKS)
    desk.save_draft(number, "mine")

    with pytest.raises(Refused, match="no kept draft"):
        desk.bring_back(number, name)

    assert desk.sheet(number).text == "mine"


def test_broken_and_hostile_kept_drafts_are_passed_over(tmp_path: Path) -> None:
    good = keep_beside(tmp_path, 0, SavedDraft("bil-ack", "good", "../\x1b[2Jlee"))
    assert "/" not in good
    (tmp_path / "draft-0.of-a-1.json").write_bytes(b"\xff\x00")
    (tmp_path / "draft-0.of-a-2.json").write_text("[]")
    (tmp_path / "draft-0.of-a-3.json").write_text(json.dumps({"template": 1, "text": 7, "by": None}))
    (tmp_path / "draft-0.of-a-4.json").symlink_to("/etc/passwd")
    (tmp_path / "draft-0.of-a-5.json").mkdir()
    os.mkfifo(tmp_path / "draft-0.of-a-7.json")
    (tmp_path / "draft-0.of-a-6.json").write_bytes(b"x" * (1 << 23) + b"y")

    [kept] = list_kept(tmp_path)

    assert (kept.name, kept.text) == (good, "good")
    assert "\x1b" not in kept.by


def test_a_draft_of_an_older_release_still_reads(tmp_path: Path) -> None:
    (tmp_path / "draft-0.json").write_text(json.dumps({"template": "bil-ack", "text": "x", "by": "lee"}))

    assert load_draft(tmp_path, 0) == SavedDraft("bil-ack", "x", "lee")


def test_what_is_kept_holds_all_that_was_saved(tmp_path: Path) -> None:
    draft = SavedDraft("bil-ack", "Déar\n⟦hole⟧", "lee", ("$5.00",), "abcd", (Around("hole", "\n", " é\n"),))
    save_draft(tmp_path, 2, draft)

    assert load_draft(tmp_path, 2) == draft
    assert load_kept(tmp_path, keep_beside(tmp_path, 2, draft)) == draft


# -- at the same time


def test_what_several_processes_keep_at_once_is_all_kept(tmp_path: Path) -> None:
    """None takes the name another is just about to use."""
    writer = (
        "import sys; from pathlib import Path; from corrtui.casework.drafts import SavedDraft, keep_beside\n"
        "sys.stdin.readline()\n"
        "for replies in range(30):\n"
        "    keep_beside(Path(sys.argv[1]), replies, SavedDraft('t', sys.argv[2], 'rhale', (), sys.argv[2]))"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", writer, tmp_path, str(n)], stdin=subprocess.PIPE)
        for n in range(4)
    ]
    for process in writers:
        assert process.stdin is not None
        process.stdin.close()

    assert [process.wait() for process in writers] == [0] * 4
    texts = sorted((kept.name[:8], kept.text) for kept in list_kept(tmp_path))
    assert texts == sorted((f"draft-{n}."[:8], str(text)) for n in range(30) for text in range(4))


def test_two_terminals_type_while_the_letter_changes_hands_and_no_word_is_lost(
    desk: Desk, take_in: Take, sit_at: Callable[..., object]
) -> None:
    """Robin types on, saving as fast as the disk lets her; Perry takes over in the middle and types too."""
    number = take_in(desk, THANKS)
    robin, perry = sit_at(), sit_at("pcole")
    for clerk in (robin, perry):
        clerk.run(f"colleagues.arrive({number!r}); s = desk.sheet({number!r})")
    typing = f"""
from corrtui.errors import Refused
text, saved, beside = 'Robin', 0, 0
while beside < 20 and saved < 20_000:
    text += f' {{saved + beside}}'
    try:
        desk.save_draft({number!r}, text, s)
        saved += 1
    except Refused as error:
        beside += 1
_ = [saved, beside]
"""
    robin.send(typing)
    perry.run("import time; time.sleep(0.15)")
    perry.run(f"_ = colleagues.take_over({number!r}, 'urgent'); t = desk.sheet({number!r})")
    began = perry.does("t.text")
    perry.run(f"desk.save_draft({number!r}, 'Perry\\n' + t.text, t)")
    saved, beside = robin.answer()

    assert saved > 0
    assert beside == 20
    assert began.split()[-1] == str(saved - 1), "Perry sees the last of what Robin saved"
    assert desk.sheet(number).text == f"Perry\n{began}"
    [kept] = desk.kept_drafts(number)
    assert kept.text.split() == ["Robin", *map(str, range(saved + beside))]


def test_a_terminal_that_stood_still_finds_its_text_beside_the_new_draft(
    desk: Desk, take_in: Take, sit_at: Callable[..., object]
) -> None:
    number = take_in(desk, THANKS)
    robin = sit_at()
    robin.run(f"colleagues.arrive({number!r}); s = desk.sheet({number!r})")
    robin.run(f"desk.save_draft({number!r}, 'Robin', s)")
    robin.signal(signal.SIGSTOP)
    robin.send(f"desk.save_draft({number!r}, 'Robin and more', s)")
    perry = sit_at("pcole")
    assert perry.does(f"colleagues.arrive({number!r}).login") == desk.me.login
    perry.run(f"colleagues.take_over({number!r}, 'stalled'); t = desk.sheet({number!r})")
    perry.run(f"desk.save_draft({number!r}, 'Perry', t); colleagues.leave()")
    robin.signal(signal.SIGCONT)

    assert robin.answer()["error"] == "KeptBeside"
    assert desk.sheet(number).text == "Perry"
    assert [kept.text for kept in desk.kept_drafts(number)] == ["Robin and more"]
    [loss] = robin.does("[[l.number, l.by_name, l.by_login, l.reason] for l in colleagues.lost()]")
    assert loss == [number, "Perry Cole", "pcole", "stalled"]
