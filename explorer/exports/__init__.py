"""Runs handed on: archives, tables, event files, reports."""

SUFFIX = ".rexp"
"""What the name of an archive ends in."""
