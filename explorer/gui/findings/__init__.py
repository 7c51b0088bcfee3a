"""Findings of A and B, judged during training and at its end."""
