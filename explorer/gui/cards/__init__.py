"""The cards of A and B: every setting of a run, editable."""
