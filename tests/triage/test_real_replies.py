"""Real replies with quoted text and signatures: the part their writers wrote is found in all of them."""

from __future__ import annotations

import email
import email.policy
import os
from pathlib import Path

import pytest

from corrtui.triage.layout import read_layout

SHARED = Path(os.environ.get("CORRTUI_SHARED_DATA", Path(__file__).parents[2] / "../shared/data"))
TALON = SHARED.resolve() / "email/talon"

pytestmark = pytest.mark.skipif(not TALON.is_dir(), reason="the shared collection of replies is not here")


def body(text: str) -> str:
    return "".join(text[start:end] for start, end in read_layout(text).body).strip()


def test_the_answer_above_a_quoted_letter() -> None:
    replies = sorted((TALON / "standard_replies").glob("*.eml"))

    for path in replies:
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        part = message.get_body(("plain",))  # type: ignore[attr-defined]
        assert body(part.get_content()) == "Hello", path.name
    assert len(replies) == 12


def test_what_stands_above_a_signature() -> None:
    for path in sorted((TALON / "signature/emails/stripped").glob("*_signature")):
        said = path.with_name(path.name.replace("_signature", "_body"))
        text = said.read_text(encoding="utf-8").replace("#sig#", "").rstrip()
        signature = path.read_text(encoding="utf-8").replace("#sig#", "").strip()

        assert text.endswith(signature)
        above = text.removesuffix(signature).rstrip()
        assert body(text).splitlines()[-1] == above.splitlines()[-1], path.name
