"""What the office changed of its clocks in desk.toml is entered in the control log, once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from corrtui.casework.bench import Bench
from corrtui.control.acts import ClockRulesChanged
from corrtui.errors import CorrtuiError
from corrtui.toml_reader import Table


def enter_changes(bench: Bench) -> bool:
    """Enter what changed in `[clocks]` since it was last entered; True when something was.

    The log says what was entered last, and it is asked under its lock: sessions that start at the same time
    enter a change once. Where the log cannot be written now, the next start enters it.
    """
    now = _text(bench.settings.clocks)
    if now == bench.register.clock_rules:
        return False
    with suppress(CorrtuiError), bench.log.locked():
        bench.sync()
        before = bench.register.clock_rules
        if now != before:
            done = tuple(_differences(_table(before), _table(now)))
            bench.log.append(bench.me.login, [("", ClockRulesChanged(done=done, rules=now))])
            bench.sync()
            return True
    return False


def _text(table: Table) -> str:
    if not table.data:
        return ""
    return json.dumps(table.data, sort_keys=True, separators=(",", ":"), default=str)


def _table(text: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(text) if text else {}
    return found


def _differences(before: Mapping[str, Any], now: Mapping[str, Any], where: str = "") -> Iterator[str]:
    for key in sorted(before.keys() | now.keys()):
        old, new = before.get(key), now.get(key)
        if old == new:
            continue
        if isinstance(old, dict | None) and isinstance(new, dict | None):
            yield from _differences(old or {}, new or {}, f"{where}{key}.")
        else:
            yield f"{where}{key}: {_said(old)} → {_said(new)}"


def _said(value: object) -> str:
    return "as shipped" if value is None else json.dumps(value, ensure_ascii=False)
