"""PIN: whoever sits down at a desk whose operating-system user is shared types one, and five wrong ones wait.

A PIN is stretched with scrypt and a salt of its own. What was refused is counted in the control log, so that
another process, or starting anew, gives no further tries.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from corrtui.casework.bench import Bench
from corrtui.control.acts import PinRefused, SignedIn
from corrtui.control.log import ControlLog
from corrtui.errors import Refused, SettingsError
from corrtui.people import system_login
from corrtui.settings import Person, Settings

SHORTEST = 6
"""Characters a PIN has at least. Source: NIST SP 800-63B-4 asks 6 of one that is chosen by the clerk."""
LONGEST = 128
TRIES = 5
"""Wrong PINs within WINDOW after which nobody gets in; NIST SP 800-63B, 5.2.2, asks for such a limit."""
WINDOW = timedelta(minutes=15)
_ASKED = 3
"""How often one start asks."""
_METHOD = "scrypt"
# OWASP, Password Storage Cheat Sheet: scrypt with N = 2^15, r = 8, p = 3 (32 MB).
_N, _R, _P = 2**15, 8, 3
_MOST_N, _MOST_R, _MOST_P = 2**18, 16, 16
_LEAST_SALT, _LENGTH = 8, 32
"""Bytes of a salt at least, and of a hash."""
_BLOCK = 500


def hash_pin(pin: str, n: int = _N) -> str:
    """Return what stands in desk.toml for a PIN: `scrypt:N:r:p:salt:hash`, salt and hash hexadecimal.

    Args:
        pin: what the person will type.
        n: what it costs to try one, a power of two; memory grows with it.

    Raises:
        Refused: it is too short or too long.
    """
    # A NUL at its end would be no part of it: the key of an HMAC is filled up with them.
    if not SHORTEST <= len(_plain(pin)) <= LONGEST or not _plain(pin).isprintable():
        raise Refused(
            f"A PIN has {SHORTEST} to {LONGEST} characters", hint="letters and blanks may be among them"
        )
    salt = secrets.token_bytes(16)
    found = _stretch(pin, salt, n, _R, _P)
    return ":".join((_METHOD, str(n), str(_R), str(_P), salt.hex(), found.hex()))


def is_pin(pin: str, stored: str) -> bool:
    """Tell whether `pin` is the one `stored` was made of. It takes as long for a wrong one.

    Raises:
        ValueError: `stored` was not made by `hash_pin`.
    """
    method, n, r, p, salt, wanted = stored.split(":")
    cost, block, lanes = int(n), int(r), int(p)
    if method != _METHOD or not (1 < cost <= _MOST_N and 0 < block <= _MOST_R and 0 < lanes <= _MOST_P):
        raise ValueError("no such method")
    grain, kept = bytes.fromhex(salt), bytes.fromhex(wanted)
    if len(grain) < _LEAST_SALT or len(kept) != _LENGTH:
        raise ValueError("salt or hash is cut off")
    found = _stretch(pin, grain, cost, block, lanes)
    return hmac.compare_digest(found, kept) and len(pin) <= LONGEST and _plain(pin).isprintable()


def _plain(pin: str) -> str:
    return unicodedata.normalize("NFKC", pin)


def _stretch(pin: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    # Whoever types a megabyte is refused, and not sooner or later than others.
    data = _plain(pin[: 2 * LONGEST]).encode("utf-8", "replace")
    return hashlib.scrypt(data, salt=salt, n=n, r=r, p=p, maxmem=256 * n * r + 2**20, dklen=_LENGTH)


def check_set(settings: Settings, person: Person) -> None:
    """Let somebody with a PIN sit down.

    Raises:
        SettingsError: desk.toml has none for this person, or not one `corrtui pin` made.
    """
    where = f"{settings.folder / 'desk.toml'}, line {person.line}"
    remedy = f'`corrtui pin {person.login}` makes the line pin = "…" for it'
    if not person.pin:
        raise SettingsError(f"{person.name} has no PIN at this desk", where, remedy)
    try:
        is_pin("", person.pin)
    except ValueError:
        raise SettingsError(f"The PIN of {person.name} cannot be read", where, remedy) from None


def _now() -> datetime:
    return datetime.now(UTC)


def sign_in(bench: Bench, ask: Callable[[str], str] | None, now: Callable[[], datetime] = _now) -> None:
    """Ask who sits down for the PIN, where the desk wants one, and enter how that ended.

    Args:
        bench: the desk.
        ask: shows its argument and returns what was typed, unseen; None: there is no way to ask.
        now: the time, UTC.

    Raises:
        SettingsError: no way to ask; and see `check_set`.
        Refused: three wrong ones, or too many of late.
        CorrtuiError: the log cannot be written; then nobody gets in.
    """
    if not bench.settings.require_pin:
        return
    me = bench.me
    check_set(bench.settings, me)
    if ask is None:
        raise SettingsError("This desk asks for a PIN", "and there is no terminal to type it at", "use one")
    account = system_login()
    for turn in range(_ASKED):
        _check_limit(bench, now())
        typed = ask(f"{'That is not it. ' if turn else ''}PIN of {me.name}: ")
        right = is_pin(typed, me.pin)
        with bench.log.locked():
            # Others may have tried meanwhile: what counts is what the log says when the answer is given.
            _check_limit(bench, now())
            act = SignedIn(account=account) if right else PinRefused(account=account)
            bench.log.append(me.login, [("", act)])
            bench.sync()
        if right:
            return
    raise Refused(
        f"That is not the PIN of {me.name}",
        "each wrong one is an entry in the log",
        "somebody who knows it may start again",
    )


def _check_limit(bench: Bench, now: datetime) -> None:
    bench.sync()
    until = locked_until(bench.log, bench.me.login, now)
    if until is not None:
        until_here = until.astimezone(bench.settings.office.zone)
        raise Refused(
            f"Nobody sits down as {bench.me.name} before {until_here:%H:%M}",
            f"{TRIES} wrong PINs within {WINDOW.seconds // 60} minutes",
            "wait, and tell the supervisor if it was not you",
        )


def locked_until(log: ControlLog, login: str, now: datetime) -> datetime | None:
    """Return until when nobody gets in as `login`, UTC; None when the PIN may be asked for.

    Source: office rule; after TRIES wrong PINs within WINDOW, WINDOW from the last of them.
    """
    wrong = sorted(_refused(log, login, now - 2 * WINDOW))
    if not wrong or now >= wrong[-1] + WINDOW:
        return None
    lately = [at for at in wrong if at > wrong[-1] - WINDOW]
    return wrong[-1] + WINDOW if len(lately) >= TRIES else None


def _refused(log: ControlLog, login: str, since: datetime) -> Iterator[datetime]:
    """Yield when a wrong PIN was entered for `login`; reads back from the end of the log, no further."""
    last = log.last_n
    while last > 0:
        found = log.entries(range(max(1, last - _BLOCK + 1), last + 1))
        for entry in found.values():
            if isinstance(entry.act, PinRefused) and entry.by == login and entry.at >= since:
                yield entry.at
        if not found or min(entry.at for entry in found.values()) < since:
            return
        last -= _BLOCK
