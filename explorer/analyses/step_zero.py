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
from explorer.tracing import Network
from explorer.typed import Numbers

CONVOLUTIONS, WEIGHTED = "convolutions", "layers with weights"
ENDS = 3
"""How many layers at each end are compared."""


@dataclass(frozen=True)
class Profile:
    """One network at step 0: gradient RMS, the signal's standard deviation and that across images, each (L,) along
    the main path; the loss (nats); and the gradient norm of the first layers over that of the last, `ends` at each end
    (0: there is one layer alone). They are `kind`: convolutions, or all layers with weights where there are fewer than
    two convolutions."""

    gradient: Numbers
    signal: Numbers
    difference: Numbers
    loss: float
    ratio: float
    ends: int = ENDS
    kind: str = CONVOLUTIONS


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
    compared, kind = (convolutions, CONVOLUTIONS) if len(convolutions) > 1 else (gradients, WEIGHTED)
    return Profile(
        gradients / np.sqrt(sizes),
        np.array([signals.deviations.get(layer, math.nan) for layer in main]),
        np.array([signals.differences.get(layer, math.nan) for layer in main]),
        loss.item(),
        ends_ratio(compared),
        ends_of(compared),
        kind,
    )


def ends_of(gradients: Numbers) -> int:
    """How many layers are compared at each end: ENDS, half of them in a short network, 0 of one layer."""
    return min(ENDS, len(gradients) // 2)


def ends_ratio(gradients: Numbers) -> float:
    """Mean of the first ENDS over mean of the last ENDS (fewer in a short network); infinite over 0, NaN for 0 / 0."""
    count = ends_of(gradients)
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
