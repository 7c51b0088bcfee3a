"""Leaving a run as it was: what a forward pass in training mode would change is put back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import torch
from torch import nn

from explorer.random_state import drawing
from explorer.tracing import Network


@contextmanager
def undisturbed(network: Network, device: torch.device, seed: int) -> Iterator[None]:
    """Inside, random numbers come from `seed`; afterwards buffers (batch norm's statistics), the random state of CPU
    and device, and what a user's code keeps in Python, are what they were, to the bit."""
    with ExitStack() as stack:
        stack.enter_context(_buffers_kept(network.module))
        if network.own is not None:
            stack.enter_context(network.own.put_back())
        stack.enter_context(drawing(seed, device))
        yield


@contextmanager
def _buffers_kept(module: nn.Module) -> Iterator[None]:
    """Buffers are the same objects with the same values afterwards: code may also replace them."""
    kept = [
        (part, name, b, b.clone()) for part in module.modules() for name, b in part._buffers.items() if b is not None
    ]
    try:
        yield
    finally:
        with torch.no_grad():
            for part, name, buffer, before in kept:
                part._buffers[name] = buffer
                buffer.copy_(before)
