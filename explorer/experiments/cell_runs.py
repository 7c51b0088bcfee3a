"""How the run of a cell begins, and what its end means for the cell: the same wherever it is trained."""

from __future__ import annotations

from explorer.recording.continuing import Beginning, resuming
from explorer.runs.cells import Cell
from explorer.runs.claiming import LOST
from explorer.runs.provenance import Provenance
from explorer.runs.resuming import ContinueError
from explorer.runs.snapshot import Outcome
from explorer.runs.store import RunStore, StoreError

REUSED = "Trained before with these settings; that run is used."
WITHDRAWN = "Its sweep was paused or canceled, or the run was skipped."


def reused(store: RunStore, cell: Cell) -> str:
    """The run that answers a claimed cell without training, noted in the cell; empty where there is none."""
    same = store.completed_like(cell.spec)
    if not same:
        return ""
    store.sweeps.done(cell.id, same[0], REUSED)
    return same[0]


def beginning(store: RunStore, cell: Cell) -> Beginning:
    """A new run, or the one of an attempt that was interrupted, from its last checkpoint on."""
    if cell.run_id:
        store.mark_interrupted([cell.run_id], LOST)  # its process is gone: the cell is this one's now
        try:
            return resuming(store, cell.run_id)
        except (ContinueError, StoreError):
            store.discard(cell.run_id)  # nothing to go on from: the same numbers come again
    return Beginning(cell.spec, provenance=Provenance(sweep=cell.sweep))


def end(store: RunStore, cell: Cell, run_id: str, outcome: Outcome, message: str) -> None:
    """Note in a cell how its run ended: one that was interrupted waits again."""
    if outcome.status == "interrupted":
        store.sweeps.release(cell.id, message)
    elif outcome.status == "failed":
        store.sweeps.failed(cell.id, message)
    else:
        store.sweeps.done(cell.id, run_id, message)
