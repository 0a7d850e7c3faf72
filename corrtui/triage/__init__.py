"""What a letter is about, what is delicate in it, what it names, and when it is due.

Rules are rows in `corrtui/data/`. Every suggestion says which phrases it rests on; it decides nothing itself.
"""
