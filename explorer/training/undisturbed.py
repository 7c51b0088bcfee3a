"""Leaving a run as it was: what a forward pass in training mode would change is put back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn


@contextmanager
def undisturbed(module: nn.Module, device: torch.device, seed: int) -> Iterator[None]:
    """Inside, random numbers come from `seed`; afterwards buffers (batch norm's statistics) and the random state of
    CPU and device are what they were, to the bit."""
    buffers = list(module.buffers())
    kept = [buffer.clone() for buffer in buffers]
    accelerator = None if device.type == "cpu" else torch.get_device_module(device)
    state = torch.get_rng_state()
    device_state = None if accelerator is None else accelerator.get_rng_state()
    try:
        torch.default_generator.manual_seed(seed)  # torch.manual_seed would seed every other device too
        if accelerator is not None:
            accelerator.manual_seed(seed)
        yield
    finally:
        torch.set_rng_state(state)
        if accelerator is not None:
            accelerator.set_rng_state(device_state)
        with torch.no_grad():
            for buffer, before in zip(buffers, kept, strict=True):
                buffer.copy_(before)
