"""Where training runs: the device that was asked for, or the CPU and the reason why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import joblib
import torch

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


def choose(wanted: str) -> Device:
    """The device for `wanted`, one of runs.spec.DEVICES; the CPU where it cannot be had, and the phrase says so."""
    troubles = []
    for kind in [] if wanted == "cpu" else _ACCELERATORS if wanted == "auto" else [wanted]:
        trouble = _trouble(kind)
        if trouble is None:
            return Device(torch.device(kind), f"{kind.upper()} · {_NAMES[kind]()}")
        troubles.append(trouble)
    reasons = [t for t in troubles if wanted != "auto" or not t.endswith("not available")]
    note = f" ({'; '.join(reasons)})" if reasons else ""
    threads = use_threads()
    return Device(torch.device("cpu"), f"CPU · {threads} thread{'s' if threads > 1 else ''}{note}")


def device_phrase(wanted: str) -> str:
    """The device that a run asking for `wanted` would use, for people."""
    return choose(wanted).phrase


def use_threads() -> int:
    """Give torch all cores but one (the window's), at least one; fewer where OMP_NUM_THREADS says so.

    With a thread on every core beside a repainting window, OpenMP's spinning barriers were seen to bring
    training below 1 step/s. joblib counts the cores this process may use: affinity and container quota.
    """
    threads = max(1, min(torch.get_num_threads(), joblib.cpu_count() - 1))
    torch.set_num_threads(threads)
    return threads


def _trouble(kind: str) -> str | None:
    """Why `kind` cannot be used; None where a sum on it comes out."""
    if not _ACCELERATORS[kind]():
        return f"{kind} not available"
    try:
        torch.ones(2, device=kind).sum().item()
    except RuntimeError as error:  # a driver too old, an architecture this torch was not built for
        return f"{kind} does not work: {str(error).splitlines()[0]}"
    return None
