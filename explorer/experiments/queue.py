"""The queue of sweeps, worked off step by step by whoever drives it: the command line, or the window's engine."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Protocol

from explorer.experiments.cell_runs import REUSED, WITHDRAWN, beginning, end, reused
from explorer.experiments.group import Group, together_with
from explorer.experiments.measuring import expected_seconds
from explorer.experiments.timing import UNKNOWN, shape_of
from explorer.failures import explain
from explorer.recording.continuing import recording
from explorer.recording.recording import RESUMABLE, Recording
from explorer.runs.cells import Cell
from explorer.runs.claiming import HERE, Scope
from explorer.runs.snapshot import Outcome, Snapshot, Status
from explorer.runs.store import RunStore, new_run_id
from explorer.training import DeviceLostError, Session

SECONDS_BETWEEN_SNAPSHOTS = 0.2
_LOOK_SECONDS = 1.0
MOST_ATTEMPTS = 3
"""So often a run is tried whose GPU fails."""


class PutOffError(Exception):
    """Raised while data are read where something else comes first."""


class Listener(Protocol):
    """Hears what happens to the cells."""

    def reading(self, share: float) -> None:
        """So much of a run's data is read, 0–1; PutOffError: not now."""

    def measuring(self, cell: Cell) -> None:
        """How long runs like this one take is measured next."""

    def started(self, cell: Cell, total_steps: int, notes: Sequence[str]) -> None:
        """A cell's run takes its first step next; `notes` are sentences for people."""

    def heard(self, cell: Cell, snapshot: Snapshot) -> None:
        """New steps of it."""

    def ended(self, cell: Cell, run_id: str, outcome: Outcome | None, message: str) -> None:
        """A cell is over or waits again. Without an outcome nothing was trained: the run was there, or it failed."""


class QueueWorker:
    """Trains waiting cells, those of one sweep or of all in `scope` that are active. `step` does a little at a time;
    between two steps `stop` gives back what is not finished. What fails ends one cell alone; StoreError passes where
    the store itself fails, and DeviceLostError where the GPU does: another process can go on with what waits then. For
    one thread at a time, and one in a process.
    """

    def __init__(self, store: RunStore, listener: Listener, sweep: str | None = None, scope: Scope = HERE) -> None:
        self._store, self._listener, self._sweep, self._scope = store, listener, sweep, scope
        store.sweeps.release_own()  # what an earlier worker could not give back, its disk being full
        self._runs: list[tuple[Cell, Recording]] = []
        self._group: Group | None = None
        self._looked = 0.0

    @property
    def working(self) -> bool:
        """Whether a cell is being trained."""
        return bool(self._runs)

    def step(self) -> bool:
        """Measure a kind of run, begin a cell or those that are trained together, or train one step; False where
        nothing waits."""
        if self._runs:
            self._advance()
            return True
        return self._measured() or self._begun()

    def stop(self, message: str) -> None:
        """Save the run under way and give its cell back to the queue."""
        for cell, run in list(self._runs):
            self._finish(cell, run, self._closed(run, "interrupted", message))

    def abandon(self, message: str) -> None:
        """Give the cell back with what is stored of its run, without waiting for anything."""
        self._store.mark_interrupted([run.run_id for _, run in self._runs], message)
        for cell, _ in self._runs:
            self._store.sweeps.release(cell.id, message)
        self._runs, self._group = [], None

    def save(self) -> None:
        """Store everything that was measured so far."""
        for _, run in self._runs:
            run.flush()
        if self._runs:
            self._store.flush()

    # ── before a run ────────────────────────────────────────────────────────────────────────────

    def _measured(self) -> bool:
        waiting = self._store.sweeps.unmeasured(self._sweep, self._scope)
        if not waiting:
            return False
        self._listener.measuring(waiting[0])
        shape = shape_of(waiting[0].spec)
        try:
            seconds = expected_seconds(waiting[0].spec, self._listener.reading)
        except PutOffError:
            return True
        except Exception as error:  # its own attempt says so
            explain(error)
            seconds = UNKNOWN
        self._store.sweeps.expect({cell.id: seconds for cell in waiting if shape_of(cell.spec) == shape})
        return True

    def _begun(self) -> bool:
        cell = self._store.sweeps.claim(self._sweep, self._scope)
        if cell is None:
            return False
        cells = [cell, *self._claimed_with(cell)]
        try:
            cells = [cell for cell in cells if not self._reused(cell)]
            self._begin(cells)
        except PutOffError:
            self._release(cells)
        except Exception as error:
            self._not_begun(cells, explain(error))
        except BaseException:  # the person's Ctrl-C
            self.abandon("")
            self._release(cells)
            raise
        self._looked = time.monotonic()
        for cell, run in self._runs:
            self._listener.started(cell, run.session.total_steps, run.session.notes)
        return True

    def _not_begun(self, cells: list[Cell], why: str) -> None:
        """One of the runs that were to begin cannot: none of them does."""
        entered = list(self._runs)
        for cell, run in entered:
            self._finish(cell, run, self._closed(run, "failed", why))
        for cell in cells:
            if cell not in [began for began, _ in entered]:
                self._fail(cell, why)

    def _claimed_with(self, cell: Cell) -> list[Cell]:
        """The waiting cells that are trained together with this one; they are this process's now."""
        if cell.spec.training.together == 1:
            return []  # without reading all cells of a sweep, which may be 10,000
        others = together_with(cell, self._store.sweeps.cells(cell.sweep))
        return self._store.sweeps.claim_too([other.id for other in others])

    def _reused(self, cell: Cell) -> bool:
        """Whether the run of a cell is there already, and the cell done."""
        same = reused(self._store, cell)
        if same:
            self._listener.ended(cell, same, None, REUSED)
        return bool(same)

    def _release(self, cells: list[Cell]) -> None:
        for cell in cells:
            self._store.sweeps.release(cell.id)

    def _begin(self, cells: list[Cell]) -> None:
        """Have cells take their first step next: one alone, or some of a group."""
        if not cells:
            return
        alone = cells[0].spec.training.together == 1
        group = None if alone else Group(cells, self._store.sweeps.cells(cells[0].sweep), self._listener.reading)
        self._group = group
        for cell in cells:
            self._runs.append((cell, self._entered(cell, group)))

    def _entered(self, cell: Cell, group: Group | None) -> Recording:
        begun = beginning(self._store, cell)
        reading = self._listener.reading
        session = Session(begun.spec, reading, begun.start) if group is None else group.session(cell)
        run_id = cell.run_id if begun.resumed else new_run_id()
        run = recording(
            begun,
            run_id,
            cell.name,
            session,
            self._store,
            seconds=SECONDS_BETWEEN_SNAPSHOTS,
            heard=lambda snapshot: self._listener.heard(cell, snapshot),
        )
        self._store.sweeps.begin(cell.id, run_id)
        run.enter()
        return run

    # ── a run ───────────────────────────────────────────────────────────────────────────────────

    def _advance(self) -> None:
        try:
            if self._group is not None:
                self._group.begin()
        except DeviceLostError as error:
            self._device_lost(explain(error))
            raise
        except Exception as error:
            for cell, run in list(self._runs):
                self._finish(cell, run, self._closed(run, "failed", explain(error)))
            return
        for cell, run in list(self._runs):
            self._step(cell, run)
        if self._runs and time.monotonic() - self._looked >= _LOOK_SECONDS:
            self._looked = time.monotonic()
            for cell, run in list(self._runs):
                if not self._store.sweeps.still_wanted(cell.id):
                    self._finish(cell, run, self._closed(run, "interrupted", WITHDRAWN))

    def _step(self, cell: Cell, run: Recording) -> None:
        try:
            run.step()
        except DeviceLostError as error:
            self._device_lost(explain(error))
            raise
        except Exception as error:
            self._finish(cell, run, self._closed(run, "failed", explain(error)))
            return
        if run.outcome is not None:
            self._finish(cell, run, run.outcome)

    def _device_lost(self, message: str) -> None:
        """Have what trains wait for another process, but not for ever: it may be what makes the GPU fail."""
        for cell, run in list(self._runs):
            over = cell.attempts >= MOST_ATTEMPTS
            self._finish(cell, run, self._closed(run, "failed" if over else "interrupted", message), whole=False)

    def _closed(self, run: Recording, status: Status, message: str) -> Outcome:
        try:
            run.flush()
        except Exception as error:
            message = message or explain(error)
        return run.close(status, message)

    def _finish(self, cell: Cell, run: Recording, outcome: Outcome, *, whole: bool = True) -> None:
        """Store how a run ended; one that is not `whole` stands in the middle of a step, or cannot be read any more."""
        self._runs.remove((cell, run))
        run.finish(outcome)
        message = outcome.message
        try:
            if whole and outcome.status in RESUMABLE:
                run.save_end()
            if whole:
                run.save_weights()
        except Exception as error:
            message = f"Its checkpoint or weights were not saved: {explain(error)}"
        end(self._store, cell, run.run_id, outcome, message)
        self._listener.ended(cell, run.run_id, outcome, message)

    def _fail(self, cell: Cell, message: str) -> None:
        self._store.sweeps.failed(cell.id, message)
        self._listener.ended(cell, "", None, message)
