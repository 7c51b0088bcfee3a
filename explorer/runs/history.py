"""A run's record in memory, live or loaded from the store: views read it and never know which."""

from __future__ import annotations

import numpy as np

from explorer.graph.model import NetworkGraph
from explorer.runs.snapshot import EpochResult, Floats, Intervention, Outcome, Snapshot
from explorer.runs.spec import RunSpec


class _Column:
    """A float32 array that grows at its end in amortised constant time; `view` copies nothing."""

    def __init__(self, width: int | None = None) -> None:
        self._data: Floats = np.empty((256,) if width is None else (256, width), np.float32)
        self._used = 0

    def extend(self, rows: Floats) -> None:
        need = self._used + len(rows)
        if need > len(self._data):
            grown = np.empty((max(need, 2 * len(self._data)), *self._data.shape[1:]), np.float32)
            grown[: self._used] = self._data[: self._used]
            self._data = grown
        self._data[self._used : need] = rows
        self._used = need

    @property
    def view(self) -> Floats:
        return self._data[: self._used]


class RunHistory:
    """Everything measured in one run so far. Grows by `append`; `version` changes with every change."""

    def __init__(self, run_id: str, spec: RunSpec, graph: NetworkGraph, steps_per_epoch: int) -> None:
        self.run_id = run_id
        self.spec = spec
        self.graph = graph
        self.steps_per_epoch = steps_per_epoch
        self.outcome: Outcome | None = None
        self.epochs: list[EpochResult] = []
        self.interventions: list[Intervention] = []
        self.version = 0
        self._columns: dict[str, _Column] = {name: _Column() for name in ("loss", "accuracy", "seconds")}
        self._layers: dict[str, _Column] = {}

    def __len__(self) -> int:
        return len(self.loss)

    @property
    def loss(self) -> Floats:
        """Training loss per step, nats, shape (steps,)."""
        return self._columns["loss"].view

    @property
    def accuracy(self) -> Floats:
        """Training accuracy per step, 0 … 1, shape (steps,)."""
        return self._columns["accuracy"].view

    @property
    def seconds(self) -> Floats:
        """Seconds of training at the end of each step, shape (steps,)."""
        return self._columns["seconds"].view

    @property
    def instruments(self) -> tuple[str, ...]:
        """Names of the instruments that have readings."""
        return tuple(self._layers)

    def layers(self, instrument: str) -> Floats:
        """Readings of one instrument, shape (steps, len(graph.layers)); empty where there are none yet."""
        column = self._layers.get(instrument)
        return np.empty((0, len(self.graph.layers)), np.float32) if column is None else column.view

    def append(self, snapshot: Snapshot) -> None:
        """Add the next steps; ValueError where the snapshot does not continue the record."""
        if snapshot.first_step != len(self):
            raise ValueError(f"step {snapshot.first_step} does not follow step {len(self) - 1}")
        for name, rows in snapshot.layers.items():
            self._layers.setdefault(name, _Column(rows.shape[1])).extend(rows)
        self._columns["accuracy"].extend(snapshot.accuracy)
        self._columns["seconds"].extend(snapshot.seconds)
        self._columns["loss"].extend(snapshot.loss)
        self.epochs.extend(snapshot.epochs)
        self.interventions.extend(snapshot.interventions)
        self.version += 1

    def finish(self, outcome: Outcome) -> None:
        """Record how the run ended."""
        self.outcome = outcome
        self.version += 1

    def gates(self) -> dict[str, float]:
        """Every skip's gate after the newest intervention."""
        gates = {skip.id: float(skip.enabled) for skip in self.graph.skips}
        gates.update((i.skip, i.gate) for i in self.interventions)
        return gates
