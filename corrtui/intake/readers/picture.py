"""Pictures: measured here and never decoded; what stands on them is for tesseract to read."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Final, NoReturn

from PIL import Image

from corrtui.intake.brought import Need
from corrtui.intake.readers.cannot import CannotRead
from corrtui.intake.readers.limits import PICTURE_PAGES, PICTURE_PIXELS

NO_OCR: Final = "and tesseract is not here to read it; open the original"
_ENDINGS: Final = {"PNG": ".png", "JPEG": ".jpg", "MPO": ".jpg", "TIFF": ".tif", "GIF": ".gif", "BMP": ".bmp",
                   "WEBP": ".webp"}  # fmt: skip


def refuse_picture(data: bytes) -> NoReturn:
    """Say that a picture has no text of its own, and that tesseract could read it.

    Raises:
        CannotRead: always; without a need where the picture is damaged or too large.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damaged TIFF directories and of large pictures
        try:
            with Image.open(BytesIO(data), formats=[kind for kind in _ENDINGS if kind != "MPO"]) as picture:
                kind, (width, height) = picture.format or "", picture.size
                pages = _pages(picture)
        except MemoryError:
            raise
        except Exception as error:  # a damaged picture may break Pillow in any way
            raise CannotRead("the picture is damaged; open the original") from error
    if width * height > PICTURE_PIXELS:
        raise CannotRead(f"a picture of {width} by {height} dots: too large to be read; open the original")
    title = f"a picture ({'JPEG' if kind == 'MPO' else kind}), " + (f"{pages} pages, " if pages > 1 else "")
    raise CannotRead(title + NO_OCR, Need("ocr", _ENDINGS[kind], pages=pages))


def _pages(picture: Image.Image) -> int:
    """Count the pages of a TIFF, one more than are read at most: directories may form a circle."""
    if picture.format != "TIFF":
        return 1
    pages = 1
    try:
        while pages <= PICTURE_PAGES:
            picture.seek(pages)
            pages += 1
    except (EOFError, ValueError, OSError, SyntaxError, KeyError, TypeError):
        pass  # the end, or a directory that is damaged: what comes before it counts
    return pages
