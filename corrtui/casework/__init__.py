"""Casework: the procedures a letter goes through, one module a procedure, each with its own gate."""
