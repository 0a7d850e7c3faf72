"""Two letters side by side: what belongs together, and which words differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corrtui.casework.difference import Side, compare

ONE = """Hanna Brandt
12 Mill Lane

Dear Sirs:

Please do not close the office. I paid $84.20 there.

Yours truly"""
OTHER = """Walter Grimm
12 Mill Lane

Dear Sirs:

My mother asks me to write.

Please do not close the office! I paid $19.00 there.

Yours truly"""


def changed(side: Side) -> list[str]:
    return [side.text[start:end] for start, end in side.changed]


def test_paragraphs_that_share_words_stand_beside_each_other() -> None:
    rows = compare(ONE, OTHER).rows

    assert [(left.text[:12], right.text[:12]) for left, right in rows] == [
        ("Hanna Brandt", "Walter Grimm"),
        ("Dear Sirs:", "Dear Sirs:"),
        ("", "My mother as"),
        ("Please do no", "Please do no"),
        ("Yours truly", "Yours truly"),
    ]


def test_words_the_other_lacks_are_marked() -> None:
    rows = compare(ONE, OTHER).rows

    assert [changed(left) for left, _ in rows] == [["Hanna Brandt"], [], [], ["$84.20"], []]
    assert [changed(right) for _, right in rows] == [
        ["Walter Grimm"], [], ["My mother asks me to write."], ["$19.00"], [],
    ]  # fmt: skip


def test_a_letter_does_not_differ_from_itself() -> None:
    made = compare(ONE, ONE)

    assert made.changed == 0
    assert all(left == right and not left.changed for left, right in made.rows)


def test_letters_with_nothing_in_common_stand_one_after_the_other() -> None:
    assert [(left.text, right.text) for left, right in compare("a b", "c d").rows] == [
        ("a b", ""),
        ("", "c d"),
    ]
    assert compare("", "").rows == ()
    assert [right.text for _, right in compare("", "c d").rows] == ["c d"]


def test_of_long_letters_the_beginning_is_compared() -> None:
    made = compare("word " * 20_000, "word " * 20_000)

    assert made.cut
    assert made.changed == 0


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_word_is_lost_and_every_mark_is_on_one(left: str, right: str) -> None:
    made = compare(left, right)

    for text, sides in ((left, [row[0] for row in made.rows]), (right, [row[1] for row in made.rows])):
        assert [word for side in sides for word in side.text.split()] == text.split()
        for side in sides:
            assert all(0 <= start < end <= len(side.text) for start, end in side.changed)
            assert list(side.changed) == sorted(side.changed)
