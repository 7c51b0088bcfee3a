"""The books of a run on the CPU: epochs closed, interventions entered, divergence noticed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from explorer.runs import divergence
from explorer.runs.snapshot import EpochResult, Floats, Intervention, Snapshot
from explorer.runs.spec import RunSpec
from explorer.training.first_nonfinite import Origin


class Ledger:
    """Turns blocks of measured steps into the snapshots that are handed out.

    `recorded` counts the steps handed out, `result` is the last finished epoch's, `trouble` says in a line
    why the run cannot go on ("" while it can). `normed` says whether the network has norms.
    """

    def __init__(self, spec: RunSpec, steps_per_epoch: int, normed: bool) -> None:
        self.recorded = 0
        self.result: EpochResult | None = None
        self.trouble = ""
        self._lost = ""
        self._normed = normed
        self._spec = spec
        self._steps_per_epoch = steps_per_epoch
        self._epoch: list[tuple[Floats, Floats]] = []  # loss and accuracy of the steps of the epoch under way
        self._moved: dict[tuple[int, str], Intervention] = {}

    def move(self, step: int, skip: str, gate: float, *, planned: bool = False) -> None:
        """Enter an intervention; the last of several on one gate before one step is the one that counts."""
        self._moved[step, skip] = Intervention(step, skip, gate, planned)

    def unfinished(self) -> dict[str, Floats]:
        """Loss and accuracy of every step of the epoch under way."""
        loss, accuracy = zip(*self._epoch, strict=True) if self._epoch else ((), ())
        none = np.empty(0, np.float32)
        return {"loss": np.concatenate((none, *loss)), "accuracy": np.concatenate((none, *accuracy))}

    @property
    def moved(self) -> tuple[Intervention, ...]:
        """The interventions before the next step, which no step has shown yet."""
        return tuple(self._moved.values())

    def resume(self, recorded: int, result: EpochResult | None, unfinished: Mapping[str, Floats]) -> None:
        """Go on after `recorded` steps, the last epoch's result, and the steps of the one under way."""
        self.recorded, self.result = recorded, result
        self._epoch = [(unfinished["loss"], unfinished["accuracy"])] if unfinished else []

    def enter(self, block: Snapshot, test: Floats) -> Snapshot:
        """The next steps as they are handed out; `test` is loss and accuracy where they end an epoch, else empty.

        After the first step whose loss is not finite the record is cut.
        """
        broken = np.flatnonzero(~np.isfinite(block.loss))
        if len(broken):
            block = _first_steps(block, int(broken[0]) + 1)
        self.recorded = block.first_step + len(block)
        self._epoch.append((block.loss, block.accuracy))
        epochs: tuple[EpochResult, ...] = ()
        if len(broken):
            self.trouble = self._divergence("Loss", float(block.loss[-1]))
        elif len(test):
            self.result = self._closed(float(test[0]), float(test[1]))
            epochs = (self.result,)
        return replace(block, epochs=epochs, interventions=self._happened())

    def end(self) -> None:
        """Enter the end of the last epoch: weights that became NaN in the last step show in the test loss."""
        if self.result is not None and not math.isfinite(self.result.test_loss):
            self.trouble = self._divergence("Test loss", self.result.test_loss)

    def blame(self, origin: Origin) -> None:
        """Say in `trouble` what first gave a value that is not finite, not what to do about the learning rate."""
        self.trouble = " ".join((self._lost, divergence.origin(origin.what, origin.way), divergence.STEP_0))

    def _closed(self, test_loss: float, test_accuracy: float) -> EpochResult:
        # One float64 mean over the whole epoch: it must not depend on how its steps were grouped.
        loss, accuracy = (rows.mean(dtype=np.float64) for rows in self.unfinished().values())
        if self.recorded % self._steps_per_epoch == 0:  # a fork goes on with an epoch that was cut short
            self._epoch = []
        epoch = -(-self.recorded // self._steps_per_epoch)  # the last one may be cut short
        return EpochResult(epoch, self.recorded - 1, float(loss), float(accuracy), test_loss, test_accuracy)

    def _happened(self) -> tuple[Intervention, ...]:
        happened = tuple(moved for moved in self._moved.values() if moved.step < self.recorded)
        self._moved = {key: moved for key, moved in self._moved.items() if moved not in happened}
        return happened

    def _divergence(self, what: str, value: float) -> str:
        step = self.recorded - 1
        became = "NaN" if math.isnan(value) else "infinite"
        self._lost = (
            f"{what} became {became} at step {step} (epoch {step // self._steps_per_epoch + 1}). All earlier steps "
            "are kept."
        )
        return f"{self._lost} {divergence.later(self._spec.training.lr, self._normed)}"


def _first_steps(block: Snapshot, count: int) -> Snapshot:
    layers = {name: reading[:count] for name, reading in block.layers.items()}
    return replace(
        block,
        loss=block.loss[:count],
        accuracy=block.accuracy[:count],
        seconds=block.seconds[:count],
        layers=layers,
        probes=tuple(probe for probe in block.probes if probe.step < block.first_step + count),
    )
