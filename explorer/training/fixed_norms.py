"""A network as a function of one image alone: norms hold fixed statistics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import torch
from torch import Tensor
from torch.nn.modules.batchnorm import _NormBase

from explorer.tracing import Network

UNTRAINED = 0.01
"""Share of a running statistic that is still its initial value, from which on it is not used for a look."""


def tracking(network: Network) -> list[_NormBase]:
    """The norms with running statistics."""
    return [m for m in network.module.modules() if isinstance(m, _NormBase) and m.running_mean is not None]


def untrained(network: Network) -> bool:
    """Whether running statistics still hold more than UNTRAINED of their initial values: 0 and 1, which nobody
    measured. After n batches the share is (1 − momentum)ⁿ: 44 batches with the usual 0.1. A norm that no batch reaches
    while others are trained does not count: it is frozen, or not in use."""
    counted = [(n.momentum, n.num_batches_tracked) for n in tracking(network) if n.num_batches_tracked is not None]
    if not counted:
        return False
    batches = torch.stack([count for _, count in counted]).tolist()  # one transfer
    left = [float(n == 0) if m is None else (1 - m) ** n for (m, _), n in zip(counted, batches, strict=True) if n]
    return max(left, default=1.0) > UNTRAINED


@contextmanager
def fixed_norms(network: Network, images: Tensor | None) -> Iterator[None]:
    """The network as a function of one image alone: evaluation mode inside, training mode again behind.

    Norms with running statistics hold those of one pass of `images`, or those they have (None). They stay so.
    """
    norms = tracking(network)
    if images is not None and norms:
        with _replaced_at_once(norms), torch.no_grad():
            network.module(images)
    network.module.eval()
    try:
        yield
    finally:
        network.module.train()


@contextmanager
def _replaced_at_once(norms: Sequence[_NormBase]) -> Iterator[None]:
    """Inside, one batch replaces the running statistics."""
    momenta = [norm.momentum for norm in norms]
    for norm in norms:
        norm.momentum = 1.0
    try:
        yield
    finally:
        for norm, momentum in zip(norms, momenta, strict=True):
            norm.momentum = momentum
