"""Programs: what other programs read for the house, each under limits and in a folder of its own."""
