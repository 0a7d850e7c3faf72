"""The office the acceptance letters come to: its desk.toml, and the records they name, of every fixture."""

from __future__ import annotations

import shutil
from pathlib import Path

_RECORDS = Path(__file__).with_name("records")
_TOML = """\
[office]
name = "Harbor & Vale Supply Company"
address = ["2200 Foundry Road", "Dubuque IA 52001"]
phone = "563-555-0140"
email = "letters@harborvale.example"
web = "harborvale.example"
hours = "8 a.m. to 5 p.m., Monday through Friday"
timezone = "America/Chicago"

[desk]
signer = "mstern"
allow_as = true
settle = 0.0

[[people]]
login = "{login}"
name = "Robin Hale"
initials = "rh"
title = "Correspondence Clerk"
roles = ["clerk"]
rights = ["restricted"]

[[people]]
login = "mstern"
name = "Margaret R. Stern"
initials = "mrs"
title = "Customer Relations Manager"
roles = ["official", "supervisor"]

[[departments]]
code = "CS"
name = "Customer Relations"

[categories.SPC]
department = "CS"

[clocks]
office_is = [{office_is}]
closing_day = 15
"""
_SOURCE = """
[[records]]
name = "{name}"
kind = "{kind}"
path = "records/{name}.csv"
key = "{key}"
title = "{kind} {{{key}}}"
names = [{names}]
links = {{ {links} }}

[records.fields]
{fields}
"""
_SOURCES = (
    ("accounts", "account", '"customer"', ""),
    ("orders", "order", '"customer"', 'account = "account_no", item = "item_no"'),
    ("invoices", "invoice", "", 'account = "account_no"'),
    ("claims", "claim", '"claimant"', 'pro = "pro_no"'),
    ("items", "item", "", ""),
)
OFFICE_IS = (
    "merchant",
    "open_end_creditor",
    "creditor",
    "furnisher",
    "bank",
    "mortgage_servicer",
    "carrier",
    "provider",
)
"""A house that does a little of everything, so that each letter finds the clocks of its own rule."""


def make_office(folder: Path, login: str, office_is: tuple[str, ...] = OFFICE_IS) -> None:
    """Write desk.toml and the records of a desk that `corrtui init` made without a sample.

    Args:
        folder: of the desk.
        login: of the clerk.
        office_is: what the office is, for the clocks that may run there.
    """
    kinds = ", ".join(f'"{kind}"' for kind in office_is)
    parts = [_TOML.format(login=login, office_is=kinds)]
    shutil.copytree(_RECORDS, folder / "records", dirs_exist_ok=True)
    for name, kind, names, links in _SOURCES:
        columns = (_RECORDS / f"{name}.csv").read_text().partition("\n")[0].split(",")
        fields = "\n".join(f'{column} = "{column}"' for column in columns)
        parts.append(
            _SOURCE.format(name=name, kind=kind, key=columns[0], names=names, links=links, fields=fields)
        )
    (folder / "desk.toml").write_text("".join(parts))
