"""Rights: who may do what is a table, a desk may change it, and a refusal names who may."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corrtui.desk import Desk
from corrtui.errors import Refused, SettingsError
from corrtui.people import may
from corrtui.rights import load_deeds
from corrtui.settings import Person, load_settings

Take = Callable[..., str]
Open = Callable[..., Desk]
BILLING = "scan-0001-ortiz.txt"
SUBPOENA = "Subpoena served 11-17.pdf"


def change(folder: Path, *rows: str) -> None:
    toml = folder / "desk.toml"
    toml.write_text(toml.read_text() + "\n[rights]\n" + "\n".join(rows) + "\n")


def test_every_deed_says_who_may_and_why() -> None:
    for deed in load_deeds().values():
        assert deed.roles <= {"clerk", "official", "supervisor"}
        assert deed.words
        assert deed.cite


@pytest.mark.parametrize(
    ("roles", "rights", "sees"),
    [
        ({"clerk"}, set(), False),
        ({"clerk"}, {"restricted"}, True),
        ({"official"}, set(), True),
        ({"clerk", "supervisor"}, set(), True),
        (set(), set(), False),
    ],
)
def test_by_role_or_by_right(roles: set[str], rights: set[str], sees: bool) -> None:
    person = Person("a", "A", "a", roles=frozenset(roles), rights=frozenset(rights))

    assert may(person, "see-restricted") == sees
    assert may(person, "export-tally") == bool(roles)
    assert not may(person, "fly")


def test_the_desk_may_say_otherwise(folder: Path) -> None:
    change(folder, 'see-restricted = ["clerk"]', 'export-tally = ["supervisor"]')
    people = load_settings(folder).people

    assert {p.login: may(p, "export-tally") for p in people}["mstern"]
    assert not may(people[0], "export-tally")
    assert {p.login: may(p, "see-restricted") for p in people}["pcole"]
    assert not may(next(p for p in people if p.login == "mstern"), "see-restricted")


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ('fly = ["clerk"]', "unknown key"),
        ('take-over = ["boss"]', "unknown role 'boss'"),
        ('take-over = "clerk"', "must be a list"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(folder: Path, row: str, wrong: str) -> None:
    change(folder, row)

    with pytest.raises(SettingsError, match=wrong) as error:
        load_settings(folder)

    line = int(error.value.detail.rpartition(" ")[2])
    assert (folder / "desk.toml").read_text().splitlines()[line - 1] == row


def test_the_tally_is_exported_by_who_may(folder: Path, open_desk: Open) -> None:
    change(folder, 'export-tally = ["supervisor"]')
    perry = open_desk("pcole")

    with pytest.raises(Refused, match="Perry Cole may not export the tally") as refusal:
        perry.export_tally()
    with pytest.raises(Refused):
        perry.write_tally(perry.tally(), "text", folder / "tally.txt")
    assert "Margaret R. Stern may" in refusal.value.detail
    assert not (folder / "tally.txt").exists()
    assert not (folder / "outbox" / "tally").exists()
    assert open_desk("mstern").export_tally()


def test_a_sensitive_mark_is_cleared_by_who_may(folder: Path, open_desk: Open, take_in: Take) -> None:
    change(folder, 'clear-sensitive = ["supervisor"]')
    perry = open_desk("pcole")
    number = take_in(perry, SUBPOENA)

    with pytest.raises(Refused, match="may not clear the mark"):
        perry.classify(number, "INF", "a sample form")
    assert perry.letter(number).sensitive
    assert perry.classify(number, "LEG")  # that clears nothing

    open_desk("mstern").classify(number, "INF", "a sample form")


def test_a_letter_is_taken_over_by_who_may(folder: Path, open_desk: Open, take_in: Take) -> None:
    change(folder, 'take-over = ["supervisor"]')
    robin, perry = open_desk(), open_desk("pcole")
    number = take_in(robin, BILLING)
    perry.sync()
    robin.colleagues.arrive(number)

    with pytest.raises(Refused, match="Perry Cole may not take over"):
        perry.colleagues.take_over(number, "he is at lunch")
    assert number in robin.bench.claims.mine()

    stern = open_desk("mstern")
    stern.colleagues.take_over(number, "he is at lunch")
    assert number not in robin.bench.claims.mine()


def test_the_desk_is_repaired_by_who_may(folder: Path, open_desk: Open) -> None:
    change(folder, 'repair-desk = ["supervisor"]')

    with pytest.raises(Refused, match="may not repair the desk"):
        open_desk("pcole").intake.repair()
    assert open_desk("mstern").intake.repair().left == ()


def test_numbers_are_revealed_to_who_may(folder: Path, open_desk: Open, take_in: Take) -> None:
    change(folder, 'reveal-numbers = ["supervisor"]')
    perry = open_desk("pcole")
    number = take_in(perry, "card.txt", b"My card is 4111 1111 1111 1111.\n")

    with pytest.raises(Refused, match="may not see card"):
        perry.privacy.reveal(number, "refund")
    assert not perry.privacy.revealed(number)
    stern = open_desk("mstern")
    stern.privacy.reveal(number, "refund")
    assert stern.privacy.revealed(number)


def test_nobody_claims_a_letter_they_may_not_see(open_desk: Open, take_in: Take) -> None:
    robin, perry = open_desk(), open_desk("pcole")
    chart, bill = take_in(robin, "my chart.eml"), take_in(robin, BILLING)
    perry.sync()

    assert perry.colleagues.arrive(chart) is None
    assert chart not in perry.bench.claims.mine()
    assert perry.colleagues.advance([chart, bill]) == bill
    for deed in (lambda: perry.colleagues.keep(chart), lambda: perry.colleagues.take_over(chart, "mine")):
        with pytest.raises(Refused, match="is not shown to Perry Cole"):
            deed()
    assert robin.colleagues.arrive(chart) is None
    assert chart in robin.bench.claims.mine()
