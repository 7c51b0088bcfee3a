"""What can go wrong on the device, told to people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch

from explorer.runs.spec import RunSpec

# What the CPU allocator (Linux, Windows), MPS, cuDNN and cuBLAS say; CUDA and XPU have a type for it.
_SIGNS = ("can't allocate memory", "not enough memory", "out of memory", "alloc_failed")


class DeviceError(RuntimeError):
    """The device cannot carry out the run; the message says what to lower."""


@contextmanager
def memory_explained(spec: RunSpec) -> Iterator[None]:
    """Turn any device's way of running out of memory into DeviceError; other errors pass."""
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        if not memory_ran_out(error):
            raise
        raise DeviceError(
            f"Out of memory: {spec.network.name} with batch size {spec.training.batch_size} and width "
            f"{spec.network.width} does not fit. Lower the batch size or the width."
        ) from error


def memory_ran_out(error: BaseException) -> bool:
    """Whether an error is some device's way of saying that memory ran out."""
    if isinstance(error, (torch.OutOfMemoryError, MemoryError)):
        return True
    return any(sign in str(error).lower() for sign in _SIGNS)
