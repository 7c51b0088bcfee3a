"""Switches that hold for the whole process or thread, kept as they are around a user's code.

A file that sets a default dtype, a seed or a warning filter for itself would set it for every later run as well.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import random
import socket
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn.modules import module as modules


@dataclass(frozen=True)
class Switch:
    """`read` gives a value that can be compared, `write` sets it."""

    read: Callable[[], Any]
    write: Callable[[Any], Any]


PAIRED = [
    "autograd_fallback_mode",
    "backcompat_broadcast_warn",
    "backcompat_keepdim_warn",
    "blas_preferred_backend",
    "cpu_allow_fp16_reduced_precision_reduction",
    "cublas_allow_bf16_reduced_precision_reduction",
    "cublas_allow_fp16_accumulation",
    "cublas_allow_fp16_reduced_precision_reduction",
    "cublas_allow_tf32",
    "cublaslt_prefer_grouped_gemm",
    "cudnn_allow_tf32",
    "cudnn_benchmark",
    "cudnn_depthwise_kernel",
    "cudnn_deterministic",
    "cudnn_enabled",
    "deterministic_fill_uninitialized_memory",
    "float32_matmul_precision",
    "graph_executor_optimize",
    "linalg_preferred_backend",
    "math_sdp_allow_fp16_bf16_reduction",
    "miopen_immediate",
    "mkldnn_deterministic",
    "mkldnn_enabled",
    "nnpack_enabled",
    "onednn_allow_tf32",
    "qengine",
    "rocm_fa_preferred_backend",
    "sdp_priority_order",
    "warnAlways",
]
"""Switches of torch's own context with a getter and a setter of one name; not every version has all of them."""

_ATTENTION = ("flash", "mem_efficient", "math", "cudnn", "overrideable")
_PRECISIONS = [
    (backend, operation)
    for backend in ("generic", "cuda", "mkldnn")
    for operation in (("all",) if backend == "generic" else ("all", "matmul", "conv", "rnn"))
]
_HOOKS = [name for name in vars(modules) if name.startswith("_global_") and isinstance(vars(modules)[name], dict)]
_AUTOCAST = ("cpu", "cuda")


@contextlib.contextmanager
def kept(active: bool = True) -> Iterator[None]:
    """Whatever the code inside changes of SWITCHES is as it was afterwards. Costs about 0.3 ms.

    PyTorch's random state is not among them: `random_state.lent` keeps that, one thread at a time.
    """
    if not active:
        yield
        return
    before = [(switch, _read(switch)) for switch in SWITCHES.values()]
    try:
        yield
    finally:
        for switch, value in before:
            if value is not _UNKNOWN and _read(switch) != value:
                with contextlib.suppress(Exception):  # one that cannot be set back must not keep the others as they are
                    switch.write(value)


_UNKNOWN = object()


def _read(switch: Switch) -> Any:
    try:
        return switch.read()
    except Exception:  # torch refuses to read what was set by two of its interfaces
        return _UNKNOWN


def _paired(name: str) -> Switch:
    getter, setter = getattr(torch._C, f"_get_{name}"), getattr(torch._C, f"_set_{name}")
    return Switch(getter, lambda value: setter(*value) if isinstance(value, tuple) else setter(value))


def _precision(backend: str, operation: str) -> Switch:
    return Switch(
        lambda: torch._C._get_fp32_precision_getter(backend, operation),
        lambda value: torch._C._set_fp32_precision_setter(backend, operation, value),
    )


def _contents(holder: Any) -> Switch:
    """A list or dict that is put back in place."""

    def write(value: Any) -> None:
        holder.clear()
        holder.extend(value) if isinstance(holder, list) else holder.update(value)

    return Switch(holder.copy, write)


def _set_warnings(value: Any) -> None:
    warnings.resetwarnings()  # tells Python's caches that the filters change
    warnings.filters[:], warnings.showwarning = value  # type: ignore[index]


def _set_numpy_seed(value: Any) -> None:
    name, keys, *rest = value
    np.random.set_state((name, np.frombuffer(keys, np.uint32), *rest))  # noqa: NPY002 - what a user's code may use


def _numpy_seed() -> Any:
    name, keys, *rest = np.random.get_state(legacy=True)  # noqa: NPY002
    return (name, np.asarray(keys).tobytes(), *rest)


def _set_environment(value: Any) -> None:
    """`value` as os.environ keeps it; a copy by its public interface costs ten times as much."""
    os.environ.clear()
    os.environ.update({os.fsdecode(name): os.fsdecode(text) for name, text in value.items()})


def _default_device() -> Any:
    context = getattr(torch._GLOBAL_DEVICE_CONTEXT, "device_context", None)
    return None if context is None else context.device


def _denormals_are_zero() -> bool:
    smallest = sys.float_info.min
    return smallest / 2 == 0


def _autocast(device: str) -> dict[str, Switch]:
    return {
        f"autocast {device}": Switch(
            lambda: torch.is_autocast_enabled(device), lambda value: torch.set_autocast_enabled(device, value)
        ),
        f"autocast dtype {device}": Switch(
            lambda: torch.get_autocast_dtype(device), lambda value: torch.set_autocast_dtype(device, value)
        ),
    }


def _torch_switches() -> dict[str, Switch]:
    found = {name: _paired(name) for name in PAIRED if hasattr(torch._C, f"_get_{name}")}
    found |= {f"precision of {b} {o}": _precision(b, o) for b, o in _PRECISIONS}  # the older ones set these, too
    for kind in _ATTENTION:
        read = getattr(torch._C, f"_get_{kind}_sdp_enabled", None)
        if read is not None:
            found[f"{kind} attention"] = Switch(read, getattr(torch._C, f"_set_sdp_use_{kind}"))
    for device in _AUTOCAST:
        found |= _autocast(device)
    invariants = torch.sparse.check_sparse_tensor_invariants
    return found | {
        "autocast cache": Switch(torch.is_autocast_cache_enabled, torch.set_autocast_cache_enabled),
        "default dtype": Switch(torch.get_default_dtype, torch.set_default_dtype),
        "default device": Switch(_default_device, torch.set_default_device),
        "gradients": Switch(torch.is_grad_enabled, torch.set_grad_enabled),
        "multithreaded backward": Switch(torch._C._is_multithreading_enabled, torch._C._set_multithreading_enabled),
        "anomaly mode": Switch(
            lambda: (torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled()),
            lambda value: torch.set_anomaly_enabled(*value),
        ),
        "deterministic algorithms": Switch(
            lambda: (
                torch.are_deterministic_algorithms_enabled(),
                torch.is_deterministic_algorithms_warn_only_enabled(),
            ),
            lambda value: torch.use_deterministic_algorithms(value[0], warn_only=value[1]),
        ),
        "sparse invariants": Switch(
            invariants.is_enabled, lambda on: invariants.enable() if on else invariants.disable()
        ),
        "threads": Switch(torch.get_num_threads, torch.set_num_threads),
        "denormals": Switch(_denormals_are_zero, torch.set_flush_denormal),
        **{f"hooks {name}": _contents(vars(modules)[name]) for name in _HOOKS},
    }


def _python_switches() -> dict[str, Switch]:
    return {
        "seed of random": Switch(random.getstate, random.setstate),
        "seed of numpy": Switch(_numpy_seed, _set_numpy_seed),
        "numpy errors": Switch(np.geterr, lambda value: np.seterr(**value)),
        "warnings": Switch(lambda: (list(warnings.filters), warnings.showwarning), _set_warnings),
        "folder": Switch(os.getcwd, os.chdir),
        "environment": Switch(os.environ._data.copy, _set_environment),  # type: ignore[attr-defined]
        "import path": _contents(sys.path),
        "recursion limit": Switch(sys.getrecursionlimit, sys.setrecursionlimit),
        "garbage collection": Switch(gc.isenabled, lambda value: gc.enable() if value else gc.disable()),
        "logging": Switch(lambda: logging.root.manager.disable, logging.disable),
        "output": Switch(lambda: sys.stdout, lambda value: setattr(sys, "stdout", value)),
        "errors": Switch(lambda: sys.stderr, lambda value: setattr(sys, "stderr", value)),
        "exception hook": Switch(lambda: sys.excepthook, lambda value: setattr(sys, "excepthook", value)),
        "socket timeout": Switch(socket.getdefaulttimeout, socket.setdefaulttimeout),
    }


SWITCHES: dict[str, Switch] = _torch_switches() | _python_switches()
