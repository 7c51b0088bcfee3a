"""The run store as the background worker uses it: for what an engine left behind, or trains on another machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from explorer.engine.events import Event, Problem, Started
from explorer.runs.store import RunStore
from explorer.runs.store_errors import StoreError


class WorkerStore:
    """Opened when it is first needed. It stays open to the end: closing a store makes this process's deletions final,
    and the window still offers their undo. Whatever fails is put as a Problem."""

    def __init__(self, runs_dir: Path, put: Callable[[Event], None]) -> None:
        self.runs_dir, self._put = runs_dir, put
        self._store: RunStore | None = None

    def open(self) -> RunStore | None:
        """The store; None where it cannot be used."""
        if self._store is None:
            try:
                self._store = RunStore(self.runs_dir)
            except StoreError as error:
                self._put(Problem(str(error)))
        return self._store

    def close(self) -> None:
        """Close it, where it is open."""
        if self._store is not None:
            self._store.close()

    def with_record(self, event: Started) -> Started:
        """The event with the steps that the run has done before: reading them takes longer than a window may wait."""
        try:
            store = self.open()
            return event if store is None else replace(event, record=store.history(event.run_id))
        except StoreError as error:
            self._put(Problem(str(error)))
            return event

    def mark_interrupted(self, run_ids: tuple[str, ...], message: str) -> None:
        """Note the end of runs whose engine is gone."""
        try:
            if (store := self.open()) is not None:
                store.mark_interrupted(run_ids, message)
        except StoreError as error:
            self._put(Problem(str(error)))
