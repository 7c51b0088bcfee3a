"""Where training runs: the device that was asked for, or the CPU and the reason why."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import joblib
import torch

from explorer.graph.model import NetworkGraph
from explorer.training.device_errors import driver_unfit, fitting

HEAVY = 2e7  # multiply-adds of a layer in a step: digits at width 8 and batch 64 do 2e6, CIFAR images at 16 and 128 2e8
ALLOWED = torch.get_num_threads()  # as torch came: the cores, or OMP_NUM_THREADS

# In order of preference for "auto".
_ACCELERATORS: Mapping[str, Callable[[], bool]] = {
    "cuda": torch.cuda.is_available,
    "mps": torch.backends.mps.is_available,
    "xpu": torch.xpu.is_available,
}
_NAMES: Mapping[str, Callable[[], str]] = {
    "cuda": torch.cuda.get_device_name,
    "mps": lambda: "Apple GPU",
    "xpu": torch.xpu.get_device_name,
}


@dataclass(frozen=True)
class Device:
    """Where tensors go, and how to call it to people, e.g. "CPU · 1 thread"."""

    place: torch.device
    phrase: str
    threads: int = 1


def choose(wanted: str, work: float = 0.0) -> Device:
    """The device for `wanted`, one of runs.spec.DEVICES; the CPU where it cannot be had, and the phrase says so.

    `work` is what a layer does in a step, in multiply-adds: it decides the number of threads on the CPU.
    """
    troubles = []
    for kind in [] if wanted == "cpu" else _ACCELERATORS if wanted == "auto" else [wanted]:
        trouble = _trouble(kind)
        if trouble is None:
            _compute_in_float32()
            return Device(torch.device(kind), f"{kind.upper()} · {_NAMES[kind]()}")
        troubles.append(trouble)
    reasons = [t for t in troubles if wanted != "auto" or not t.endswith("not available")]
    note = f" ({'; '.join(reasons)})" if reasons else ""
    threads = threads_for(work)
    return Device(torch.device("cpu"), f"CPU · {threads} thread{'s' if threads > 1 else ''}{note}", threads)


def device_phrase(wanted: str) -> str:
    """The device that a run asking for `wanted` would use, for people."""
    return choose(wanted).phrase


def further_gpus() -> tuple[str, ...]:
    """The CUDA GPUs besides the one that runs are trained on, as CUDA_VISIBLE_DEVICES names each."""
    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    given = os.environ.get("CUDA_VISIBLE_DEVICES")
    names = given.split(",") if given else [str(number) for number in range(count)]
    return tuple(name.strip() for name in names[1:count])


def unused_gpu() -> str:
    """What to do about an NVIDIA GPU that torch cannot use, for people; empty where there is none, where torch uses it,
    and where CUDA_VISIBLE_DEVICES hides it."""
    if not _has_nvidia() or os.environ.get("CUDA_VISIBLE_DEVICES") in ("", "-1"):
        return ""
    trouble = _trouble("cuda")
    if trouble is None:
        return ""
    if torch.version.cuda is None:
        return (
            f"This machine has an NVIDIA GPU, but PyTorch {torch.__version__} is built for the CPU alone. Install one "
            "for CUDA: pip install --force-reinstall torch torchvision"
        )
    return (
        f"This machine has an NVIDIA GPU, but PyTorch {torch.__version__} cannot use it: {trouble}. {fitting(trouble)}"
    )


def _has_nvidia() -> bool:
    """Whether a driver for NVIDIA's GPUs is there: Linux lists them, elsewhere its command is installed."""
    listed = Path("/proc/driver/nvidia/gpus")
    return any(listed.iterdir()) if listed.is_dir() else shutil.which("nvidia-smi") is not None


def threads_for(work: float) -> int:
    """All cores but one (the window's), at least one; of two cores both where a layer does much; fewer where
    OMP_NUM_THREADS says so.

    Measured on 2 cores, the second thread beside a window that takes a third of a core: ResNet-20 on 32×32 images
    1.44 times the images/s, ResNet-56 on digits 0.83 times. joblib counts the cores this process may use: affinity
    and container quota.
    """
    cores = joblib.cpu_count()
    wanted = cores if cores == 2 and work >= HEAVY else cores - 1
    return max(1, min(ALLOWED, wanted))


def _compute_in_float32() -> None:
    """Keep CUDA from rounding factors to TF32's 10 bits, torch's default for convolutions: readings would differ from
    the CPU's by up to 1e-2 of their value."""
    torch.backends.cudnn.allow_tf32 = False


def _trouble(kind: str) -> str | None:
    """Why `kind` cannot be used; None where a sum on it comes out."""
    if not _ACCELERATORS[kind]():
        return (_driver_trouble() if kind == "cuda" else "") or f"{kind} not available"
    try:
        torch.ones(2, device=kind).sum().item()
    except RuntimeError as error:  # a driver too old, an architecture this torch was not built for
        return f"{kind} does not work: {str(error).splitlines()[0]}"
    return None


def _driver_trouble() -> str:
    """Why there is no CUDA device though there is a driver; empty where it is not the driver."""
    try:
        torch.cuda.init()
    except (RuntimeError, AssertionError) as error:  # no driver; or a torch that is built for the CPU
        if driver_unfit(str(error)):
            return f"cuda does not work: {str(error).splitlines()[0]}"
    return ""


def work_of(graph: NetworkGraph, batch_size: int) -> float:
    """Multiply-adds of a layer in a forward pass of one batch, on average."""
    return batch_size * graph.multiply_adds / max(1, len(graph.layers))
