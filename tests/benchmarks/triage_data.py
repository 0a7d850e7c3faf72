"""Real letters and questions for the triage benchmarks and the training, read where they lie."""

from __future__ import annotations

import csv
import gzip
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SHARED = Path(os.environ.get("CORRTUI_SHARED_DATA", Path(__file__).parents[2] / "../shared/data"))
CODES: Mapping[str, str] = {
    "billing_error": "BIL",
    "credit_information": "CRD",
    "delinquent_account": "DLQ",
    "service_complaint": "SVC",
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint as a consumer wrote it, with what the agency's issue makes of it."""

    text: str
    category: str
    """As the data calls it; empty when the issue tells none."""
    product: str
    strict: bool
    """The label is one of the clean ones."""
    group: str
    """Complaints that repeat one another share it."""

    @property
    def code(self) -> str:
        """Category code where the label is clean and the goal names it, else ""."""
        return CODES.get(self.category, "") if self.strict else ""


def have_complaints() -> bool:
    """Tell whether the complaints are on this machine."""
    return (SHARED / "cfpb/dev/cfpb_dev.jsonl.gz").is_file()


@cache
def complaints() -> tuple[Complaint, ...]:
    """Return the complaints of the development set, in the order of the file."""
    with gzip.open(SHARED / "cfpb/dev/cfpb_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return tuple(
        Complaint(row["narrative"], row["category"] or "", row["product"] or "", row["strict"], row["group"])
        for row in rows
    )


@cache
def banking_questions() -> tuple[tuple[str, str], ...]:
    """Return (question, intent) of banking77, in the order of the file."""
    with (SHARED / "intents/banking77/train.csv").open(encoding="utf-8", newline="") as file:
        return tuple((row["text"], row["category"]) for row in csv.DictReader(file))


@cache
def everyday_questions() -> tuple[str, ...]:
    """Return the questions of clinc150: travel, kitchen, weather, work and the like."""
    data = json.loads((SHARED / "intents/clinc150/data_small.json").read_text(encoding="utf-8"))
    return tuple(row[0] for part in ("train", "val", "oos_train") for row in data.get(part, ()))


_GROUPS = (
    ("TOPUP", ("top_up", "topping")),
    ("TRANSFER", ("transfer", "beneficiary", "receiving_money")),
    ("CASH", ("atm", "cash")),
    ("EXCHANGE", ("exchange", "currency", "fiat")),
    ("PIN", ("pin", "passcode")),
    ("IDENTITY", ("verify", "identity")),
    ("NEWCARD", ("arriv", "delivery", "order", "spare", "link")),
    ("LOST", ("lost", "stolen", "compromised")),
    ("REFUND", ("refund",)),
    ("FEES", ("charge", "fee")),
    ("PAYMENT", ("payment", "debit")),
    ("VIRTUAL", ("virtual", "disposable")),
    ("CARD", ("card", "visa", "contactless")),
)


def own_category(intent: str) -> str:
    """Return the category an imaginary office files questions of a banking77 intent under."""
    return next((code for code, parts in _GROUPS if any(part in intent for part in parts)), "ACCOUNT")
