"""Office: who writes, `[office]` of `desk.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from corrtui.toml_reader import Table


@dataclass(frozen=True, slots=True)
class Office:
    """Who writes: the letterhead and what templates call `office.*`."""

    name: str
    address: tuple[str, ...]
    phone: str = ""
    email: str = ""
    web: str = ""
    hours: str = ""
    letterhead: tuple[str, ...] = ()
    """Further lines under the name, e.g. a motto."""
    timezone: str = ""
    """IANA name; empty means the machine's own zone. Days of the desk are counted in it."""

    @property
    def zone(self) -> ZoneInfo | None:
        """The office's time zone, or None for the machine's own."""
        return ZoneInfo(self.timezone) if self.timezone else None


def read_office(table: Table) -> tuple[Office, frozenset[date]]:
    """Return the office and the days it is closed.

    Raises:
        SettingsError: a key is missing, unknown or of the wrong kind.
    """
    table.only(
        "name", "address", "phone", "email", "web", "hours", "letterhead", "timezone", "closed_days"
    )  # fmt: skip
    zone = table.text("timezone", "")
    if zone:
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, OSError):
            raise table.error("timezone", f"{zone!r} is no time zone", 'e.g. "America/Chicago"') from None
    office = Office(
        name=table.text("name"),
        address=table.texts_of("address"),
        phone=table.text("phone", ""),
        email=table.text("email", ""),
        web=table.text("web", ""),
        hours=table.text("hours", ""),
        letterhead=table.texts_of("letterhead", ()),
        timezone=zone,
    )
    return office, frozenset(table.day_of("closed_days", day) for day in table.texts_of("closed_days", ()))
