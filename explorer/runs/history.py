"""A run's record in memory, live or loaded from the store: views read it and never know which."""

from __future__ import annotations

import math

import numpy as np

from explorer.graph.model import NetworkGraph
from explorer.runs.snapshot import EpochResult, Floats, Intervention, Outcome, Probe, Snapshot
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
        self._probe_steps = _Column()
        self._probed: dict[str, _Column] = {}
        self.probe: Probe | None = None
        self.class_shares: Floats | None = None

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
    def majority(self) -> float:
        """The accuracy of always answering the commonest class of the training split, 0 … 1; 1 / classes in runs of
        versions before 0.4, which did not note how common each is."""
        return 1 / self.graph.classes if self.class_shares is None else float(self.class_shares.max())

    @property
    def prior_loss(self) -> float:
        """The loss of always answering how common each class is, nats: ln(classes) where all are equally common."""
        if self.class_shares is None:
            return math.log(self.graph.classes)
        shares = self.class_shares[self.class_shares > 0].astype(np.float64)
        return float(-(shares * np.log(shares)).sum())

    @property
    def seconds(self) -> Floats:
        """Seconds of training at the end of each step, shape (steps,)."""
        return self._columns["seconds"].view

    @property
    def instruments(self) -> tuple[str, ...]:
        """Names of the instruments that have readings, those of probes last."""
        return (*self._layers, *self._probed)

    @property
    def probe_steps(self) -> Floats:
        """The steps that were probed, shape (probes,); step 0 is the first. `probe` is the newest."""
        return self._probe_steps.view

    def readings(self, instrument: str) -> Floats:
        """What one instrument measured, a row for each time it did, shape (times, columns); empty where it has not.

        Columns are the graph's `layers`, its `skips`, or bins of each layer (instruments.registry.Instrument.per).
        """
        column = self._layers.get(instrument) or self._probed.get(instrument)
        return np.empty((0, len(self.graph.layers)), np.float32) if column is None else column.view

    def steps(self, instrument: str) -> Floats:
        """The step of each row of `readings`, shape (times,)."""
        if instrument in self._probed:
            return self.probe_steps
        return np.arange(len(self.readings(instrument)), dtype=np.float32)

    def held(self, instrument: str, first: int = 0, last: int | None = None) -> Floats:
        """A row for each step `first` … `last` − 1 (None: all): what was measured then or, for probes, last before.

        Empty where there are no readings yet.
        """
        end = len(self) if last is None else min(last, len(self))
        rows = self.readings(instrument)
        if instrument not in self._probed or not len(rows):
            return rows[first:end]
        return rows[np.searchsorted(self.probe_steps, np.arange(first, end), side="right") - 1]

    def reading(self, instrument: str, step: int | None = None) -> Floats | None:
        """The row of one step, as `held` (None or beyond the end: the newest), None where there is none yet."""
        at = len(self) - 1 if step is None else max(0, min(step, len(self) - 1))
        row = self.held(instrument, at, at + 1)
        return row[0] if len(row) else None

    def append(self, snapshot: Snapshot) -> None:
        """Add the next steps; ValueError where the snapshot does not continue the record."""
        if snapshot.first_step != len(self):
            raise ValueError(f"step {snapshot.first_step} does not follow step {len(self) - 1}")
        if snapshot.class_shares is not None:
            self.class_shares = snapshot.class_shares
        for name, rows in snapshot.layers.items():
            self._layers.setdefault(name, _Column(rows.shape[1])).extend(rows)
        for probe in snapshot.probes:
            self._probe_steps.extend(np.array([probe.step], np.float32))
            for name, values in probe.values.items():
                self._probed.setdefault(name, _Column(len(values))).extend(values[None])
            self.probe = probe
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
