"""Reports: figures folded from the control log that must tie, and their forms for paper and machines."""
