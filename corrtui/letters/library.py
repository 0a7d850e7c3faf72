"""The letters an office can write: its own templates first, then the shipped ones.

A file that cannot be used becomes a trouble in words and the rest works; a shipped letter stays in use until
the office's own version of it is mended.
"""

from __future__ import annotations

import difflib
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from corrtui.errors import Refused
from corrtui.letters.template import Template, Unusable, read_template
from corrtui.text import one_line

__all__ = ["Library", "Template", "builtin_templates"]

ANY_LETTER = "UNK"
"""Category of templates that suit any letter."""

RETIRED = "retired"

MOST_FILES = 500
"""Templates of one folder; an office has thirty."""


def builtin_templates() -> Path:
    """Return the folder of the shipped letters, in an installed package or in a checkout."""
    package = Path(__file__).resolve().parents[1]
    packaged = package / "templates"
    return packaged if packaged.is_dir() else package.parent / "templates"


class Library:
    """Every usable template of some folders; the first folder that has a code wins."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Take note of the folders, the office's own first; they are read when the first letter is wanted."""
        self._folders = tuple(folders)
        self._mutex = threading.Lock()
        self._is_read = False
        self._templates: dict[str, Template] = {}
        self._by_short: dict[str, Template] = {}
        self._troubles: list[str] = []

    def read(self) -> None:
        """Read the folders, if nobody did yet; one that is not there is passed over."""
        with self._mutex:
            if not self._is_read:
                self._read_all(self._folders)
                self._is_read = True

    def _read_all(self, folders: Sequence[Path]) -> None:
        broken: list[tuple[str, Unusable]] = []
        for folder in folders:
            broken += self._read(folder)
        for code, error in broken:
            used = " The shipped letter is used meanwhile." if code in self._templates else ""
            self._troubles.append(f"{error}{used}")
        for template in tuple(self._templates.values()):
            self._give_short(template)

    @property
    def troubles(self) -> tuple[str, ...]:
        """What is wrong with which file, where, and what to do; one sentence or two each."""
        self.read()
        return tuple(self._troubles)

    def all(self) -> tuple[Template, ...]:
        """Return every template in use, by code."""
        self.read()
        return tuple(t for _, t in sorted(self._templates.items()) if t.status != RETIRED)

    def get(self, code: str) -> Template:
        """Return a template by its code or short code, capitals or not.

        Raises:
            Refused: there is none; names the nearest.
        """
        self.read()
        wanted = code.strip().casefold()
        found = self._templates.get(wanted) or self._by_short.get(wanted)
        if found and found.status != RETIRED:
            return found
        near = self.find(wanted) or self._alike(wanted)
        nearest = ", ".join(f"{template.code} ({template.short})" for template in near[:4])
        raise Refused(
            f"The letter {found.code} is retired" if found else f"There is no letter “{one_line(code, 40)}”",
            f"nearest: {nearest}" if nearest else "",
            "choose by code, short code or part of the name",
        )

    def find(self, part: str) -> tuple[Template, ...]:
        """Return the templates whose code, short code or title holds `part`; an exact code comes first."""
        wanted = part.strip().casefold()
        found = [
            template
            for template in self.all()
            if wanted in (template.code, template.short)
            or wanted in f"{template.code} {template.title}".casefold()
        ]
        exact = (template.code for template in found if wanted in (template.code, template.short))
        first = next(exact, "")
        return tuple(sorted(found, key=lambda template: (template.code != first, template.code)))

    def for_category(self, category: str) -> tuple[Template, ...]:
        """Return the templates of a category, then those that suit any letter."""
        own = [template for template in self.all() if template.category == category]
        rest = [template for template in self.all() if template.category == ANY_LETTER != category]
        return (*own, *rest)

    def _read(self, folder: Path) -> list[tuple[str, Unusable]]:
        """Take up the templates of a folder; return (name without .j2, why) of the ones it cannot use."""
        try:
            paths = sorted(path for path in folder.iterdir() if path.suffix == ".j2")
        except FileNotFoundError:
            return []
        except OSError as error:
            self._troubles.append(
                f"{folder}: the folder cannot be read ({error.strerror}). Check its rights."
            )
            return []
        if len(paths) > MOST_FILES:
            self._troubles.append(
                f"{folder}: {len(paths)} templates, the first {MOST_FILES} are used. Move old ones away."
            )
        broken: list[tuple[str, Unusable]] = []
        for path in paths[:MOST_FILES]:
            try:
                template = read_template(path, folder)
            except Unusable as error:
                broken.append((path.stem, error))
            else:
                self._templates.setdefault(template.code, template)
        return broken

    def _give_short(self, template: Template) -> None:
        if template.status == RETIRED:
            return
        holder = self._by_short.setdefault(template.short, template)
        if holder is template:
            return
        self._troubles.append(
            f"{template.path.name}, line {template.line_of('short')}: the short code “{template.short}”"
            f" belongs to {holder.code} already; {template.code} is reached by its full code."
            " Give it another one."
        )
        self._templates[template.code] = replace(template, short="")

    def _alike(self, wanted: str) -> tuple[Template, ...]:
        by_code = {template.code: template for template in self.all()}
        return tuple(by_code[code] for code in difflib.get_close_matches(wanted, by_code, n=4, cutoff=0.5))
