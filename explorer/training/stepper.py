"""One training step: forward, backward, instruments, update."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Protocol

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
from explorer.training.captured_step import CapturedStep
from explorer.training.clipping import Clipping
from explorer.training.evaluation import accuracy, scores_of, widened
from explorer.training.measured import Measured
from explorer.training.precision import Precision

AUXILIARY_WEIGHT = 0.3
"""What the loss of an auxiliary classifier counts (Szegedy et al. 2014, arXiv 1409.4842, section 5)."""

DRAWS = 3  # the order of images and their augmentation have keys of their own, probes have 4
EVALUATION = 5
LOOK = 6
_SCALER = "scaler"


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
        device = self.weights.root_sizes.device
        self.precision = Precision(spec.precision, device)
        self._rate = _rate_of(self._optimizer, spec, device)
        self.captured, self._eager_because = _capturing(network, spec, device)

    @property
    def manner(self) -> str:
        """How steps are done where that is not the plain way, for people."""
        because = self._eager_because if self.captured is None else self.captured.trouble
        how = f"eager steps ({because})" if because else "captured steps" if self.captured is not None else ""
        return " · ".join(filter(None, (how, "" if self._spec.precision == "float32" else self._spec.precision)))

    def step(self, batch: Batch, step: int, probe: Callable[[StepContext], None] | None = None) -> Measured:
        """Train on one batch: cross-entropy loss; the instruments see its gradients, and the weights before and after.

        `probe` is called between backward and update. The loss reported is that of the network's class scores alone,
        to compare with the test loss and with networks that have no auxiliary heads. What is given holds until the next
        step.
        """
        drawing = self._begin(batch, step)
        if self.captured is not None and probe is None:
            return self.captured.step(batch, drawing, self._whole)
        return self._whole(batch, drawing, probe)

    def phases(
        self,
        batch: Batch,
        step: int,
        probe: Callable[[StepContext], None] | None,
        module: Callable[[Tensor], Any],
        backward: Callable[[Tensor], object] | None = None,
    ) -> Generator[tuple[Phase, Passed], None, Measured]:
        """`step` in its phases: yields after each but the last, the update. `module` computes what the network does,
        `backward` the gradients of a loss."""
        return self._phases(batch, self._begin(batch, step), probe, module, backward or self._backward)

    def _begin(self, batch: Batch, step: int) -> Drawing | None:
        """Set what changes from step to step; gives what the step may draw."""
        # Arithmetic on denormals is many times slower, and the flag belongs to the thread that is running now.
        torch.set_flush_denormal(True)
        rate = learning_rate(self._spec, step, self._total_steps)
        if self._rate is not None:
            self._rate.fill_(rate)
        else:
            for group in self._optimizer.param_groups:
                group["lr"] = rate
        return self._drawing(batch, step)

    def _whole(
        self, batch: Batch, drawing: Drawing | None, probe: Callable[[StepContext], None] | None = None
    ) -> Measured:
        phases = self._phases(batch, drawing, probe, self._module, self._backward)
        while True:
            try:
                next(phases)
            except StopIteration as done:
                measured: Measured = done.value
                return measured

    def _phases(
        self,
        batch: Batch,
        drawing: Drawing | None,
        probe: Callable[[StepContext], None] | None,
        module: Callable[[Tensor], Any],
        backward: Callable[[Tensor], object],
    ) -> Generator[tuple[Phase, Passed], None, Measured]:
        self._optimizer.zero_grad()
        part = nullcontext if drawing is None else drawing.part
        with part(), self.precision.passes(), self.precision.forward():
            passed = Passed(module(batch[0]), batch[1])
        yield "forward", passed
        passed.loss = functional.cross_entropy(passed.scores, batch[1])
        total = passed.loss + auxiliary_loss(passed.output, batch[1])
        yield "loss", passed
        with part(), self.precision.passes():
            backward(total)
        if drawing is not None:
            self.draws = drawing.drew
        context, first_half = self._seen()
        if probe is not None:
            probe(context)
        yield "backward", passed
        self._clipping.clip()
        self._update()
        started = perf_counter()
        _ = context.norms  # also where no instrument asks: the next step begins with these weights
        readings = [instrument.measure(context) for instrument in self._instruments]
        cost = first_half + perf_counter() - started
        return Measured(passed.loss.detach(), passed.accuracy(), readings, cost)

    def _backward(self, total: Tensor) -> None:
        scaler = self.precision.scaler
        if scaler is None:
            total.backward()
            return
        scaler.scale(total).backward()
        scaler.unscale_(self._optimizer)

    def _update(self) -> None:
        scaler = self.precision.scaler
        if scaler is None:
            self._optimizer.step()
            return
        scaler.step(self._optimizer)  # not where a gradient is infinite: the scale is lowered then
        scaler.update()

    def optimizer_state(self) -> Iterator[tuple[str, Any]]:
        """What the optimizer remembers of each parameter, such as its momentum: "3/momentum_buffer"."""
        for place, parameter in enumerate(self._parameters()):
            for name, value in self._optimizer.state.get(parameter, {}).items():
                yield f"{place}/{name}", value
        if self.precision.scaler is not None:
            for name, value in self.precision.scaler.state_dict().items():
                yield f"{_SCALER}/{name}", value

    def restore_optimizer(self, state: Mapping[str, Any]) -> None:
        """Have the optimizer remember this, laid in memory as the parameters are."""
        parameters = self._parameters()
        on_device = any(self._optimizer.param_groups[0].get(name) for name in ("fused", "capturable"))
        scaling = {key.removeprefix(f"{_SCALER}/"): v for key, v in state.items() if key.startswith(f"{_SCALER}/")}
        if scaling and self.precision.scaler is not None:
            self.precision.scaler.load_state_dict(scaling)
        for key, value in state.items():
            place, _, name = key.partition("/")
            if place == _SCALER:
                continue
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


def _rate_of(optimizer: torch.optim.Optimizer, spec: TrainingSpec, device: torch.device) -> Tensor | None:
    """The learning rate as a scalar on a GPU, where the optimizer reads it in every step; None where it is a number.
    Eager steps read it as well, so that a captured step rounds as they do."""
    if device.type != "cuda" or not OPTIMIZERS[spec.optimizer].capturable:
        return None
    rate = torch.full((), spec.lr, device=device)
    for group in optimizer.param_groups:
        group["lr"] = rate
        if "capturable" in group:
            group["capturable"] = True
    return rate


def _capturing(network: Network, spec: TrainingSpec, device: torch.device) -> tuple[CapturedStep | None, str]:
    """What captures the steps of a run; without it, why steps are eager (empty where nothing could capture them)."""
    if device.type != "cuda":
        return None, ""
    if not spec.capture:
        return None, "asked for"
    if spec.together > 1:
        return None, "trained together"
    if network.own is not None:
        return None, "your model's code may depend on values"
    if not OPTIMIZERS[spec.optimizer].capturable:
        return None, f"{OPTIMIZERS[spec.optimizer].title} does not allow for captured steps"
    exact = spec.precision not in ("bf16", "fp16")
    return CapturedStep(network, device, moves=bool(spec.interventions), exact=exact), ""


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
    return AUXILIARY_WEIGHT * sum(functional.cross_entropy(widened(head), labels) for head in heads)
