"""The command line: the desk without a screen, for scripts, and the way in to the one with a screen.

Exit codes: 0 done, 1 refused by a rule of the work (the reason is on stderr), 2 usage or settings.
Imports stand inside the commands: `--help`, `queue` and `tally` load neither textual nor fpdf.
"""

from corrtui.cli.main import cli, main

__all__ = ["cli", "main"]
