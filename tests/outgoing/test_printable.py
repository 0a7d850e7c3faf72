"""A letter that cannot be printed as it is written is refused, with the character and its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.errors import Refused
from corrtui.outgoing.printable import MOST_CHARACTERS, describe, prepare
from corrtui.outgoing.sheet import Sheet

MakeSheet = Callable[..., Sheet]
WithBody = Callable[..., str]


def test_a_character_without_a_glyph_is_named_with_its_line(
    make_sheet: MakeSheet, with_body: WithBody
) -> None:
    draft = with_body("The first paragraph.", "The second\nnames 中 here.")
    line = draft.split("\n").index("names 中 here.") + 1

    with pytest.raises(Refused) as refusal:
        prepare(make_sheet(draft))

    assert (
        refusal.value.detail
        == f"paragraph 2, line {line} of the draft: “中” U+4E2D CJK UNIFIED IDEOGRAPH-4E2D"
    )


@pytest.mark.parametrize(
    ("char", "named"),
    [
        ("😀", "“😀” U+1F600 GRINNING FACE"),
        ("\x1b", "U+001B control character"),
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\ud800", "U+D800 no name"),
        ("x\u030c", "U+030C COMBINING CARON"),
    ],
)
def test_hostile_characters_are_named_and_never_shown(
    char: str, named: str, make_sheet: MakeSheet, with_body: WithBody
) -> None:
    with pytest.raises(Refused) as refusal:
        prepare(make_sheet(with_body(f"Red {char}[31m letters.")))

    assert refusal.value.detail.endswith(named)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"signer_name": "Ж中"}, "signer: "),
        ({"control_no": "260302-中"}, "control number: "),
        ({"copies": ("中",)}, "cc lines: "),
        ({"reference_initials": "MRS:中"}, "reference initials: "),
    ],
)
def test_what_the_house_adds_is_looked_at_too(
    changes: dict[str, object], place: str, make_sheet: MakeSheet
) -> None:
    with pytest.raises(Refused) as refusal:
        prepare(make_sheet(**changes))

    assert refusal.value.detail.startswith(place)


def test_many_bad_characters_are_counted_not_listed(make_sheet: MakeSheet, with_body: WithBody) -> None:
    with pytest.raises(Refused) as refusal:
        prepare(make_sheet(with_body("一二三四五六七八九")))

    assert refusal.value.detail.count("U+") == 5
    assert refusal.value.detail.endswith("and 4 more")


def test_accents_typed_as_two_characters_are_composed(make_sheet: MakeSheet, with_body: WithBody) -> None:
    sheet = prepare(make_sheet(with_body("Jose\u0301 Nu\u0303ez wrote.")))

    assert sheet.parts.paragraphs == ("José Nũez wrote.",)


def test_a_draft_with_a_part_missing_is_refused_with_its_line(make_sheet: MakeSheet, ortiz: str) -> None:
    with pytest.raises(Refused, match="No close found"):
        prepare(make_sheet(ortiz.replace("Sincerely,\n\n", "")))


def test_a_letter_nobody_signs_is_refused(make_sheet: MakeSheet) -> None:
    with pytest.raises(Refused, match="no signer"):
        prepare(make_sheet(signer_name=" "))


def test_a_runaway_paste_is_refused(make_sheet: MakeSheet, with_body: WithBody) -> None:
    with pytest.raises(Refused, match="too long"):
        prepare(make_sheet(with_body("word " * (MOST_CHARACTERS // 5))))


def test_a_good_letter_comes_back_unchanged(make_sheet: MakeSheet) -> None:
    sheet = make_sheet()

    assert prepare(sheet) == sheet


def test_a_character_that_shows_is_shown() -> None:
    assert describe("⟦") == "“⟦” U+27E6 MATHEMATICAL LEFT WHITE SQUARE BRACKET"
