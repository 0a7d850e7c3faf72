"""Overlays and commands by name."""

from __future__ import annotations

from typing import Any

from corrtui.intake.accept import Stamp


def overlay(clerk: Any) -> str:
    return str(clerk.session.overlay.write(100).text)


def test_i_shows_every_field_and_log_line_of_the_letter(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.type("ab\n", "i")

    card = overlay(clerk)
    assert no in card
    assert "scan-0001-ortiz.txt" in card
    assert "BIL Incorrect billing" in card
    assert "attached order 48213" in card
    assert clerk.desk.letter(no).sha256 in card

    clerk.type("q")
    assert clerk.session.overlay is None


def test_v_shows_the_letter_as_it_was_read_or_a_record(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Ortiz")
    clerk.type("v\n")
    assert "614 Marigold Lane" in overlay(clerk)
    assert "original" in overlay(clerk)

    clerk.type("qvb\n")
    assert "order 48213" in overlay(clerk)
    assert "order_date" in overlay(clerk)


def test_p_shows_the_page_as_it_will_print(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Ortiz")
    clerk.type("p")

    assert "Harbor & Vale Supply Company" in overlay(clerk)
    assert "The proof finds nothing." in overlay(clerk)


def test_p_names_what_stops_the_letter(clerk: Any, go_to: Any) -> None:
    go_to(clerk, "Ortiz")
    clerk.type("tbc\n", "p")

    assert "stops PC-01" in overlay(clerk)


def test_g_r_shows_the_tally_and_e_exports_it(clerk: Any) -> None:
    clerk.type("gr")
    assert "received" in overlay(clerk)
    assert "The tally balances." in overlay(clerk)

    clerk.type("e")
    assert clerk.said.startswith("written: ")
    assert list((clerk.desk.folder / "outbox" / "tally").glob("tally-*.csv"))


def test_help_is_made_from_the_live_keys_of_the_mode(clerk: Any, go_to: Any) -> None:
    clerk.type("?")
    assert "y F2" in overlay(clerk)
    assert "Log the money that came" not in overlay(clerk)

    clerk.type("q")
    go_to(clerk, "Ortiz")
    clerk.type("r", "f1")
    assert "Go to the next hole" in overlay(clerk)


def test_a_command_is_found_by_its_name_or_its_beginning(clerk: Any) -> None:
    clerk.type(":las\n")
    assert clerk.session.rows.at == 7

    clerk.type(":first\n")
    assert clerk.session.rows.at == 0


def test_words_after_a_command_answer_its_question(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")
    clerk.type(":template bc\n")
    assert clerk.desk.sheet(no).template == "bil-corrected"

    clerk.type(":limit cat:BIL\n")
    assert clerk.session.limit == "cat:BIL"


def test_a_name_that_is_no_command_or_begins_several_says_so(clerk: Any) -> None:
    clerk.type(":frobnicate\n")
    assert "no command is called" in clerk.said

    clerk.type(":search-\n")
    assert "2 commands begin with" in clerk.said


def test_an_overlay_scrolls_and_keeps_the_queue_where_it_is(clerk: Any) -> None:
    clerk.type("?jj ")

    assert clerk.session.overlay.top == 12
    assert clerk.session.rows.at == 0


def test_no_reason_is_asked_for_where_no_number_is_masked(clerk: Any, go_to: Any) -> None:
    no = go_to(clerk, "Ortiz")

    clerk.type("s")

    assert clerk.said == f"{no} holds no masked number"
    assert clerk.session.prompt is None


def test_v_shows_what_was_enclosed(clerk: Any, go_to: Any) -> None:
    mail = (
        "From: Ida Brandt <ida@writer.example>\nSubject: order 48213\n"
        "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nDear Sirs,\n\nmy receipt is enclosed.\n--x\n"
        'Content-Type: text/plain\nContent-Disposition: attachment; filename="receipt.txt"\n\n'
        "Paid 39.95 with 4111 1111 1111 1111\n--x\n"
        'Content-Type: image/png\nContent-Disposition: attachment; filename="pump.png"\n\nno picture\n--x--\n'
    )
    (clerk.desk.folder / "inbox" / "ida.eml").write_text(mail)
    clerk.desk.take_in(Stamp())
    clerk.session.sync()
    no = go_to(clerk, "Ida Brandt")
    folder = clerk.desk.bench.case_folder(no)

    clerk.type("v\n")
    assert "receipt.txt (35 bytes)" in overlay(clerk)
    clerk.type("qv1\n")
    assert "Paid 39.95 with" in overlay(clerk)
    assert str(folder / "enclosure-01.txt") in "".join(overlay(clerk).split())
    clerk.type("qv2\n")
    assert "no picture" in overlay(clerk)
    clerk.type("qi")
    assert "pump.png" in overlay(clerk)
