"""Opening a desk: its log, claims, register, letters and records are put on the bench."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from corrtui.calendar import OfficeCalendar
from corrtui.casework.bench import Bench, Categories
from corrtui.casework.whom import Whom
from corrtui.control.checkpoint import CHECKPOINT, Checkpoint
from corrtui.control.register import Register
from corrtui.control.stores import Control
from corrtui.letters.library import Library, builtin_templates
from corrtui.records.index import RecordIndex
from corrtui.settings import Person, Settings
from corrtui.triage.categories import load_categories
from corrtui.triage.dispositions import load_dispositions

if TYPE_CHECKING:
    from corrtui.triage.clock_rules import ClockRules


def lay_bench(
    settings: Settings,
    me: Person,
    control: Control,
    today: Callable[[], date],
    record_troubles: Callable[[], tuple[str, ...]],
    typed: bool = False,
) -> Bench:
    """Return the bench of a desk; nothing of its log is read yet.

    Args:
        settings: what `desk.toml` says.
        me: who works.
        control: its log and its claims.
        today: tells the day of the office.
        record_troubles: tells what could not be used of the record sources.
        typed: who works is at the command line.
    """
    folder = settings.folder / "control"
    categories = Categories(load_categories(settings.categories))

    @cache
    def clock_rules() -> ClockRules:
        from corrtui.triage.clock_rules import load_clock_rules  # not before a clock is looked at

        return load_clock_rules(settings.clocks, categories)

    if settings.clocks.data:  # what is wrong there is said now
        clock_rules()
    return Bench(
        settings=settings,
        me=me,
        log=control.log,
        claims=control.claims,
        register=Register(control.log.history, Checkpoint(folder / CHECKPOINT, control.log)),
        library=Library((settings.folder / "templates", builtin_templates())),
        records=RecordIndex.open(settings.sources, folder / "records.sqlite"),
        record_troubles=record_troubles,
        categories=categories,
        dispositions=load_dispositions(),
        calendar=OfficeCalendar(settings.closed_days),
        clock_rules=clock_rules,
        whom=Whom(settings),
        today=today,
        typed=typed,
    )
