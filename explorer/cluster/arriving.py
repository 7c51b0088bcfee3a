"""A run on its way from its worker into the store."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from explorer import log
from explorer.cluster.messages import Entered, Measured, Message, Noted, Saved, Weights
from explorer.failures import explain
from explorer.runs.cells import Cell
from explorer.runs.provenance import Provenance
from explorer.runs.snapshot import Outcome, Snapshot
from explorer.runs.store import RunStore, StoreError
from explorer.whole_file import whole

_UNFINISHED = ("running", "interrupted")
_log = log.get(__name__)


class Arriving:
    """Stores what the worker of a cell tells, in order. What it tells again, since an earlier driver was lost before it
    said that it was stored, is stored once. Raises StoreError where the store fails, ValueError where steps are
    missing."""

    def __init__(
        self,
        store: RunStore,
        cell: Cell,
        run_id: str,
        *,
        stored: bool = False,
        began: Callable[[], Entered | None] = lambda: None,
    ) -> None:
        """`stored` says whether the run is in the store already, `began` tells how it began where its worker does not
        tell again."""
        self.cell, self.run_id = cell, run_id
        self.stopped_for = ""
        self._opened: Entered | None = None
        self._finished = False  # whether the store has how it ended
        self._store, self._stored, self._began = store, stored, began
        self._steps: int | None = None  # in the store; None before the run is open there

    def opened(self) -> Entered | None:
        """How the run began, once, when it has come into the store."""
        entered, self._opened = self._opened, None
        return entered

    def take(self, message: Message) -> Snapshot | None:
        """Store a message; new steps for those who watch."""
        if isinstance(message, Entered):
            self._open(message, message.steps)
            return None
        if self._steps is None:
            self._open_again()
        if self._finished:
            return None
        match message:
            case Measured():
                return self._append(message.snapshot)
            case Saved():
                self._save(message)
            case Weights():
                _write(message.data, self._store.weights_path(self.run_id))
            case Noted():
                _log.warning("%s", message.message)
        return None

    def finish(self, outcome: Outcome) -> None:
        """Store how the run ended."""
        if self._steps is None:
            self._open_again()
        if not self._finished:
            self._store.finish(self.run_id, outcome)
            self._finished = True

    def _open(self, entered: Entered, steps: int) -> None:
        self._steps, self._opened = steps, entered
        if self._stored:
            self._store.reopen(self.run_id, entered.spec, steps, entered.device)
            return
        cell = self.cell
        self._store.create(
            self.run_id,
            cell.name,
            entered.spec,
            entered.graph,
            entered.steps_per_epoch,
            entered.device,
            Provenance(sweep=cell.sweep),
        )

    def _open_again(self) -> None:
        """Have the run go on in the store where it is: an earlier driver opened it."""
        outcome, entered = self.cell.outcome, self._began()
        if entered is None or outcome is None:
            raise ValueError(f"how run {self.run_id} began was not received")
        if outcome.status not in _UNFINISHED:
            self._steps, self._finished = self.cell.steps, True
        else:
            self._open(entered, self.cell.steps)

    def _append(self, snapshot: Snapshot) -> Snapshot | None:
        assert self._steps is not None
        if snapshot.first_step < self._steps:  # told again; snapshots are stored whole or not at all
            return None
        self._store.append(self.run_id, snapshot)
        self._steps += len(snapshot)
        return snapshot

    def _save(self, saved: Saved) -> None:
        """Keep a checkpoint; training goes on without, where it cannot be kept."""
        self._store.flush()  # a run has every step before its checkpoint
        try:
            self._store.checkpoints.add(self.run_id, saved.step, saved.kind, partial(_put_into, saved.data))
        except (OSError, StoreError) as error:
            _log.warning("a checkpoint of %s was not saved: %s", self.cell.name, explain(error))


def _put_into(data: bytes, path: Path) -> None:
    path.write_bytes(data)


def _write(data: bytes, path: Path) -> None:
    """Write a file whole or not at all."""
    with whole(path) as part:
        part.write_bytes(data)
