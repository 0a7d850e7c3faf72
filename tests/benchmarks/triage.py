"""Prints how well letters are sorted: `make bench-triage`. Ours beside TF-IDF and logistic regression.

Both are trained anew for each of five folds, and asked about letters of the fold they were not trained on;
complaints that repeat one another stand in one fold. Ours is asked as the desk asks it: rules, sensitive
classes and model together.
"""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedGroupKFold

from corrtui.triage.category import load_categories, suggest
from corrtui.triage.features import find_features
from corrtui.triage.learning import Lessons
from corrtui.triage.lexicon import load_lexicon
from corrtui.triage.model import load_model, unpack
from corrtui.triage.sensitive import find_sensitive, load_sensitive
from tests.benchmarks.train_triage import CLASSES, features_of, train
from tests.benchmarks.triage_data import (
    banking_questions,
    complaints,
    everyday_questions,
    have_complaints,
    own_category,
)
from tests.triage.test_sensitive import PARAPHRASES
from tests.triage.test_sensitive_registers import REGISTERS
from tests.triage.test_unseen_letters import HARMLESS, KINDS, kinds, unseen

_FOLDS = 5
_SEED = 11
_REPEATED = 300
"""Letters timed."""
_STRICT_KINDS = ("threat or violence", "self-harm", "abuse or minor in danger", "legal process", "bankruptcy")


def _of_goal(category: str, readings: Sequence[tuple[str, float]]) -> str:
    """Return the best reading; UNK counts as its first one."""
    return category if category != "UNK" or not readings else readings[0][0]


def _score(name: str, labels: Any, said: Any, sure: Any) -> None:
    right = said == labels
    f1 = f1_score(labels, said, average="macro", labels=CLASSES)
    order = np.argsort(-sure, kind="stable")
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    at = int(0.7 * len(order)) - 1
    each = " ".join(
        f"{code} {value:.2f}"
        for code, value in zip(CLASSES, f1_score(labels, said, average=None, labels=CLASSES), strict=True)
    )
    print(
        f"  {name:34} accuracy {right.mean():.3f}  macro-F1 {f1:.3f} ({each})"
        f"  precision at coverage 0.70: {precision[at]:.3f}"
    )


def complaints_sorted() -> None:
    """Cross-validated accuracy, macro-F1, precision and coverage, and the time a letter takes."""
    rows = complaints()
    found = [features_of(row.text) for row in rows]
    clean = [nth for nth, row in enumerate(rows) if row.code]
    labels = np.array([rows[nth].code for nth in clean])
    groups = np.array([rows[nth].group for nth in clean])
    texts = np.array([rows[nth].text for nth in clean], object)
    categories, lexicon, sensitive = load_categories(), load_lexicon(), load_sensitive()
    ours, theirs, plain = (np.empty(len(clean), object) for _ in range(3))
    sure, their_sure, decided = np.zeros(len(clean)), np.zeros(len(clean)), np.zeros(len(clean), bool)
    folds = StratifiedGroupKFold(_FOLDS, shuffle=True, random_state=_SEED)
    for learnt, held_out in folds.split(labels, labels, groups):
        kept = set(groups[held_out])
        seen = [nth for nth, row in enumerate(rows) if row.group not in kept]
        model = unpack(train([rows[nth] for nth in seen], [found[nth] for nth in seen]))
        for nth in held_out:
            flags = find_sensitive(texts[nth], "", sensitive)
            answer = suggest(texts[nth], "", categories, lexicon, flags, model=model)
            ours[nth], sure[nth] = _of_goal(answer.category, answer.readings), answer.confidence
            plain[nth], decided[nth] = answer.category, answer.category != "UNK"
        words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2)
        regression = LogisticRegression(C=10, class_weight="balanced", max_iter=300)
        regression.fit(words.fit_transform(texts[learnt]), labels[learnt])
        odds = regression.predict_proba(words.transform(texts[held_out]))
        theirs[held_out], their_sure[held_out] = regression.classes_[odds.argmax(1)], odds.max(1)
    print(f"  {len(clean):,} consumer complaints with clean labels, {_FOLDS} folds by group")
    _score("corrtui", labels, ours, sure)
    _score("TF-IDF + logistic regression", labels, theirs, their_sure)
    confident = plain[decided] == labels[decided]
    print(
        f"  where it is confident: precision {confident.mean():.3f} at coverage {decided.mean():.3f};"
        f" else UNK; its first reading is right for {_either(labels, decided, ours):.2f}"
    )


def _either(labels: Any, decided: Any, ours: Any) -> float:
    unknown = ~decided
    return float((ours[unknown] == labels[unknown]).mean()) if unknown.any() else 1.0


def time_taken() -> None:
    """Milliseconds a letter of usual length takes, of the processor's time: the machine may be shared."""
    texts = [row.text for row in complaints() if 1_000 <= len(row.text) <= 2_000][:_REPEATED]
    begun = time.process_time()
    model = load_model()
    loaded = time.process_time() - begun
    categories, lexicon, rules = load_categories(), load_lexicon(), load_sensitive()
    taken = []
    for text in texts:
        begun = time.process_time()
        suggest(text, "", categories, lexicon, find_sensitive(text, "", rules), model=model)
        taken.append((time.process_time() - begun) * 1000)
    print(
        f"  {statistics.median(taken):.2f} ms a letter of 1,000 to 2,000 characters (median, goal 5),"
        f" 95 % in {sorted(taken)[int(0.95 * len(taken))]:.2f} ms; the model loads in {loaded * 1e3:.0f} ms"
    )


def delicate_matters() -> None:
    """Recall of the sensitive classes on triggers in other words, and false alarms."""
    rules = load_sensitive()
    asked = missed = 0
    for kind, usual in PARAPHRASES.items():
        letters = [*usual, *REGISTERS.get(kind, ())]
        lost = [one for one in letters if kind not in {hit.kind for hit in find_sensitive(one, "", rules)}]
        asked, missed = asked + len(letters), missed + len(lost)
    print(f"  sensitive: recall {1 - missed / asked:.3f} of {asked} triggers, {len(PARAPHRASES)} classes")
    held_out = [(row, kinds(row.letter)) for row in unseen("C")]
    found = [bool(said & KINDS[row.meant]) for row, said in held_out if row.meant != HARMLESS]
    alarms = [bool(said) for row, said in held_out if row.meant == HARMLESS]
    print(
        f"  sensitive, in roundabout words nothing was learnt from: found {sum(found)} of {len(found)},"
        f" false alarms {sum(alarms)} of {len(alarms)}"
    )
    sources = {
        "consumer complaints": [row.text for row in complaints()],
        "bank questions": [text for text, _ in banking_questions()],
        "everyday questions": list(everyday_questions()),
    }
    for name, texts in sources.items():
        flags: Counter[str] = Counter()
        stopped = 0
        for text in texts:
            hits = find_sensitive(text, "", rules)
            flags.update(hit.kind for hit in hits if not hit.clerk_may_reply)
            stopped += any(hit.decides for hit in hits)
        each = ", ".join(f"{kind} {count}" for kind, count in flags.most_common(6))
        print(
            f"  {name}: a class decides {stopped / len(texts):.2%} of {len(texts):,};"
            f" no reply from here: {each or 'none'}"
        )


def decisions_learned() -> None:
    """Accuracy on the next letters of a vocabulary the program has never seen, as decisions come in."""
    questions = random.Random(_SEED).sample(banking_questions(), 900)
    categories = load_categories(
        {own_category(intent): {"title": intent} for _, intent in banking_questions()}
    )
    lexicon, model, lessons = load_lexicon(), load_model(), Lessons()
    right = []
    for nth, (text, intent) in enumerate(questions):
        answer = suggest(text, "", categories, lexicon, (), model=model, lessons=lessons)
        wanted = own_category(intent)
        right.append(_of_goal(answer.category, answer.readings) == wanted)
        lessons.teach(str(nth), wanted, find_features(text, ((0, len(text)),)), answer.category)
    steps = [sum(right[at : at + 300]) / 300 for at in (0, 300, 600)]
    first = sum(right[:50]) / 50
    names = len({own_category(intent) for _, intent in banking_questions()})
    print(
        f"  {names} categories of an office's own, bank questions: right for {first:.2f} of the first 50,"
        f" {steps[0]:.2f} of the first 300, {steps[1]:.2f} of the next, {steps[2]:.2f} of those after"
    )


def main() -> None:
    """Print all of it."""
    if not have_complaints():
        raise SystemExit("the shared letters are not on this machine: nothing is measured")
    begun = time.perf_counter()
    for part in (time_taken, delicate_matters, decisions_learned, complaints_sorted):
        part()
    print(f"  in {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
