"""Template, category, disposition, records, skip, repeat, tagged, undo: by the keys a clerk types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corrtui.intake.accept import Stamp


def test_t_and_a_short_code_merge_another_template(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")

    clerk.type("tbc\n")

    assert clerk.desk.sheet(no).template == "bil-corrected"
    assert "hole" in clerk.said
    assert clerk.session.current == no


def test_the_templates_of_the_letters_category_come_first(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Ortiz")

    clerk.type("t")

    assert clerk.session.prompt.shown()[0].also.startswith("bil-")


def test_an_unknown_template_stays_in_the_prompt_with_a_reason(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")

    clerk.type("tzzz\n")

    assert "nothing here is called 'zzz'" in clerk.session.prompt.trouble
    assert clerk.desk.sheet(no).template == "bil-ack"


def test_escape_leaves_a_question_and_nothing_is_done(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")

    clerk.type("tbc", "escape", "dfile\n", "escape")

    assert clerk.desk.sheet(no).template == "bil-ack"
    assert clerk.desk.letter(no).open


def test_c_changes_the_category_and_stays_on_the_letter(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Bickford")

    clerk.type("csvc inf\n")

    assert clerk.desk.letter(no).category == "SVC"
    assert clerk.desk.letter(no).also == ("INF",)
    assert clerk.session.current == no


def test_clearing_a_sensitive_mark_asks_why(clerk: Any) -> None:
    no = next(n for n in clerk.session.rows.numbers if clerk.desk.letter(n).sensitive)
    clerk.session.rows.go(no)

    clerk.type("cbil\n")
    assert clerk.session.prompt.question.label.startswith("Why is it not")

    clerk.type("read it, no threat\n")
    assert clerk.desk.letter(no).category == "BIL"
    assert clerk.desk.letter(no).sensitive == ""


def test_d_asks_how_and_why_then_the_next_letter_comes_up(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Bickford")
    after = clerk.session.rows.numbers[clerk.session.rows.at + 1]

    clerk.type("dfile\nno reply needed\n")

    assert not clerk.desk.letter(no).open
    assert clerk.session.current == after
    assert "FILE" in clerk.said


def test_a_disposition_without_a_reason_is_not_made(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Bickford")

    clerk.type("dfile\n\n")

    assert clerk.desk.letter(no).open
    assert "wants a reason" in clerk.refused


def test_a_attaches_a_record_by_its_letter_and_takes_it_off_again(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")

    clerk.type("ab\n")
    (attached,) = clerk.desk.letter(no).attached
    assert attached.startswith("orders/")

    clerk.type("ab\n")
    assert clerk.desk.letter(no).attached == ()


def test_a_returns_an_enclosure_by_its_figure_and_takes_it_off_again(clerk: Any, go_to: Any) -> None:
    mail = (
        "From: Ida Brandt <ida@writer.example>\nSubject: order 48213\n"
        "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nPlease return my receipt.\n--x\n"
        'Content-Type: text/plain\nContent-Disposition: attachment; filename="receipt.txt"\n\n'
        "Paid 39.95\n--x--\n"
    )
    (clerk.desk.folder / "inbox" / "ida.eml").write_text(mail)
    clerk.desk.take_in(Stamp())
    clerk.session.sync()
    no = go_to(clerk, "Ida Brandt")

    clerk.type("a")
    asked = [choice.title for choice in clerk.session.prompt.question.choices]
    assert "enclosed: receipt.txt (10 bytes), returned to the writer" in asked
    clerk.type("1\n")
    assert clerk.desk.letter(no).attached == ("enclosure-01.txt",)
    clerk.type("a1\n")
    assert clerk.desk.letter(no).attached == ()
    clerk.type("u")
    assert clerk.desk.letter(no).attached == ("enclosure-01.txt",)


def test_f12_skips_with_a_reason_and_goes_on(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")

    clerk.type("f12", "records\n")

    assert clerk.desk.letter(no).skips == 1
    assert clerk.session.current != no


def test_the_full_stop_repeats_the_last_intent_on_this_letter(clerk: Any, go_to: Any) -> None:
    first = go_to(clerk, "Kowal")
    clerk.type("cdlq\n")
    second = go_to(clerk, "Bickford")

    clerk.type(".")

    assert [clerk.desk.letter(no).category for no in (first, second)] == ["DLQ", "DLQ"]


def test_there_is_nothing_to_repeat_at_first(clerk: Any) -> None:
    clerk.type(".")

    assert "nothing to repeat yet" in clerk.said


def test_a_batch_asks_for_its_count_and_is_undone_as_one(clerk: Any, go_to: Any) -> None:
    numbers = []
    for part in ("Kowal", "Bickford", "Pasquale"):
        numbers.append(go_to(clerk, part))
        clerk.type("x")

    clerk.type(";dfile\nsame campaign\n")
    assert "3 tagged letters" in clerk.session.prompt.question.label
    assert all(clerk.desk.letter(no).open for no in numbers)

    clerk.type("3\n")
    assert not any(clerk.desk.letter(no).open for no in numbers)
    assert clerk.session.rows.tagged == set()

    clerk.type("u")
    assert all(clerk.desk.letter(no).open for no in numbers)


def test_a_wrong_count_does_nothing(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    clerk.type("x;dfile\nx\ny\n")

    assert clerk.desk.letter(no).open
    assert "nothing was done" in clerk.refused


def test_enter_alone_does_no_batch(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    clerk.type("x;dfile\nx\n\n")

    assert clerk.desk.letter(no).open


def test_a_batch_names_the_letters_the_desk_refused_and_leaves_them_tagged(clerk: Any, go_to: Any) -> None:
    sensitive = next(n for n in clerk.session.rows.numbers if clerk.desk.letter(n).sensitive)
    clerk.session.rows.go(sensitive)
    clerk.type("x")
    routine = go_to(clerk, "Kowal")
    clerk.type("x;y2\n")

    assert [no for no, _ in clerk.filing] == [routine]
    assert clerk.session.rows.tagged == {sensitive}
    assert f"refused (still tagged): {sensitive} is decided by itself: " in clerk.said


def test_escape_takes_the_semicolon_back(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    clerk.type("x;", "escape")
    go_to(clerk, "Kowal")
    clerk.type("cdlq\n")

    assert clerk.desk.letter(no).category == "DLQ"


def test_undo_brings_the_letter_back_under_the_cursor(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    clerk.type("dfile\nmistake\n")
    assert clerk.session.current != no

    clerk.type("u")

    assert clerk.session.current == no
    assert clerk.said.startswith("undone")


def test_nothing_to_undo_is_said(clerk: Any) -> None:
    clerk.type("u")

    assert "nothing of yours to undo" in clerk.said


@pytest.mark.parametrize("asking", ["dfile\n", "f12", "t", "c", "d", "a", "/", "T", "x;dfile\nsame\n"])
def test_an_empty_enter_leaves_the_question_open_and_what_follows_is_no_command(
    clerk: Any, go_to: Any, asking: str
) -> None:
    """ "executive office" once opened a draft on another letter: e is reply, x tags, c classifies."""
    go_to(clerk, "Ortiz")
    clerk.type(asking)

    clerk.type("\n")
    assert "Esc leaves" in clerk.refused

    clerk.type("executive office")
    assert clerk.session.prompt.line.text == "executive office"
    assert clerk.session.editing == ""

    clerk.type("escape")
    assert clerk.session.prompt is None


def test_an_answer_the_desk_refuses_stays_to_be_replaced(clerk: Any, go_to: Any) -> None:
    no, other = go_to(clerk, "Kowal"), go_to(clerk, "Bickford")
    clerk.type("dmerge\nthe same again\n")
    assert clerk.desk.letter(other).open
    assert clerk.refused

    clerk.type(f"same as {no}\n")

    assert not clerk.desk.letter(other).open


def test_an_answer_about_a_letter_that_left_the_queue_is_not_given_to_the_next(
    clerk: Any, go_to: Any
) -> None:
    no = go_to(clerk, "Bickford")
    clerk.type("dfile\n")
    clerk.desk.dispose(no, "FILE", "a colleague was quicker")
    clerk.session.sync()
    following = clerk.session.current

    clerk.type("no reply needed\n")

    assert following != no
    assert clerk.desk.letter(following).open
    assert "nothing was done" in clerk.said


@pytest.mark.parametrize("keys", [("descalate\nthreat\n",), ("droute-sent\nto AR\n",), ("f12", "hard\n")])
def test_after_an_act_the_letter_that_followed_comes_up_wherever_the_other_went(
    clerk: Any, keys: tuple[str, ...]
) -> None:
    order = list(clerk.session.rows.numbers)
    clerk.session.rows.go(order[2])
    clerk.session.begun = True

    clerk.type(*keys)

    assert clerk.session.prompt is None
    assert order[2] in clerk.session.rows
    assert clerk.session.current == order[3]


def test_the_full_stop_asks_for_the_reason_again_with_the_last_one_put_in(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Kowal")
    clerk.type("dfile\nno reply needed\n")
    second = go_to(clerk, "Bickford")

    clerk.type(".")
    assert clerk.desk.letter(second).open
    assert clerk.session.prompt.line.text == "no reply needed"
    clerk.type("\n")
    assert not clerk.desk.letter(second).open

    third = go_to(clerk, "Pasquale")
    clerk.type(".other words")
    assert clerk.session.prompt.line.text == "other words"
    clerk.type("\n")
    assert "other words" in str(clerk.desk.history(third)[-1].act)


def test_a_skip_offers_reasons_and_takes_words_as_well(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Kowal")
    clerk.type("f12")
    assert [choice.code for choice in clerk.session.prompt.shown()][:2] == ["records", "ask"]
    clerk.type("other\n")
    assert "in words" in clerk.refused

    clerk.type("ask\n")
    assert "a colleague or an official" in str(clerk.desk.history(no)[-1].act)

    no = go_to(clerk, "Bickford")
    clerk.type("f12", "waiting for the mail\n")
    assert "waiting for the mail" in str(clerk.desk.history(no)[-1].act)


def test_a_template_over_an_edited_draft_is_asked_for_twice_and_says_where_the_text_is(
    clerk: Any, go_to: Any
) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.type("rmine ", "escape", "tbc\n")
    assert clerk.session.prompt.question.label.startswith("The draft is edited. Type bc again")
    assert "mine " in clerk.desk.sheet(no).text

    clerk.type("yes\n")
    assert "yes is not bc" in clerk.refused
    clerk.type("bc\n")

    assert clerk.desk.sheet(no).template == "bil-corrected"
    assert "your text is kept as draft-0.earlier-1.json" in clerk.said
    assert "mine " in (clerk.desk.bench.case_folder(no) / "draft-0.earlier-1.json").read_text()


def test_f4_over_what_was_just_typed_asks_as_well(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.type("rmine ", "f4", "bc\n", "escape")

    assert clerk.session.editing == no
    assert "mine " in clerk.editor.text


def test_a_batch_of_templates_spares_edited_drafts(clerk: Any, go_to: Any) -> None:
    edited = go_to(clerk, "Ortiz")
    clerk.type("rmine ", "escape", "x")
    go_to(clerk, "Kowal")
    clerk.type("x;tbc\n2\n")

    assert "mine " in clerk.desk.sheet(edited).text
    assert clerk.session.rows.tagged == {edited}


def test_a_letter_about_several_things_is_put_away_after_a_word_more(clerk: Any) -> None:
    no = next(n for n in clerk.session.rows.numbers if clerk.desk.letter(n).file == "three things.eml")
    clerk.session.rows.go(no)
    clerk.session.begun = True

    clerk.type("dfile\nanswered by telephone\n")
    assert clerk.session.prompt is not None, clerk.said
    assert "Type ALL to end it as FILE" in clerk.session.prompt.question.label
    assert clerk.desk.letter(no).open
    clerk.type("all\n")

    assert not clerk.desk.letter(no).open
    assert clerk.session.current != no


def test_what_the_desk_may_not_answer_is_not_put_away_with_d(clerk: Any) -> None:
    no = next(n for n in clerk.session.rows.numbers if not clerk.desk.letter(n).replies)
    clerk.session.rows.go(no)
    clerk.session.begun = True

    clerk.type("dfile\nno answer wanted\n")

    assert clerk.desk.letter(no).open
    assert "FILE may not end it" in clerk.refused


LIKE = """Dear Sirs,

my name is %s and I live at %d Mill Road. In spring I ordered a bench grinder from you, and I was charged
twice for it. The second charge stands in the file that the bureau keeps on me as a sum I owe. Please write
to the bureau so that this file is put right, and send me a copy of what you wrote to them.

Sincerely,
%s
"""


def test_what_is_suggested_now_stands_first_among_the_categories(
    clerk: Any, go_to: Any, folder: Path, desk: Any
) -> None:
    go_to(clerk, "Ortiz")
    clerk.type("c")
    assert clerk.session.prompt.shown()[0].code == "BIL"
    clerk.type("escape")
    for nth, name in enumerate(("Ida Stone", "Oskar Lind")):
        (folder / "inbox" / f"like{nth}.txt").write_text(LIKE % (name, nth + 1, name))
    taken = desk.take_in(Stamp())
    desk.anew.catch_up()
    clerk.session.reload()
    desk.classify(taken[0], "CRD")
    clerk.session.rows.go(taken[1])
    clerk.session.shown()

    clerk.type("c")
    assert clerk.session.sheet().learnt is not None
    assert clerk.session.prompt.shown()[0].code == "CRD"
    clerk.type("\n")
    assert desk.letter(taken[1]).category == "BIL"  # an empty answer decides nothing
