"""The prompt line's editor: what Enter stands for, what Tab and the arrows do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from screens.prompts import Choice, Line, Prompt, Question

TEMPLATES = (
    Choice("bc", "Billing error corrected (BIL)", "bil-corrected"),
    Choice("ba", "Billing letter acknowledged (BIL)", "bil-ack"),
    Choice("rf", "Refund sent (REF)", "ref-sent"),
)


def asked(question: Question, keys: str = "", history: tuple[str, ...] = ()) -> Prompt:
    prompt = Prompt(question, lambda text: None, history)
    for char in keys:
        prompt.press(char, char)
    return prompt


PICK = Question("Template", TEMPLATES, strict=True)


def test_an_exact_short_code_is_taken_though_others_begin_with_it() -> None:
    question = Question("Template", (*TEMPLATES, Choice("b", "Bulletin")), strict=True)

    assert asked(question, "b").accepted() == "b"
    assert asked(question, "BC").accepted() == "bc"


def test_a_part_of_the_title_or_of_the_long_code_is_enough_when_only_one_fits() -> None:
    assert asked(PICK, "refund").accepted() == "rf"
    assert asked(PICK, "bil-c").accepted() == "bc"


def test_what_fits_several_or_none_is_not_taken_and_says_why() -> None:
    several, none = asked(PICK, "billing"), asked(PICK, "zz")

    assert several.accepted() is None
    assert "2 answers fit" in several.trouble
    assert none.accepted() is None
    assert "nothing here is called 'zz'" in none.trouble


def test_choices_narrow_as_the_clerk_types_the_exact_code_first() -> None:
    assert [choice.code for choice in asked(PICK).shown()] == ["bc", "ba", "rf"]
    assert [choice.code for choice in asked(PICK, "ref").shown()] == ["rf"]


def test_names_that_begin_with_what_is_typed_come_before_titles_that_hold_it() -> None:
    question = Question(
        "Command",
        (
            Choice("next-pane", "Go to the records"),
            Choice("attach", "A record"),
            Choice("copy", "Copy the draft"),
        ),
    )

    assert [choice.code for choice in asked(question, "co").shown()] == ["copy", "next-pane", "attach"]


def test_the_arrow_keys_choose_and_enter_takes_the_chosen() -> None:
    prompt = asked(PICK)
    prompt.press("down", "")
    prompt.press("down", "")

    assert prompt.accepted() == "ba"


def test_typing_after_the_arrows_goes_back_to_what_is_typed() -> None:
    prompt = asked(PICK)
    prompt.press("down", "")
    prompt.press("r", "r")
    prompt.press("f", "f")

    assert prompt.accepted() == "rf"


def test_tab_completes_as_far_as_the_codes_agree() -> None:
    prompt = asked(PICK, "bil")
    prompt.press("tab", "")

    assert prompt.line.text == "bil-"


def test_several_codes_are_each_resolved() -> None:
    question = Question(
        "Category", (Choice("BIL", "Billing"), Choice("DLV", "Delivery")), strict=True, several=True
    )

    assert asked(question, "bil dlv").accepted() == "BIL DLV"
    assert asked(question, "bil xx").accepted() is None


def test_free_text_is_taken_as_typed_and_enter_alone_is_empty() -> None:
    assert asked(Question("Reason"), " sent twice ").accepted() == "sent twice"
    assert asked(PICK).accepted() == ""


def test_up_brings_back_what_was_typed_before() -> None:
    prompt = asked(Question("Reason", topic="reason"), history=("first", "second"))
    prompt.press("up", "")
    prompt.press("up", "")
    prompt.press("down", "")

    assert prompt.line.text == "second"


def test_a_pasted_text_with_line_ends_and_escapes_stays_one_clean_line() -> None:
    line = Line("a")
    line.insert("b\nc\x1b[31m")

    assert line.text == "ab c\u241b[31m"


def test_ctrl_w_takes_a_word_ctrl_u_the_rest() -> None:
    line = Line("cat:BIL due:<3d")
    line.press("ctrl+w", "")
    assert line.text == "cat:BIL "

    line.press("ctrl+u", "")
    assert line.text == ""


KEYS = st.sampled_from(
    ["left", "right", "home", "end", "backspace", "delete", "ctrl+w", "ctrl+u", "ctrl+k", "x", "ü", "space"]
)


@given(st.lists(KEYS))
def test_the_cursor_never_leaves_the_line(keys: list[str]) -> None:
    line = Line("some words here")
    for key in keys:
        line.press(key, " " if key == "space" else key if len(key) == 1 else "")

        assert 0 <= line.cursor <= len(line.text)
