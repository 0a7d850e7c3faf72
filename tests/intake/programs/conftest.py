"""The programs themselves, where this machine has them, and pictures of letters to read."""

from __future__ import annotations

import shutil
import textwrap
import threading
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

import corrtui
from corrtui.intake.programs.ocr import Ocr
from corrtui.intake.programs.office import find_office

FONTS = Path(corrtui.__file__).parent / "data" / "fonts"


@pytest.fixture
def never() -> threading.Event:
    return threading.Event()


@pytest.fixture
def office() -> str:
    if not (found := find_office()):
        pytest.skip("LibreOffice is not on this machine")
    return found


@pytest.fixture
def ocr() -> Ocr:
    found = Ocr.find()
    if not found.tesseract:
        pytest.skip("tesseract is not on this machine")
    return found


@pytest.fixture
def drawing_ocr(ocr: Ocr) -> Ocr:
    if not ocr.pdftoppm:
        pytest.skip("pdftoppm is not on this machine")
    return ocr


def draw(text: str, form: str, *more: str) -> bytes:
    """Return pages with these texts typed on them, as a picture or a PDF without a text layer."""
    font = ImageFont.truetype(str(min(FONTS.glob("*.ttf"))), 44)
    pages = []
    for words in (text, *more):
        page = Image.new("L", (1700, 1100), 255)
        ImageDraw.Draw(page).text((120, 120), "\n".join(textwrap.wrap(words, 60)), 0, font, spacing=22)
        pages.append(page)
    out = BytesIO()
    extra = {"save_all": True, "append_images": pages[1:]} if more else {}
    pages[0].save(out, form, resolution=200, **extra)
    return out.getvalue()


@pytest.fixture(scope="session")
def drawn() -> Callable[..., bytes]:
    return draw


@pytest.fixture
def place(tmp_path: Path) -> Callable[[str, bytes], Path]:
    """Puts a file alone into a folder, as the slow reading does."""

    def put(name: str, data: bytes) -> Path:
        folder = tmp_path / "alone"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / name).write_bytes(data)
        return folder / name

    return put
