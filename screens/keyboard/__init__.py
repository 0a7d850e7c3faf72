"""The keyboard at the far end of the line: what each press sends, what it does here, and what ails it."""
