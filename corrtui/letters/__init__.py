"""The reply: templates, the draft made from one, its parts, and the proof it must pass."""
