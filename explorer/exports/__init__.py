"""Runs handed on: archives, tables, event files, reports."""

from __future__ import annotations

from enum import StrEnum

SUFFIX = ".rexp"
"""What the name of an archive ends in."""


class Existing(StrEnum):
    """What becomes of runs of an archive that are in the store already; COPY: the new ones get other ids."""

    REFUSE = "refuse"
    REPLACE = "replace"
    COPY = "copy"
    SKIP = "skip"
