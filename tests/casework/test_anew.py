"""What waits is read anew once the desk has learned; nothing but a clerk's act changes the letter itself."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from corrtui.casework.forms import letter_report, queue_row
from corrtui.casework.letter_page import letter_page
from corrtui.cli.main import cli
from corrtui.control.acts import LetterClassified, LetterDisposed
from corrtui.desk import Desk
from screens.panes.letter import letter_text
from tests.casework.conftest import Clerk

Take = Callable[[Desk, str, bytes], str]
Open = Callable[..., Desk]

WORDS = (
    "Dear Sirs,\n\nmy name is %s and I live at %d Mill Road. In spring I ordered a bench grinder from you, "
    "and I was charged twice for it: $%d.00 too much. The second charge stands in the file that the bureau "
    "keeps on me as a sum I owe. Please write to the bureau so that this file is put right, and send me a "
    "copy of what you wrote to them. I need it for the loan on our barn before the summer is over.\n\n"
    "Sincerely,\n%s\n"
)
NAMES = ("Ida Stone", "Oskar Lind", "Mary Webb", "Peter Falk", "Ann Rowe", "Tom Baker")


def _letters(desk: Desk, take_in: Take, count: int) -> list[str]:
    numbers = []
    for nth in range(count):
        name = NAMES[nth % len(NAMES)]
        text = WORDS % (name, nth + 1, 100 + nth, name)
        numbers.append(take_in(desk, f"like{nth}.txt", text.encode()))
    return numbers


@pytest.fixture
def like(desk: Desk, take_in: Take) -> list[str]:
    numbers = _letters(desk, take_in, 6)
    desk.anew.catch_up()
    assert {desk.letter(number).category for number in numbers} == {"BIL"}
    return numbers


def _head(desk: Desk, number: str) -> str:
    return " ".join(letter_text(desk.sheet(number), desk, 150, "-").text.split())


def test_one_decision_of_thirty_like_letters_and_the_next_card_says_it(desk: Desk, take_in: Take) -> None:
    numbers = _letters(desk, take_in, 30)
    desk.anew.catch_up()
    assert all(desk.sheet(number).learnt is None for number in numbers)
    desk.classify(numbers[0], "CRD")

    for number in numbers[1:]:
        learnt = desk.sheet(number).learnt
        assert learnt is not None
        assert (learnt.category, learnt.learnt) == ("CRD", True)
        assert numbers[0] in learnt.why
        assert desk.letter(number).category == desk.letter(number).suggested == "BIL"  # nobody decided so
    assert "since learnt: CRD, 80% sure:" in _head(desk, numbers[1])
    assert "; came in as BIL" in _head(desk, numbers[1])


def test_an_undo_takes_it_back(desk: Desk, like: list[str]) -> None:
    desk.classify(like[0], "CRD")
    assert desk.sheet(like[1]).present.category == "CRD"
    desk.undo()

    assert desk.sheet(like[1]).learnt is None
    assert "since learnt" not in _head(desk, like[1])


def test_an_undo_takes_back_what_a_letter_came_in_as(desk: Desk, like: list[str], take_in: Take) -> None:
    desk.classify(like[0], "CRD")
    late = take_in(desk, "late.txt", (WORDS % ("Eve Moor", 9, 7, "Eve Moor")).encode())
    assert desk.letter(late).suggested == "CRD"
    desk.undo()

    learnt = desk.sheet(late).learnt
    assert learnt is not None
    assert (learnt.category, learnt.learnt) == ("BIL", False)


def test_another_sessions_decision_reaches_this_one(
    desk: Desk, like: list[str], sit_at: Callable[..., Clerk]
) -> None:
    assert desk.sheet(like[1]).learnt is None
    sit_at().does(f"desk.classify({like[0]!r}, 'CRD')")
    desk.sync()

    assert desk.sheet(like[1]).present.category == "CRD"


def test_the_decision_is_entered_beside_what_was_shown(desk: Desk, like: list[str]) -> None:
    desk.classify(like[0], "CRD")
    desk.sheet(like[1])
    desk._opened[like[1]] -= 42
    desk.classify(like[1], "CRD")
    desk.sheet(like[2])
    desk.classify(like[2], "BIL")
    desk.classify(like[3], "CRD")  # in a list only: there it was BIL
    desk.sheet(like[4])
    desk.dispose(like[4], "FILE", "answered by phone")

    acts = [list(desk.history(number))[-1].act for number in like[:5]]
    said = [(a.suggested, a.category, a.agreed) for a in acts if isinstance(a, LetterClassified)]
    assert said == [
        ("BIL", "CRD", False),
        ("CRD", "CRD", True),
        ("CRD", "BIL", False),
        ("BIL", "CRD", False),
    ]
    assert isinstance(acts[1], LetterClassified)
    assert round(acts[1].seconds, -1) == 40
    assert isinstance(acts[4], LetterDisposed)
    assert acts[4].suggested == desk.bench.categories["CRD"].disposition
    assert desk.tally().agreed == 1


def test_what_was_shown_counts_though_more_was_learned_since(desk: Desk, like: list[str]) -> None:
    desk.sheet(like[1])
    desk.classify(like[0], "CRD")
    desk.classify(like[1], "CRD")

    act = list(desk.history(like[1]))[-1].act
    assert isinstance(act, LetterClassified)
    assert (act.suggested, act.agreed) == ("BIL", False)


def test_who_follows_it_has_the_letter_that_goes_with_it(desk: Desk, like: list[str]) -> None:
    desk.classify(like[0], "CRD")
    learnt = desk.sheet(like[1]).present
    desk.classify(like[1], "CRD")

    assert desk.letter(like[1]).template == learnt.template
    assert desk.sheet(like[1]).learnt is None
    assert "CRD" in _head(desk, like[1])
    assert "came in as BIL" in _head(desk, like[1])


def test_a_sensitive_letter_keeps_its_mark_and_its_suggestion(
    desk: Desk, like: list[str], take_in: Take
) -> None:
    text = (WORDS % ("Eve Moor", 9, 7, "Eve Moor")).replace(
        "Sincerely", "My attorney will sue you.\n\nSincerely"
    )
    number = take_in(desk, "sue.txt", text.encode())
    before = desk.letter(number)
    assert before.sensitive
    desk.classify(like[0], "CRD")

    assert desk.sheet(number).learnt is None
    assert desk.letter(number) == before


def test_what_somebody_decided_on_or_repeats_another_is_not_read_anew(desk: Desk, like: list[str]) -> None:
    desk.classify(like[1], "SVC")
    desk.dispose(like[2], "ESCALATE", "to be seen")
    desk.classify(like[0], "CRD")
    desk.anew.catch_up()  # more than is learned while a clerk waits
    sheet = desk.sheet(like[3])
    repeats = replace(sheet, repeat=replace(sheet.repeat, into=like[0]))

    assert desk.sheet(like[1]).learnt is None
    assert desk.sheet(like[2]).learnt is None
    assert sheet.learnt is not None
    assert desk.anew.present(sheet.letter, repeats) is None


def test_looking_again_costs_nothing_and_a_decision_one_comparison(desk: Desk, like: list[str]) -> None:
    desk.classify(like[0], "CRD")
    for number in like[1:]:
        desk.sheet(number)
    work = desk.anew.read, desk.anew.compared, desk.anew.suggested, desk._sheets.built
    assert work == (5, 5, 5, 5)
    for _ in range(3):
        for number in like[1:]:
            desk.sheet(number)
    assert (desk.anew.read, desk.anew.compared, desk.anew.suggested, desk._sheets.built) == work

    desk.skip(like[2], "later")  # teaches nothing
    desk.sheet(like[1])
    assert desk.anew.compared == 5
    desk.classify(like[3], "CRD")
    desk.sheet(like[1])
    # Neither the text nor the worksheet is made anew for it.
    assert (desk.anew.read, desk.anew.compared, desk._sheets.built) == (5, 6, 5)


def test_a_desk_that_learned_nothing_of_the_like_compares_and_no_more(desk: Desk, like: list[str]) -> None:
    for number in like:
        desk.sheet(number)
    assert (desk.anew.read, desk.anew.compared) == (0, 0)
    desk.classify(like[0], "BIL")
    for number in like:
        desk.sheet(number)

    assert (desk.anew.compared, desk.anew.suggested) == (5, 0)


def test_no_worksheet_is_proofed_again_for_it(desk: Desk, like: list[str]) -> None:
    desk.choose_template(like[1], "bil-ack")
    passed = not any(finding.level == "block" for finding in desk.proof(like[1]))
    proofed = desk._sheets.proofed
    desk.classify(like[0], "CRD")
    assert desk.sheet(like[1]).learnt is not None
    desk.proof(like[1])

    assert desk._sheets.proofed == proofed + (not passed)


def test_scripts_are_told_both(desk: Desk, like: list[str]) -> None:
    desk.classify(like[0], "CRD")
    row = queue_row(desk.bench, desk.privacy, like[1], {}, desk.anew)
    report = letter_report(desk.bench, desk.privacy, desk.sheet(like[1]), {}, 1)

    for told in (row, report):
        assert told["category"] == told["suggestion"]["category"] == "BIL"
        assert told["present_suggestion"].keys() == told["suggestion"].keys()
        assert told["present_suggestion"]["category"] == "CRD"
    decided = queue_row(desk.bench, desk.privacy, like[0], {}, desk.anew)
    assert decided["present_suggestion"] is None
    assert "came in as BIL" in letter_page(desk.bench, desk.privacy, desk.sheet(like[1]))


def test_the_command_line_says_it_and_counts_it(folder: Path, desk: Desk, like: list[str]) -> None:
    def run(*words: str) -> str:
        ran = CliRunner().invoke(cli, ["--desk", str(folder), *words], catch_exceptions=False)
        assert ran.exit_code == 0, ran.output
        return ran.output

    run("classify", like[0], "CRD")
    rows = {row["control_no"]: row for row in json.loads(run("queue", "--json"))}
    assert rows[like[1]]["present_suggestion"]["category"] == "CRD"
    assert json.loads(run("show", like[1], "--json"))["present_suggestion"]["category"] == "CRD"
    assert "Learnt    since: CRD" in run("show", like[1])
    run("classify", like[1], "CRD")
    desk.sync()
    act = list(desk.history(like[1]))[-1].act
    assert isinstance(act, LetterClassified)
    assert (act.suggested, act.agreed) == ("CRD", True)


def test_neither_log_nor_folder_is_read_for_the_letter_after_ones_own_decision(
    desk: Desk, like: list[str]
) -> None:
    desk.classify(like[5], "BIL")  # since there is something to compare with, what was looked at is held
    for number in like[:5]:
        desk.sheet(number)
    desk.classify(like[0], "CRD")
    opened: list[str] = []
    watching = [True]

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and watching and str(arguments[0]).startswith(str(desk.folder)):
            opened.append(str(arguments[0]))

    sys.addaudithook(note)
    learnt = desk.sheet(like[1]).learnt
    watching.clear()

    assert learnt is not None
    assert opened == []
