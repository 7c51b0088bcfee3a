"""Runs handed on and taken in: a dialog for what is wanted, files that are dropped on the window."""
