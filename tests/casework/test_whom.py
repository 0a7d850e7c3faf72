"""Whom the office tells: `[tell]` of desk.toml by class, then by category, then the shipped words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corrtui.casework.whom import Addressee, Whom
from corrtui.desk import Desk
from corrtui.errors import SettingsError
from corrtui.settings import Settings, load_settings
from corrtui.triage.sensitive import load_sensitive
from corrtui.triage.tells import told_classes

THREAT, SELF_HARM, COURT = "threat or violence", "self-harm", "legal process"
STERN = Addressee("Margaret R. Stern", "mstern")


def settings(folder: Path, tell: str) -> Settings:
    toml = folder / "desk.toml"
    toml.write_text(f"{toml.read_text()}\n[tell]\n{tell}\n")
    return load_settings(folder)


def test_an_entry_that_is_a_login_is_that_person_any_other_is_printed_as_it_is(folder: Path) -> None:
    whom = Whom(settings(folder, 'SAF = ["mstern", "site security, ext. 444"]'))

    assert whom.of(THREAT) == (STERN, Addressee("site security, ext. 444"))
    assert whom.words([THREAT]) == "Margaret R. Stern or site security, ext. 444"
    assert whom.names("mstern", [THREAT])
    assert not whom.names("site security, ext. 444", [THREAT])


def test_a_login_that_was_misspelled_is_named_by_the_check(
    folder: Path, open_desk: Callable[..., Desk]
) -> None:
    settings(folder, 'SAF = ["mstren", "pcole", "security"]')

    found = [line for line in open_desk().check() if "[tell]" in line]

    assert found == ["[tell] names 'mstren', who is nobody in [[people]]; if 'mstern' is meant, write that"]


def test_a_class_goes_before_its_category(folder: Path) -> None:
    whom = Whom(settings(folder, 'SAF = ["security"]\nself-harm = ["pcole"]'))

    assert whom.words([THREAT]) == "security"
    assert whom.words([SELF_HARM]) == "Perry Cole"
    assert whom.words([SELF_HARM, THREAT]) == "Perry Cole; security"


def test_without_it_the_shipped_words_stand_and_supervisors_and_officials_are_the_people(
    folder: Path,
) -> None:
    whom = Whom(settings(folder, 'SAF = ["security"]'))

    assert whom.words([COURT]) == "Legal"
    assert whom.of(COURT) == (Addressee("Legal"), STERN)
    assert not whom.names("pcole", [COURT])
    assert whom.names("mstern", [COURT])
    assert not whom.names("mstern", [THREAT])


def test_a_class_that_is_none_any_more_is_told_to_those_people(folder: Path) -> None:
    assert Whom(load_settings(folder)).of("a class of an older release") == (STERN,)


@pytest.mark.parametrize(
    ("tell", "words"),
    [
        ('"self harm" = ["mstern"]', "tell.self harm: no such sensitive class"),
        ('SAFE = ["mstern"]', "tell.SAFE: no such sensitive class"),
        ("SAF = []", "names nobody"),
        ('SAF = [" "]', "names nobody"),
        ('SAF = "mstern"', "must be a list"),
        ("SAF = [3]", "must be a list of texts"),
        ('SAF = ["a\\u0007b"]', "must be a list of texts"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(folder: Path, tell: str, words: str) -> None:
    with pytest.raises(SettingsError) as wrong:
        Whom(settings(folder, tell))

    assert words in wrong.value.title
    line = len((folder / "desk.toml").read_text().splitlines())
    assert wrong.value.detail.endswith(f"line {line}")


def test_a_class_that_was_misspelled_is_guessed(folder: Path) -> None:
    with pytest.raises(SettingsError) as wrong:
        Whom(settings(folder, '"self harm" = ["mstern"]'))

    assert "did you mean 'self-harm'?" in wrong.value.hint
    assert "threat or violence" in wrong.value.hint


def test_tell_that_is_no_table_is_refused(folder: Path) -> None:
    toml = folder / "desk.toml"
    toml.write_text(f'tell = "mstern"\n{toml.read_text()}')

    with pytest.raises(SettingsError, match="tell: must be a table"):
        load_settings(folder)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mstern", STERN),
        ("margaret r. stern", STERN),
        ("Stern", STERN),
        ("SITE security,  ext. 444", Addressee("the site security, ext. 444")),
        ("site", Addressee("the site security, ext. 444")),
        ("s", Addressee("s")),
        ("r", Addressee("r")),
        ("pcole", Addressee("Perry Cole", "pcole")),
        ("Perry Cole", Addressee("Perry Cole", "pcole")),
        ("Perry", Addressee("Perry")),
        (" the  sheriff ", Addressee("the sheriff")),
    ],
)
def test_who_is_meant(folder: Path, typed: str, found: Addressee) -> None:
    whom = Whom(settings(folder, 'SAF = ["mstern", "the site security, ext. 444"]'))

    assert whom.find(typed, [THREAT]) == found


def test_each_shipped_class_names_somebody() -> None:
    classes = told_classes()

    assert list(classes) == [row.kind for row in load_sensitive()._classes]
    assert all(row.words and row.category for row in classes.values())
