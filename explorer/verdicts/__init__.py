"""Readings of a run → sentences with evidence, one verdict a file. NumPy only."""
