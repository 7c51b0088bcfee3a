"""Stored runs that differ from one in their seed alone, for marks beside it."""

from __future__ import annotations

from dataclasses import replace

from explorer.lessons.measures import Seen
from explorer.runs.history import RunHistory
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore
from explorer.runs.store_errors import StoreError

_SEEDS = 10  # 0 to 9: those that a class will have trained


class SeedRuns:
    """Looks in the store once for each run that is over."""

    def __init__(self, store: RunStore) -> None:
        self._store = store
        self._found: tuple[str, tuple[Seen, ...]] = ("", ())

    def of(self, run: RunHistory) -> tuple[Seen, ...]:
        """The completed runs of other seeds; none where the store cannot be read."""
        if run.run_id != self._found[0]:
            try:
                self._found = run.run_id, tuple(self._look(run.spec))
            except StoreError:
                return ()
        return self._found[1]

    def _look(self, spec: RunSpec) -> list[Seen]:
        seeds = [seed for seed in range(_SEEDS) if seed != spec.training.seed]
        specs = [replace(spec, training=replace(spec.training, seed=seed)) for seed in seeds]
        runs = [self._store.record(found) for one in specs for found in self._store.completed_like(one)[:1]]
        return [
            Seen(run.graph, run, {made.analysis: made for made in self._store.analyses(run.run_id)}) for run in runs
        ]
