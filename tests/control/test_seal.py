"""The seal: what is typed from a printed tally is understood, and a log that is not the same is told."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.control.place import GENESIS
from corrtui.control.seal import EXAMPLE, Seal, parse_seal, seal_of, seal_problem
from corrtui.errors import SettingsError

_HASH = hashlib.sha256(b"an entry").hexdigest()
_COUNTS = st.integers(0, 10**12)
_HASHES = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(st.integers(1, 10**12), _HASHES)
def test_the_printed_seal_is_read_back(count: int, last_hash: str) -> None:
    seal = seal_of(count, last_hash)

    assert parse_seal(str(seal)) == seal
    assert seal_problem(seal, count, last_hash) == ""


@given(
    count=_COUNTS,
    last_hash=_HASHES,
    gaps=st.lists(st.sampled_from(["", " ", "-", "  ", " - ", "\u2011", "\t"]), min_size=12, max_size=64),
    before=st.sampled_from(["", " ", "seal ", "Seal: ", "Seal of the day: ", '"', "  SEAL  "]),
    between=st.sampled_from(["-", " ", " - ", "\u2013", "\u2212", ":", " / "]),
    form=st.sampled_from([str.upper, str.lower, str.title]),
    commas=st.booleans(),
)
def test_blanks_case_and_hyphens_do_not_matter(
    count: int,
    last_hash: str,
    gaps: list[str],
    before: str,
    between: str,
    form: Callable[[str], str],
    commas: bool,
) -> None:
    typed = "".join(gap + digit for gap, digit in zip(gaps, form(last_hash), strict=False))
    shown = f"{count:,}" if commas else f"{count}"

    assert parse_seal(f"{before}{shown}{between}{typed}") == Seal(count, last_hash[: len(gaps)])


@given(st.text(max_size=60))
def test_any_text_is_a_seal_or_is_refused_with_an_example(text: str) -> None:
    try:
        seal = parse_seal(text)
    except SettingsError as refused:
        seal = parse_seal(EXAMPLE)
        said = refused.title + refused.hint
    else:
        said = EXAMPLE
    assert EXAMPLE in said
    assert "\n" not in said
    assert parse_seal(str(seal)) == seal


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "were expected"),
        ("1234", "were expected"),
        ("1234-", "were expected"),
        ("9f2c01ab77de0c55", "were expected"),
        ("1234-9f2g 01ab 77de", "were expected"),
        ("-5-9f2c 01ab 77de 0c55 x", "were expected"),
        ("1234-9f2c 01ab 77d", "11 digits of the hash"),
        ("1234-" + "a" * 65, "65 digits of the hash"),
        ("\u0661\u0662-9f2c01ab77de0c55", "were expected"),
        ("9" * 20 + "-9f2c01ab77de0c55", "were expected"),
    ],
)
def test_what_is_no_seal_is_refused(typed: str, why: str) -> None:
    with pytest.raises(SettingsError, match="is no seal") as refused:
        parse_seal(typed)

    assert why in refused.value.detail


def test_letters_taken_for_digits_are_understood() -> None:
    assert parse_seal("l2O4-9f2c OIab 77de 0c55") == Seal(1204, "9f2c01ab77de0c55")


def test_a_log_cut_off_at_its_end_is_told() -> None:
    assert "only 1200 entries" in seal_problem(seal_of(1234, _HASH), 1200, "")


def test_a_log_written_anew_is_told_with_its_own_seal() -> None:
    other = hashlib.sha256(b"another").hexdigest()

    problem = seal_problem(seal_of(1234, _HASH), 2000, other)

    assert "entry 1234 has another hash" in problem
    assert str(seal_of(1234, other)) in problem


@pytest.mark.parametrize("at", [0, 7, 15])
def test_a_digit_misread_is_told_from_another_log(at: int) -> None:
    seal = seal_of(1234, _HASH)
    wrong = "0" if seal.digits[at] != "0" else "1"
    misread = Seal(1234, seal.digits[:at] + wrong + seal.digits[at + 1 :])

    assert "look at the paper again" in seal_problem(misread, 2000, _HASH)


def test_the_seal_of_a_log_without_entries_is_all_noughts() -> None:
    seal = seal_of(0, "")

    assert str(seal) == "0-0000 0000 0000 0000"
    assert seal_problem(parse_seal(str(seal)), 7, "") == ""
    assert "another hash" in seal_problem(Seal(0, _HASH[:16]), 7, "")
    assert seal_of(0, GENESIS) == seal
