"""PC-00: what cannot be read as a letter cannot be printed as one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.letters.proof import Finding, pc00_parts

Proof = Callable[..., list[Finding]]
ADDRESS = "Ms. Pat Ortiz\n14 Alder Street\nBoise ID 83702\n\n"


def test_a_whole_letter_passes(proof: Proof) -> None:
    assert proof(pc00_parts) == []


@pytest.mark.parametrize(
    ("text", "missing", "line"),
    [
        (ADDRESS + "We credit it.\n\nSincerely,\n", "No salutation found", 0),
        ("Dear Ms. Ortiz:\n\nWe credit it.\n\nSincerely,\n", "No inside address found", 0),
        (ADDRESS + "Dear Ms. Ortiz:\n\nWe credit it.\n", "No close found", 7),
        (ADDRESS + "Dear Ms. Ortiz:\n\nSincerely,\n", "says nothing", 6),
        (ADDRESS + "Dear Ms. Ortiz:\n\nIt is done.\n\nSincerely,\n\nbcc: Lee Chen\n", "bcc", 10),
    ],
)
def test_a_part_that_is_missing_blocks_where_it_should_stand(
    proof: Proof, text: str, missing: str, line: int
) -> None:
    [finding] = proof(pc00_parts, text)

    assert missing in finding.message
    assert (finding.rule, finding.level, finding.line) == ("PC-00", "block", line)


def test_a_text_with_no_parts_at_all_is_blocked(proof: Proof) -> None:
    [finding] = proof(pc00_parts, parts=None)

    assert finding.level == "block"
    assert "cannot be read as a letter" in finding.message


def test_a_draft_nobody_has_begun_is_one_finding(proof: Proof) -> None:
    [finding] = proof(pc00_parts, " \n\n")

    assert finding.message.startswith("There is no draft yet")


@pytest.mark.parametrize("text", [" ", "\n\n\n", "Dear", "\u2421 \u2421"])
def test_rubbish_is_blocked(proof: Proof, text: str) -> None:
    assert all(finding.level == "block" for finding in proof(pc00_parts, text))
    assert proof(pc00_parts, text)
