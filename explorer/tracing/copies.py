"""Copies of a module that share nothing with it, for passes that change what they run."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from explorer.random_state import seeded
from explorer.tracing.meta_twin import moved_to_meta, on_meta
from explorer.tracing.python_state import has_closures

NOISE = 0.02
"""Added to every weight: zero-initialized branches would prove nothing."""

_TILE = 65_537  # numbers drawn for one parameter at most

Make = Callable[[], nn.Module]


class Copies:
    """Copies of a module that share nothing with it and with each other.

    Made by `make`, which makes it anew with the same weights, where a deep copy would share what closures hold, or
    cannot be made.
    """

    def __init__(self, module: nn.Module, make: Make | None = None) -> None:
        self._module = module
        self._make = make if make is not None and (has_closures(module) or not _copies(module)) else None

    def new(self) -> nn.Module:
        """One more, with the same parameters and buffers."""
        if self._make is None:
            return copied(self._module)
        made = self._make()
        with torch.no_grad():
            made.load_state_dict(self._module.state_dict())
        return made.train(self._module.training)

    def on_meta(self) -> nn.Module:
        """One more, on the meta device."""
        return on_meta(self._module) if self._make is None else moved_to_meta(self.new())

    def disturbed(self, dtype: torch.dtype = torch.float32) -> nn.Module:
        """One more with a little noise on all weights, the same for all."""
        made = self.new()
        with seeded(0):
            disturb(made)
        return made if dtype == torch.float32 else made.to(dtype)


def disturb(module: nn.Module) -> None:
    """Add a little noise to every floating-point parameter."""
    with torch.no_grad():
        for parameter in module.parameters():
            if parameter.is_floating_point():
                count = parameter.numel()
                noise = torch.randn(min(count, _TILE), dtype=parameter.dtype) * NOISE
                parameter.add_(noise.repeat(-(-count // max(1, len(noise))))[:count].view(parameter.shape))


def copied(module: nn.Module) -> nn.Module:
    """A copy of a module; tensors that cannot be copied are shared."""
    memo: dict[int, Any] = {}
    for part in module.modules():
        for value in vars(part).values():
            if isinstance(value, Tensor) and not value.is_leaf:
                memo[id(value)] = value  # computed from parameters before every pass, such as a normalized weight
    return copy.deepcopy(module, memo)


def _copies(module: nn.Module) -> bool:
    try:
        copied(module)
    except Exception:  # a lock, an open file, a module of Python
        return False
    return True
