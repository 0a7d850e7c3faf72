"""Trains the model that ships with the program: `make train` writes `corrtui/data/triage.model`.

From real complaints with clean labels; those with others teach, as a second opinion, what the words of a
product or an issue are. The same data give the same file.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from corrtui.triage.features import Features, find_features
from corrtui.triage.layout import read_layout
from corrtui.triage.lexicon import load_lexicon
from corrtui.triage.model import NAME, pack
from corrtui.triage.rules import DATA
from tests.benchmarks.triage_data import Complaint, complaints, have_complaints

CLASSES = ("BIL", "CRD", "DLQ", "SVC")
_FEWEST = 3
"""Letters a feature must stand in."""
_FLOOR = 30.0
"""Length below which a letter's features are not stretched: some thirty words."""
_COST = 10.0
_SECOND_COST = 5.0
_SECOND_OPINION = 0.07
"""Weight of what the other labels teach; chosen by cross-validation."""
_RARE_PRODUCT = 60
_IDF_STEP = 24.0
_SEED = 1


def features_of(text: str) -> Features:
    """Return the features of a letter as the desk finds them."""
    layout = read_layout(text)
    return find_features(text, layout.body, "", load_lexicon().evidence(text, layout))


class Corpus:
    """Complaints and their features, as a matrix of what all of them have.

    Args:
        rows: the complaints.
        found: the features of each.
    """

    def __init__(self, rows: Sequence[Complaint], found: Sequence[Features]) -> None:
        counts: dict[int, int] = {}
        for features in found:
            for mark in features:
                counts[mark] = counts.get(mark, 0) + 1
        self.marks = sorted(mark for mark, count in counts.items() if count >= _FEWEST)
        at = {mark: nth for nth, mark in enumerate(self.marks)}
        idf = np.log((1 + len(rows)) / (1 + np.array([counts[mark] for mark in self.marks]))) + 1
        self.idf = np.clip(np.rint(idf * _IDF_STEP), 0, 255).astype(np.uint8)
        places, columns, values = [0], [], []
        for features in found:
            known = [(at[mark], 1 + np.log(place[0])) for mark, place in features.items() if mark in at]
            columns += [column for column, _ in known]
            values += [value for _, value in known]
            places.append(len(columns))
        matrix = sp.csr_matrix((values, columns, places), shape=(len(rows), len(self.marks)))
        matrix = matrix @ sp.diags(self.idf / _IDF_STEP)
        lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(1)).ravel())
        self.matrix = (sp.diags(1 / np.maximum(lengths, _FLOOR)) @ matrix).tocsr()


def _fit(matrix: Any, wanted: Any, cost: float, balance: float) -> tuple[Any, float]:
    weights = np.ones(len(wanted))
    weights[wanted] *= ((~wanted).sum() / max(wanted.sum(), 1)) ** balance
    model = LogisticRegression(C=cost, solver="liblinear", random_state=_SEED)
    model.fit(matrix, wanted, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])


def _second_opinion(corpus: Corpus, rows: Sequence[Complaint], clean: Any) -> Any:
    """Return weights (features by opinions) learned from the letters without a clean label."""
    groups = {row.group for row, is_clean in zip(rows, clean, strict=True) if is_clean}
    other = np.array([row.group not in groups for row in rows])
    columns = []
    for labels in ([row.category for row in rows], [row.product[:25] for row in rows]):
        names = np.array(labels)
        for name in sorted(set(names[other])):
            wanted = names[other] == name
            if wanted.sum() >= _RARE_PRODUCT:
                columns.append(_fit(corpus.matrix[other], wanted, _SECOND_COST, 0.5)[0])
    return np.array(columns).T


def train(rows: Sequence[Complaint], found: Sequence[Features]) -> bytes:
    """Return the model these complaints teach, as the bytes of its file."""
    corpus = Corpus(rows, found)
    clean = np.array([bool(row.code) for row in rows])
    opinions = _second_opinion(corpus, rows, clean)
    said = corpus.matrix @ opinions
    opinions = opinions * (_SECOND_OPINION / said.std(0))
    matrix = sp.hstack([corpus.matrix, corpus.matrix @ opinions]).tocsr()[clean]
    labels = np.array([row.code for row in rows])[clean]
    groups = np.array([row.group for row in rows])[clean]

    odds = np.zeros((len(labels), len(CLASSES)))
    folds = StratifiedGroupKFold(5, shuffle=True, random_state=_SEED)
    for learnt, held_out in folds.split(labels, labels, groups):
        for nth, code in enumerate(CLASSES):
            weights, bias = _fit(matrix[learnt], labels[learnt] == code, _COST, 1.0)
            odds[held_out, nth] = matrix[held_out] @ weights + bias
    ranked = np.sort(odds, axis=1)
    right = np.array(CLASSES)[odds.argmax(1)] == labels
    margin = (ranked[:, -1] - ranked[:, -2])[:, None]
    sure = LogisticRegression(C=1e6).fit(margin, right)

    table, biases = [], []
    for code in CLASSES:
        weights, bias = _fit(matrix, labels == code, _COST, 1.0)
        size = len(corpus.marks)
        table.append(weights[:size] + opinions @ weights[size:])
        biases.append(round(bias, 4))
    all_weights = np.array(table)
    scale = float(np.quantile(np.abs(all_weights), 0.9999)) / 127
    steps = np.clip(np.rint(all_weights / scale), -127, 127).astype(np.int8)
    kept = np.flatnonzero(np.abs(steps).max(0) >= 1)
    header = {
        "classes": CLASSES,
        "bias": biases,
        "scale": round(scale, 6),
        "floor": _FLOOR,
        "confidence": [round(float(sure.intercept_[0]), 3), round(float(sure.coef_[0][0]), 3)],
    }
    marks = [corpus.marks[nth] for nth in kept]
    return pack(header, marks, corpus.idf[kept].tobytes(), [row[kept].tolist() for row in steps])


def main(target: Path = DATA / NAME) -> None:
    """Write the model, when the complaints are there."""
    if not have_complaints():
        sys.exit("the complaints to train on are not on this machine; the model stays as it is")
    rows = complaints()
    data = train(rows, [features_of(row.text) for row in rows])
    target.write_bytes(data)
    print(f"{target}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
