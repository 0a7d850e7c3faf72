"""Pictures are measured, not decoded; what they need is told."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from corrtui.intake.readers.cannot import CannotRead
from corrtui.intake.readers.picture import refuse_picture


def picture(form: str, *more: Image.Image, size: tuple[int, int] = (40, 30)) -> bytes:
    out = BytesIO()
    extra = {"save_all": True, "append_images": list(more)} if more else {}
    Image.new("L", size, 255).save(out, form, **extra)
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is as large as that."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"x"))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("form", "suffix"),
    [
        ("PNG", ".png"),
        ("JPEG", ".jpg"),
        ("TIFF", ".tif"),
        ("GIF", ".gif"),
        ("BMP", ".bmp"),
        ("WEBP", ".webp"),
    ],
)
def test_every_kind_of_picture_needs_tesseract(form: str, suffix: str):
    with pytest.raises(CannotRead, match=f"a picture \\({form}\\), and tesseract is not here") as refusal:
        refuse_picture(picture(form))

    assert (refusal.value.need.program, refusal.value.need.suffix, refusal.value.need.pages) == (
        "ocr",
        suffix,
        1,
    )


def test_the_pages_of_a_fax_are_counted():
    page = Image.new("L", (40, 30))
    with pytest.raises(CannotRead, match="3 pages") as refusal:
        refuse_picture(picture("TIFF", page, page))

    assert refusal.value.need.pages == 3


@pytest.mark.parametrize("data", [b"\x89PNG", picture("TIFF")[:9], b"GIF89a", b"\xff\xd8\xff" + bytes(50)])
def test_a_damaged_picture_says_so(data: bytes):
    with pytest.raises(CannotRead, match="the picture is damaged") as refusal:
        refuse_picture(data)

    assert refusal.value.need is None


@pytest.mark.parametrize(("width", "height"), [(8000, 8000), (100_000, 100_000), (2_000_000_000, 1)])
def test_a_picture_too_large_is_not_given_to_any_program(width: int, height: int):
    with pytest.raises(CannotRead, match=r"too large|damaged") as refusal:
        refuse_picture(bomb(width, height))

    assert refusal.value.need is None


def test_pages_in_a_circle_end():
    one = bytearray(picture("TIFF"))
    [directory] = struct.unpack_from("<I", one, 4)
    [entries] = struct.unpack_from("<H", one, directory)
    struct.pack_into("<I", one, directory + 2 + 12 * entries, directory)  # the next page is this one
    with pytest.raises(CannotRead) as refusal:
        refuse_picture(bytes(one))

    assert refusal.value.need is None or refusal.value.need.pages <= 51


def test_a_scan_is_told_to_need_it_by_its_letter(read):
    assert read("scan.png", picture("PNG")).unreadable == (
        "a picture (PNG), and tesseract is not here to read it; open the original"
    )
