"""The control log: the only truth. What stands on a screen or in a report is folded from its entries."""
