"""Which day of the office each clerk began last, in a file of its own in `control/days/`.

It is no act and of no weight: lost, the clerk is shown once more what the day brings.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import quote

from corrtui.errors import CorrtuiError
from corrtui.files import make_folder, replace_file


def first_of_day(folder: Path, login: str, day: date) -> bool:
    """Tell whether a clerk begins `day` now, and note it; False where the disk does not let it be noted.

    Args:
        folder: `control/` of the desk.
        login: of the clerk.
        day: a day of the office.
    """
    path = folder / "days" / f"{quote(login, safe='')}.day"
    said = day.isoformat().encode()
    try:
        if path.is_file() and path.read_bytes() == said:
            return False
        make_folder(path.parent)
        replace_file(path, said)
    except (OSError, CorrtuiError):
        return False
    return True
