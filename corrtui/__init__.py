"""corrtui: the clerk's work — importable, scriptable and testable without a terminal.

Nothing in this package knows a pane; `screens` is the picture and decides nothing.
"""

__version__ = "0.1.0"
