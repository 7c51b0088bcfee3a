"""A module's twin on the meta device: shapes without memory."""

from __future__ import annotations

import copy
from itertools import chain
from typing import Any

from torch import Tensor, nn


def on_meta(module: nn.Module) -> nn.Module:
    """A copy of `module` whose parameters and buffers lie on the meta device; tied ones stay tied.

    `module.to("meta")` would untie them: it makes a new parameter for every module that holds one.
    """
    return copy.deepcopy(module, _twins(module))


def moved_to_meta(module: nn.Module) -> nn.Module:
    """As `on_meta`, `module` itself: for one that cannot be copied."""
    twins = _twins(module)
    for part in module.modules():
        for place in (part._parameters, part._buffers, vars(part)):
            place.update({name: twins[id(value)] for name, value in list(place.items()) if id(value) in twins})
    return module


def _twins(module: nn.Module) -> dict[int, Any]:
    """By the identity of a tensor its twin on the meta device."""
    tensors = chain(module.parameters(), module.buffers())
    twins: dict[int, Any] = {id(t): t if t.is_meta else _meta(t) for t in tensors if not nn.parameter.is_lazy(t)}
    for part in module.modules():  # tensors computed from parameters, such as a normalized weight, cannot be copied
        twins |= {id(t): _meta(t) for t in vars(part).values() if isinstance(t, Tensor) and not t.is_leaf}
    return twins


def _meta(tensor: Any) -> Any:
    moved = tensor.detach().to("meta")
    return nn.Parameter(moved, tensor.requires_grad) if isinstance(tensor, nn.Parameter) else moved
