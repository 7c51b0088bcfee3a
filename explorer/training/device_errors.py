"""Errors of the device, explained in a sentence with what to do."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import torch

from explorer.runs.spec import RunSpec

# What the CPU allocator (Linux, Windows), MPS, cuDNN and cuBLAS say; CUDA and XPU have a type for it.
_SIGNS = ("can't allocate memory", "not enough memory", "out of memory", "alloc_failed")
_NOT_BUILT = "no kernel image is available"  # this PyTorch has no code for the GPU's architecture
_UNFIT = ("driver version is insufficient", "driver on your system is too old", _NOT_BUILT)
_LOST = ("cuda error", "cudnn_status", "cublas_status", "gpu is lost", "no cuda gpus are available")


LOST = threading.Event()
"""Set once a GPU has failed: CUDA gives every later call in this process the same error."""


class DeviceError(RuntimeError):
    """The device cannot carry out the run; the message says what to do."""


class DeviceLostError(DeviceError):
    """The GPU has failed, and can be used again by another process at best."""


@contextmanager
def device_explained(spec: RunSpec) -> Iterator[None]:
    """Turn any device's way of running out of memory, and a GPU that cannot be used, into DeviceError, one that fails
    into DeviceLostError; other errors pass."""
    try:
        yield
    except DeviceError:
        raise
    except (RuntimeError, MemoryError) as error:
        if memory_ran_out(error):
            raise DeviceError(_memory(spec)) from error
        if message := unfit_gpu(error):
            raise DeviceError(message) from error
        if message := lost_gpu(error):
            LOST.set()
            raise DeviceLostError(message) from error
        raise


def memory_ran_out(error: BaseException) -> bool:
    """Whether an error is some device's way of saying that memory ran out."""
    if isinstance(error, (torch.OutOfMemoryError, MemoryError)):
        return True
    return any(sign in str(error).lower() for sign in _SIGNS)


def unfit_gpu(error: BaseException) -> str:
    """Why the GPU cannot be used, and what to do; empty where an error does not say that."""
    text = str(error)
    if not driver_unfit(text):
        return ""
    return f"PyTorch {torch.__version__} cannot use this GPU: {_first_line(text)}. {fitting(text)} Or train on the CPU."


def lost_gpu(error: BaseException) -> str:
    """How the GPU failed, and what to do; empty where an error does not say that it did."""
    if not (isinstance(error, torch.AcceleratorError) or any(sign in str(error).lower() for sign in _LOST)):
        return ""
    return (
        f"The GPU failed: {_first_line(str(error))}. All steps shown before are kept; resume the run from its last "
        "checkpoint. If it fails again, check the GPU with nvidia-smi, or train on the CPU."
    )


def _first_line(text: str) -> str:
    return next(iter(text.splitlines()), "").rstrip(".")


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
