"""One training step whose passes are computed together with those of other runs."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from torch import Tensor

from explorer.datasets.batches import Batch
from explorer.instruments.context import StepContext
from explorer.training.measured import Measured
from explorer.training.stepper import Stepper


class StepTogether:
    """First `loss`, from the class scores that somebody has computed; once the gradients are there, `rest`.

    `since` is when the step's own time ended.
    """

    def __init__(self, stepper: Stepper, batch: Batch, step: int, probe: Callable[[StepContext], None] | None) -> None:
        self.batch = batch
        self._scores: Tensor | None = None
        self._phases = stepper.phases(batch, step, probe, self._computed, lambda loss: None)
        self.since = perf_counter()

    def loss(self, scores: Tensor) -> Tensor:
        """The loss to compute gradients of: (N, classes) → a scalar. Without them the network has none from here on."""
        self._scores = scores
        next(self._phases)
        _, passed = next(self._phases)
        if passed.loss is None:
            raise AssertionError("the second phase computes the loss")
        return passed.loss

    def rest(self) -> Measured:
        """Instruments and update."""
        while True:
            try:
                next(self._phases)
            except StopIteration as done:
                measured: Measured = done.value
                return measured

    def _computed(self, images: Tensor) -> Tensor:
        if self._scores is None:
            raise AssertionError("the scores come first")
        return self._scores
