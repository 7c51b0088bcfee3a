"""Errors of the device, explained in a sentence with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch

from explorer.runs.spec import RunSpec

# What the CPU allocator (Linux, Windows), MPS, cuDNN and cuBLAS say; CUDA and XPU have a type for it.
_SIGNS = ("can't allocate memory", "not enough memory", "out of memory", "alloc_failed")
_NOT_BUILT = "no kernel image is available"  # this PyTorch has no code for the GPU's architecture
_UNFIT = ("driver version is insufficient", "driver on your system is too old", _NOT_BUILT)
_LOST = ("cuda error", "cudnn_status", "cublas_status", "gpu is lost", "no cuda gpus are available")


class DeviceError(RuntimeError):
    """The device cannot carry out the run; the message says what to do."""


@contextmanager
def device_explained(spec: RunSpec) -> Iterator[None]:
    """Turn any device's way of running out of memory, and a GPU that fails, into DeviceError; other errors pass."""
    try:
        yield
    except DeviceError:
        raise
    except (RuntimeError, MemoryError) as error:
        message = _memory(spec) if memory_ran_out(error) else gpu_trouble(error)
        if not message:
            raise
        raise DeviceError(message) from error


def memory_ran_out(error: BaseException) -> bool:
    """Whether an error is some device's way of saying that memory ran out."""
    if isinstance(error, (torch.OutOfMemoryError, MemoryError)):
        return True
    return any(sign in str(error).lower() for sign in _SIGNS)


def gpu_trouble(error: BaseException) -> str:
    """What is wrong with the GPU itself, and what to do; empty where an error does not say that anything is."""
    text = str(error)
    first = next(iter(text.splitlines()), "").rstrip(".")
    if driver_unfit(text):
        return f"PyTorch {torch.__version__} cannot use this GPU: {first}. {fitting(text)} Or train on the CPU."
    if isinstance(error, torch.AcceleratorError) or any(sign in text.lower() for sign in _LOST):
        return (
            f"The GPU failed: {first}. All steps shown before are kept. Restart the program, then start from the run's "
            "last checkpoint. If it fails again, check the GPU with nvidia-smi, or train on the CPU."
        )
    return ""


def driver_unfit(text: str) -> bool:
    """Whether an error says that the driver, or this PyTorch, does not go with the GPU."""
    return any(sign in text.lower() for sign in _UNFIT)


def fitting(text: str) -> str:
    """What to install so that PyTorch can use a GPU of which `text` says why it cannot."""
    if _NOT_BUILT in text.lower():
        return "It is not built for this GPU: install a PyTorch that is; pytorch.org/get-started lists the builds."
    return f"Update the GPU's driver to one for CUDA {torch.version.cuda}; nvidia-smi shows which CUDA it supports now."


def _memory(spec: RunSpec) -> str:
    return (
        f"Out of memory: {spec.network.name} with batch size {spec.training.batch_size} and width "
        f"{spec.network.width} does not fit. Lower the batch size or the width."
    )
