"""Intake: a file in the inbox becomes a letter with a control number and a text the house can work with."""
