"""`desk.toml` → frozen dataclasses. Every error names the file, the line, the key and the remedy."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from corrtui.appearance import Appearance, read_appearance
from corrtui.commands import Command
from corrtui.errors import SettingsError
from corrtui.key_settings import check_keys, office_keys
from corrtui.office import Office, read_office
from corrtui.presets import registry_of
from corrtui.staff import Person, read_people, read_rights
from corrtui.toml_reader import Table

__all__ = ["Department", "Office", "Person", "RecordSource", "Settings", "load_settings"]


_OPENS, _CLOSES = time(8, 30), time(16, 30)


@dataclass(frozen=True, slots=True)
class Department:
    """Where a letter can be sent."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class RecordSource:
    """One file of the office's records, and what its columns mean."""

    name: str
    kind: str
    """account / order / invoice / payment / claim / item or the office's own word."""
    path: Path
    table: str
    """Table or view of a SQLite file; empty for CSV."""
    key: str
    title: str
    """A line that names the row, e.g. `order {order_no}, {item}`."""
    names: tuple[str, ...]
    links: Mapping[str, str]
    """Kind → column: other numbers that stand in this row."""
    fields: Mapping[str, str]
    """Name a template uses → column."""
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything `desk.toml` says, checked."""

    folder: Path
    office: Office
    people: tuple[Person, ...]
    departments: tuple[Department, ...] = ()
    sources: tuple[RecordSource, ...] = ()
    categories: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    closed_days: frozenset[date] = frozenset()
    clocks: Table = field(default_factory=lambda: Table({}, Path("desk.toml"), ""))
    """`[clocks]` as it stands: `corrtui.triage.clock_rules` reads it, when a clock is first looked at."""
    tell: Table = field(default_factory=lambda: Table({}, Path("desk.toml"), ""))
    """`[tell]` as it stands, read by `corrtui.casework.whom`."""
    preset: str = ""
    """The set of keys of whoever chose none (`corrtui.presets`); empty: the program's own."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """The office's own keys on top of it, command id → keys."""
    allow_as: bool = False
    require_pin: bool = False
    """Whoever sits down types a PIN: the operating-system user does not tell clerks apart."""
    restricted: bool = False
    """Nobody gets out of the program, to a shell or another file; see `corrtui.confinement`."""
    control_url: str = ""
    """Where the control log and the claims are, `postgresql://…`; empty: in the desk's own `control/`."""
    signer: str = ""
    settle: float = 2.0
    """Seconds a file in the inbox must rest before it is taken in."""
    rescan: float = 15.0
    """Seconds between slow rescans of the inbox."""
    ocr_languages: str = "eng"
    """Languages of the letters that are read from pictures, as tesseract names them: `eng+spa`."""
    opens: time = _OPENS
    closes: time = _CLOSES
    """When the work of a business day begins and ends, in the office's zone; later than `opens`."""
    clerks: int = 0
    """How many clear this desk on a whole day; 0: as many as are at it."""
    day_view: bool = True
    """A clerk's first start of a day shows what it brings."""
    burst: bool = True
    """Keys typed ahead may finish a routine letter that was not shown yet; see `casework.burst`."""
    promise_answer: bool = False
    """Acknowledgments promise an answer by the day the work at hand allows."""
    appearance: Appearance = field(default_factory=Appearance)
    translated: frozenset[str] = frozenset()
    """Languages, ISO 639-1, whose writers must be answered in their own: proof rule PC-41 blocks there."""

    def person(self, login: str) -> Person | None:
        """Return the person with this login, or None."""
        return next((person for person in self.people if person.login == login), None)

    def registry(self, person: Person | None = None) -> tuple[Command, ...]:
        """Return the commands with the keys they have here: preset, the office's changes, the person's.

        Raises:
            KeyProblem: these settings were not read by `load_settings`, and the keys do not go together.
        """
        if person is None:
            return registry_of(self.preset, self.keys)
        return registry_of(person.preset or self.preset, self.keys, person.keys)

    @property
    def official(self) -> Person:
        """The person whose name stands under the letters."""
        named = self.person(self.signer)
        return named or next((p for p in self.people if "official" in p.roles), self.people[0])


def load_settings(folder: Path, *, restricted: bool = False) -> Settings:
    """Read `desk.toml` in `folder`; `restricted` whatever it says of that, where the command line wants it.

    Raises:
        SettingsError: no such file, broken TOML, or a key that is missing, unknown or of the wrong kind.
    """
    path = folder / "desk.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SettingsError(
            "This folder is not a desk",
            f"there is no {path}",
            "make one with `corrtui init DIR`, or name another with --desk DIR",
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            "desk.toml cannot be read", f"{path}: {error}", "check its rights; it must be UTF-8"
        ) from error
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError("desk.toml is not valid TOML", f"{path}: {error}", "mend that line") from error
    return _settings(folder, Table(data, path, text), restricted)


def _settings(folder: Path, root: Table, restricted: bool) -> Settings:
    root.only(
        "office",
        "desk",
        "people",
        "departments",
        "records",
        "categories",
        "keys",
        "control",
        "rights",
        "terminal",
        "clocks",
        "proof",
        "tell",
    )
    office, closed_days = read_office(root.table("office"))
    desk = root.table("desk", required=False)
    desk.only(
        *("allow_as", "require_pin", "restricted", "signer", "settle", "rescan"),
        *("work_day", "clerks", "day_view", "burst", "ocr_languages", "promise_answer"),
    )
    opens, closes = _work_day(desk)
    people = read_people(root, read_rights(root.table("rights", required=False)))
    signer = desk.text("signer", "")
    if signer and all(person.login != signer for person in people):
        raise desk.error("signer", f"{signer!r} is nobody in [[people]]", "name the login of an official")
    preset, keys = office_keys(root.table("keys", required=False))
    settings = Settings(
        folder=folder,
        office=office,
        people=people,
        departments=_departments(root),
        sources=tuple(_source(folder, table) for table in root.tables("records")),
        categories={code: table.data for code, table in root.table("categories", required=False).items()},
        closed_days=closed_days,
        clocks=root.table("clocks", required=False),
        tell=root.table("tell", required=False),
        preset=preset,
        keys=keys,
        allow_as=desk.flag("allow_as", False),
        require_pin=desk.flag("require_pin", False),
        restricted=restricted or desk.flag("restricted", False),
        control_url=_control_url(root.table("control", required=False)),
        signer=signer,
        settle=desk.number("settle", 2.0, low=0.0, high=600.0),
        rescan=desk.number("rescan", 15.0, low=1.0, high=3600.0),
        ocr_languages=_ocr_languages(desk),
        opens=opens,
        closes=closes,
        clerks=int(desk.number("clerks", 0, low=0, high=500)),
        day_view=desk.flag("day_view", True),
        burst=desk.flag("burst", True),
        promise_answer=desk.flag("promise_answer", False),
        appearance=read_appearance(root.table("terminal", required=False)),
        translated=_translated(root.table("proof", required=False)),
    )
    check_keys(root, (preset, keys), [(person.preset, person.keys) for person in people])
    return settings


def _ocr_languages(desk: Table) -> str:
    languages = desk.text("ocr_languages", "eng")
    if not re.fullmatch(r"[A-Za-z_]{2,30}(?:\+[A-Za-z_]{2,30}){0,5}", languages):
        raise desk.error("ocr_languages", f"{languages!r} names no languages", 'e.g. "eng" or "eng+spa"')
    return languages


def _work_day(desk: Table) -> tuple[time, time]:
    """Return when a day's work begins and ends."""
    text = desk.text("work_day", f"{_OPENS:%H:%M}-{_CLOSES:%H:%M}")
    try:
        opens, closes = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError:
        opens = closes = time()
    if not opens < closes or opens.tzinfo or closes.tzinfo:
        raise desk.error("work_day", f"{text!r} is no day of work", 'e.g. work_day = "08:30-16:30"')
    return opens, closes


def _control_url(control: Table) -> str:
    control.only("url")
    url = control.text("url", "")
    if url and not url.startswith(("postgresql://", "postgres://")):
        raise control.error(
            "url", "is no address of a PostgreSQL server", 'e.g. "postgresql://clerk@dbhost/letters"'
        )
    return url


def _translated(proof: Table) -> frozenset[str]:
    proof.only("translated")
    languages = proof.texts_of("translated", ())
    for code in languages:
        if len(code) != 2 or not (code.isascii() and code.islower()):
            raise proof.error(
                "translated", f"{code!r} is no language", 'two small letters, e.g. ["es", "fr"]'
            )
    return frozenset(languages)


def _departments(root: Table) -> tuple[Department, ...]:
    departments = []
    for table in root.tables("departments"):
        table.only("code", "name")
        departments.append(Department(table.text("code"), table.text("name")))
    return tuple(departments)


def _source(folder: Path, table: Table) -> RecordSource:
    table.only("name", "kind", "path", "table", "key", "title", "names", "links", "fields")
    key = table.text("key")
    kind = table.text("kind")
    try:
        path = folder / Path(table.text("path")).expanduser()
    except RuntimeError:
        raise table.error("path", "names the home of nobody", "write the whole path") from None
    return RecordSource(
        name=table.text("name"),
        kind=kind,
        path=path,
        table=table.text("table", ""),
        key=key,
        title=table.text("title", f"{kind} {{{key}}}"),
        names=table.texts_of("names", ()),
        links=table.table("links", required=False).texts(),
        fields=table.table("fields", required=False).texts(),
        file=str(table.path),
        line=table.line,
    )
