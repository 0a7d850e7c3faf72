"""The language of a letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.triage.language import UNKNOWN, find_language, known_languages, language_title

TEXTS = {
    "en": "I was charged twice for the same order and I would like you to credit my account.",
    "es": "Quiero presentar una queja porque el calentador que compré no funciona y nadie me contesta.",
    "fr": "Je vous écris parce que la facture est fausse et je ne dois pas cette somme.",
    "de": "Ich habe die Rechnung bekommen und bin nicht mit dem Betrag einverstanden. Bitte prüfen Sie das.",
    "pt": "Eu não recebi o meu pedido e já paguei. Por favor, quero o meu dinheiro de volta e uma resposta.",
    "it": "Ho ricevuto la fattura ma non sono d'accordo con il totale. Vi prego di rispondere.",
    "nl": "Ik heb de rekening ontvangen maar het bedrag is niet juist. Graag hoor ik van u wat er mis is.",
    "tl": "Hindi ko po natanggap ang aking order at nabayaran ko na ito. Pakitulungan po ninyo ako.",
    "zh": "我收到的账单有错误，请更正。谢谢。",
    "ja": "請求書に間違いがあります。訂正してください。",
    "ko": "청구서에 오류가 있습니다. 정정해 주십시오.",
    "ru": "Я получил неправильный счёт и прошу его исправить.",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items(), ids=TEXTS.keys())
def test_languages_are_told(code: str, text: str) -> None:
    assert find_language(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Gracias",
        "Order 48213",
        "XXXX XXXX XXXX XXXX XXXX XXXX XXXX",
        "Smith Jones Miller Brown Davis Clark",
    ],
)
def test_what_is_too_short_or_no_prose_is_unknown(text: str) -> None:
    assert find_language(text) == UNKNOWN


def test_a_name_in_another_language_does_not_change_it() -> None:
    text = "I ordered the Casa de la Torre lamp from you and the shade of it is torn. Please send me another."

    assert find_language(text) == "en"


def test_every_language_has_a_name() -> None:
    assert all(language_title(code) != code for code in known_languages())
    assert language_title("xx") == "xx"


@given(st.text(max_size=300))
def test_any_text_has_a_language_or_none(text: str) -> None:
    assert find_language(text) in (*known_languages(), UNKNOWN)
