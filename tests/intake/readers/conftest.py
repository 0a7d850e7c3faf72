"""Letters are written to a folder and read as the desk reads them: through the child process."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corrtui.intake.readers import ReaderChild
from corrtui.intake.reading import Reading


@pytest.fixture(scope="session")
def reader() -> Iterator[ReaderChild]:
    with ReaderChild() as reader:
        yield reader


@pytest.fixture
def read(reader: ReaderChild, tmp_path: Path) -> Callable[[str, bytes | str], Reading]:
    """Read a letter of a given file name and content."""

    def read_letter(name: str, content: bytes | str) -> Reading:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return reader.read(path, name)

    return read_letter


@pytest.fixture(scope="session")
def raw_pdf() -> Callable[..., bytes]:
    """Write a one-page PDF by hand: its content stream, its resources, and objects from number 6 on."""

    def write(
        content: bytes, resources: bytes = b"<< /Font << /F1 5 0 R >> >>", *more: bytes, packed: bool = False
    ) -> bytes:
        return _pdf(content, resources, more, packed)

    return write


def _pdf(content: bytes, resources: bytes, more: tuple[bytes, ...], packed: bool) -> bytes:
    filters = b"/Filter /FlateDecode " if packed else b""
    content = zlib.compress(content) if packed else content
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources "
        + resources
        + b" >>",
        b"<< " + filters + b"/Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    ]
    pdf = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(pdf))
        pdf += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(pdf))
    return bytes(pdf) + table + trailer


@pytest.fixture
def slow_letter(tmp_path: Path, raw_pdf: Callable[..., bytes]) -> Path:
    """A letter of 4 kB that takes a few seconds of processor time, and no more memory than others."""
    path = tmp_path / "slow.pdf"
    path.write_bytes(raw_pdf(b"BT /F1 12 Tf " + b"1 0 Td (x) Tj " * 150_000 + b"ET", packed=True))
    return path


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real documents of others that are not part of the project."""
    folder = Path(
        os.environ.get("CORRTUI_SHARED_DATA", Path(__file__).parents[3] / "../shared/data")
    ).resolve()
    if not folder.is_dir():
        pytest.skip("no shared data here: set CORRTUI_SHARED_DATA")
    return folder
