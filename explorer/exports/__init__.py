"""Runs handed on: archives, tables, event files, reports; each format is a file of this folder."""
