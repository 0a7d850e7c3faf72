"""A text is a letter unless the heading above it says by which other way it came."""

from __future__ import annotations

import pytest

from corrtui.intake.readers.medium import medium_of


@pytest.mark.parametrize(
    ("text", "name", "medium"),
    [
        ("PHONE NOTE\n\nMrs. Brandt called.", "note.txt", "phone note"),
        ("--- Telephone message ---\nFor: Claims", "note.txt", "phone note"),
        ("Harbor & Vale\nWHILE YOU WERE OUT\nMr. Ode called", "note.txt", "phone note"),
        ("FAX\n\nDear Sirs:", "letter.txt", "fax"),
        ("Facsimile cover sheet\nPages: 2", "letter.txt", "fax"),
        ("RECEIVED BY FAX Nov 20\n\nDear Sirs:", "letter.txt", "fax"),
        ("Dear Sirs:", "fax-20261120.txt", "fax"),
        ("Web form: contact us\nName: Ida", "form.txt", "web form"),
        ("Dear Sirs:\n\nI phoned and sent a fax.\nPhone note: none", "letter.txt", "letter"),
        ("Ida Brandt\nFax: 563-555-0140\nDear Sirs:", "letter.txt", "letter"),
        (
            "Fax machines you sold us do not work, and so we write to you at such length today",
            "l.txt",
            "letter",
        ),
        ("Dear Sirs:", "faxing-costs.txt", "letter"),
    ],
)
def test_the_heading_tells_the_medium(text: str, name: str, medium: str):
    assert medium_of(text, name) == medium
