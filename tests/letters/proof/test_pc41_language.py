"""PC-41: the reply is in the language the writer writes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corrtui.letters.proof import Finding, pc41_language

Proof = Callable[..., list[Finding]]
SPANISH = """Gracias por su carta del 16 de noviembre de 2026. Le cobramos dos veces el pedido 48213 y lo
sentimos mucho. Hemos acreditado
la diferencia a su cuenta, y con esto el saldo de su cuenta es el que usted dice."""


@pytest.mark.parametrize("language", ["en", "", "unknown"])
def test_a_letter_in_the_writers_language_or_where_it_is_not_known_passes(
    proof: Proof, language: str
) -> None:
    assert proof(pc41_language, language=language, translated=frozenset({"es"})) == []


def test_a_spanish_letter_to_one_who_writes_spanish_passes(proof: Proof) -> None:
    assert proof(pc41_language, body=SPANISH, language="es", translated=frozenset({"es"})) == []


def test_an_english_letter_to_one_who_writes_spanish_warns(proof: Proof) -> None:
    [finding] = proof(pc41_language, language="es")

    assert (finding.rule, finding.level) == ("PC-41", "warn")
    assert "writes Spanish, this letter is English" in finding.message
    assert finding.excerpt == "Dear Ms. Ortiz:"


def test_it_blocks_where_the_desk_requires_a_translation(proof: Proof) -> None:
    [finding] = proof(pc41_language, language="es", translated=frozenset({"es"}))

    assert finding.level == "block"
    [finding] = proof(pc41_language, language="es", translated=frozenset({"fr"}))
    assert finding.level == "warn"
