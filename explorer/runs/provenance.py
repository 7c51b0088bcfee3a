"""Where a run comes from: the sweep that wants it, the run that it goes on from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Provenance:
    """`sweep` is a sweep's id; `parent` the run whose checkpoint before step `parent_step` a fork starts from."""

    sweep: str = ""
    parent: str = ""
    parent_step: int = 0


ALONE = Provenance()
"""A run that nothing came before."""
