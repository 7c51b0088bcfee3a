"""One training step: forward, backward, instruments, update."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from time import perf_counter
from typing import Any, NamedTuple, Protocol

import torch
from torch import Tensor
from torch.nn import functional

from explorer.choices.optimizer import OPTIMIZERS
from explorer.choices.schedule import learning_rate
from explorer.datasets.batches import Batch
from explorer.instruments.context import StepContext, Weights
from explorer.instruments.instrument_registry import at
from explorer.random_state import Drawing, mixed
from explorer.runs.phases import Phase
from explorer.runs.spec import TrainingSpec
from explorer.tracing import Network
from explorer.training.clipping import Clipping
from explorer.training.evaluation import accuracy, scores_of

AUXILIARY_WEIGHT = 0.3
"""What the loss of an auxiliary classifier counts (Szegedy et al. 2014, arXiv 1409.4842, section 5)."""

DRAWS = 3  # the order of images and their augmentation have keys of their own, probes have 4
EVALUATION = 5
LOOK = 6


class Measured(NamedTuple):
    """What one step measured, on the device: two scalars, and (L,) for every "step" instrument in order.

    `cost` is the time that these instruments took, in seconds of the CPU's clock.
    """

    loss: Tensor
    accuracy: Tensor
    readings: list[Tensor]
    cost: float


class Halfway(Protocol):
    """A step under way: `since` is when its own time ended; `rest` completes it."""

    since: float

    def rest(self) -> Measured:
        """Do what is left of it."""


@dataclass
class Passed:
    """What a step has computed of one batch so far: the network's output and, from the loss on, the loss of its class
    scores alone."""

    output: Any
    labels: Tensor
    loss: Tensor | None = None

    @property
    def scores(self) -> Tensor:
        """Class scores, (N, classes)."""
        return scores_of(self.output)

    def accuracy(self) -> Tensor:
        """Of the batch, a scalar on the device."""
        return accuracy(self.scores.detach(), self.labels)


class Stepper:
    """Trains `network`, already on its device, by `spec`. Nothing here waits for the device."""

    def __init__(self, network: Network, spec: TrainingSpec, total_steps: int) -> None:
        self._module = network.module
        self._own = network.own is not None
        self._spec = spec
        self._total_steps = total_steps
        self._optimizer = OPTIMIZERS[spec.optimizer].make(network.module.parameters(), spec)
        self.weights = Weights(network.layer_weights())
        self._clipping = Clipping(network.module, self.weights.parameters[-1], spec)
        self._instruments = at("step")
        self.draws = True  # until the first step shows that it does not: random numbers are lent to one thread

    def step(self, batch: Batch, step: int, probe: Callable[[StepContext], None] | None = None) -> Measured:
        """Train on one batch: cross-entropy loss; the instruments see its gradients, and the weights before and after.

        `probe` is called between backward and update. The loss reported is that of the network's class scores alone,
        to compare with the test loss and with networks that have no auxiliary heads.
        """
        phases = self.phases(batch, step, probe, self._module)
        while True:
            try:
                next(phases)
            except StopIteration as done:
                measured: Measured = done.value
                return measured

    def phases(
        self,
        batch: Batch,
        step: int,
        probe: Callable[[StepContext], None] | None,
        module: Callable[[Tensor], Any],
        backward: Callable[[Tensor], object] = Tensor.backward,
    ) -> Generator[tuple[Phase, Passed], None, Measured]:
        """`step` in its phases: yields after each but the last, the update. `module` computes what the network does,
        `backward` the gradients of a loss."""
        # Arithmetic on denormals is many times slower, and the flag belongs to the thread that is running now.
        torch.set_flush_denormal(True)
        self._optimizer.zero_grad()
        drawing = self._drawing(batch, step)
        part = nullcontext if drawing is None else drawing.part
        with part():
            passed = Passed(module(batch[0]), batch[1])
        yield "forward", passed
        passed.loss = functional.cross_entropy(passed.scores, batch[1])
        total = passed.loss + auxiliary_loss(passed.output, batch[1])
        yield "loss", passed
        with part():
            backward(total)
        if drawing is not None:
            self.draws = drawing.drew
        context, first_half = self._seen()
        if probe is not None:
            probe(context)
        yield "backward", passed
        self._clipping.clip()
        for group in self._optimizer.param_groups:
            group["lr"] = learning_rate(self._spec, step, self._total_steps)
        self._optimizer.step()
        started = perf_counter()
        _ = context.norms  # also where no instrument asks: the next step begins with these weights
        readings = [instrument.measure(context) for instrument in self._instruments]
        cost = first_half + perf_counter() - started
        return Measured(passed.loss.detach(), passed.accuracy(), readings, cost)

    def optimizer_state(self) -> Iterator[tuple[str, Any]]:
        """What the optimizer remembers of each parameter, such as its momentum: "3/momentum_buffer"."""
        for place, parameter in enumerate(self._parameters()):
            for name, value in self._optimizer.state.get(parameter, {}).items():
                yield f"{place}/{name}", value

    def restore_optimizer(self, state: Mapping[str, Any]) -> None:
        """Have the optimizer remember this, laid in memory as the parameters are."""
        parameters = self._parameters()
        on_device = any(self._optimizer.param_groups[0].get(name) for name in ("fused", "capturable"))
        for key, value in state.items():
            place, _, name = key.partition("/")
            parameter = parameters[int(place)]
            kept = _like(parameter, value, on_device=on_device) if isinstance(value, Tensor) else value
            self._optimizer.state[parameter][name] = kept

    def _parameters(self) -> list[Tensor]:
        return [parameter for group in self._optimizer.param_groups for parameter in group["params"]]

    def _drawing(self, batch: Batch, step: int) -> Drawing | None:
        """What the network draws depends on seed and step alone. None where it draws nothing; a user's may draw
        Python's numbers too, and begin to draw at any step."""
        if not (self._own or self.draws):
            return None
        return Drawing(mixed(self._spec.seed, step, DRAWS), batch[0].device, python=self._own)

    def _seen(self) -> tuple[StepContext, float]:
        """The step between backward and update, and the seconds that keeping its gradients took."""
        started = perf_counter()
        return StepContext(self.weights), perf_counter() - started


def _like(parameter: Tensor, value: Tensor, *, on_device: bool) -> Tensor:
    """A value laid in memory as the parameter that it has the shape of; a count of steps is on its device only where
    the optimizer has it there."""
    if value.shape == parameter.shape:
        return torch.empty_like(parameter, dtype=value.dtype, requires_grad=False).copy_(value)
    return value.to(parameter.device) if on_device else value.clone()


def auxiliary_loss(output: Tensor | tuple[Any, ...], labels: Tensor) -> Tensor | float:
    """The weighted cross-entropy of a network's auxiliary class scores, 0 where it has none.

    They are those tensors behind the first of its output tuple that have the first one's shape, (N, classes).
    """
    if isinstance(output, Tensor):
        return 0.0
    shape = scores_of(output).shape
    heads = [head for head in output[1:] if isinstance(head, Tensor) and head.shape == shape]
    return AUXILIARY_WEIGHT * sum(functional.cross_entropy(head, labels) for head in heads)
