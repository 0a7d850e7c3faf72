"""Every file of the shared corpora through the real intake: a letter with a text, or with a reason.

Prints what became of them: `pytest -s`.
"""

from __future__ import annotations

import resource
import shutil
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corrtui.casework.verify import verify
from corrtui.casework.worksheet import read_case
from corrtui.control.acts import LetterReceived
from corrtui.intake.accept import Stamp
from corrtui.intake.mailbox import is_mailbox
from corrtui.intake.programs.office import LIMITS as OFFICE_LIMITS
from corrtui.intake.readers.limits import TEXT_BYTES
from corrtui.text import clean

if TYPE_CHECKING:
    from corrtui.desk import Desk

pytestmark = pytest.mark.slow

BROKEN = (
    "its reader",
    "reading it took",
    "reading it takes",
    "took longer",
    "took more",
    "cannot be started",
)
"""What a reason says when a reader or a program did not come to its end, or hit its limit."""


@pytest.mark.parametrize(("corpus", "least"), [("email", 400), ("docs", 250)])
def test_every_file_becomes_a_letter_with_a_text_or_a_reason(
    corpus: str, least: int, folder: Path, open_desk: Callable[..., Desk], shared_data: Path, capsys
) -> None:
    files = [path for path in sorted((shared_data / corpus).rglob("*")) if path.is_file()]
    sources: dict[str, Path] = {}
    for number, path in enumerate(files):
        name = f"{number:04d}-{path.name}"
        shutil.copyfile(path, folder / "inbox" / name)
        sources[name] = path
    boxes = {name for name in sources if is_mailbox(folder / "inbox" / name)}
    desk = open_desk()
    begun = time.monotonic()

    taken = desk.take_in(Stamp(), 600)
    seconds = time.monotonic() - begun

    assert desk.arriving() == ()
    came = {e.act.file: e.act for e in desk.bench.log.everything() if isinstance(e.act, LetterReceived)}
    assert set(sources) - boxes <= set(came)
    for name in boxes:
        stem = Path(name).stem
        assert len([file for file in came if file.startswith(f"{stem}-0")]) > 1, name
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    failures = []
    for number in taken:
        letter = desk.letter(number)
        reading = read_case(desk.bench, letter).reading
        counts["with text" if reading.text else "with a reason"] += 1
        counts["enclosures kept"] += sum(bool(enclosure.file) for enclosure in reading.enclosures)
        if bool(reading.text) == bool(reading.unreadable) or reading.text != clean(reading.text):
            failures.append(f"{letter.file}: {reading.unreadable!r}")
        if any(words in reading.unreadable for words in BROKEN) or len(reading.text.encode()) > TEXT_BYTES:
            failures.append(f"{letter.file}: {reading.unreadable}")
        for enclosure in reading.enclosures:
            if enclosure.file and not (desk.bench.case_folder(number) / enclosure.file).is_file():
                failures.append(f"{letter.file}: {enclosure.name} was not kept")
        if reading.unreadable:
            reasons[reading.unreadable.partition(";")[0]] += 1
    with capsys.disabled():
        print(f"\n{corpus}: {len(files)} files, {len(taken)} letters in {seconds:.0f} s: {dict(counts)}")
        for reason, count in reasons.most_common():
            print(f"  {count:4}  {reason}")
    assert failures == []
    assert len(taken) >= len(files)
    assert counts["with text"] > least
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024  # of all children that ended
    assert largest < OFFICE_LIMITS.memory_bytes
    assert verify(folder).problems == ()
