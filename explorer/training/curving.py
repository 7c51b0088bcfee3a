"""Sharpness of a run while it trains: the curvature of its loss on the images of its probes."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

from explorer import log
from explorer.datasets.batches import Batch
from explorer.instruments.curvature import Curvature, twice_differentiable
from explorer.instruments.instrument_registry import at
from explorer.random_state import mixed
from explorer.tracing import Network
from explorer.training.evaluation import scores_of
from explorer.training.stepper import auxiliary_loss
from explorer.training.undisturbed import undisturbed

_DRAWS = 6  # steps, probes and evaluations have keys of their own
_log = log.get(__name__)


class Curving:
    """Measures the "curvature" instruments at every `every`-th step, 0: never; the run goes on as if it had not.

    A network that cannot be differentiated twice, or not in this memory, is not measured again after the first try,
    unless it is asked for.
    """

    def __init__(self, network: Network, batch: Batch, seed: int, every: int) -> None:
        self._network, self._batch, self._seed, self._every = network, batch, seed, every
        self._instruments = at("curvature")
        self._due = False
        self._asked: Callable[[BaseException], None] | None = None  # for the next step
        self._failed: Callable[[BaseException], None] | None = None  # of this step

    def ask(self, failed: Callable[[BaseException], None]) -> None:
        """Have it measured in the next step that begins, whatever the setting; `failed` is told what stands in the
        way."""
        self._asked = failed

    def begin(self, step: int) -> bool:
        """Step `step` begins; whether it is measured in it."""
        self._failed, self._asked = self._asked, None
        self._due = self._failed is not None or (bool(self._every) and step % self._every == 0)
        return self._due

    def measure(self, step: int) -> Tensor:
        """A number for each instrument, float32 on the device, NaN where it is not measured. Where the loss is not
        finite the curvature is infinite."""
        found = [math.nan] * len(self._instruments)
        if self._due:
            try:
                found = self._measured(step)
            except (RuntimeError, MemoryError) as error:
                _log.info("sharpness is not measured from step %d on", step, exc_info=True)
                self._every = 0
                if self._failed is not None:
                    self._failed(error)
        return torch.tensor(found, dtype=torch.float32, device=self._batch[0].device)

    def _measured(self, step: int) -> list[float]:
        images, labels = self._batch
        module = self._network.module
        parameters = [parameter for parameter in module.parameters() if parameter.requires_grad]
        with undisturbed(self._network, images.device, mixed(self._seed, step, _DRAWS)), torch.enable_grad():
            with twice_differentiable():
                output = module(images)
            loss = functional.cross_entropy(scores_of(output), labels) + auxiliary_loss(output, labels)
            curvature = Curvature(loss, parameters)
            values = [float(instrument.measure(curvature)) for instrument in self._instruments]
        return [value if math.isfinite(value) else math.inf for value in values]
