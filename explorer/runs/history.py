"""A run's record in memory, live or loaded from the store: views read it and never know which."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from explorer.graph.model import NetworkGraph
from explorer.runs.columns import Column, Growing
from explorer.runs.snapshot import EpochResult, Floats, Intervention, Outcome, Probe, Snapshot
from explorer.runs.spec import RunSpec

CURVES = ("loss", "accuracy", "seconds")


@dataclass
class Measured:
    """The columns of a run: those of every step, and those of probes."""

    curves: dict[str, Column] = field(default_factory=lambda: {name: Growing() for name in CURVES})
    layers: dict[str, Column] = field(default_factory=dict)
    probe_steps: Column = field(default_factory=Growing)
    probed: dict[str, Column] = field(default_factory=dict)

    def sizes(self) -> dict[str, int]:
        """The number of rows of every column."""
        named = {**self.curves, **self.layers, "": self.probe_steps, **self.probed}
        return {name: len(column) for name, column in named.items()}


class RunHistory:
    """Everything measured in one run so far. Grows by `append`; `version` changes with every change.

    Views read it and never know whether the readings are in memory or in the runs file (`stored`). Of a stored run,
    `readings` reads a whole column; `held`, `rows` and `reading` no more than the steps asked for."""

    def __init__(self, run_id: str, spec: RunSpec, graph: NetworkGraph, steps_per_epoch: int) -> None:
        self.run_id = run_id
        self.spec = spec
        self.graph = graph
        self.steps_per_epoch = steps_per_epoch
        self.parent, self.parent_step = "", 0  # its first steps are those of the run that it is a fork of
        self.edition = ""  # of the stored run; empty where it was not read from the store
        self.outcome: Outcome | None = None
        self.epochs: list[EpochResult] = []
        self.interventions: list[Intervention] = []
        self.version = 0
        self._measured = Measured()
        self.probe: Probe | None = None
        self.class_shares: Floats | None = None

    def __len__(self) -> int:
        return len(self._measured.curves["loss"])

    @property
    def stored(self) -> bool:
        """Whether the readings of layers and skips are in the runs file, and in memory only while they are used."""
        return not all(
            isinstance(c, Growing) for c in (*self._measured.layers.values(), *self._measured.probed.values())
        )

    @property
    def loss(self) -> Floats:
        """Training loss per step, nats, shape (steps,)."""
        return self._measured.curves["loss"].view

    @property
    def accuracy(self) -> Floats:
        """Training accuracy per step, 0–1, shape (steps,)."""
        return self._measured.curves["accuracy"].view

    @property
    def majority(self) -> float:
        """The chance level: accuracy of always predicting the most frequent training class, 0–1; 1 / classes in runs of
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
        return self._measured.curves["seconds"].view

    @property
    def instruments(self) -> tuple[str, ...]:
        """Names of the instruments that have readings, those of probes last."""
        return (*self._measured.layers, *self._measured.probed)

    @property
    def probe_steps(self) -> Floats:
        """The steps that were probed, shape (probes,); step 0 is the first. `probe` is the newest."""
        return self._measured.probe_steps.view

    def count(self, instrument: str) -> int:
        """How many times an instrument has measured: at every step, or at probes."""
        column = self._column(instrument)
        return 0 if column is None else len(column)

    def readings(self, instrument: str) -> Floats:
        """What one instrument measured, a row for each time it did, shape (times, columns); empty where it has not.

        Columns are the graph's `layers`, its `skips`, or bins of each layer (instruments.registry.Instrument.per).
        """
        column = self._column(instrument)
        return np.empty((0, len(self.graph.layers)), np.float32) if column is None else column.view

    def rows(self, instrument: str, first: int, last: int) -> Floats:
        """Rows `first` … `last` − 1 of `readings`."""
        column = self._column(instrument)
        return np.empty((0, len(self.graph.layers)), np.float32) if column is None else column.rows(first, last)

    def steps(self, instrument: str) -> Floats:
        """The step of each row of `readings`, shape (times,)."""
        if instrument in self._measured.probed:
            return self.probe_steps
        return np.arange(self.count(instrument), dtype=np.float32)

    def held(self, instrument: str, first: int = 0, last: int | None = None) -> Floats:
        """A row for each step `first` … `last` − 1 (None: all): what was measured then or, for probes, last before.

        Empty where there are no readings yet.
        """
        end = len(self) if last is None else min(last, len(self))
        if instrument not in self._measured.probed or first >= end:
            return self.rows(instrument, first, max(first, end))
        at = np.maximum(np.searchsorted(self.probe_steps, np.arange(first, end), side="right") - 1, 0)
        rows = self.rows(instrument, int(at[0]), int(at[-1]) + 1)
        return rows[at - at[0]] if len(rows) else rows

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
        measured = self._measured
        for name, rows in snapshot.layers.items():
            _growing(measured.layers, name, rows.shape[1]).extend(rows)
        for probe in snapshot.probes:
            _growing({"": measured.probe_steps}, "").extend(np.array([probe.step], np.float32))
            for name, values in probe.values.items():
                _growing(measured.probed, name, len(values)).extend(values[None])
            self.probe = probe
        for name in ("accuracy", "seconds", "loss"):
            _growing(measured.curves, name).extend(getattr(snapshot, name))
        self.epochs.extend(snapshot.epochs)
        self.interventions.extend(snapshot.interventions)
        self.version += 1

    def finish(self, outcome: Outcome) -> None:
        """Record how the run ended."""
        self.outcome = outcome
        self.version += 1

    def gates(self, step: int | None = None) -> dict[str, float]:
        """Every skip's gate in a step; None: after the newest intervention."""
        gates = {skip.id: float(skip.enabled) for skip in self.graph.skips}
        gates.update((i.skip, i.gate) for i in self.interventions if step is None or i.step <= step)
        return gates

    def open(
        self,
        measured: Measured,
        epochs: Iterable[EpochResult],
        interventions: Iterable[Intervention],
        probe: Probe | None,
        class_shares: Floats | None,
    ) -> None:
        """Take what is stored of the run; `probe` is the newest."""
        self._measured, self.probe, self.class_shares = measured, probe, class_shares
        self.epochs.extend(epochs)
        self.interventions.extend(interventions)
        self.version += 1

    def settle(self, stored: RunHistory) -> bool:
        """Take the columns of the same run read from the store in place of those in memory; False, and nothing
        changes, where other steps or probes are stored."""
        if stored.run_id != self.run_id or stored._measured.sizes() != self._measured.sizes():
            return False
        self._measured, self.edition = stored._measured, stored.edition
        return True

    def _column(self, instrument: str) -> Column | None:
        found = self._measured.layers.get(instrument)
        return self._measured.probed.get(instrument) if found is None else found


def _growing(columns: dict[str, Column], name: str, width: int | None = None) -> Growing:
    found = columns.setdefault(name, Growing(width))
    if not isinstance(found, Growing):
        raise TypeError(f"{name} is stored: it does not grow")
    return found
