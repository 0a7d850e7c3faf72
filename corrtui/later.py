"""Rooms entered when they are first asked for: what the first screen does not need loads after it."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Later:
    """Stands for a module of ours and loads it the first time something in it is asked for.

    Type checkers are to see the module itself: the name is imported under `TYPE_CHECKING`, and made of this
    otherwise.

    Args:
        name: full name of the module.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name), name)
