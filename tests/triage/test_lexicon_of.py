"""The phrases for a letter's language."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from corrtui.triage.category import Category, suggest
from corrtui.triage.lexicon import load_lexicon
from corrtui.triage.lexicon_of import lexicon_of


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Me cobraron dos veces la misma factura y quiero que me devuelvan el dinero.", "BIL"),
        ("El paquete llegó roto y la caja venía aplastada.", "DMG"),
        ("Quiero presentar una queja por el mal servicio de su técnico, nadie me contesta.", "SVC"),
        ("No puedo pagar este mes y quisiera un plan de pagos porque perdí mi trabajo.", "DLQ"),
        ("Mi reporte de crédito tiene un error y soy víctima de robo de identidad.", "CRD"),
        ("Solicito copia de mi expediente médico y los resultados de laboratorio.", "MED"),
        ("¿Cuál es la política de devoluciones?", "RUL"),
        ("Todavía no he recibido mi pedido, ¿dónde está mi pedido?", "ORD"),
    ],
)
def test_a_spanish_letter_is_understood(categories: Mapping[str, Category], text: str, category: str) -> None:
    assert suggest(text, "", categories, lexicon_of("es"), ()).category == category


@pytest.mark.parametrize("code", ["en", "unknown", "fr", "../es", ""])
def test_other_languages_have_the_shipped_lexicon(code: str) -> None:
    assert lexicon_of(code) is load_lexicon()
