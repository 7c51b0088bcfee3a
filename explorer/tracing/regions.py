"""Regions of a forward pass with other global settings: no_grad, enable_grad, inference_mode, autocast.

torch.fx records calls, not the `with` around them. The tracer notes the settings at every call; `insert` puts them back
into the graph as one call that enters a region and one that leaves it.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import NamedTuple

import torch
from torch import fx

_DEVICES = ("cpu", "cuda")
_KEY = "region"


class Settings(NamedTuple):
    """Gradient mode, inference mode, and (device, enabled, dtype) of autocast for each kind of device."""

    grad: bool
    inference: bool
    autocast: tuple[tuple[str, bool, torch.dtype], ...]


def settings() -> Settings:
    """The settings of this thread now."""
    autocast = tuple((d, torch.is_autocast_enabled(d), torch.get_autocast_dtype(d)) for d in _DEVICES)
    return Settings(torch.is_grad_enabled(), torch.is_inference_mode_enabled(), autocast)


def note(node: fx.Node, base: Settings) -> None:
    """Note the settings on a node that is being recorded, where they are not those outside of the network."""
    now = settings()
    if now != base and node.op != "output":
        changed = tuple(new for new, old in zip(now.autocast, base.autocast, strict=True) if new != old)
        grad = None if now.grad == base.grad else now.grad
        node.meta[_KEY] = (grad, now.inference and not base.inference, changed)


def told(node: fx.Node) -> str:
    """The settings noted on a node, for people: "no_grad", "autocast to bfloat16 on the CPU"; empty where none are."""
    grad, inference, autocast = node.meta.get(_KEY, (None, False, ()))
    texts = ["inference_mode"] if inference else [] if grad is None else ["enable_grad" if grad else "no_grad"]
    for device, enabled, dtype in autocast:
        to = f"autocast to {str(dtype).removeprefix('torch.')}" if enabled else "autocast off"
        texts.append(f"{to} on {device.upper()}")
    return ", ".join(texts)


def insert(graph: fx.Graph) -> None:
    """Enter and leave the noted regions in `graph`."""
    current, opened = None, None
    for node in list(graph.nodes):
        if node.op in ("placeholder", "get_attr"):
            continue
        wanted = node.meta.get(_KEY)
        if wanted == current:
            continue
        with graph.inserting_before(node):
            if opened is not None:
                graph.call_function(leave, (opened,))
            opened = None if wanted is None else graph.call_function(enter, wanted)
        current = wanted


def enter(grad: bool | None, inference: bool, autocast: tuple[tuple[str, bool, torch.dtype], ...]) -> ExitStack:
    """Take over settings: gradient mode (None: leave it), inference mode, autocast; gives what `leave` needs."""
    stack = ExitStack()
    if inference:
        stack.enter_context(torch.inference_mode())
    elif grad is not None:
        stack.enter_context(torch.set_grad_enabled(grad))
    for device, enabled, dtype in autocast:
        stack.enter_context(torch.autocast(device, dtype=dtype, enabled=enabled))
    return stack


def leave(region: ExitStack) -> None:
    """Restore the settings from before `enter`."""
    region.close()
