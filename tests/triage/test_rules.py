"""Reading the rule tables that are shipped with the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from corrtui.errors import SettingsError
from corrtui.triage import rules


def test_a_table_that_is_not_toml_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lexicon.toml").write_text('[BIL]\nstrong = ["x"\nweak = 1\n', encoding="utf-8")
    monkeypatch.setattr(rules, "DATA", tmp_path)

    with pytest.raises(SettingsError, match="line 3"):
        rules.read_rules("lexicon.toml")


def test_a_missing_table_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "DATA", tmp_path)

    with pytest.raises(SettingsError, match=r"nothing\.toml"):
        rules.read_rules("nothing.toml")


@pytest.mark.parametrize("name", ["categories", "dispositions", "lexicon", "sensitive", "holidays"])
def test_every_shipped_table_says_where_its_rules_come_from(name: str) -> None:
    table = rules.read_rules(f"{name}.toml")

    assert table.get("source") or all(row["cite"] for row in table["class"])
