"""What is found in a letter and kept beside it, flat: plain values that go to JSON and come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Kept:
    """A frozen dataclass whose fields are plain values."""

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return what to_json gave; unknown keys are ignored.

        Raises:
            KeyError: a field is missing.
        """
        return cls(**{field.name: data[field.name] for field in fields(cls)})
