"""Privacy: letters only some may look at are veiled for all others, and every look at them is an entry."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corrtui.casework.forms import queue_row
from corrtui.control.acts import LetterViewed, NumbersRevealed
from corrtui.desk import Desk
from corrtui.errors import CorrtuiError, Refused
from corrtui.text import VEIL
from corrtui.triage import rules
from corrtui.triage.restricted import restricted_kinds

Take = Callable[..., str]
Open = Callable[..., Desk]
BILLING = "scan-0001-ortiz.txt"
CHART = "my chart.eml"
SUBPOENA = "Subpoena served 11-17.pdf"

THREAT = b"Agatha Crumm\n12 Elm Street\nDubuque IA 52001\n\nYou deserve to die, and I own a shotgun.\n"
BOTH = b"Enclosed is a subpoena. It asks about my HIV test results and my diagnosis.\n\nAgatha Crumm\n"


def views(desk: Desk, number: str) -> list[tuple[str, str]]:
    desk.sync()
    entries = desk.bench.log.history(number)
    return [(entry.by, entry.act.restricted) for entry in entries if isinstance(entry.act, LetterViewed)]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        (CHART, None, "health information"),
        ("threat.txt", THREAT, "threat or violence"),
        ("both.txt", BOTH, "health information"),
    ],
)
def test_a_letter_that_may_not_be_seen_keeps_number_dates_and_category(
    desk: Desk, open_desk: Open, take_in: Take, name: str, data: bytes | None, why: str
) -> None:
    number = take_in(desk, name, data)
    whole = desk.letter(number)
    perry = open_desk("pcole")

    veiled = perry.letter(number)

    assert number in perry.queue()
    assert (veiled.control_no, veiled.due, veiled.work_by) == (number, whole.due, whole.work_by)
    assert veiled.category == whole.category
    assert (veiled.writer, veiled.subject, veiled.file, veiled.original) == (VEIL, VEIL, VEIL, VEIL)
    assert (veiled.attached, veiled.sha256, veiled.before) == ((), "", None)
    assert perry.privacy.restricted(whole) == why
    assert perry.urgency(number) == desk.urgency(number)


def test_what_was_typed_about_it_is_veiled_too(desk: Desk, open_desk: Open, take_in: Take) -> None:
    number = take_in(desk, CHART)
    desk.ordering.prioritise(number, "raise", "the HIV test is urgent")
    desk.ordering.bring_up(number, "3d", "her doctor calls")
    desk.clocks.set(number, "HIPAA-ACC", "off", "her doctor said so")
    whole = desk.letter(number)
    assert all((whole.priority_why, whole.bring_up_said, whole.clock_words))
    perry = open_desk("pcole")

    veiled = perry.letter(number)

    assert (veiled.priority_why, veiled.bring_up_said, veiled.clock_words, veiled.outcomes) == (
        "",
        "",
        (),
        (),
    )
    assert veiled.bring_up == whole.bring_up
    with pytest.raises(Refused, match="is not shown to"):
        perry.why_order(number)
    assert "urgent" in desk.why_order(number)


@pytest.mark.parametrize("name", [BILLING, SUBPOENA])
def test_any_other_letter_is_anybodys(desk: Desk, open_desk: Open, take_in: Take, name: str) -> None:
    number = take_in(desk, name)
    perry = open_desk("pcole")

    assert perry.letter(number) == desk.letter(number)
    assert perry.sheet(number).reading.text
    assert views(desk, number) == []


def test_nothing_can_be_done_with_it_and_the_refusal_names_who_may(
    desk: Desk, open_desk: Open, take_in: Take
) -> None:
    number = take_in(desk, CHART)
    perry = open_desk("pcole")
    before = desk.bench.log.last_n
    deeds: list[Callable[[], object]] = [
        lambda: perry.sheet(number),
        lambda: perry.history(number),
        lambda: perry.proof(number),
        lambda: perry.prepare(number),
        lambda: perry.page_preview(number),
        lambda: perry.save_draft(number, "Dear Ms. Crumm:"),
        lambda: perry.choose_template(number, "svc-apology"),
        lambda: perry.fill(number, {"a": "b"}),
        lambda: perry.confirm_figure(number, "1.00"),
        lambda: perry.classify(number, "INF", "to get at it"),
        lambda: perry.dispose(number, "FILE", "to get rid of it"),
        lambda: perry.check_bulk(number),
        lambda: perry.skip(number, "later"),
        lambda: perry.attach(number, "accounts/1"),
        lambda: perry.privacy.reveal(number, "curious"),
    ]

    for deed in deeds:
        with pytest.raises(Refused) as refusal:
            deed()
        assert "Perry Cole" in refusal.value.title
        assert "health information" in refusal.value.title
        assert "Margaret R. Stern" in refusal.value.detail
        assert "Robin Hale" in refusal.value.detail
    desk.sync()
    assert desk.bench.log.last_n == before


def test_each_look_is_entered_once_a_session(desk: Desk, open_desk: Open, take_in: Take) -> None:
    number = take_in(desk, CHART)

    desk.sheet(number)
    desk.sheet(number)
    desk.proof(number)
    assert len(views(desk, number)) == 1

    stern = open_desk("mstern")
    stern.sheet(number)
    assert views(desk, number) == [
        (desk.me.login, "health information"),
        ("mstern", "health information"),
    ]


def test_a_look_at_the_drafts_kept_beside_it_is_a_look(desk: Desk, open_desk: Open, take_in: Take) -> None:
    number = take_in(desk, CHART)

    open_desk("mstern").kept_drafts(number)

    assert views(desk, number) == [("mstern", "health information")]
    with pytest.raises(Refused, match="is not shown to Perry Cole"):
        open_desk("pcole").kept_drafts(number)


def test_looking_changes_neither_the_letter_nor_what_undo_takes_back(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, CHART)
    desk.skip(number, "ask first")
    before = desk.letter(number)

    desk.sheet(number)

    assert desk.letter(number) == before
    assert "skipped" in desk.undo()


def test_a_look_that_cannot_be_entered_does_not_take_place(desk: Desk, folder: Path, take_in: Take) -> None:
    number = take_in(desk, CHART)
    desk.bench.log.close()
    for file in (folder / "control").glob("20*.jsonl"):
        file.rename(file.with_suffix(".gone"))
        file.mkdir()

    with pytest.raises((CorrtuiError, OSError, ValueError)):
        desk.sheet(number)


def test_a_limit_tells_nothing_of_what_is_veiled(desk: Desk, open_desk: Open, take_in: Take) -> None:
    number = take_in(desk, CHART)
    writer = desk.letter(number).writer.split()[-1]
    perry = open_desk("pcole")

    for limit in (f"from:{writer}", writer, "chart"):
        assert desk.queue(limit) == [number], limit
        assert perry.queue(limit) == []
        assert perry.queue(f"!{limit}") == [number]
    assert perry.queue("cat:MED") == [number]


def test_a_search_does_not_find_it(desk: Desk, open_desk: Open, take_in: Take) -> None:
    number = take_in(desk, CHART)
    other = take_in(desk, "other.txt", b"Please send me the chart of sizes.\n")

    assert set(desk.search("chart")) == {number, other}
    assert open_desk("pcole").search("chart") == [other]
    assert open_desk("pcole").search(number) == []


def test_it_may_be_seen_once_somebody_with_the_right_made_it_something_else(
    desk: Desk, open_desk: Open, take_in: Take
) -> None:
    number = take_in(desk, CHART)
    perry = open_desk("pcole")

    desk.classify(number, "INF", "a chart of yarn weights")
    perry.sync()
    assert perry.sheet(number).reading.text

    desk.undo()
    perry.sync()
    with pytest.raises(Refused):
        perry.sheet(number)


def test_a_category_restricts_too(desk: Desk, open_desk: Open, take_in: Take) -> None:
    number = take_in(desk, BILLING)
    perry = open_desk("pcole")
    assert perry.classify(number, "MED")

    with pytest.raises(Refused, match="medical records request"):
        perry.sheet(number)
    assert "classified" in perry.undo()  # what one did oneself can be taken back unseen
    assert perry.sheet(number).reading.text


def test_no_phrase_of_it_stands_in_a_list(desk: Desk, open_desk: Open, take_in: Take) -> None:
    number, plain = take_in(desk, CHART), take_in(desk, BILLING)

    for one in (desk, open_desk("pcole")):
        row = queue_row(one.bench, one.privacy, number, {})
        assert row["suggestion"]["evidence"] == []
        assert row["due"]
    assert queue_row(desk.bench, desk.privacy, number, {})["writer"] != VEIL
    text = json.dumps(queue_row(one.bench, one.privacy, number, {}))
    assert desk.letter(number).writer not in text
    assert queue_row(desk.bench, desk.privacy, plain, {})["suggestion"]["evidence"]


def test_neither_log_nor_list_says_what_it_is_about(desk: Desk, take_in: Take, folder: Path) -> None:
    number = take_in(
        desk, "results.txt", b"My HIV test results and my diagnosis were sent.\n\nAgatha Crumm\n"
    )

    assert desk.letter(number).subject == VEIL
    assert "diagnosis" in desk.sheet(number).letter.subject
    assert all(b"HIV" not in path.read_bytes() for path in (folder / "control").glob("*.jsonl"))


def test_numbers_are_shown_in_full_only_with_a_reason_that_is_entered(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, "card.txt", b"My card is 4111 1111 1111 1111, my SSN 123-45-6789.\n")
    text = desk.sheet(number).reading.text

    assert "card is ****1111, my SSN ***-**-6789." in desk.privacy.show_text(number, text)
    with pytest.raises(Refused, match="without a reason"):
        desk.privacy.reveal(number, "  ")
    assert not desk.privacy.revealed(number)

    desk.privacy.reveal(number, "compare with 4111111111111111 on the slip")

    assert desk.privacy.show_text(number, text) == text
    act = desk.history(number)[-1].act
    assert act == NumbersRevealed(reason="compare with ****1111 on the slip")


def test_where_nothing_is_masked_nothing_is_revealed_or_entered(
    desk: Desk, take_in: Take, folder: Path
) -> None:
    """Half of a card number is none; one that stands only in the draft is shown like any other."""
    number = take_in(desk, "plain.txt", b"My order 48213 never came, card ending 1111.\n")
    before = desk.bench.log.last_n

    with pytest.raises(Refused, match=f"{number} holds no masked number"):
        desk.privacy.reveal(number, "curious")

    assert not desk.privacy.revealed(number)
    assert desk.bench.log.last_n == before
    desk.save_draft(number, "Your card 4111 1111 1111 1111")
    desk.privacy.reveal(number, "to compare")
    assert desk.history(number)[-1].act == NumbersRevealed(reason="to compare")


def test_what_was_masked_again_takes_a_reason_again(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, "card.txt", b"My card is 4111 1111 1111 1111.\n")
    desk.privacy.reveal(number, "refund")

    desk.privacy.conceal(number)

    assert desk.privacy.show_text(number, "4111 1111 1111 1111") == "****1111"


def test_what_is_revealed_to_one_session_is_not_to_another(
    desk: Desk, open_desk: Open, take_in: Take
) -> None:
    number = take_in(desk, "card.txt", b"My card is 4111 1111 1111 1111.\n")
    desk.privacy.reveal(number, "refund")

    assert "****1111" in open_desk("pcole").privacy.show_text(number, "4111 1111 1111 1111")
    assert not open_desk().privacy.revealed(number)


def test_where_the_sensitive_classes_cannot_be_read_each_of_them_is_restricted_and_the_check_says_it(
    desk: Desk, take_in: Take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = desk.bench.letter(take_in(desk, BILLING))
    (tmp_path / "sensitive.toml").write_text("[[class]\n", encoding="utf-8")
    monkeypatch.setattr(rules, "DATA", tmp_path)
    restricted_kinds.cache_clear()

    assert desk.privacy.restricted(replace(plain, sensitive="government")) == "government"
    assert desk.privacy.restricted(plain) == ""
    assert [found for found in desk.check() if "sensitive.toml" in found and "no letter can be" in found]
