"""One training step that is done phase by phase, and what each phase gives, layer by layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any

import numpy as np
import torch
from torch import Tensor, fx

from explorer.datasets.batches import Batch
from explorer.instruments.context import StepContext, length
from explorer.instruments.instrument_registry import at
from explorer.runs.phases import PhaseValues
from explorer.runs.snapshot import ABSENT, Floats
from explorer.tracing import Network
from explorer.training.measured import Measured
from explorer.training.node_by_node import NodeByNode, tensor_of
from explorer.training.probe_taps import taps_of
from explorer.training.stepper import Stepper

_UPDATE = "update-ratio"


class StepInPhases:
    """`next` does one phase; `rest` what is left of the step, and gives what the whole step measured. Between two of
    them weights, gradients and random numbers are the step's own: nobody else may run the network or change it.

    `seconds` is the time that the phases took so far, `since` when the last one ended."""

    def __init__(
        self,
        stepper: Stepper,
        network: Network,
        batch: Batch,
        step: int,
        probe: Callable[[StepContext], None] | None,
    ) -> None:
        self._listener = Listener(network)
        self._phases = stepper.phases(batch, step, probe, self._listener.called)
        self._step = step
        self._measured: Measured | None = None
        self.since = perf_counter()

    def next(self) -> PhaseValues:
        """Do the next phase."""
        try:
            phase, passed = next(self._phases)
        except StopIteration as done:
            self._measured = done.value
            return self._after_update(done.value)
        finally:
            self.since = perf_counter()
        listened = self._listener.gradients if phase == "backward" else self._listener.outputs
        loss, right = (None, None) if passed.loss is None else (passed.loss.item(), passed.accuracy().item())
        return PhaseValues(self._step, phase, _numbers(listened), loss, right)

    def rest(self) -> Measured:
        """Do the phases that are left."""
        while self._measured is None:
            self.next()
        return self._measured

    def _after_update(self, measured: Measured) -> PhaseValues:
        ratios = dict(zip((i.name for i in at("step")), measured.readings, strict=True))[_UPDATE]
        values = ratios.cpu().numpy()
        return PhaseValues(self._step, "update", values, float(measured.loss), float(measured.accuracy))


class Listener(NodeByNode):
    """Reads the RMS of every layer's output, and of the gradient that comes back to it, in the passes of one step. Both
    are in the order of the graph's `layers`: scalars on the device, None where there is nothing to read."""

    def __init__(self, network: Network) -> None:
        super().__init__(network)
        self.outputs: list[Tensor | None] = [None] * len(network.graph.layers)
        self.gradients: list[Tensor | None] = [None] * len(network.graph.layers)
        self._columns = {
            node: [tap.column for tap in taps if tap.place == "output-gradient"]
            for node, taps in taps_of(network).behind.items()
        }

    def called(self, images: Tensor) -> Any:
        """As NodeByNode; holds on to nothing of the pass."""
        try:
            return super().called(images)
        finally:
            self.env = {}

    def run_node(self, n: fx.Node) -> Any:
        """As fx.Interpreter, listening behind layers, before an operator in place changes the result."""
        result = super().run_node(n)
        value = tensor_of(result)
        if value is not None:
            for column in self._columns.get(n, ()):
                self._listen(column, value)
        return result

    def _listen(self, column: int, value: Tensor) -> None:
        self.outputs[column] = _rms(value)
        if value.requires_grad:
            self.gradients[column] = value.new_zeros(())  # what it stays where the loss does not depend on it
            value.register_hook(lambda gradient: self._take(column, gradient))

    def _take(self, column: int, gradient: Tensor) -> None:
        self.gradients[column] = _rms(gradient)


def _rms(value: Tensor) -> Tensor:
    with torch.no_grad():
        return length(value.detach()) / value.numel() ** 0.5


def _numbers(scalars: Sequence[Tensor | None]) -> Floats:
    known = [s.float() for s in scalars if s is not None]
    rows = iter(torch.stack(known).cpu().tolist() if known else [])
    return np.array([ABSENT if s is None else next(rows) for s in scalars], np.float32)
