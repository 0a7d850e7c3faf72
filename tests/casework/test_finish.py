"""Finishing: the gate, the file, the entry — in this order, and nothing half done."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from corrtui.casework.finish import ConfirmNeeded, ProofStopped
from corrtui.casework.verify import verify
from corrtui.control.acts import LetterFiled
from corrtui.desk import Desk
from corrtui.errors import CorrtuiError, Refused

Take = Callable[..., str]
BILLING = "scan-0001-ortiz.txt"
THANKS = "thank you note.html"
SUBPOENA = "Subpoena served 11-17.pdf"
MEDICAL = "my chart.eml"


SPANISH = """Carmen Ruiz
77 Rhomberg Avenue
Dubuque, IA 52001

Estimados señores:

Les escribo para quejarme del servicio de su empleado. Llegó tarde, fue grosero y se marchó sin terminar el
trabajo. Espero una respuesta por escrito.

Atentamente,
Carmen Ruiz
""".encode()


def test_a_routine_letter_is_filed_in_one_go(desk: Desk, take_in: Take, folder: Path) -> None:
    """A customer says thank you; the suggested letter has no hole and no finding."""
    number = take_in(desk, THANKS)

    filed = desk.file(desk.prepare(number))

    assert filed.closed
    assert filed.name == f"{number}-svc-thanks.pdf"
    pdf = folder / "outbox" / filed.name
    twin = folder / "cabinet/2026" / number / "sent" / filed.name
    assert pdf.read_bytes() == twin.read_bytes()
    entry = desk.history(number)[-1]
    assert isinstance(entry.act, LetterFiled)
    assert entry.act.sha256 == hashlib.sha256(pdf.read_bytes()).hexdigest()
    text = PdfReader(pdf).pages[0].extract_text()
    assert number in text
    assert "Margaret R. Stern" in text
    assert f"MRS:{desk.me.initials}" in text
    assert number not in desk.queue()
    assert verify(folder).problems == ()


def test_an_acknowledgment_leaves_the_letter_open_and_offers_no_second_one(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)
    assert desk.sheet(number).template == "bil-ack"

    filed = desk.file(desk.prepare(number))

    assert not filed.closed
    letter = desk.letter(number)
    assert letter.open
    assert letter.sent == (f"{number}-bil-ack.pdf",)
    assert desk.sheet(number).template == ""
    with pytest.raises(Refused, match="has no draft"):
        desk.prepare(number)


def test_a_hole_stops_the_letter_and_nothing_leaves(desk: Desk, take_in: Take, folder: Path) -> None:
    number = take_in(desk, BILLING)
    desk.choose_template(number, "bil-corrected")
    assert desk.sheet(number).holes

    with pytest.raises(ProofStopped) as stopped:
        desk.prepare(number)

    assert stopped.value.findings[0].rule == "PC-01"
    assert list((folder / "outbox").glob("*.pdf")) == []
    assert desk.letter(number).open


def test_holes_filled_by_name_let_it_through(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)
    desk.choose_template(number, "bil-need-info")
    values = {hole.name: "a copy of the statement" for hole in desk.sheet(number).holes}
    if values:
        desk.fill(number, values)

    assert desk.sheet(number).holes == ()
    assert desk.file(desk.prepare(number)).name == f"{number}-bil-need-info.pdf"


def test_a_hole_that_is_not_there_is_named(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, THANKS)

    with pytest.raises(Refused, match="no hole 'shoe"):
        desk.fill(number, {"shoe.size": "44"})


def test_legal_process_cannot_be_finished_at_all(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, SUBPOENA)

    with pytest.raises(Refused, match="no reply from here"):
        desk.prepare(number, confirm="LEG")


def test_a_medical_letter_is_not_finished_by_one_key(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, MEDICAL)

    with pytest.raises(ConfirmNeeded) as asked:
        desk.prepare(number)

    assert asked.value.word == "MED"
    with pytest.raises(ConfirmNeeded):
        desk.prepare(number, confirm="yes")


def test_a_closed_letter_is_not_finished_twice(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, THANKS)
    desk.file(desk.prepare(number))

    with pytest.raises(Refused, match="is closed"):
        desk.prepare(number)


def test_what_a_colleague_did_meanwhile_stops_the_filing(
    desk: Desk, open_desk: Callable[..., Desk], take_in: Take, folder: Path
) -> None:
    number = take_in(desk, THANKS)
    prepared = desk.prepare(number)
    open_desk("pcole").classify(number, "INF")

    with pytest.raises(Refused, match="changed while you worked on it"):
        desk.file(prepared)

    assert list((folder / "outbox").glob("*.pdf")) == []
    assert desk.letter(number).open


def test_two_desks_file_one_letter_once(
    desk: Desk, open_desk: Callable[..., Desk], take_in: Take, folder: Path
) -> None:
    number = take_in(desk, THANKS)
    other = open_desk("pcole")
    mine, theirs = desk.prepare(number), other.prepare(number)

    desk.file(mine)
    with pytest.raises(Refused):
        other.file(theirs)

    assert [path.name for path in (folder / "outbox").glob("*.pdf")] == [f"{number}-svc-thanks.pdf"]
    assert verify(folder).problems == ()


def test_an_outbox_that_cannot_be_written_files_nothing(desk: Desk, take_in: Take, folder: Path) -> None:
    number = take_in(desk, THANKS)
    prepared = desk.prepare(number)
    (folder / "outbox").rmdir()
    (folder / "outbox").write_text("in the way")

    with pytest.raises(CorrtuiError):
        desk.file(prepared)

    assert desk.letter(number).open
    assert not list((folder / "cabinet/2026" / number / "sent").glob("*.pdf"))
    (folder / "outbox").unlink()
    (folder / "outbox").mkdir()
    assert desk.file(desk.prepare(number)).closed


def test_a_pdf_a_crash_left_without_an_entry_is_set_aside(desk: Desk, take_in: Take, folder: Path) -> None:
    number = take_in(desk, THANKS)
    stray = folder / "outbox" / f"{number}-svc-thanks.pdf"
    stray.write_bytes(b"%PDF- left by a process that was killed")
    assert "no entry of the log files it" in " ".join(verify(folder).problems)

    desk.file(desk.prepare(number))

    assert verify(folder).problems == ()
    aside = folder / "cabinet/2026" / number / "withdrawn"
    assert [path.read_bytes() for path in aside.iterdir()] == [b"%PDF- left by a process that was killed"]


def test_the_second_letter_of_a_kind_has_a_name_of_its_own(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, BILLING)
    desk.file(desk.prepare(number))
    desk.choose_template(number, "bil-ack")

    assert desk.file(desk.prepare(number)).name == f"{number}-bil-ack-2.pdf"


def test_agreement_with_the_suggestion_is_entered(desk: Desk, take_in: Take) -> None:
    first, second = take_in(desk, THANKS), take_in(desk, "Question about deposits.html")
    desk.file(desk.prepare(first))
    desk.choose_template(second, "mis-return")
    holes = {hole.name: "Claims Department" for hole in desk.sheet(second).holes}
    desk.fill(second, holes)
    desk.file(desk.prepare(second))

    acts = [desk.history(number)[-1].act for number in (first, second)]
    assert [getattr(act, "agreed", None) for act in acts] == [True, False]


def test_the_letter_is_dated_today_whenever_it_was_drafted(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, THANKS)
    desk.file(desk.prepare(number))

    act = desk.history(number)[-1].act
    assert isinstance(act, LetterFiled)
    assert abs(act.date_of_letter - desk.today) <= timedelta(days=1)


# -- drafts that cannot be used are not filed as something else


def test_a_damaged_draft_is_not_filed_as_a_fresh_one(desk: Desk, take_in: Take, folder: Path) -> None:
    number = take_in(desk, THANKS)
    draft = folder / "cabinet" / f"20{number[:2]}" / number / "draft-0.json"
    draft.write_bytes(b"[]")

    with pytest.raises(Refused, match="its draft cannot be used") as refused:
        desk.prepare(number)
    assert str(draft) in refused.value.detail

    desk.choose_template(number, "svc-thanks")
    assert desk.file(desk.prepare(number)).closed
    assert [path.read_bytes() for path in draft.parent.glob("draft-0.unreadable-*")] == [b"[]"]


def test_a_draft_whose_template_is_gone_is_not_filed_under_another(
    desk: Desk, take_in: Take, folder: Path
) -> None:
    number = take_in(desk, BILLING)
    text = desk.sheet(number).text
    desk._sheets.clear()
    draft = folder / "cabinet" / f"20{number[:2]}" / number / "draft-0.json"
    draft.write_text(json.dumps({"template": "gone-note", "text": text, "by": "x"}))

    with pytest.raises(Refused, match="its draft cannot be used") as refused:
        desk.prepare(number)
    assert "gone-note" in refused.value.detail


def test_a_template_that_cannot_be_merged_is_not_chosen(desk: Desk, take_in: Take, folder: Path) -> None:
    number = take_in(desk, BILLING)
    before = desk.sheet(number).text
    front = (
        '+++\ncode = "bad-loop"\nshort = "bl"\ntitle = "x"\ncategory = "BIL"\ndisposition = "ACK"\n'
        'edition = "2026-11"\nstatus = "approved"\ncopies = 1\nenclosures = []\nsigner = "official"\n'
        "form = false\n+++\n"
    )
    loop = "{% for a in range(400) %}{% for b in range(400) %}{{ a }}{% endfor %}{% endfor %}"
    (folder / "templates" / "bad-loop.j2").write_text(front + "Re: x\n\n" + loop)
    desk.close()
    again = Desk.open(folder)
    try:
        with pytest.raises(CorrtuiError, match="bad-loop"):
            again.choose_template(number, "bad-loop")
        assert again.sheet(number).text == before
    finally:
        again.close()


def test_a_case_file_of_another_kind_is_named_with_its_path(desk: Desk, take_in: Take, folder: Path) -> None:
    number = take_in(desk, BILLING)
    sidecar = folder / "cabinet" / f"20{number[:2]}" / number / "letter.json"
    sidecar.write_text('{"reading": {"text": 5}}')

    assert str(sidecar) in desk.sheet(number).trouble
    sidecar.unlink()
    assert any(str(sidecar) in trouble for trouble in desk.check())


def test_a_letter_a_colleague_classified_after_it_was_looked_at_is_looked_at_again(
    desk: Desk, open_desk: Callable[..., Desk], take_in: Take
) -> None:
    number = take_in(desk, THANKS)
    seen = desk.sheet(number).letter.version
    open_desk("pcole").classify(number, "INF")

    with pytest.raises(Refused, match="changed while you worked on it"):
        desk.prepare(number, seen=seen)

    desk.prepare(number, seen=desk.sheet(number).letter.version)


def test_what_the_proof_warned_of_is_said_when_it_is_filed(desk: Desk, take_in: Take) -> None:
    number = take_in(desk, "queja.txt", SPANISH)
    desk.choose_template(number, "svc-apology")
    desk.fill(number, {hole.name: "the delay" for hole in desk.sheet(number).holes})

    filed = desk.file(desk.prepare(number, outcomes=("all=answered",)))

    assert "; the proof warns: PC-41 The writer writes Spanish" in filed.sentence
    quiet = take_in(desk, THANKS)
    assert "the proof warns" not in desk.file(desk.prepare(quiet)).sentence
