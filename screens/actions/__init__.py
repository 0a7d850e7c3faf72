"""What each command does: one module a group of commands, gathered by `table.py`."""
