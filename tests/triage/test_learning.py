"""The office's decisions: learned at once, in any order, taken back without a trace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.triage import learning, lessons_file
from corrtui.triage.category import load_categories, suggest
from corrtui.triage.features import Features, find_features
from corrtui.triage.learning import Lessons
from corrtui.triage.lessons_file import from_bytes, to_bytes
from corrtui.triage.lexicon import load_lexicon
from corrtui.triage.model import load_model

SEALS = ("the seal leaks", "a new seal please", "this seal is worn", "seal torn again", "seal for the pump")
TOURS = ("a tour for our class", "may we tour the works", "guided tour on friday", "tour date", "school tour")


def _features(text: str) -> Features:
    return find_features(text, ((0, len(text)),))


def _taught() -> Lessons:
    lessons = Lessons()
    for nth, (seal, tour) in enumerate(zip(SEALS, TOURS, strict=True)):
        lessons.teach(f"s{nth}", "WAR", _features(seal))
        lessons.teach(f"t{nth}", "TOUR", _features(tour))
    return lessons


def test_nothing_is_said_before_five_decisions_and_two_of_the_kind() -> None:
    lessons = Lessons()
    for nth, seal in enumerate(SEALS[:4]):
        lessons.teach(str(nth), "WAR", _features(seal))
    assert lessons.opinion(_features("the seal"), ("WAR",)) is None
    lessons.teach("9", "TOUR", _features("tour"))
    assert lessons.opinion(_features("tour"), ("TOUR", "WAR")) is None

    said = lessons.opinion(_features("the seal"), ("TOUR", "WAR"))

    assert said is not None
    assert (said.category, said.runner_up, said.alike) == ("WAR", "TOUR", 4)


def test_it_quotes_the_words_it_rests_on() -> None:
    text = "Where is my seal?"
    said = _taught().opinion(_features(text), ("WAR", "TOUR"))

    assert said is not None
    assert "seal" in [text[start:end] for start, end, _ in said.strongest]


def test_a_category_the_desk_no_longer_has_is_not_named() -> None:
    said = _taught().opinion(_features("the seal"), ("TOUR",))

    assert said is None or said.category == "TOUR"


def test_its_confidence_follows_how_often_it_was_right() -> None:
    lessons = _taught()
    before = lessons.opinion(_features("the seal"), ("WAR", "TOUR"))
    for nth in range(20):
        lessons.teach(f"x{nth}", "TOUR" if nth % 2 else "WAR", _features("the seal"))
    after = lessons.opinion(_features("the seal"), ("WAR", "TOUR"))

    assert before is not None
    assert after is not None
    assert after.confidence < 0.7


def test_a_suggestion_clerks_always_refute_is_believed_less() -> None:
    lessons = Lessons()
    for nth in range(10):
        lessons.teach(str(nth), "WAR", _features("a"), suggested="BIL")

    assert lessons.trust("BIL", 0.9) < 0.3
    assert lessons.trust("CRD", 0.9) == pytest.approx(0.9)


def test_decisions_do_not_overrule_what_the_program_is_sure_of() -> None:
    lessons = _taught()
    letter = "I was charged twice for one seal. My statement shows a billing error. Please credit my account."

    said = suggest(
        letter, "", load_categories({"WAR": {"title": "Warranty"}}), load_lexicon(), (), model=load_model(),
        lessons=lessons,
    )  # fmt: skip

    assert said.category == "BIL"


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(SEALS + TOURS)), max_size=12))
def test_what_is_taken_back_leaves_no_count(decisions: list[tuple[str, str]]) -> None:
    lessons = Lessons()
    for nth, (code, text) in enumerate(decisions):
        lessons.teach(str(nth), code, _features(text))
    for nth in range(len(decisions)):
        assert lessons.forget(str(nth))

    assert lessons == Lessons()


@given(st.permutations([(f"s{n}", "WAR", t) for n, t in enumerate(SEALS)] + [("t", "TOUR", TOURS[0])]))
def test_the_order_of_decisions_does_not_change_the_counts(order: list[tuple[str, str, str]]) -> None:
    lessons = Lessons()
    for number, code, text in order:
        lessons.teach(number, code, _features(text))

    again = Lessons()
    for number, code, text in sorted(order):
        again.teach(number, code, _features(text))
    assert lessons.counts == again.counts


def test_it_is_the_same_after_a_file() -> None:
    lessons = _taught()

    assert from_bytes(to_bytes(lessons)) == lessons
    with pytest.raises(ValueError, match="not whole"):
        from_bytes(to_bytes(lessons)[:-1])


@given(st.text(max_size=500))
def test_any_letter_gets_an_opinion_between_nought_and_one(text: str) -> None:
    said = _taught().opinion(_features(text), ("WAR", "TOUR"))

    assert said is None or (
        0 <= said.confidence <= 1 and all(0 <= s < e <= len(text) for s, e, _ in said.strongest)
    )


_LONG = " ".join(f"{one}{two}rd is said" for one in "bcdfghklmn" for two in "aeiou")


def test_one_decision_is_enough_for_a_letter_worded_the_same() -> None:
    lessons = Lessons()
    lessons.teach("1", "CRD", _features(_LONG))

    said = lessons.opinion(_features(_LONG + " and no more"), ("CRD", "BIL"))
    assert said is not None
    assert (said.category, said.like, said.confidence) == ("CRD", "1", 0.8)
    assert lessons.opinion(_features(_LONG), ("BIL",)) is None  # the desk has no such category any more
    assert lessons.opinion(_features(_LONG[: len(_LONG) // 4]), ("CRD", "BIL")) is None
    assert lessons.forget("1")
    assert lessons.opinion(_features(_LONG), ("CRD", "BIL")) is None


def test_of_letters_worded_alike_the_one_decided_last_counts_and_doubt_grows() -> None:
    lessons = Lessons()
    for number, code in (("1", "CRD"), ("2", "BIL")):
        lessons.teach(number, code, _features(_LONG))
    said = lessons.opinion(_features(_LONG), ("CRD", "BIL"))
    assert said is not None
    assert (said.category, said.like) == ("BIL", "2")
    assert said.confidence == pytest.approx(4 / 6)
    for number, code in (("3", "CRD"), ("4", "BIL"), ("5", "CRD")):
        lessons.teach(number, code, _features(_LONG))

    said = lessons.opinion(_features(_LONG), ("CRD", "BIL"))
    assert said is None or not said.like  # the like are decided this way and that


def test_few_words_are_not_worded_alike() -> None:
    lessons = Lessons()
    lessons.teach("1", "CRD", _features("the same few words"))

    assert lessons.opinion(_features("the same few words"), ("CRD",)) is None


_WORDED = (*SEALS[:3], *TOURS[:3], _LONG, _LONG + " and no more", _LONG + " or other")
_ACTS = st.lists(
    st.tuples(
        st.integers(0, 7), st.sampled_from(["", "WAR", "TOUR", "BIL"]), st.sampled_from(_WORDED),
        st.sampled_from(["", "WAR", "BIL"]),
    ),
    max_size=25,
)  # fmt: skip


@given(_ACTS, st.sampled_from([3, 200]), st.booleans())
def test_what_was_taken_back_had_never_been(
    acts: list[tuple[int, str, str, str]], newest: int, in_a_file: bool
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(learning, "NEWEST", newest)
        patched.setattr(lessons_file, "NEWEST", newest)
        lessons, stands = Lessons(), {}
        for nth, code, text, suggested in acts:
            number = str(nth)
            stands.pop(number, None)
            if code:
                stands[number] = (code, _features(text), suggested)
                lessons.teach(number, *stands[number])
            else:
                lessons.forget(number)
            if in_a_file:
                lessons = from_bytes(to_bytes(lessons))
        while lessons.rejudge_next():
            pass

        only = Lessons()
        for number, lesson in stands.items():
            only.teach(number, *lesson)
        assert lessons == only
        assert list(lessons.newest) == list(only.newest)


@given(_ACTS, st.sampled_from(_WORDED))
def test_a_lesson_taken_back_at_once_leaves_what_was_before(
    acts: list[tuple[int, str, str, str]], text: str
) -> None:
    lessons = Lessons()
    for nth, code, said, suggested in acts:
        lessons.teach(str(nth), code or "CRD", _features(said), suggested)
    before = to_bytes(lessons)
    lessons.teach("new", "TOUR", _features(text), "WAR")
    lessons.forget("new")

    assert from_bytes(to_bytes(lessons)) == from_bytes(before)


def test_the_oldest_lessons_go_and_the_others_stay_judged_as_they_were() -> None:
    lessons = _taught()
    judged = dict(list(lessons.kept.items())[4:])
    lessons.retire(6)

    assert (lessons.kept, lessons.stale) == (judged, -1)
    assert lessons.forget("s3")
    assert lessons.stale == 2
    lessons.retire(4)
    assert lessons.stale == 1
