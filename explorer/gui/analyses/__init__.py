"""Analyses on demand in the window: asking for them, and drawing what they gave."""
