"""The picture of the desk: panes, key gate and thin-client display; it decides nothing.

Importing this package must not import textual: `run` first sets the environment that textual reads
while it is imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corrtui.desk import Desk


def run(desk: Desk, *, greet: bool = False) -> int:
    """Show `desk` in the terminal until the clerk leaves.

    The desk stays open: whoever opened it closes it.

    Args:
        desk: the open desk.
        greet: the clerk's first start of a day shows what it brings, where the desk has it so.

    Returns:
        The exit code: 0 after `q`, 1 after an error of our own (its traceback is in
        `control/errors.log` of the desk folder).
    """
    from screens import terminal

    terminal.prepare(said=desk.settings.appearance)
    terminal.speak()
    from screens import compat
    from screens.app import Corrtui
    from screens.driver import TerminalDriver

    compat.install_input()
    app = Corrtui(desk, bare=True, greet=greet and desk.settings.day_view)
    app.driver_class = TerminalDriver
    app.run(mouse=terminal.switched_on("MOUSE"))
    for line in app.farewell():
        print(line)
    # Textual leaves the code None when it was torn down by an error: that is a failure too.
    return 1 if app.return_code is None else app.return_code
