"""Typed reading of a TOML table whose errors name file, line and key: tomllib itself keeps no lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from corrtui.errors import SettingsError
from corrtui.text import is_clean

_MISSING: Any = object()


class Table:
    """One table of a TOML file, with where it stands.

    Args:
        data: the parsed table.
        path: the file, named in errors.
        text: the whole file, searched for the line of a key.
        name: dotted name of the table; empty for the root.
        nth: which of several `[[name]]` tables, from 0; None for a plain table.
        after: line the table it stands in begins at.
    """

    def __init__(
        self,
        data: Mapping[str, Any],
        path: Path,
        text: str,
        name: str = "",
        nth: int | None = None,
        after: int = 1,
    ) -> None:
        self.data = data
        self.path = path
        self._text = text
        self.name = name
        self._nth = nth
        self._after = after

    @property
    def line(self) -> int:
        """Line of the table's header, from 1; 1 for the root."""
        if not self.name:
            return 1
        escaped = re.escape(self.name)
        plain = rf"^[ \t]*\[\[{escaped}\]\]" if self._nth is not None else rf"^[ \t]*\[{escaped}\]"
        places = [match.start() for match in re.finditer(plain, self._text, re.MULTILINE)]
        nth = self._nth or 0
        return self._text.count("\n", 0, places[nth]) + 1 if nth < len(places) else self._line_inline()

    def _line_inline(self) -> int:
        """A table written `parent.key = …` or `key = { … }`: the line where its last word stands."""
        word = re.escape(self.name.rsplit(".", 1)[-1])
        lines = self._text.splitlines()
        for number in range(self._after, len(lines) + 1):
            if re.match(rf"\s*(?:[\w.]+\.)?{word}\s*[.=]", lines[number - 1]):
                return number
        return self._after

    def line_of(self, key: str) -> int:
        """Line of `key` in this table, from 1; the header's line when the key is not written there."""
        start = self.line
        lines = self._text.splitlines()
        for number in range(start - 1 if not self.name else start, len(lines)):
            if number >= start and re.match(r"\s*\[", lines[number]) and self.name:
                break
            if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[.=]", lines[number]):
                return number + 1
        return start

    def error(self, key: str, what: str, remedy: str) -> SettingsError:
        """Return the error for a key of this table."""
        where = f"{self.name}.{key}" if self.name else key
        return SettingsError(
            f"{self.path.name}: {where}: {what}", f"{self.path}, line {self.line_of(key)}", remedy
        )

    def only(self, *known: str) -> None:
        """Refuse any key that is not among `known`: a typing error must not be ignored."""
        for key in self.data:
            if key not in known:
                raise self.error(key, "unknown key", f"known here: {', '.join(known)}")

    def _get(self, key: str, default: Any) -> Any:
        if key in self.data:
            return self.data[key]
        if default is _MISSING:
            raise self.error(key, "is missing", f"write {key} = … there")
        return default

    def text(self, key: str, default: str = _MISSING) -> str:
        """Return a string; control characters in it are refused."""
        value = self._get(key, default)
        if not isinstance(value, str) or not is_clean(value):
            raise self.error(key, "must be text on one line", f'e.g. {key} = "…"')
        if default is _MISSING and not value.strip():
            raise self.error(key, "is empty", f'e.g. {key} = "…"')
        return value

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false."""
        value = self._get(key, default)
        if not isinstance(value, bool):
            raise self.error(key, "must be true or false", f"e.g. {key} = true")
        return value

    def number(self, key: str, default: float, *, low: float, high: float) -> float:
        """Return a number between `low` and `high`."""
        value = self._get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise self.error(key, f"must be a number from {low:g} to {high:g}", f"e.g. {key} = {default:g}")
        return float(value)

    def texts_of(self, key: str, default: tuple[str, ...] = _MISSING) -> tuple[str, ...]:
        """Return a list of one-line strings; TOML dates are taken as their text."""
        value = self._get(key, default)
        if not isinstance(value, list | tuple):
            raise self.error(key, "must be a list", f'e.g. {key} = ["…"]')
        texts = [item.isoformat() if isinstance(item, date) else item for item in value]
        if not all(isinstance(item, str) and is_clean(item) for item in texts):
            raise self.error(key, "must be a list of texts on one line each", f'e.g. {key} = ["…"]')
        return tuple(texts)

    def texts(self) -> dict[str, str]:
        """Return the whole table as key → text."""
        return {key: self.text(key) for key in self.data}

    def day_of(self, key: str, text: str) -> date:
        """Return the ISO date in `text`, an item of list `key`."""
        try:
            return datetime.strptime(text, "%Y-%m-%d").date()
        except ValueError:
            raise self.error(key, f"{text!r} is no date", "write it 2026-12-24") from None

    def table(self, key: str, *, required: bool = True) -> Table:
        """Return the sub-table `key`; an empty one when it may be missing."""
        value = self._get(key, _MISSING if required else {})
        if not isinstance(value, dict):
            raise self.error(key, "must be a table", f"write [{key}]")
        name = f"{self.name}.{key}" if self.name else key
        return Table(value, self.path, self._text, name, after=self.line)

    def tables(self, key: str) -> list[Table]:
        """Return the `[[key]]` tables; none is fine."""
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(key, "must be tables", f"write [[{key}]]")
        return [Table(item, self.path, self._text, key, nth) for nth, item in enumerate(value)]

    def items(self) -> Iterator[tuple[str, Table]]:
        """Yield the sub-tables of this table by name."""
        for key in self.data:
            yield key, self.table(key)
