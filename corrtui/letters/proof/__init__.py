"""The proof: mechanical checks a draft passes before it leaves, one module a rule.

A routine letter comes through without a finding. What a finding says is a rule of the work, not an opinion:
each check names its source, and its word lists are in `corrtui/data/proof.toml`.
"""

from corrtui.letters.proof.case import Finding, Level, ProofCase
from corrtui.letters.proof.run import Check, all_checks, run_proof

__all__ = ["Check", "Finding", "Level", "ProofCase", "all_checks", "run_proof"]
