"""What each layer of a fresh network sees in its first forward and backward pass."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from explorer.analyses.passes import drawn_from, loss_of
from explorer.analyses.signals import Signals
from explorer.datasets.batches import Batch
from explorer.graph.ops import Op
from explorer.instruments.context import norms
from explorer.runs.analysis import Numbers
from explorer.tracing import Network

ENDS = 3
"""How many convolutions at each end are compared."""


@dataclass(frozen=True)
class Profile:
    """One network at step 0: gradient RMS, the signal's standard deviation and that across images, each (L,) along
    the main path; the loss (nats); and the gradient norm of the first convolutions over that of the last."""

    gradient: Numbers
    signal: Numbers
    difference: Numbers
    loss: float
    ratio: float


def profile(network: Network, batch: Batch, seed: int) -> Profile:
    """One forward and one backward pass in training mode; `seed` is for what the network draws by itself."""
    signals = Signals(network)
    with drawn_from(seed, batch[0].device):
        loss = loss_of(signals.run, batch)
        loss.backward()
    graph = network.graph
    weights = dict(zip(graph.layers, network.layer_weights(), strict=True))
    main = [layer for layer in graph.main_path if layer in weights]
    gradients = _norms([_gradient(weights[layer]) for layer in main])
    sizes = np.array([weights[layer].numel() for layer in main])
    convolutions = gradients[[graph.calls[layer].op == Op.CONV for layer in main]]
    return Profile(
        gradients / np.sqrt(sizes),
        np.array([signals.deviations.get(layer, math.nan) for layer in main]),
        np.array([signals.differences.get(layer, math.nan) for layer in main]),
        loss.item(),
        ends_ratio(convolutions),
    )


def ends_ratio(gradients: Numbers) -> float:
    """Mean of the first ENDS over mean of the last ENDS (fewer in a short network); infinite over 0, NaN for 0 / 0."""
    count = min(ENDS, len(gradients) // 2)
    if count == 0:
        return math.nan
    first, last = float(gradients[:count].mean()), float(gradients[-count:].mean())
    return first / last if last else (math.inf if first else math.nan)


def _gradient(weight: Tensor) -> Tensor:
    return torch.zeros_like(weight) if weight.grad is None else weight.grad


def _norms(gradients: list[Tensor]) -> Numbers:
    # squares of a vanished gradient leave float32; MPS has no float64
    wide = torch.float64 if gradients[0].device.type in ("cpu", "cuda") else None
    return norms(gradients, wide).cpu().double().numpy()
