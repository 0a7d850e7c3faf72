"""Templates of the office that are hostile, broken, or change under an open desk."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.bad_input.office import Office

NOTE = """+++
code = "{code}"
short = "{short}"
title = "A note of the office"
category = "SVC"
disposition = "FORM"
edition = "2026-11"
status = "approved"
copies = 1
enclosures = []
signer = "official"
form = true
+++
Re: Your letter, our reference {{{{ control_no }}}}

{body}
"""
FINE = "Thank you for your letter. We wish you well."
CUBED = "".join(f"{{% for {n} in range(400) %}}" for n in "abc") + "x" + "{% endfor %}" * 3


def write(office: Office, code: str, body: str, short: str = "zz") -> Path:
    path = office.folder / "templates" / f"{code}.j2"
    path.write_text(NOTE.format(code=code, short=short, body=body))
    return path


OUTREACH = {
    "{{ writer.__class__.__mro__[1].__subclasses__() }}": "letters call nothing but range()",
    "{{ ''|attr('__class__') }}": "there is no filter “attr”",
    "{{ cycler.__init__.__globals__.os }}": "is closed to letters",
    "{% for x in range(10**9) %}x{% endfor %}": "“pow” is not part of the language of letters",
    "{% include '/etc/passwd' %}": "“include” is not part of the language of letters",
    "{% for x in y %}": "",
    "{{ \x1b]0;x\x07\u202e }}": "",
}


def test_a_template_that_reaches_out_is_no_template(office: Office, thanks: str) -> None:
    for number, body in enumerate(OUTREACH):
        write(office, f"bad-{number}", body, f"z{'abcdefgh'[number]}")

    write(office, "svc-thanks", "{{ writer.__class__ }}", "st")

    checked = office.run("check")

    assert checked.code == 1
    [own] = [line for line in checked.out.splitlines() if line.startswith("svc-thanks.j2, line 16: ")]
    assert own.endswith("The shipped letter is used meanwhile.")
    for number, reason in enumerate(OUTREACH.values()):
        [trouble] = [
            line for line in checked.out.splitlines() if line.startswith(f"bad-{number}.j2, line 16: ")
        ]
        assert reason in trouble
        assert trouble.endswith(("Mend the letter there.", "Take it out."))
    assert office.run("finish", thanks).code == 0


def test_an_endless_loop_ends_and_every_other_letter_is_at_hand(office: Office, thanks: str) -> None:
    other = office.take_in("scan-0001-ortiz.txt")
    write(office, "bad-loop", CUBED)
    write(office, "bad-walk", "{{ writer.__class__ }}", "zw")
    begun = time.monotonic()

    refused = office.run("finish", other, "--template", "bad-loop")

    assert time.monotonic() - begun < 10
    assert refused.code == 1
    assert "bad-loop.j2, line 16: the template went round its loops more than 5,000 times" in refused.err
    assert "mend the template or choose another letter" in refused.err
    unknown = office.run("finish", other, "--template", "bad-walk")
    assert unknown.code == 1
    assert "There is no letter “bad-walk”" in unknown.err
    assert office.sent() == []

    screen = office.sit_down()
    screen.wait_for("/2")
    screen.send(f"lno:{other}\r")
    screen.wait_for("DRAFT bil-ack")
    screen.send(f"lno:{thanks}\r")
    screen.wait_for("DRAFT svc-thanks")
    screen.send("tzz\r")
    screen.wait_for("bad-loop.j2, line 16")  # one that cannot be merged is not chosen: the draft stays
    screen.press("escape")
    screen.settle()
    screen.send("y")
    screen.wait_for(f"filed {thanks}-svc-thanks.pdf")
    office.rise(screen)
    assert office.sent() == [f"{thanks}-svc-thanks.pdf"]
    assert office.verified()


def test_templates_that_change_under_an_open_desk_hinder_nobody(office: Office, thanks: str) -> None:
    other = office.take_in("scan-0009-burrell.txt")
    removed, broken = write(office, "own-note", FINE), write(office, "own-word", FINE, "zx")
    screen = office.sit_down()
    screen.wait_for("/2")
    screen.send(f"lno:{thanks}\rtown-note\r")
    screen.wait_for("DRAFT own-note")
    removed.unlink()
    broken.write_text("+++\ncode = ")

    screen.send("y")
    screen.wait_for(f"filed {thanks}-own-note.pdf")
    screen.send(f"lno:{other}\rtown-word\r")
    screen.wait_for("DRAFT own-word")
    screen.wait_for("wish you well")
    office.rise(screen)

    assert office.verified()
    checked = office.run("check")
    assert checked.code == 1
    assert "own-word.j2, line " in checked.out
    assert "own-note" not in checked.out
    assert "Trouble   There is no letter “own-word”" in office.run("show", other).out


@pytest.mark.slow
def test_what_was_typed_outlives_its_template(office: Office, thanks: str) -> None:
    path = write(office, "own-note", FINE)
    office.run("draft", thanks, "--template", "own-note")
    screen = office.sit_down()
    screen.wait_for("wish you well")
    screen.send("r")
    screen.wait_for("EDIT own-note")
    screen.send("Words of mine")
    screen.wait_for("Words of mine")
    screen.press("escape")
    screen.wait_for("DRAFT own-note")
    office.rise(screen)
    path.unlink()

    page = office.run("show", thanks).out

    assert "Trouble   There is no letter “own-note”" in page
    assert "Words of mine" in page
    [draft] = office.case(thanks).glob("draft-0.json")
    assert "Words of mine" in json.loads(draft.read_text())["text"]
