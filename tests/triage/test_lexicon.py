"""The count of phrases that tell what a letter is about."""

from __future__ import annotations

import pytest

from corrtui.errors import SettingsError
from corrtui.triage.layout import read_layout
from corrtui.triage.lexicon import Lexicon, load_lexicon

TWO = Lexicon(
    {
        "BIL": {
            "strong": ["charged twice", "wrong charge"],
            "weak": ["bill", "charge"],
            "unless": ["in charge"],
        },
        "DMG": {"strong": ["bill of lading"], "weak": ["damage*"], "negative": ["damaged credit"]},
    }
)


def weights(text: str, lexicon: Lexicon = TWO, subject: str = "") -> list[tuple[str, str, int]]:
    found = lexicon.evidence(text, read_layout(text), subject)
    return [(item.category, item.phrase, item.weight) for item in found]


def test_a_row_counts_once_however_often_it_stands() -> None:
    assert weights("charged twice, I say charged twice") == [("BIL", "charged twice", 3)]


def test_the_shorter_of_two_phrases_in_one_place_does_not_count() -> None:
    assert weights("the bill of lading") == [("DMG", "bill of lading", 3)]


def test_an_unless_row_silences_the_word_within_it() -> None:
    assert weights("the man in charge") == []
    assert weights("the charge") == [("BIL", "charge", 1)]


def test_a_negative_row_counts_against_and_silences() -> None:
    assert weights("my damaged credit") == [("DMG", "damaged credit", -3)]


def test_phrases_of_one_category_that_share_a_word_count_once() -> None:
    lexicon = Lexicon({"BIL": {"strong": ["statement shows", "wrong statement"]}})

    assert weights("the wrong statement shows it", lexicon) == [("BIL", "wrong statement", 3)]


def test_quoted_letters_disclaimers_and_addresses_do_not_speak() -> None:
    text = (
        "Bill Street 4\n\nDear Sirs:\n\nIt came.\n\n> charged twice\n\nSincerely,\n\nBill Bell\n\n"
        "This message and any attachments may hold a bill of lading.\n"
    )

    assert weights(text) == []


def test_the_subject_line_speaks_without_a_place_in_the_text() -> None:
    [evidence] = TWO.evidence("It came.", read_layout("It came."), "charged twice")

    assert (evidence.phrase, evidence.start, evidence.end) == ("charged twice", -1, -1)


def test_evidence_lies_in_the_original_text() -> None:
    text = "Dear Sirs:\n\n> old\n\nI was charged\ntwice.\n"

    [evidence] = TWO.evidence(text, read_layout(text))

    assert text[evidence.start : evidence.end] == "charged\ntwice"


def test_a_damaged_row_is_named() -> None:
    with pytest.raises(SettingsError, match=r"\(charged"):
        Lexicon({"BIL": {"strong": ["(charged"]}})


@pytest.mark.parametrize(
    ("sentence", "category"),
    [
        ("You billed me three times for one lamp.", "BIL"),
        ("There is a duplicate charge on my card.", "BIL"),
        ("The package was soaked and the box torn open.", "DMG"),
        ("Half the carton was crushed when it came.", "DMG"),
        ("Nobody ever called me back and your man was rude.", "SVC"),
        ("I can pay $40 a month until it is done.", "DLQ"),
        ("May we make arrangements to pay in installments?", "DLQ"),
        ("Kindly give us a trade reference for Dunmore Paper Company.", "CRI"),
        ("Equifax shows your account as late and it is wrong.", "CRD"),
        ("Please ship two of stock no. 77-B.", "ORD"),
        ("Where is my order? It has not arrived.", "ORD"),
        ("We need a bracket made to order from our drawing.", "SPC"),
        ("Send my medical records to the clinic.", "MED"),
        ("Enclosed is my check for the copies of the records.", "FEE"),
        ("What is your policy on returns?", "RUL"),
        ("How do I get a brochure?", "INF"),
        ("The issuing bank sends this chargeback with reason code 4853.", "CHB"),
        ("We have moved; our new address is below.", "ADM"),
        ("This letter was delivered to us by mistake and is not meant for us.", "MIS"),
    ],
)
def test_the_shipped_lexicon_knows_everyday_wordings(sentence: str, category: str) -> None:
    scores: dict[str, int] = {}
    for code, _, weight in weights(sentence, load_lexicon()):
        scores[code] = scores.get(code, 0) + weight

    assert max(scores, key=lambda code: scores[code]) == category


def test_a_refund_card_is_no_refund_asked_for(lexicon: Lexicon) -> None:
    def phrases(text: str) -> list[str]:
        return [item.phrase for item in lexicon.evidence(text, read_layout(text)) if item.category == "BIL"]

    assert phrases("She has one of our refund cash cards here.") == []
    assert phrases("She would like the refund she was told of.") == ["refund"]
