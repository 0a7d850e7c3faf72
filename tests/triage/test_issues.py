"""What a letter asks: one issue for one matter, several for several."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.text import clean
from corrtui.triage.category import Category, load_categories
from corrtui.triage.issues import Issue, find_issues, several_matters
from corrtui.triage.layout import read_layout
from corrtui.triage.lexicon import load_lexicon

THREE = "Invoice 771 is wrong, and your agent hung up on me, and what is your return rule?"
NUMBERED = """\
Dear Sirs:

1. Invoice 771 bills me twice for one set. I have said so in May. Please send a corrected invoice.

2. On Monday I called about it. After nineteen minutes the person hung up. That is poor service and I
would like an apology.

3. What is your policy on returns?

Yours truly,

Victor Almasi
"""
STORY = """\
I opened the account in March. They charged me a late fee although I had paid on time. I called customer
service four times, I waited an hour and the agent was rude and hung up on me. Then a supervisor told me the
balance was past due and it went to a collection agency. My credit report was pulled by the bank. I told them
again that the charge was wrong and that the invoice shows the wrong amount, and they promised to call back.
Nobody did. I want the late fee refunded.
"""


def issues(text: str, category: str = "UNK", subject: str = "") -> tuple[Issue, ...]:
    found = find_issues(text, read_layout(text), category, load_lexicon(), load_categories(), subject)
    for issue in found:
        assert issue.start == -1 or " ".join(text[issue.start : issue.end].split()) == issue.text
    assert [issue.number for issue in found] == list(range(1, len(found) + 1))
    return found


def test_three_matters_in_one_sentence_are_three() -> None:
    found = issues(THREE)

    assert [(issue.category, issue.kind) for issue in found] == [
        ("BIL", "complaint"),
        ("SVC", "complaint"),
        ("RUL", "question"),
    ]
    assert found[2].text == "what is your return rule?"
    assert several_matters(found)


def test_the_items_of_a_numbered_list_are_told_apart() -> None:
    assert [issue.category for issue in issues(NUMBERED, "BIL")] == ["BIL", "SVC", "RUL"]


def test_a_long_story_about_one_matter_is_one_issue_and_its_sentence_is_what_is_asked() -> None:
    [issue] = issues(STORY, "BIL")

    assert (issue.kind, issue.category) == ("demand", "BIL")
    assert issue.text == "I want the late fee refunded."


def test_what_is_asked_beside_the_matter_is_an_issue_even_in_a_story() -> None:
    found = issues(f"{STORY}\nAlso, what is your policy on returns?\n", "BIL")

    assert [issue.category for issue in found] == ["BIL", "RUL"]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("I was charged twice on March 1 for order 48213, $39.95 each.", "BIL"),
        ("Please send 3 of item 5521 in blue. Check for $80.07 enclosed.", "ORD"),
        ("Your driver broke my crate. I am furious.", "DMG"),
        ("You put my January payment in suspense. Explain and fix it.", "BIL"),
        ("My mother passed away Feb 3. I am executor. What does she owe?", "ADM"),
        ("What is the rule on returned deposits?", "RUL"),
        ("Hello there", "UNK"),
    ],
)
def test_an_ordinary_letter_has_one_issue(text: str, category: str) -> None:
    found = issues(text, category)

    assert [issue.category for issue in found] == [category]
    assert not several_matters(found)


def test_a_letter_that_says_nothing_asks_nothing_but_its_subject() -> None:
    assert issues("") == ()
    [issue] = issues("", "ORD", "Where is my order?")
    assert (issue.text, issue.start, issue.kind) == ("Where is my order?", -1, "question")


def test_what_a_quoted_letter_asks_is_no_issue() -> None:
    text = (
        "The lamp came broken, please send another one.\n\nOn May 3 you wrote:\n> What is your return rule?\n"
    )

    assert [issue.category for issue in issues(text, "DMG")] == ["DMG"]


def test_a_letter_of_very_many_matters_has_nine_issues_at_most(categories: Mapping[str, Category]) -> None:
    text = "\n\n".join(f"{number}. {THREE}" for number in range(1, 40))

    assert len(issues(text)) <= 9


def test_a_long_sentence_is_cut_between_words() -> None:
    [issue] = issues("I want you to refund the late fee " + "because of 4111 1111 1111 1111 " * 40, "BIL")

    assert len(issue.text) <= 600
    assert not issue.text[-1].isdigit()


def test_issues_survive_the_cabinet() -> None:
    found = issues(THREE)

    assert tuple(Issue.from_json(issue.to_json()) for issue in found) == found


@given(
    st.lists(st.sampled_from([*THREE.split(), "\n\n", "1.", "Also,", "?", ".", "I want", "please", "é", "-"]))
)
def test_any_letter_has_issues_within_its_text(words: list[str]) -> None:
    issues(clean(" ".join(words)), "BIL")


@pytest.mark.parametrize(
    "text",
    [
        "Your driver broke my crate. I am furious.",
        "I am furious. Your driver broke my crate.",
        "Your driver broke my crate. I am fed up with you people.",
    ],
)
def test_anger_is_no_issue_of_its_own(text: str) -> None:
    [issue] = issues(text, "SVC")

    assert issue.text == "Your driver broke my crate."
    assert issue.category == "DMG"


@pytest.mark.parametrize(
    ("text", "category", "found"),
    [
        ("I am furious.", "SVC", ["SVC"]),
        ("Your driver broke my crate. I am furious that your agent was rude.", "DMG", ["DMG", "SVC"]),
    ],
)
def test_anger_about_something_is_an_issue(text: str, category: str, found: list[str]) -> None:
    assert [issue.category for issue in issues(text, category)] == found
