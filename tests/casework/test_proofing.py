"""Proofing a worksheet: what the rooms know of a letter reaches the checks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corrtui.desk import Desk
from corrtui.letters.proof import Finding

Take = Callable[..., str]
THANKS = "thank you note.html"
BILLING = "scan-0001-ortiz.txt"

NEIGHBOUR = b"""Elena M. Ortiz
614 Marigold Lane
Boise, ID 83704

November 16, 2026

Dear Sir or Madam:

I was charged twice on my account 204417 for order 48213. My neighbor Leonard Fisk, account 204447, says it
happened to him as well. Please credit my account.

Yours truly,

Ms. Elena M. Ortiz
"""


def _rules(desk: Desk, number: str) -> set[str]:
    return {finding.rule for finding in desk.proof(number) if finding.level == "block"}


def test_a_neighbours_account_stays_in_the_letter_that_came(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, "neighbour.txt", NEIGHBOUR)
    sheet = desk.sheet(number)
    assert {row.key: row.foreign for row in sheet.records if row.kind == "account"} == {
        "204417": False,
        "204447": True,
    }
    assert _rules(desk, number) == set()

    desk.save_draft(number, sheet.text.replace("Sincerely,", "Account 204447 is in order too.\n\nSincerely,"))

    assert "PC-13" in _rules(desk, number)


def test_a_figure_no_record_knows_is_stopped_and_confirmed_by_the_clerk(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)
    text = desk.sheet(number).text.replace("Sincerely,", "We owe you $77.13.\n\nSincerely,")
    desk.save_draft(number, text)
    [finding] = [finding for finding in desk.proof(number) if finding.rule == "PC-10"]
    assert text.splitlines()[finding.line][finding.column :].startswith(finding.excerpt)

    desk.confirm_figure(number, finding.excerpt)

    assert _rules(desk, number) == set()


def test_a_figure_of_the_offices_own_template_is_approved(desk: Desk, take_in: Take, folder: Path) -> None:
    """An office charges a fixed fee of $4.25 and says so in its letter."""
    shipped = desk.bench.library.get("bil-ack")
    body = shipped.path.read_text().replace("Thank you for", "Copies cost $4.25 each. Thank you for", 1)
    (folder / "templates" / "bil-ack.j2").write_text(body)
    desk.close()
    again = Desk.open(folder)
    try:
        number = take_in(again, BILLING)
        assert "$4.25" in again.sheet(number).text
        assert _rules(again, number) == set()
    finally:
        again.close()


def test_an_enclosure_of_the_letter_is_counted(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)
    [record] = [row for row in desk.sheet(number).records if row.kind == "order"][:1]
    without = desk.sheet(number).text
    desk.save_draft(number, without)
    desk.attach(number, f"{record.source}/{record.key}")

    assert "PC-14" in _rules(desk, number)

    desk.attach(number, f"{record.source}/{record.key}")
    assert _rules(desk, number) == set()


def _holes_of(found: tuple[Finding, ...]) -> list[str]:
    return [finding.excerpt for finding in found if finding.rule == "PC-52"]


def test_a_date_typed_over_a_hole_for_money_stops_the_letter(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, THANKS)
    desk.choose_template(number, "bil-corrected")
    text = desk.sheet(number).text
    assert "⟦credit.amount⟧" in text

    desk.save_draft(number, text.replace("⟦credit.amount⟧", "March 3"))

    assert set(_holes_of(desk.proof(number))) == {"March 3"}
    desk.save_draft(number, text.replace("⟦credit.amount⟧", "$39.95"))
    assert _holes_of(desk.proof(number)) == []


def test_what_fills_a_hole_is_known_to_a_colleague_and_after_a_restart(
    open_desk: Callable[..., Desk], take_in: Take
) -> None:
    desk = open_desk()
    number = take_in(desk, THANKS)
    desk.choose_template(number, "bil-corrected")
    desk.save_draft(number, desk.sheet(number).text.replace("⟦credit.date⟧", "next week"))
    desk.close()

    colleague = open_desk("pcole")
    assert _holes_of(colleague.proof(number)) == []
    text = colleague.sheet(number).text
    colleague.save_draft(number, text.replace("next week", "$5.00"))

    assert set(_holes_of(colleague.proof(number))) == {"$5.00"}


def test_a_hole_filled_by_a_command_is_looked_at_too(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, THANKS)
    desk.choose_template(number, "bil-corrected")

    desk.fill(number, {"credit.date": "$39.95"})

    assert set(_holes_of(desk.proof(number))) == {"$39.95"}
