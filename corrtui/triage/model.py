"""The model shipped with the program: which of its categories a letter most likely is.

A linear model over the features of `features.py`. `data/triage.model` holds its weights only; it is made by
`tests/benchmarks/train_triage.py` (`make train`), and read when the first letter is described.
"""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from corrtui.errors import SettingsError
from corrtui.triage.features import Features
from corrtui.triage.packed import pack_numbers, unpack_numbers
from corrtui.triage.rules import DATA

NAME = "triage.model"
_VERSION = 1
_IDF_STEP = 24.0
"""Steps an inverse document frequency of 1 is kept in; a byte holds up to 10.6."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the model makes of a letter."""

    margins: Mapping[str, float]
    """Category → log odds of it, best first."""
    known: int
    """How many features of the letter the model knows,"""
    familiar: float
    """and which share of all it has: 0 to 1."""
    strongest: tuple[tuple[int, int, float], ...]
    """Places in the text (start, end) that speak most for the best category, with how much."""


class Model:
    """The weights, ready to be asked.

    Args:
        header: classes, bias, scale, floor and a, b of the confidence; see `pack`.
        marks: the features known.
        idf: inverse document frequency of each, in steps of 1/24.
        weights: of each class a weight for each feature, in steps of `scale`.
    """

    def __init__(
        self, header: Mapping[str, Any], marks: Sequence[int], idf: bytes, weights: Sequence[array[int]]
    ) -> None:
        self.classes = tuple(header["classes"])
        self._header = header
        self._at = dict(zip(marks, range(len(marks)), strict=True))
        self._idf = idf
        self._weights = tuple(weights)

    def estimate(self, features: Features, most: int = 4) -> Estimate:
        """Return the log odds of each class, and up to `most` places that speak for the best one.

        A letter of a few known words is not stretched to the length of a long one: it decides less.
        """
        sums = [0.0] * len(self.classes)
        squares = 0.0
        hits: list[tuple[int, float, int, int]] = []
        at_of, idf, weights = self._at, self._idf, self._weights
        for mark, (count, start, end) in features.items():
            at = at_of.get(mark)
            if at is None:
                continue
            value = idf[at] / _IDF_STEP * (1 + math.log(count))
            squares += value * value
            hits.append((at, value, start, end))
            for nth, row in enumerate(weights):
                sums[nth] += value * row[at]
        scale = self._header["scale"] / max(math.sqrt(squares), self._header["floor"])
        odds = [total * scale + bias for total, bias in zip(sums, self._header["bias"], strict=True)]
        ranked = sorted(range(len(odds)), key=lambda nth: -odds[nth])
        best, following = weights[ranked[0]], weights[ranked[1]]
        speaking = sorted(
            (
                (value * (best[at] - following[at]) * scale, start, end)
                for at, value, start, end in hits
                if start >= 0
            ),
            reverse=True,
        )
        margins = {self.classes[nth]: odds[nth] for nth in ranked}
        return Estimate(margins, len(hits), len(hits) / max(len(features), 1), _apart(speaking, most))

    def confidence(self, margin: float) -> float:
        """Return how often the best class is right when it leads the next by `margin`; 0 to 1."""
        a, b = self._header["confidence"]
        return 1 / (1 + math.exp(-min(max(a + b * margin, -30.0), 30.0)))


def _apart(speaking: Sequence[tuple[float, int, int]], most: int) -> tuple[tuple[int, int, float], ...]:
    """Return the strongest places that do not lie in one another; those that speak against are left out."""
    kept: list[tuple[int, int, float]] = []
    for weight, start, end in speaking:
        if weight <= 0 or len(kept) == most:
            break
        if all(end <= there or start >= to for there, to, _ in kept):
            kept.append((start, end, weight))
    return tuple(kept)


def pack(
    header: Mapping[str, Any], marks: Sequence[int], idf: bytes, weights: Sequence[Sequence[int]]
) -> bytes:
    """Return a model as the bytes of its file: a line of JSON, then marks, frequencies and weights."""
    line = json.dumps({**header, "version": _VERSION, "count": len(marks)}, sort_keys=True).encode()
    return b"\n".join(
        (line, pack_numbers(marks) + idf + b"".join(array("b", row).tobytes() for row in weights))
    )


def unpack(data: bytes) -> Model:
    """Return the model in `data`.

    Raises:
        ValueError: it is no such file, or not whole.
        KeyError: a value is missing in its first line.
    """
    line, _, rest = data.partition(b"\n")
    header = json.loads(line)
    count, classes = header["count"], len(header["classes"])
    if header["version"] != _VERSION or len(rest) != count * (5 + classes) or classes < 2:
        raise ValueError("not a model of this release, or not whole")
    marks = unpack_numbers(rest[: 4 * count])
    rows = [array("b", rest[count * (5 + nth) : count * (6 + nth)]) for nth in range(classes)]
    return Model(header, marks, rest[4 * count : 5 * count], rows)


@lru_cache(maxsize=1)
def load_model() -> Model:
    """Return the shipped model, read once.

    Raises:
        SettingsError: the file is missing or damaged.
    """
    path = DATA / NAME
    try:
        return unpack(path.read_bytes())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            "The model that sorts letters cannot be read", f"{path}: {error}", "install corrtui again"
        ) from error
