"""What `desk.toml` says of keys: `[keys]` of the office, `keys` of a person; errors name file, line, key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from corrtui.commands import KeyProblem
from corrtui.errors import SettingsError
from corrtui.presets import registry_of
from corrtui.toml_reader import Table

Choice = tuple[str, Mapping[str, str]]
"""A preset, empty for none, and what is changed on top of it: command id → keys."""


def office_keys(table: Table) -> Choice:
    """Return what `[keys]` says; `preset` is the one key of it that names no command.

    Raises:
        SettingsError: a value is no text.
    """
    keys = {key: table.text(key, "") for key in table.data}  # empty: the command has no key
    return keys.pop("preset", ""), keys


def person_keys(table: Table) -> Choice:
    """Return what a `[[people]]` table says: `keys = "mutt"`, or a table as `[keys]` is.

    Raises:
        SettingsError: it is neither.
    """
    if isinstance(table.data.get("keys"), dict):
        return office_keys(table.table("keys"))
    return table.text("keys", ""), {}


def check_keys(root: Table, office: Choice, people: Iterable[Choice]) -> None:
    """Refuse keys that cannot work, for the office and for each person of `[[people]]` in its order.

    Raises:
        SettingsError: an unknown command or preset, a key that cannot work, or two that clash.
    """
    preset, changed = office
    try:
        registry_of(preset, changed)
    except KeyProblem as problem:
        raise _at_line(root.table("keys"), problem) from None
    for table, (own, keys) in zip(root.tables("people"), people, strict=True):
        if not own and not keys:
            continue
        try:
            registry_of(own or preset, changed, keys)
        except KeyProblem as problem:
            if keys:
                raise _at_line(table.table("keys"), problem) from None
            raise table.error("keys", problem.what, problem.remedy) from None


def _at_line(table: Table, problem: KeyProblem) -> SettingsError:
    """Return the error at a line that can be mended: the preset's own keys stand in none."""
    written = next((key for key in problem.ids if key in table.data), "preset")
    return table.error(written, problem.what, problem.remedy)
