"""Delicate matters in letters in Spanish: the gravest classes are seen, everyday words are not."""

from __future__ import annotations

import pytest

from corrtui.triage.sensitive import SensitiveRules, find_sensitive

TRIGGERS = {
    "threat or violence": [
        "Si no me devuelven el dinero, los voy a matar a todos.",
        "Tengo una pistola y no me importa usarla.",
        "Puse una bomba en su almacén.",
        "Al abrir el sobre salió un polvo blanco.",
        "Le voy a romper la cara a su empleado.",
        "Un día de estos voy a quemar su oficina.",
        "Sé dónde vive usted, señor Hale.",
        "Cuídense la espalda cuando salgan.",
    ],
    "self-harm": [
        "Ya no quiero vivir con esta deuda.",
        "Nadie me extrañaría.",
        "Desde que llegó su carta he pensado en suicidarme.",
        "Voy a quitarme la vida.",
        "Mi familia estaría mejor sin mí.",
        "No tengo ninguna razón para vivir.",
        "Solo quiero morirme.",
    ],
    "attorney represented": [
        "Mi abogado se pondrá en contacto con ustedes.",
        "Represento a la señora Gómez en este asunto.",
        "Le escribe el bufete de abogados Ruiz y Soto.",
        "Somos los abogados del señor Vega.",
    ],
    "legal process": [
        "Adjunto la citación judicial.",
        "Recibieron ustedes la orden de embargo del tribunal.",
    ],
    "deceased customer": [
        "Mi madre falleció el 3 de febrero.",
        "Mi esposo murió en enero y llegó otra factura.",
        "Adjunto el acta de defunción.",
        "Soy albacea de mi tía.",
    ],
}
HARMLESS = [
    "La bomba de agua que compré en su tienda no funciona.",
    "Hay una bomba sumergible en el catálogo. ¿Cuánto cuesta?",
    "Solo quería matar el tiempo mirando su catálogo.",
    "Casi nos morimos de risa con su anuncio.",
    "La batería del teléfono murió en dos días.",
    "El polvo para hornear llegó mojado.",
    "Vivo con mi madre y mi hermano en la casa nueva.",
]


@pytest.mark.parametrize(
    ("kind", "sentence"), [(kind, sentence) for kind, sentences in TRIGGERS.items() for sentence in sentences]
)
def test_a_delicate_matter_is_seen_in_spanish(rules: SensitiveRules, kind: str, sentence: str) -> None:
    assert kind in {hit.kind for hit in find_sensitive(f"Estimados señores:\n\n{sentence}\n", "", rules)}


@pytest.mark.parametrize("sentence", HARMLESS)
def test_everyday_spanish_raises_no_flag(rules: SensitiveRules, sentence: str) -> None:
    assert find_sensitive(f"Estimados señores:\n\n{sentence}\n", "", rules) == ()
