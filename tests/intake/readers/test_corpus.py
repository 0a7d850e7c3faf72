"""Real e-mails and documents of others: each becomes a text or says why not, and none takes long."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from corrtui.intake.readers import ReaderChild
from corrtui.text import clean


def test_every_file_becomes_a_text_or_a_reason(shared_data: Path, reader: ReaderChild):
    folders = (shared_data / "email", shared_data / "docs")
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    failures, texts = [], Counter[str]()
    reader.read(files[0], files[0].name)
    pid = reader.pid
    for path in files:
        reading = reader.read(path, path.name)
        texts[path.suffix.lower()] += bool(reading.text)
        if bool(reading.text) == bool(reading.unreadable) or reading.text != clean(reading.text):
            failures.append(f"{path}: {reading.unreadable!r}")
        if "reader" in reading.unreadable or "reading it" in reading.unreadable:
            failures.append(f"{path}: {reading.unreadable}")

    assert len(files) > 1000
    assert failures == []
    assert reader.pid == pid, "the child broke down on the way"
    assert texts[".eml"] > 100
    assert texts[".pdf"] > 90
    assert texts[".docx"] > 70
    assert texts[".html"] > 40


def test_texts_are_those_that_were_typed(shared_data: Path, reader: ReaderChild):
    """The scans' transcripts come with a few letters beyond ASCII; none may change on its way."""
    transcript = shared_data / "docs/scan/tesseract/eurotext.txt"

    assert reader.read(transcript, transcript.name).text == transcript.read_text(encoding="utf-8").strip()
