"""The proof as a whole: every check in turn, what each found in one order, blocks first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from corrtui.letters.proof.case import Finding, ProofCase
from corrtui.text import one_line

Check = Callable[[ProofCase], Iterable[Finding]]
_RULE_MODULE = re.compile(r"pc\d\d_")


@cache
def all_checks() -> tuple[tuple[str, Check], ...]:
    """Return rule id and check of each rule in the order they run; a new rule is a module `pcNN_…`."""
    # The patterns of the rules take longer to compile than a queue to list: they are loaded with the
    # first proof, not with the desk.
    names = sorted(found.name for found in iter_modules([str(Path(__file__).parent)]))
    modules = [import_module(f"{__package__}.{name}") for name in names if _RULE_MODULE.match(name)]
    return tuple((module.RULE, module.check) for module in modules)


def run_proof(case: ProofCase, checks: Iterable[tuple[str, Check]] | None = None) -> tuple[Finding, ...]:
    """Return everything the rules object to, blocks before warnings, each from the top of the draft down.

    Never raises: a check that fails is a block of its own, for a letter nobody could check may not leave.
    """
    found: list[Finding] = []
    try:
        checks = all_checks() if checks is None else checks
    except Exception as error:
        return (_failed("PC-00", error),)
    for rule, check in checks:
        try:
            found += check(case)
        except Exception as error:
            found.append(_failed(rule, error))
    return tuple(sorted(found, key=lambda each: (each.level != "block", each.line, each.column, each.rule)))


def _failed(rule: str, error: Exception) -> Finding:
    why = one_line(str(error), 120) or type(error).__name__
    message = f"{rule} could not be carried out: {why}. The letter stays here; tell the supervisor."
    return Finding(rule, "block", message, 0, 0, "")
