"""The queue of sweeps, worked off on other machines: claims cells, has workers train them, stores what they tell."""

from __future__ import annotations

import time
from dataclasses import replace

from explorer.cluster.arriving import Arriving
from explorer.cluster.cluster_error import ClusterError
from explorer.cluster.messages import Job, Over, Refused, Saved
from explorer.cluster.place import LostError, Place, Worker
from explorer.cluster.versions import versions
from explorer.experiments.cell_runs import REUSED, WITHDRAWN, beginning, end, reused
from explorer.experiments.queue import Listener
from explorer.failures import explain
from explorer.runs.cells import Cell
from explorer.runs.claiming import HERE, Scope
from explorer.runs.snapshot import Outcome
from explorer.runs.store import RunStore, StoreError, new_run_id

PATIENCE_SECONDS = 0.2
"""How long is waited for messages: so often the store gets new readings."""
_LOOK_SECONDS = 1.0
MOST_LOSSES = 3
"""So many workers a run may lose between two checkpoints: one that takes its machine down with it does not go on."""


class ClusterQueue:
    """Trains the waiting cells of a sweep, or of all in `scope`, at a place. `step` does a little; `stop` has all runs
    saved and their cells wait again. A lost worker's run goes on elsewhere from its last checkpoint. A lost driver
    leaves its workers; the next one attaches to them. What fails ends one cell alone; StoreError and ClusterError pass.
    For one thread, and one in a process.
    """

    def __init__(
        self, store: RunStore, listener: Listener, sweep: str | None = None, scope: Scope = HERE, *, place: Place
    ) -> None:
        self._store, self._listener, self._place, self._sweep, self._scope = store, listener, place, sweep, scope
        store.sweeps.release_own()
        self._runs: dict[Worker, Arriving] = {}
        self._seen: set[str] = set()  # runs whose workers this driver knows
        self._losses: dict[int, int] = {}
        self._looked = 0.0

    def step(self) -> bool:
        """Begin runs where there is room, and store what is told; False where nothing waits and nothing trains."""
        while self._place.room(self._runs) and (cell := self._store.sweeps.claim(self._sweep, self._scope)) is not None:
            self._begin(cell)
        if not self._runs:
            return False
        self._collect()
        if time.monotonic() - self._looked >= _LOOK_SECONDS:
            self._looked = time.monotonic()
            for worker, run in list(self._runs.items()):
                if not run.stopped_for and not self._store.sweeps.still_wanted(run.cell.id):
                    self._stop(worker, run, WITHDRAWN)
        return True

    def stop(self, message: str) -> None:
        """Have every run saved, and its cell wait to go on."""
        for worker, run in list(self._runs.items()):
            self._stop(worker, run, message)
        while self._runs:
            self._collect()

    def abandon(self, message: str) -> None:
        """Leave the workers as they are: their runs go on, and the next driver attaches to them."""
        self._store.flush()

    # ── before a run ────────────────────────────────────────────────────────────────────────────

    def _begin(self, cell: Cell) -> None:
        try:
            if same := reused(self._store, cell):
                if (left := self._left(cell)) is not None:
                    left.release()
                self._listener.ended(cell, same, None, REUSED)
            elif not self._attached(cell):
                self._start(cell)
        except (ClusterError, StoreError, KeyboardInterrupt):
            self._store.sweeps.release(cell.id)
            raise
        except Exception as error:
            self._fail(cell, explain(error))

    def _left(self, cell: Cell) -> Worker | None:
        """The worker that an earlier driver left with the run of a cell."""
        return None if not cell.run_id or cell.run_id in self._seen else self._place.find(cell.run_id)

    def _attached(self, cell: Cell) -> bool:
        worker = self._left(cell)
        if worker is None:
            return False
        self._store.mark_interrupted([cell.run_id], "Its driver was lost.")
        stored = cell.outcome is not None
        self._enter(worker, Arriving(self._store, cell, cell.run_id, stored=stored, began=worker.entered))
        return True

    def _start(self, cell: Cell) -> None:
        begun = beginning(self._store, cell)
        run_id = cell.run_id if begun.resumed else new_run_id()
        self._store.sweeps.begin(cell.id, run_id)  # first: the next driver finds the worker by it
        job = Job(run_id, cell.name, begun, self._store.checkpoints.every, versions())
        self._enter(self._place.start(job), Arriving(self._store, cell, run_id, stored=begun.resumed))

    def _enter(self, worker: Worker, run: Arriving) -> None:
        self._runs[worker] = run
        self._seen.add(run.run_id)

    # ── a run ───────────────────────────────────────────────────────────────────────────────────

    def _collect(self) -> None:
        """Store what the workers tell; they forget it once it is committed."""
        taken: list[tuple[Worker, int]] = []
        for worker in self._place.ready(self._runs, PATIENCE_SECONDS):
            run = self._runs[worker]
            try:
                number = self._take(worker, run)
            except LostError as error:
                self._lose(worker, run, str(error))
            except ValueError as error:  # what it tells does not follow what is stored
                self._store.discard(run.run_id)
                self._lose(worker, run, f"Its worker's messages do not continue the stored run: {error}.")
            else:
                taken.append((worker, number))
        self._store.flush()
        for worker, number in taken:
            if worker in self._runs:
                try:
                    worker.stored(number)
                except LostError as error:
                    self._lose(worker, self._runs[worker], str(error))

    def _take(self, worker: Worker, run: Arriving) -> int:
        """Store the messages that wait; the number of the last one."""
        number = 0
        for number, message in worker.messages():  # noqa: B007 the last one counts
            if isinstance(message, Refused):
                self._give_back(worker, run)
                raise ClusterError(message.message)
            if isinstance(message, Over):
                self._finish(worker, run, message)
                break
            new = run.take(message)
            if (entered := run.opened()) is not None:
                self._listener.started(run.cell, entered.total_steps, entered.notes)
            if new is not None:
                self._listener.heard(run.cell, new)
            if isinstance(message, Saved):
                self._losses.pop(run.cell.id, None)
        return number

    def _stop(self, worker: Worker, run: Arriving, why: str) -> None:
        run.stopped_for = why
        try:
            worker.stop()
        except LostError as error:
            self._lose(worker, run, str(error))

    def _finish(self, worker: Worker, run: Arriving, over: Over) -> None:
        """Store how a run ended, then let its worker go."""
        outcome = over.outcome
        if outcome is None:
            self._leave(worker, over=True)
            self._fail(run.cell, over.message)
            return
        if outcome.status == "interrupted" and not run.stopped_for:  # its GPU failed: that process is of no use
            self._lose(worker, run, outcome.message)
            return
        if outcome.status == "interrupted":
            outcome = replace(outcome, message=run.stopped_for)
        message = over.message or outcome.message
        run.finish(outcome)
        end(self._store, run.cell, run.run_id, outcome, message)
        self._leave(worker, over=True)
        self._listener.ended(run.cell, run.run_id, outcome, message)

    def _lose(self, worker: Worker, run: Arriving, message: str) -> None:
        """Have a run whose worker is gone begin again from its last checkpoint."""
        self._store.mark_interrupted([run.run_id], message)
        self._leave(worker)
        cell = run.cell
        losses = self._losses[cell.id] = self._losses.get(cell.id, 0) + 1
        if losses >= MOST_LOSSES:
            self._fail(cell, f"{message} That was worker number {losses} since the last checkpoint.")
            return
        self._store.sweeps.release(cell.id, message)
        self._listener.ended(cell, run.run_id, Outcome("interrupted", cell.steps, 0.0, message), message)

    def _give_back(self, worker: Worker, run: Arriving) -> None:
        self._store.sweeps.release(run.cell.id)
        self._leave(worker)

    def _leave(self, worker: Worker, *, over: bool = False) -> None:
        del self._runs[worker]
        worker.release(over=over)

    def _fail(self, cell: Cell, message: str) -> None:
        self._store.sweeps.failed(cell.id, message)
        self._listener.ended(cell, "", None, message)
