"""Readers: one module a format, all of them run in a child process, because their input is foreign.

`ReaderChild` is the only door: a path goes in, a clean `Reading` comes out.
"""

from __future__ import annotations

from corrtui.intake.readers.parent import ReaderChild

__all__ = ["ReaderChild"]
