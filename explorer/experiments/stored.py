"""Which runs of a plan need no training, since they are stored."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from explorer.experiments.planning import Plan
from explorer.runs.database import FILE_NAME
from explorer.runs.store import RunStore


def stored_places(folder: Path, plan: Plan) -> frozenset[int]:
    """Places of the cells that the queue will find completed in a runs folder: it uses those runs as they are.

    Nothing is made where there is no runs file."""
    if not (folder / FILE_NAME).exists():
        return frozenset()
    with closing(RunStore(folder)) as store:
        return frozenset(place for place, cell in enumerate(plan.cells) if store.completed_like(cell.spec))
