"""What a letter tells of an authorization: particulars with their words, blanks left open, days past."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.triage.authorization import Authorization, load_authorization
from corrtui.triage.authorization_terms import SAID
from corrtui.triage.marks import mark_names
from corrtui.triage.rules import read_rules

DAY = date(2026, 3, 10)
NEEDS_ONE = frozenset({"MED", "provider", "third_party"})
FORM = """\
AUTHORIZATION TO RELEASE HEALTH INFORMATION

I authorize:  Harbor Clinic
To release to: Danner & Leal, Attorneys at Law

Information:  visit notes from 2023 to 2025

Purpose:      a claim for damages

This authorization expires on: {expires}

Signed:       Marcus D. Whitaker      Date: {signed}
"""
Read = Callable[..., Authorization]


@pytest.fixture
def read() -> Read:
    """Read a text; `said` are the clerk's words."""

    def of(text: str, marks: frozenset[str] = NEEDS_ONE, **said: str) -> Authorization:
        found = load_authorization().read(text, marks, said, DAY, DAY)
        assert found is not None
        return found

    return of


def form(expires: str = "December 31, 2026", signed: str = "February 20, 2026") -> str:
    return FORM.format(expires=expires, signed=signed)


def missing(found: Authorization) -> list[str]:
    return [element.row.name for element in found.missing]


def test_a_form_that_has_everything_releases(read: Read) -> None:
    found = read(form())

    assert missing(found) == []
    assert (found.faults, found.bars, found.described) == ((), False, True)


def test_each_particular_is_told_by_its_own_words(read: Read) -> None:
    text = form()

    for element in read(text).elements:
        told = element.told
        assert told is not None
        assert " ".join(text[told.start : told.end].split()) == told.phrase


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("I authorize:  Harbor Clinic", "from_whom"),
        ("To release to: Danner & Leal, Attorneys at Law", "to_whom"),
        ("Information:  visit notes from 2023 to 2025", "what"),
        ("Purpose:      a claim for damages", "purpose"),
        ("This authorization expires on: December 31, 2026", "expiry"),
        ("Signed:       Marcus D. Whitaker      Date: February 20, 2026", "signature"),
    ],
)
def test_a_particular_that_is_not_there_is_missing_and_bars(read: Read, line: str, name: str) -> None:
    found = read(form().replace(line, ""))

    assert missing(found) == [name]
    assert found.bars
    assert found.ticks()[name] is True


@pytest.mark.parametrize("blank", ["", "____________", " .......", "none"])
def test_a_blank_left_open_tells_nothing(read: Read, blank: str) -> None:
    assert missing(read(form(expires=blank))) == ["expiry"]


@pytest.mark.parametrize(
    ("expires", "faults"),
    [
        ("March 10, 2026", []),
        ("March 9, 2026", ["expired"]),
        ("one year from the date of signing", []),
        ("10 days after it is signed", ["expired"]),
        ("the end of the litigation", []),
    ],
)
def test_it_is_good_until_it_expires(read: Read, expires: str, faults: list[str]) -> None:
    found = read(form(expires=expires))

    assert missing(found) == []
    assert [fault.row.name for fault in found.faults] == faults
    assert found.bars == bool(faults)


def test_a_span_of_time_counts_from_the_signature(read: Read) -> None:
    expiry = next(
        one for one in read(form(expires="one year from signing")).elements if one.row.name == "expiry"
    )

    assert expiry.told is not None
    assert expiry.told.day == date(2027, 2, 20)


def test_it_may_not_be_signed_after_it_came(read: Read) -> None:
    found = read(form(signed="March 11, 2026"))

    assert [fault.row.name for fault in found.faults] == ["ahead"]
    assert found.bars


def test_all_records_is_doubtful_and_does_not_bar(read: Read) -> None:
    [fault] = read(form().replace("visit notes from 2023 to 2025", "all records 2023-2025")).faults

    assert (fault.row.name, fault.row.level, fault.told.phrase) == ("vague", "warn", "all records 2023-2025")


@pytest.mark.parametrize(
    ("more", "bars"),
    [
        ("It was signed by her daughter.", True),
        ("It was signed by her daughter under a power of attorney.", False),
        ("It was signed by her husband, her legal guardian.", False),
    ],
)
def test_who_signs_for_another_shows_the_power_to_do_so(read: Read, more: str, bars: bool) -> None:
    found = read(f"{form()}\n{more}\n")

    assert (["authority"] if bars else []) == [fault.row.name for fault in found.faults]
    assert found.bars is bars


@pytest.mark.parametrize(
    "words", ["It does not expire.", "It has no expiration date.", "There is no date of expiration on it."]
)
def test_words_that_say_the_contrary_tell_nothing(read: Read, words: str) -> None:
    text = form().replace("This authorization expires on: December 31, 2026", words)

    assert missing(read(text)) == ["expiry"]


def test_what_the_clerk_says_counts_for_more_than_the_letter(read: Read) -> None:
    found = read(form(expires=""), auth_expiry="yes", auth_purpose="no")
    by_name = {element.row.name: element.told for element in found.elements}

    assert missing(found) == ["purpose"]
    assert by_name["expiry"] is not None
    assert by_name["expiry"].phrase == SAID


def test_an_enclosed_form_nobody_described_is_not_called_defective(read: Read) -> None:
    found = read("We represent Ben Tate. His executed HIPAA authorization is attached.")

    assert found.bars
    assert not found.described
    assert not any(found.ticks().values())


@pytest.mark.parametrize(
    "marks",
    [
        frozenset({"MED", "provider"}),
        frozenset({"MED", "provider", "own_records", "for_self"}),
        frozenset({"MED", "provider", "own_records", "for_self", "third_party"}),
        frozenset({"MED", "provider", "third_party", "subpoena"}),
        frozenset({"MED", "third_party"}),
        frozenset({"BIL", "provider", "third_party"}),
    ],
)
def test_who_needs_none_is_asked_for_none(marks: frozenset[str]) -> None:
    assert load_authorization().read(form(expires=""), marks, {}, DAY, DAY) is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("We authorize you to bill us.", "from_whom"),
        ("We hereby authorize you to send the bill to us.", "to_whom"),
        ("For purposes of billing our number is 55.", "purpose"),
        ("For the purpose of a loan we need it.", "purpose"),
        ("Our parking permit expires on January 5, 2027.", "expiry"),
        ("This letter was signed in Mobile on November 20.", "signature"),
        ("Please send her visit notes from 2023 to 2025.", "what"),
    ],
)
@pytest.mark.parametrize("before", ["Please call us. ", "Her authorization is enclosed. Thank you. "])
def test_words_that_do_not_speak_of_the_authorization_tell_nothing_of_it(
    read: Read, words: str, name: str, before: str
) -> None:
    assert name in missing(read(before + words))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("We authorize you to bill us.", "from_whom"),
        ("For purposes of billing our number is 55.", "purpose"),
        ("Our parking permit expires on January 5, 2027.", "expiry"),
        ("This letter was signed in Mobile on November 20.", "signature"),
    ],
)
def test_nor_do_they_right_behind_a_sentence_that_speaks_of_it(read: Read, words: str, name: str) -> None:
    assert name in missing(read(f"Her authorization is enclosed. {words}"))
    assert name in missing(read(f"Her authorization is enclosed; {words[0].lower()}{words[1:]}"))


def test_sentences_that_go_on_about_it_tell_its_particulars() -> None:
    text = (
        "We enclose the authorization of our client. It was signed by Mr. Whitaker on November 3, 2026. It"
        " authorizes Harbor & Vale Supply Company to disclose these records to Danner & Leal for a workers'"
        " compensation claim and ends when the case is closed."
    )
    day = date(2026, 11, 10)

    found = load_authorization().read(text, NEEDS_ONE, {}, day, day)

    assert found is not None
    assert (missing(found), found.faults) == ([], ())


@pytest.mark.parametrize(
    "heading", ["We need no authorization for it.", "Prior authorization 55 was given.", ""]
)
def test_words_that_look_like_it_are_not_the_authorization(read: Read, heading: str) -> None:
    found = read(f"{heading} It was signed on February 20, 2026. It expires on December 31, 2026.")

    assert len(missing(found)) == 6


def test_the_request_behind_it_tells_what_is_to_be_released(read: Read) -> None:
    told = read("Her authorization is enclosed. Please send her visit notes from 2023 to 2025.")

    assert "what" not in missing(told)


@pytest.mark.parametrize(
    ("marks", "needed"),
    [
        (frozenset[str](), True),
        (frozenset({"INF"}), True),
        (frozenset({"MED", "provider", "own_records", "for_self"}), True),
        (frozenset({"own_access"}), True),
        (frozenset({"own_access", "others_records", "for_self"}), True),
        (frozenset({"own_access", "for_self"}), False),
        (frozenset({"own_access", "for_self", "third_party"}), False),
        (frozenset({"third_party", "subpoena"}), False),
        (frozenset({"third_party", "auth_none"}), False),
    ],
)
def test_a_release_needs_one_unless_the_letter_is_excepted(marks: frozenset[str], needed: bool) -> None:
    found = load_authorization().read("Send it.", marks, {}, DAY, DAY, releasing=True)

    assert (found is not None) is needed


def test_every_row_has_a_mark_the_clerk_can_say_and_its_place_in_the_law() -> None:
    table = read_rules("authorization.toml")

    for row in (*table["element"], *table["fault"]):
        assert row["mark"] in mark_names()
        assert row["cite"].startswith("45 CFR 164.508")


@given(st.text(alphabet="expires signed:_.\n /-0123456789 purpose on March", max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    found = load_authorization().read(text, NEEDS_ONE, {}, DAY, DAY)

    assert found is not None
    found.to_json()
    for element in found.elements:
        assert element.told is None or 0 <= element.told.start < element.told.end <= len(text)
