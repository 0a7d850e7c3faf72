"""The search for garbage is put off while the program starts: it takes 0.1 s, and there is none yet."""

from __future__ import annotations

import gc


def put_off() -> None:
    """Search for none until `begin`."""
    gc.disable()


def begin() -> None:
    """Search for garbage from now on, if that was put off, and not among what is there now: it stays."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
