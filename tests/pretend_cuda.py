"""Tensors that claim to be on a CUDA device and compute on the CPU: finds what a GPU refuses or waits for.

torch's fake tensors cannot do this without a GPU: their backward pass asks the driver for a context. These tensors also
have values, so that results can be compared with the CPU's and code that reads numbers goes on.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import return_and_correct_aliasing
from torch.utils._pytree import tree_flatten, tree_map

from tests.pretend_graph import STAND_INS, Tape, Waits

CUDA = torch.device("cuda", 0)
_READS = {"item", "tolist", "numpy", "__bool__", "__float__", "__int__", "__index__", "cpu", "nonzero", "__array__"}
"""Methods that wait for the device."""


_UPLOADING = (torch.ops.aten.copy_, torch.ops.aten._foreach_copy_, torch.ops.aten.index)
"""What takes a tensor of the CPU beside one of the device, and uploads it."""


class OnCuda(torch.Tensor):
    """A tensor "on the GPU": its values are those of `held`, a tensor on the CPU."""

    held: torch.Tensor

    @staticmethod
    def __new__(cls, real: torch.Tensor) -> OnCuda:
        """Wrap `real`, keeping its shape, strides and type."""
        made = torch.Tensor._make_wrapper_subclass(
            cls, real.size(), strides=real.stride(), storage_offset=real.storage_offset(), dtype=real.dtype
        )
        made.held = real
        return made

    device = property(lambda self: CUDA)
    is_cuda = property(lambda self: True)
    is_cpu = property(lambda self: False)

    __torch_function__ = torch._C._disabled_torch_function_impl

    @classmethod
    def __torch_dispatch__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        """Compute on the CPU; refuse a tensor with dimensions that was left there."""
        kwargs = kwargs or {}
        values, _ = tree_flatten((args, kwargs))
        stray = [v for v in values if isinstance(v, torch.Tensor) and not isinstance(v, OnCuda) and v.ndim]
        if stray and func.overloadpacket not in _UPLOADING:
            raise RuntimeError(
                f"{func}: expected all tensors on {CUDA}, but one of shape {tuple(stray[0].shape)} is on cpu"
            )
        if stray or func is torch.ops.aten._local_scalar_dense.default:
            WAITS.append(str(func))
        given, named = tree_map(_unwrapped, (tuple(args), dict(kwargs)))
        found = func(*given, **named) if Tape.recording is None else Tape.recording.note(func, given, named)
        if func is torch.ops.aten._local_scalar_dense.default:
            return found
        wrapped = tree_map(lambda v: OnCuda(v) if isinstance(v, torch.Tensor) else v, found)
        return return_and_correct_aliasing(func, args, kwargs, wrapped)


WAITS = Waits()
"""What has waited for the device, in order."""


def _unwrapped(value: Any) -> Any:
    if isinstance(value, OnCuda):
        return value.held
    # a number of the CPU is in a recording as it was
    return value.clone() if Tape.recording is not None and isinstance(value, torch.Tensor) else value


def _is_cuda(value: Any) -> bool:
    return (isinstance(value, torch.device) and value.type == "cuda") or (
        isinstance(value, str) and value.startswith("cuda")
    )


class _Transfers(TorchFunctionMode):
    """Makes what is asked for on "cuda" an OnCuda, and tells of what is brought back."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        name = getattr(func, "__name__", "")
        to_device = any(map(_is_cuda, args)) or any(map(_is_cuda, kwargs.values()))
        source = args[0] if args and isinstance(args[0], OnCuda) else None
        if to_device and func is not torch.device and name not in ("__get__", "_parse_to"):
            args, kwargs = tree_map(_cpu_for_cuda, (tuple(args), dict(kwargs)))
            return self._moved(func, name, args, kwargs, source)
        back = name == "to" and any(isinstance(a, torch.device | str) for a in (*args[1:], *kwargs.values()))
        if source is not None and (name in _READS or back):
            WAITS.append(name)
            if name in ("cpu", "numpy", "tolist", "to", "__array__"):
                real = _differentiable(source)
                return func(real, *args[1:], **kwargs)
        return func(*args, **kwargs)

    def _moved(self, func: Any, name: str, args: Any, kwargs: Any, source: OnCuda | None) -> Any:
        if source is not None:  # there already: perhaps another type
            return func(*args, **kwargs)
        if args and isinstance(args[0], torch.Tensor) and name in ("to", "cuda"):
            if not kwargs.get("non_blocking"):
                WAITS.append("upload")  # from memory that is not pinned
            moved = func(*args, **kwargs)
            return _Upload.apply(moved) if moved.requires_grad and torch.is_grad_enabled() else OnCuda(moved.detach())
        if name in ("tensor", "as_tensor", "from_numpy"):
            WAITS.append("upload")
        made = func(*args, **kwargs) if Tape.recording is None else Tape.recording.note(func, args, kwargs)
        return tree_map(lambda v: OnCuda(v) if type(v) is torch.Tensor else v, made)


class _Upload(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, value: torch.Tensor) -> torch.Tensor:
        """To the device."""
        return OnCuda(value.detach())

    @staticmethod
    def backward(ctx: Any, gradient: torch.Tensor) -> torch.Tensor:
        """And back."""
        return _unwrapped(gradient)


class _Download(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, value: torch.Tensor) -> torch.Tensor:
        """To the CPU."""
        return _unwrapped(value).detach().clone()

    @staticmethod
    def backward(ctx: Any, gradient: torch.Tensor) -> torch.Tensor:
        """And back."""
        return OnCuda(gradient)


def _differentiable(value: OnCuda) -> torch.Tensor:
    return _Download.apply(value) if value.requires_grad else value.held


def _cpu_for_cuda(value: Any) -> Any:
    return torch.device("cpu") if _is_cuda(value) else value


def _one_group(lists: Any, with_indices: bool = False) -> Any:
    """In place of what asks the tensors for their device in C++, where they are on the CPU."""
    return {(CUDA, lists[0][0].dtype): (lists, list(range(len(lists[0]))) if with_indices else None)}


class _CudaModule:
    """In place of torch.cuda: a random state that nothing draws from, and no waiting but what is told."""

    get_rng_state = staticmethod(lambda: torch.zeros(16, dtype=torch.uint8))
    set_rng_state = manual_seed = staticmethod(lambda value: None)
    synchronize = staticmethod(lambda: WAITS.append("synchronize"))
    is_available = staticmethod(lambda: False)  # else optimizers ask the driver whether a stream is being recorded


@contextlib.contextmanager
def pretending(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Inside, "cuda" can be had; gives the list of what waited for the device."""
    from explorer.training import devices

    real_module: Callable[..., Any] = torch.get_device_module
    monkeypatch.setattr(torch, "get_device_module", lambda d=None: _CudaModule if _is_cuda(d) else real_module(d))
    monkeypatch.setattr(devices, "_trouble", lambda kind: None if kind == "cuda" else f"{kind} not available")
    monkeypatch.setitem(devices._NAMES, "cuda", lambda: "a GPU that is none")
    for module in ("torch.nn.utils.clip_grad", "torch.optim.optimizer"):  # torch.optim has no attribute of that name
        monkeypatch.setattr(sys.modules[module], "_group_tensors_by_device_and_dtype", _one_group)
    for name, stand_in in STAND_INS.items():
        monkeypatch.setattr(torch.cuda, name, stand_in)
    WAITS.clear()
    torch.__future__.set_swap_module_params_on_conversion(True)  # Module.to would keep the CPU's tensors
    try:
        with _Transfers():
            yield WAITS
    finally:
        torch.__future__.set_swap_module_params_on_conversion(False)
