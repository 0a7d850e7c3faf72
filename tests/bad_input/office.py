"""The whole program as its users start it, held to what must be true whatever it is given.

Every command run and every screen opened here is checked for it: no traceback, and nothing on the terminal
that the program did not mean to write.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corrtui.casework.verify import verify
from corrtui.desk import Desk
from corrtui.intake.accept import Stamp
from corrtui.make_desk import SAMPLE
from tests import warm
from tests.screens.pty_desk import PtyDesk
from tests.screens.wire import hold_to_the_grammar, unseen

PROGRAM = (sys.executable, "-c", warm.LIKE_ANYBODY)


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Office:
    """One desk folder and the ways into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._screens: list[PtyDesk] = []

    def run(self, *words: str, env: Mapping[str, str] | None = None, argv: tuple[str, ...] = PROGRAM) -> Said:
        """Run `corrtui WORDS` on the desk, bound by file modes as any clerk is."""
        own = {"CORRTUI_DESK": str(self.folder), **(env or {})}
        done = warm.run([*argv, *words], env=own, cwd=self.folder.parent)
        said = Said(
            done.returncode, *(text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
        )
        assert "Traceback" not in said.out + said.err, said
        lines = (said.out + said.err).replace("\r\n", "\n")
        assert [char for char in lines if char != "\n" and unseen(char)] == [], (words, said)
        return said

    def sit_down(self, rows: int = 40, cols: int = 120, **options: Any) -> PtyDesk:
        """Open the desk at a terminal of its own."""
        argv = options.pop("argv", PROGRAM)
        screen = PtyDesk(self.folder, rows, cols, argv=[*argv, "--desk", str(self.folder)], **options)
        self._screens.append(screen)
        return screen

    def rise(self, screen: PtyDesk) -> None:
        """Leave with `q`; the program ends well."""
        screen.send("qq")
        assert screen.exit_code(15) == 0, screen.text()

    def drop(self, name: str, data: bytes | str | None = None) -> Path:
        """Put a letter, or a sample letter by its name, into the inbox all at once."""
        path, half = self.folder / "inbox" / name, self.folder / "inbox" / ".half"
        if data is None:
            shutil.copyfile(SAMPLE / "letters" / name, half)
        else:
            half.write_bytes(data.encode() if isinstance(data, str) else data)
        return half.rename(path)

    def take_in(self, name: str, data: bytes | str | None = None) -> str:
        """Take one letter in; return its control number."""
        self.drop(name, data)
        desk = Desk.open(self.folder)
        try:
            [number] = desk.take_in(Stamp())
        finally:
            desk.close()
        return number

    def case(self, number: str) -> Path:
        """The case folder of a letter."""
        return self.folder / "cabinet" / f"20{number[:2]}" / number

    def sent(self) -> list[str]:
        """Names of the PDFs in the outbox."""
        return sorted(path.name for path in (self.folder / "outbox").glob("*.pdf"))

    def verified(self) -> bool:
        """The log holds together, and every file it names is there with its hash."""
        return verify(self.folder).problems == ()

    def close(self) -> None:
        """End the screens; none may have stumbled."""
        for screen in self._screens:
            screen.close()
        for screen in self._screens:
            hold_to_the_grammar(bytes(screen.raw), cut_off=True)
            assert b"Traceback" not in screen.raw
        assert not (self.folder / "control" / "errors.log").exists()
