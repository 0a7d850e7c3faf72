"""The library: the office's letters win, broken ones are named, the rest works."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from corrtui.errors import Refused
from corrtui.letters.library import Library, builtin_templates

Write = Callable[..., Path]

SHIPPED = {
    "ack-general": "ak",
    "bil-ack": "ba",
    "bil-corrected": "bc",
    "bil-no-error": "bn",
    "bil-need-info": "bi",
    "bil-late-notice": "bl",
    "dmg-ack": "da",
    "dmg-need-docs": "dd",
    "cri-reference": "cr",
    "cri-need-consent": "cc",
    "dlq-reminder": "dr",
    "dlq-plan": "dp",
    "ord-confirm": "oc",
    "ord-delay": "od",
    "ord-need-info": "oi",
    "spc-need-specs": "sn",
    "svc-apology": "sa",
    "svc-thanks": "st",
    "inf-reply": "ir",
    "rul-explain": "re",
    "med-ack": "ma",
    "med-auth-defective": "mx",
    "med-cover": "mc",
    "adm-addr-confirm": "aa",
    "adm-condolence": "co",
    "mis-return": "mr",
}


def test_the_shipped_letters_are_all_there(shipped: Library) -> None:
    assert {template.code: template.short for template in shipped.all()} == SHIPPED
    assert shipped.troubles == ()


def test_a_letter_is_had_by_code_and_by_short_code(shipped: Library) -> None:
    assert shipped.get("bil-ack") is shipped.get(" BA ")


@pytest.mark.parametrize(
    ("asked", "near"), [("bil-akc", "bil-ack (ba)"), ("bil", "bil-ack (ba), bil-corrected (bc)")]
)
def test_an_unknown_letter_is_refused_with_the_nearest(shipped: Library, asked: str, near: str) -> None:
    with pytest.raises(Refused) as caught:
        shipped.get(asked)

    assert caught.value.title == f"There is no letter “{asked}”"
    assert near in caught.value.detail


def test_a_letter_like_none_is_refused_without_a_guess(shipped: Library) -> None:
    with pytest.raises(Refused) as caught:
        shipped.get("zzzzzz\x1b[2J")

    assert caught.value.detail == ""
    assert "\x1b" not in str(caught.value)


def test_letters_are_found_by_part_of_code_or_title(shipped: Library) -> None:
    assert [template.code for template in shipped.find("apolog")] == ["svc-apology"]
    assert [template.code for template in shipped.find("dlq")] == ["dlq-plan", "dlq-reminder"]
    assert shipped.find("re")[0].code == "rul-explain"
    assert shipped.find("nothing like it") == ()


def test_a_category_has_its_letters_first_then_those_for_any(shipped: Library) -> None:
    assert [template.code for template in shipped.for_category("DLQ")] == [
        "dlq-plan",
        "dlq-reminder",
        "ack-general",
    ]
    assert [template.code for template in shipped.for_category("UNK")] == ["ack-general"]


def test_the_offices_own_letter_wins(office_folder: Write) -> None:
    folder = office_folder("Re: Ours\n\nOurs.\n", name="bil-ack", short='"ba"')

    library = Library([folder, builtin_templates()])

    assert library.get("ba").body == "Re: Ours\n\nOurs.\n"
    assert len(library.all()) == len(SHIPPED)
    assert library.troubles == ()


def test_a_broken_letter_is_named_and_the_shipped_one_stays_in_use(office_folder: Write) -> None:
    folder = office_folder("Re: Ours\n\n{{ order.no\n", name="bil-ack", short='"ba"')

    library = Library([folder, builtin_templates()])

    [trouble] = library.troubles
    assert trouble.startswith("bil-ack.j2, line 12: ")
    assert trouble.endswith("Mend the letter there. The shipped letter is used meanwhile.")
    assert library.get("ba").path.parent == builtin_templates()


def test_a_broken_letter_of_the_offices_own_leaves_the_rest(office_folder: Write) -> None:
    office_folder("Re: Good\n\nGood.\n", name="own-good", short='"og"')
    folder = office_folder(name="own-bad", short=None)

    library = Library([folder])

    assert [template.code for template in library.all()] == ["own-good"]
    assert len(library.troubles) == 1
    assert "shipped" not in library.troubles[0]


def test_a_short_code_belongs_to_one_letter(office_folder: Write) -> None:
    folder = office_folder(name="own-letter", short='"ba"')

    library = Library([folder, builtin_templates()])

    assert library.get("ba").code == "own-letter"
    assert library.get("bil-ack").short == ""
    assert library.troubles == (
        "bil-ack.j2, line 3: the short code “ba” belongs to own-letter already; bil-ack is reached by its"
        " full code. Give it another one.",
    )


def test_a_retired_letter_is_not_offered(office_folder: Write) -> None:
    folder = office_folder(name="bil-ack", short='"ba"', status='"retired"')
    library = Library([folder, builtin_templates()])

    with pytest.raises(Refused, match="The letter bil-ack is retired"):
        library.get("bil-ack")
    with pytest.raises(Refused, match="There is no letter “ba”"):
        library.get("ba")
    assert "bil-ack" not in {template.code for template in library.all() + library.for_category("BIL")}


def test_a_missing_folder_is_no_trouble(tmp_path: Path) -> None:
    assert Library([tmp_path / "none"]).troubles == ()


def test_a_file_in_place_of_the_folder_is_a_trouble(tmp_path: Path) -> None:
    (tmp_path / "templates").write_text("no folder")

    [trouble] = Library([tmp_path / "templates"]).troubles

    assert "the folder cannot be read (Not a directory)" in trouble


def test_a_folder_of_thousands_is_cut_and_said(tmp_path: Path) -> None:
    for number in range(501):
        (tmp_path / f"a{number:04}.j2").write_bytes(b"x")

    library = Library([tmp_path])

    assert "501 templates, the first 500 are used" in library.troubles[0]
    assert len(library.troubles) == 501


def test_the_library_is_read_before_a_clerk_can_notice() -> None:
    def seconds() -> float:
        start = time.process_time()
        Library([builtin_templates()]).read()
        return time.process_time() - start

    assert min(seconds() for _ in range(3)) < 0.15


def test_naming_the_library_does_not_load_jinja() -> None:
    code = "import sys, corrtui.letters.library, corrtui.letters.compose, corrtui.letters.context;"
    code += "sys.exit('jinja2' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
