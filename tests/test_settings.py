"""desk.toml: what it says is taken exactly; what is wrong is named by file, line, key and remedy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corrtui.errors import SettingsError
from corrtui.settings import Settings, load_settings

DESK = """\
[office]
name = "Harbor & Vale"
address = ["2200 Foundry Road", "Dubuque IA 52001"]
timezone = "America/Chicago"
closed_days = ["2026-12-24", 2026-12-28]

[desk]
signer = "mstern"
settle = 0.5

[[people]]
login = "rhale"
name = "Robin Hale"
initials = "rh"

[[people]]
login = "mstern"
name = "M. R. Stern"
initials = "mrs"
roles = ["official", "supervisor"]

[[departments]]
code = "AR"
name = "Accounts Receivable"

[[records]]
name = "orders"
kind = "order"
path = "records/orders.csv"
key = "order_no"
links = { account = "account_no" }

[[records]]
name = "invoices"
kind = "invoice"
path = "records/ledger.sqlite"
table = "invoices"
key = "invoice_no"
links = { account = "account_no" }

[categories.BIL]
office_days = 3

[keys]
skip = "f6"
"""


def _load(folder: Path, text: str) -> Settings:
    (folder / "desk.toml").write_text(text, encoding="utf-8")
    return load_settings(folder)


def test_a_whole_file_is_taken(tmp_path: Path) -> None:
    settings = _load(tmp_path, DESK)

    assert settings.office.name == "Harbor & Vale"
    assert settings.closed_days == {date(2026, 12, 24), date(2026, 12, 28)}
    assert settings.official.login == "mstern"
    assert settings.people[0].roles == {"clerk"}
    assert settings.settle == 0.5
    assert settings.allow_as is False
    assert settings.keys == {"skip": "f6"}
    assert settings.categories["BIL"] == {"office_days": 3}
    orders, invoices = settings.sources
    assert orders.path == tmp_path / "records/orders.csv"
    assert dict(orders.links) == {"account": "account_no"}
    assert orders.title == "order {order_no}"
    assert (orders.line, invoices.line) == (26, 33)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('name = "Harbor & Vale"', "nam = 1", 2, "office.nam: unknown key"),
        ('name = "Harbor & Vale"', "", 1, "office.name: is missing"),
        ('name = "Harbor & Vale"', "name = 7", 2, "must be text"),
        ('name = "Harbor & Vale"', 'name = "a\\u001bb"', 2, "must be text on one line"),
        ('name = "Harbor & Vale"', 'name = " "', 2, "is empty"),
        ('"2026-12-24"', '"Dec 24"', 5, "'Dec 24' is no date"),
        ("America/Chicago", "America/Chikago", 4, "no time zone"),
        ("America/Chicago", "../../etc/passwd", 4, "no time zone"),
        ('signer = "mstern"', 'signer = "stern"', 8, "is nobody in"),
        ("settle = 0.5", 'settle = "soon"', 9, "must be a number"),
        ("settle = 0.5", "settle = -1", 9, "from 0 to 600"),
        ("settle = 0.5", 'work_day = "all day"', 9, "'all day' is no day of work"),
        ("settle = 0.5", 'work_day = "17:00-08:00"', 9, "is no day of work"),
        ("settle = 0.5", 'work_day = "08:00-12:00-17:00"', 9, "is no day of work"),
        ("settle = 0.5", "clerks = -1", 9, "from 0 to 500"),
        ("settle = 0.5", "allow_as = 1", 9, "true or false"),
        ("settle = 0.5", 'ocr_languages = "eng --oem 0"', 9, "names no languages"),
        ("settle = 0.5", 'ocr_languages = ""', 9, "names no languages"),
        ('"supervisor"', '"boss"', 20, "unknown role 'boss'"),
        ('login = "mstern"', 'login = "rhale"', 17, "stands twice"),
        ('code = "AR"', 'kode = "AR"', 23, "unknown key"),
        ('path = "records/orders.csv"', 'path = "~nobody-here/orders.csv"', 29, "the home of nobody"),
        ('key = "invoice_no"', "", 33, "records.key: is missing"),
        ('table = "invoices"', "table = 1", 37, "must be text"),
        (
            'table = "invoices"\nkey = "invoice_no"\nlinks = { account = "account_no" }',
            'key = "invoice_no"\nlinks = { account = 7 }',
            38,
            "records.links.account: must be text",
        ),
        ('skip = "f6"', 'skip = "y"', 45, "'y' starts both"),
        ('skip = "f6"', 'slip = "f6"', 45, "unknown command 'slip'"),
    ],
)
def test_an_error_names_line_key_and_remedy(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert old in DESK
    with pytest.raises(SettingsError) as raised:
        _load(tmp_path, DESK.replace(old, new))

    assert words in raised.value.title
    assert raised.value.detail == f"{tmp_path / 'desk.toml'}, line {line}"
    assert raised.value.hint


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[office\n", "not valid TOML"),
        ('[office]\nname = "x"\naddress = []\n', "Nobody works"),
        ("", "office: is missing"),
        ('office = "x"', "must be a table"),
    ],
)
def test_a_broken_file_is_said_to_be_broken(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        _load(tmp_path, text)


def test_a_folder_without_desk_toml_is_no_desk(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="not a desk") as raised:
        load_settings(tmp_path)

    assert "corrtui init" in raised.value.hint


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_bytes(b'[office]\nname = "\xff"\n')

    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path)


def test_languages_that_must_be_answered_in_their_own(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text(DESK + '\n[proof]\ntranslated = ["es"]\n')
    assert load_settings(tmp_path).translated == {"es"}

    (tmp_path / "desk.toml").write_text(DESK + '\n[proof]\ntranslated = ["Spanish"]\n')
    with pytest.raises(SettingsError, match="'Spanish' is no language"):
        load_settings(tmp_path)


def test_the_languages_of_scans(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text(DESK)
    assert load_settings(tmp_path).ocr_languages == "eng"

    (tmp_path / "desk.toml").write_text(DESK.replace("settle = 0.5", 'ocr_languages = "eng+chi_sim"'))
    assert load_settings(tmp_path).ocr_languages == "eng+chi_sim"
