"""Packages: documents that are zip archives, measured before anything unpacks them."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from corrtui.intake.readers.cannot import CannotRead
from corrtui.intake.readers.limits import ZIP_BYTES, ZIP_MEMBERS, ZIP_RATIO


def check_package(data: bytes, title: str = "document") -> None:
    """Let a document through that unpacks to no more than a letter may hold.

    Raises:
        CannotRead: it unpacks to more, is damaged, or locked with a password.
    """
    try:
        with ZipFile(BytesIO(data)) as package:
            members = package.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise CannotRead(f"the {title} is cut off or damaged; ask for it again") from error
    whole = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > ZIP_MEMBERS or whole > ZIP_BYTES or whole > ZIP_RATIO * max(packed, 1):
        raise CannotRead(f"the {title} unpacks to more than a letter may hold; open it with care")
    if any(member.flag_bits & 1 for member in members):
        raise CannotRead(f"the {title} is locked with a password; ask the writer for it")
