"""Tesseract: reads pictures of letters, a page at a time; pages of a PDF are drawn by pdftoppm first."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corrtui.intake.brought import Need
from corrtui.intake.programs.run import Failed, Limits, run
from corrtui.intake.readers.limits import MB, PICTURE_PAGES
from corrtui.intake.readers.medium import medium_of
from corrtui.intake.readers.plain import tidy
from corrtui.intake.readers.several import told_apart
from corrtui.intake.reading import Reading
from corrtui.text import one_line

TITLE: Final = "tesseract"
LIMITS: Final = Limits(wall_seconds=120, cpu_seconds=90, memory_bytes=2048 * MB)
"""Of one page."""
SECONDS: Final = 600.0
"""Of one file; the pages that were not begun by then are left out."""
UNSURE: Final = 70
"""Percent; below it a page has an error in every other line, and figures cannot be relied on."""
_LEAST: Final = 10
"""Letters and digits: with fewer it is a picture of something else."""
_DOTS: Final = 3300
"""The longer side of a drawn page: 300 dots an inch on paper of letter size."""


@dataclass(frozen=True, slots=True)
class Ocr:
    """What reads pictures here."""

    tesseract: str
    """Path of the program; empty: it is not here."""
    pdftoppm: str
    """Path of the program; empty: it is not here, and PDFs cannot be drawn."""
    languages: str = "eng"
    """Names of tesseract's language data, joined by +."""

    @classmethod
    def find(cls, languages: str = "eng") -> Ocr:
        """Return what is on this machine."""
        return cls(shutil.which("tesseract") or "", shutil.which("pdftoppm") or "", languages)


@dataclass(frozen=True, slots=True)
class Page:
    """What was read on one page."""

    text: str
    words: int
    sureness: float
    """Sum of what the words are sure of, percent each."""


def read_with_ocr(
    ocr: Ocr,
    source: Path,
    need: Need,
    name: str,
    stop: threading.Event,
    tell: Callable[[str], None] = lambda words: None,
    limits: Limits = LIMITS,
) -> Reading:
    """Read a picture or the pages of a PDF.

    Args:
        ocr: the programs.
        source: the picture, alone in a folder that may be written to.
        need: what it is, and how many pages it has.
        name: what its sender called it.
        stop: ends the work early.
        tell: told how far it is.
        limits: what one page may cost.

    Raises:
        Failed: nothing was read, with the reason.
        Stopped: `stop` was set.
    """
    if need.suffix == ".pdf" and not ocr.pdftoppm:
        raise Failed("a scan, and pdftoppm (poppler-utils) is not here to draw its pages; open the original")
    pages: dict[int, Page] = {}
    defects: list[str] = []
    count = min(need.pages, PICTURE_PAGES)
    until = time.monotonic() + SECONDS
    for number in range(1, count + 1):
        if time.monotonic() > until:
            defects.append(
                f"reading it took {SECONDS / 60:.0f} minutes: pages from {number} on were left out"
            )
            break
        tell(f"page {number} of {count}" if count > 1 else "")
        try:
            pages[number] = _page(ocr, source, need, number, stop, limits)
        except Failed as error:
            if not pages and number == count:
                raise
            defects.append(f"page {number} was not read: {error.reason}")
    if need.pages > count:
        defects.append(f"only the first {count} of {need.pages} pages were read: see the original")
    text = "\n\n".join(page.text for page in pages.values() if page.text)
    if sum(map(str.isalnum, text)) < _LEAST:
        raise Failed(
            f"{TITLE} found no text on it: a picture of something else, or too faint; open the original"
        )
    text, cut = tidy(text)
    words = sum(page.words for page in pages.values())
    confidence = round(sum(page.sureness for page in pages.values()) / max(1, words))
    if confidence < UNSURE:
        defects.append(f"hard to read ({confidence}% sure): compare it with the original")
    blank = [str(number) for number, page in pages.items() if not page.text]
    if blank and count > 1:
        defects.append(f"no text on page {', '.join(blank[:10])}")
    form = "scan" if need.suffix in (".pdf", ".tif") else "picture"
    how = f"{form}, {count} page{'s' * (count != 1)}, read by {TITLE} ({ocr.languages}), {confidence}% sure"
    reading = Reading(
        medium=medium_of(text, name),
        text=text,
        how=how,
        defects=(*defects, *cut),
        confidence=confidence,
    )
    return told_apart(reading)


def _page(ocr: Ocr, source: Path, need: Need, number: int, stop: threading.Event, limits: Limits) -> Page:
    options = ["-l", ocr.languages, "--psm", "1"]
    picture = source
    if need.suffix == ".pdf":
        picture = _drawn(ocr, source, number, stop, limits)
        if _is_blank(picture):
            picture.unlink()
            return Page("", 0, 0.0)
        options += ["--dpi", "300"]
    elif need.suffix == ".tif":
        options += ["-c", f"tessedit_page_number={number - 1}"]
    words = [ocr.tesseract, str(picture), "stdout", *options, "tsv"]
    printed = run(TITLE, words, source.parent, limits, stop)
    if picture is not source:
        picture.unlink()
    if printed.exit_code != 0:
        raise Failed(_why(printed.errors.decode(errors="replace"), ocr.languages))
    return read_table(printed.output.decode(errors="replace"))


def _drawn(ocr: Ocr, source: Path, number: int, stop: threading.Event, limits: Limits) -> Path:
    target = source.parent / f"page-{number}"
    words = [
        ocr.pdftoppm, "-gray", "-scale-to", str(_DOTS), "-f", str(number), "-l", str(number), "-singlefile",
        str(source), str(target),
    ]  # fmt: skip
    run("pdftoppm", words, source.parent, limits, stop)
    made = target.with_suffix(".pgm")
    if not made.is_file():
        raise Failed("the page cannot be drawn: damaged")
    return made


def _is_blank(drawn: Path) -> bool:
    """Tell whether all dots of a drawn page (PGM: three lines of heading, a byte a dot) are of one grey."""
    dots = drawn.read_bytes().split(b"\n", 3)[-1]
    return dots.count(dots[:1]) == len(dots)


def _why(errors: str, languages: str) -> str:
    if "Failed loading language" in errors or "couldn't load any languages" in errors:
        return (
            f"{TITLE} lacks language data for {languages}: see ocr_languages in desk.toml; open the original"
        )
    lines = [line for line in errors.splitlines() if "rror" in line or "ailed" in line]
    said = one_line(lines[-1], 100) if lines else "no reason given"
    return f"{TITLE} cannot read it ({said}); open the original"


def read_table(table: str) -> Page:
    """Return the words of a table that tesseract printed, in lines and paragraphs, and how sure they are.

    Source: tesseract(1), output format tsv: level (5 is a word), page, block, paragraph, line, word, left,
    top, width, height, conf (percent, -1 for none), text.
    """
    lines: dict[tuple[str, ...], list[str]] = {}
    words, sureness = 0, 0.0
    for row in table.splitlines():
        fields = row.split("\t", 11)
        if len(fields) < 12 or fields[0] != "5" or not fields[11].strip():
            continue
        try:
            sure = float(fields[10])
        except ValueError:
            continue
        if 0 <= sure <= 100:
            words, sureness = words + 1, sureness + sure
        lines.setdefault(tuple(fields[1:5]), []).append(fields[11].strip())
    text, last = [], None
    for place, said in lines.items():
        if last is not None and place[:3] != last:
            text.append("")
        text.append(" ".join(said))
        last = place[:3]
    return Page("\n".join(text), words, sureness)
