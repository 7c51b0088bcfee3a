"""Passes through a network for analyses: the loss as in training, and random state that stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from explorer.datasets.batches import Batch, Batches
from explorer.random_state import seeded
from explorer.registry import SpecError
from explorer.training.evaluation import scores_of
from explorer.training.stepper import auxiliary_loss


@contextmanager
def drawn_from(seed: int, device: torch.device) -> Iterator[None]:
    """What the passes inside draw (dropout, stochastic depth) depends on `seed` alone, and training beside them draws
    what it would have drawn."""
    # Arithmetic on denormals is many times slower, and the flag belongs to the thread that is running now.
    torch.set_flush_denormal(True)
    with seeded(seed, device):
        yield


@contextmanager
def several_needed(size: int) -> Iterator[None]:
    """Within it a batch of one image whose maps are single pixels, which batch norm cannot train on, is told as a
    SpecError of the setting `size`."""
    try:
        yield
    except ValueError as error:
        if size > 1 or "more than 1 value per channel" not in str(error):
            raise
        raise SpecError(
            "size is 1; allowed: 2 or more for this network, some maps of which are single pixels."
        ) from error


def endless(batches: Batches) -> Iterator[Batch]:
    """The training batches of one epoch after another."""
    for epoch in count():
        yield from batches.train(epoch)


def loss_of(forward: Callable[[Tensor], Any], batch: Batch) -> Tensor:
    """Mean cross-entropy of a batch (nats) as a step of training has it, auxiliary heads with their weight."""
    images, labels = batch
    output = forward(images)
    return functional.cross_entropy(scores_of(output), labels) + auxiliary_loss(output, labels)
