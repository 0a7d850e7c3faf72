"""The shipped model: small, whole, the same each time, and sure of itself only between 0 and 1."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corrtui.errors import SettingsError
from corrtui.triage import model as model_module
from corrtui.triage.category import Suggestion, load_categories, suggest
from corrtui.triage.features import find_features, mark_of
from corrtui.triage.lexicon import load_lexicon
from corrtui.triage.model import NAME, load_model, pack, unpack
from corrtui.triage.rules import DATA
from corrtui.triage.weighing import load_weighing

HEADER = {"classes": ("A", "B"), "bias": [0.0, 0.1], "scale": 0.1, "floor": 1.0, "confidence": [0.0, 1.0]}
DEBT = (
    "This collection agency keeps calling about a debt that is not mine. I asked for validation of the debt"
    " and they never sent it. They threaten to sue me."
)
REPORT = (
    "I reviewed my Equifax report and found accounts that are not mine. I disputed them with the bureau and"
    " the inaccurate information is still reporting."
)


def test_what_was_packed_is_unpacked() -> None:
    marks = sorted(mark_of(word) for word in ("late", "bill"))
    idf = bytes([24, 24])
    rows = [
        [10 * (mark == mark_of("late")) for mark in marks],
        [10 * (mark == mark_of("bill")) for mark in marks],
    ]
    small = unpack(pack(HEADER, marks, idf, rows))

    estimate = small.estimate(find_features("a late one", ((0, 10),)))

    assert list(estimate.margins) == ["A", "B"]
    assert estimate.margins["A"] == pytest.approx(1.0)
    assert estimate.strongest[0][:2] == (2, 6)


@pytest.mark.parametrize("cut", [slice(0, 0), slice(0, -1), slice(1, None), slice(0, 40)])
def test_a_damaged_file_is_refused_by_name(
    cut: slice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / NAME).write_bytes((DATA / NAME).read_bytes()[cut])
    monkeypatch.setattr(model_module, "DATA", tmp_path)

    with pytest.raises(SettingsError, match="cannot be read"):
        load_model.__wrapped__()


def test_it_is_small_and_holds_no_words() -> None:
    data = (DATA / NAME).read_bytes()

    assert len(data) < 1_000_000
    assert b"collection" not in data


def test_it_knows_a_debt_from_a_credit_report(suggested: Callable[..., Suggestion]) -> None:
    assert suggested(DEBT).category == "DLQ"
    assert suggested(REPORT).category == "CRD"


def test_what_it_cannot_tell_is_unk_with_two_readings(suggested: Callable[..., Suggestion]) -> None:
    suggestion = suggested(
        "The company says that I owe a balance on an old account and it is on my report. I paid it two years"
        " ago and I have the letter. I asked them to look at it and they said that it would stay as it is."
    )

    assert suggestion.category == "UNK"
    assert suggestion.confidence < load_weighing()[0].unknown
    assert suggestion.runner_up == " or ".join(code for code, _ in suggestion.readings)
    assert len(suggestion.readings) == 2


def test_a_guess_gives_the_category_and_names_both_readings(suggested: Callable[..., Suggestion]) -> None:
    suggestion = suggested(
        "The statement for my card shows a payment as late. I paid by check on the 3rd and the bank has the"
        " check. The statement still shows it and a fee was added. A man called about money that he says I"
        " owe for an old account. He would not tell me who he was calling for, and called again the next day."
    )
    weighing = load_weighing()[0]

    assert weighing.unknown <= suggestion.confidence < weighing.sure
    assert [code for code, _ in suggestion.readings] == ["BIL", "DLQ"]
    assert (suggestion.category, suggestion.runner_up) == ("BIL", "DLQ")
    assert "next DLQ" in suggestion.why


def test_it_does_not_drag_an_order_or_a_damage_into_its_own_categories(
    suggested: Callable[..., Suggestion],
) -> None:
    order = (
        "Please send 4 of item 5521, 2 of item 118 and the fall catalog to my account address. I enclose $80."
    )
    damage = (
        "The crate arrived crushed and the pump was broken on delivery. We claim $412.00 for the shipment."
    )

    assert suggested(order).category == "ORD"
    assert suggested(damage).category == "DMG"


@settings(max_examples=60)
@given(st.text(max_size=3_000), st.text(max_size=60))
def test_any_letter_gets_the_same_suggestion_twice_with_places_inside_it(text: str, subject: str) -> None:
    categories, lexicon, model = load_categories(), load_lexicon(), load_model()

    first = suggest(text, subject, categories, lexicon, (), model=model)

    assert first == suggest(text, subject, categories, lexicon, (), model=model)
    assert 0 <= first.confidence <= 1
    assert all(0 <= sure <= 1 for _, sure in first.readings)
    assert all(item.start == -1 or 0 <= item.start < item.end <= len(text) for item in first.evidence)
    assert Suggestion.from_json(first.to_json()) == first


def test_a_suggestion_of_an_older_release_still_reads() -> None:
    old = {
        "category": "BIL", "disposition": "ACK", "template": "bil-ack", "evidence": [], "confidence": 0.5,
        "runner_up": "", "why": "BIL",
    }  # fmt: skip

    assert Suggestion.from_json(old).readings == ()


def test_the_program_loads_nothing_heavy_for_it() -> None:
    says = "import sys, corrtui.casework.describe as d; d.load_model(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", says], capture_output=True, text=True, check=True)

    assert not {"numpy", "scipy", "sklearn", "textual"} & set(done.stdout.split())
