"""Where a control log on PostgreSQL is: the url taken apart, and how to show it without its password."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from corrtui.errors import SettingsError

SCHEMES = ("postgresql://", "postgres://")
_NAME = re.compile(r"[\w.-]{1,60}")
ONLY_DESK = "main"
"""The desk's name in a database when the url does not say: one desk a database needs none."""


@dataclass(frozen=True, slots=True)
class Address:
    """A desk's log on a server.

    Attributes:
        conninfo: the url as libpq reads it, its password included: never shown.
        desk: name of the desk in that database; several desks may share one.
        shown: the url for people and messages.
        password: what must never be shown; empty when the url holds none.
    """

    conninfo: str
    desk: str
    shown: str
    password: str

    def without_password(self, words: str) -> str:
        """Return `words`, e.g. what the server said, with the password blotted out wherever it stands."""
        return words.replace(self.password, "***") if self.password else words


def is_url(place: str) -> bool:
    """Tell whether a place of a log is a url of PostgreSQL and not a folder."""
    return place.startswith(SCHEMES)


def read_url(url: str) -> Address:
    """Return the address a url stands for: `postgresql://user@host/database?desk=NAME`.

    Raises:
        SettingsError: it cannot be taken apart; the message does not repeat it.
    """
    try:
        parts = urlsplit(url)
        query = parse_qsl(parts.query.replace("+", "%2B"), keep_blank_values=True)  # to libpq a + is a +
    except ValueError:
        raise _unreadable() from None
    if parts.netloc.count("@") > 1 or parts.fragment or not is_url(url):
        raise _unreadable()
    desk = next((value for key, value in query if key == "desk"), ONLY_DESK)
    if not _NAME.fullmatch(desk):
        raise SettingsError(
            "[control] url names no desk",
            f"desk={desk!r}",
            "letters, digits, dot, dash and underscore, at most 60, e.g. ?desk=letters",
        )
    rest = [(key, value) for key, value in query if key != "desk"]
    who, at, where = parts.netloc.rpartition("@")
    user, _, word = who.partition(":")
    password = unquote(word) or next((value for key, value in rest if key == "password"), "")
    open_query = [(key, value) for key, value in query if key not in ("password", "sslpassword")]
    return Address(
        conninfo=_url(parts.netloc, parts.path, rest),
        desk=desk,
        shown=_url(f"{user}{at}{where}", parts.path, open_query),
        password=password,
    )


def _url(netloc: str, path: str, query: list[tuple[str, str]]) -> str:
    tail = urlencode(query, quote_via=quote, safe="/")
    return f"postgresql://{netloc}{path}{'?' if tail else ''}{tail}"


def _unreadable() -> SettingsError:
    return SettingsError(
        "[control] url cannot be read",
        "it is not of the form postgresql://user@host/database",
        "write @ : / ? # of a password as %40 %3A %2F %3F %23, or better: put it into ~/.pgpass",
    )
