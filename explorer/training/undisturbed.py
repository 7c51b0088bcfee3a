"""Leaving a run as it was: what a forward pass in training mode would change is put back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn

from explorer.random_state import seeded


@contextmanager
def undisturbed(module: nn.Module, device: torch.device, seed: int) -> Iterator[None]:
    """Inside, random numbers come from `seed`; afterwards buffers (batch norm's statistics) and the random state of
    CPU and device are what they were, to the bit."""
    buffers = list(module.buffers())
    kept = [buffer.clone() for buffer in buffers]
    try:
        with seeded(seed, device):
            yield
    finally:
        with torch.no_grad():
            for buffer, before in zip(buffers, kept, strict=True):
                buffer.copy_(before)
