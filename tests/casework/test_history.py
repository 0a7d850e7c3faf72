"""What there was before a letter: writer, numbers, how the like was answered, and what was sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corrtui.casework.history import Past
from corrtui.control.acts import LetterViewed
from corrtui.desk import Desk
from corrtui.errors import Refused
from tests.casework.test_lookalikes import F01, HEADER, campaigner

Take = Callable[..., str]


def groups(desk: Desk, number: str) -> dict[str, dict[str, Past]]:
    found = desk.past.history(number)
    return {title: {past.letter.control_no: past for past in letters} for title, letters in found.groups}


def test_a_writers_letters_are_told_open_and_closed_each_once(desk: Desk, take_in: Take) -> None:
    first = take_in(desk, "f01.txt", F01.encode())
    second = take_in(desk, "f.txt", F01.replace("charged twice", "overcharged").encode())
    third = take_in(desk, "scan-0001-ortiz.txt")  # another Ortiz at this account
    desk.dispose(first, "FILE", "settled by telephone")

    found = groups(desk, second)

    assert set(found["same writer"]) == {first}
    assert set(found["same account 204417"]) == {third}
    past = found["same writer"][first]
    assert (past.disposition, past.by, past.reason) == ("FILE", "Robin Hale", "settled by telephone")
    assert past.at is not None
    assert past.at.date() == desk.today


def test_how_the_like_was_answered_is_told_with_template_and_letter(desk: Desk, take_in: Take) -> None:
    first = take_in(desk, "scan-0001-ortiz.txt")
    desk.choose_template(first, "bil-ack")
    desk.file(desk.prepare(first))
    desk.dispose(first, "FILE", "the second charge was taken back")
    fax = take_in(desk, "f.txt", (HEADER + F01).encode())

    past = groups(desk, fax)["same account 204417"][first]
    assert (past.template, past.sent) == ("bil-ack", f"{first}-bil-ack.pdf")
    assert "Thank you for your letter" in desk.past.answer(first, past.sent)
    assert "cannot be read" in desk.past.answer(first, "gone.pdf")


def test_what_was_undone_is_told_of_nobody(desk: Desk, take_in: Take) -> None:
    first, second = (take_in(desk, f"c{n}.txt", campaigner(n, f"Name{n} Voss")) for n in (2, 3))
    desk.dispose(first, "FILE", "by mistake")
    assert groups(desk, second)["how we answered the like"]
    desk.undo()

    assert groups(desk, second) == {}
    [past] = desk.past.alike(second)[0]
    assert (past.by, past.at, past.disposition) == ("", None, "")


def test_a_letter_of_the_same_kind_tells_how_it_was_answered(desk: Desk, take_in: Take) -> None:
    kowal = take_in(desk, "scan-0002-kowal.txt")
    lantern = take_in(desk, "scan-0001-ortiz.txt")
    same = desk.bench.letter(kowal).template == desk.bench.letter(lantern).template
    desk.dispose(kowal, "FILE", "credited")

    found = groups(desk, lantern).get("how we answered the like", {})

    assert (kowal in found) == same
    assert not same or found[kowal].alike.words == "also BIL"


def test_merged_letters_answer_nothing(desk: Desk, take_in: Take) -> None:
    first, second, third = (take_in(desk, f"c{n}.txt", campaigner(n, f"Name{n} Voss")) for n in (2, 3, 4))
    desk.dispose(second, "MERGE", first)

    assert groups(desk, third) == {}


def test_restricted_letters_are_told_only_to_who_may_and_a_look_is_entered(
    folder: Path, open_desk: Callable[..., Desk], take_in: Take
) -> None:
    toml = folder / "desk.toml"
    desk = open_desk()
    threat = F01.replace(
        "Please credit", "I will come to your office with my gun and kill you. Please credit"
    )
    one = take_in(desk, "f01.txt", threat.encode())
    two = take_in(desk, "second.txt", F01.replace("charged twice", "overcharged").encode())
    assert toml.exists()
    assert desk.privacy.restricted(desk.bench.letter(one))
    others = [person.login for person in desk.settings.people if person.login != desk.me.login]
    desks = [desk, *(open_desk(login) for login in others)]

    for each in desks:
        sees = each.privacy.may_see(each.bench.letter(one))
        assert (one in {past.letter.control_no for past in each.past.alike(two)[0]}) == sees
        if sees:
            assert "Marigold" in each.past.text(one)
            assert isinstance(each.history(one)[-1].act, LetterViewed)
        else:
            with pytest.raises(Refused, match="is not shown to"):
                each.past.text(one)
            with pytest.raises(Refused, match="is not shown to"):
                each.past.answer(one, "x.pdf")
    assert {each.privacy.may_see(each.bench.letter(one)) for each in desks} == {True, False}


def test_full_numbers_are_masked_in_what_is_shown_of_another(desk: Desk, take_in: Take) -> None:
    card = "4111 1111 1111 1111"
    one, two = (
        take_in(
            desk, f"c{n}.txt", campaigner(n, f"Name{n} Voss").replace(b"I paid", f"{card}. I paid".encode())
        )
        for n in (2, 3)
    )

    assert card not in desk.past.text(one)
    rows = desk.past.difference(one, two).rows
    assert not any(card in side.text for row in rows for side in row)
