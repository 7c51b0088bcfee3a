"""Gradient clipping between backward and update: by the norm of all gradients, or adaptive, unit by unit."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from explorer.runs.spec import TrainingSpec

LEAST = 1e-3
"""ε: what a unit's weight norm counts at least, so that weights that begin at 0 can move."""
_TINY = 1e-30


class Clipping:
    """Clips the gradients of a network by `spec.clip` and `spec.clip_by`; `last` is its classifier's weight."""

    def __init__(self, module: nn.Module, last: Tensor | None, spec: TrainingSpec) -> None:
        self._spec = spec
        named = list(module.named_parameters())
        home = {name.rpartition(".")[0] for name, parameter in named if parameter is last}
        self._parameters = [parameter for _, parameter in named]
        self._units = [parameter for name, parameter in named if name.rpartition(".")[0] not in home]

    def clip(self) -> None:
        """Scale the gradients where they are; waits for no device."""
        if not self._spec.clip:
            return
        if self._spec.clip_by == "adaptive":
            clip_units(self._units, self._spec.clip)
        else:
            nn.utils.clip_grad_norm_(self._parameters, self._spec.clip)


def clip_units(parameters: Sequence[Tensor], limit: float) -> None:
    """Adaptive gradient clipping (Brock et al. 2021, arXiv 2102.06171, equation 3): where a unit's ‖g‖ is more than
    `limit` · max(‖w‖, ε), scale its gradient to that.

    A unit is what gives one output: a row of a matrix, an output channel's kernel; biases and the norms' γ and β are
    one unit each. The paper leaves out the classifier.
    """
    given = [parameter for parameter in parameters if parameter.grad is not None]
    if not given:
        return
    gradients = [parameter.grad for parameter in given if parameter.grad is not None]
    factors, norms = ([_unit_norms(tensor) for tensor in tensors] for tensors in (given, gradients))
    torch._foreach_clamp_min_(factors, LEAST)
    torch._foreach_mul_(factors, limit)
    torch._foreach_clamp_min_(norms, _TINY)
    torch._foreach_div_(factors, norms)
    torch._foreach_clamp_max_(factors, 1.0)
    torch._foreach_mul_(gradients, factors)


def _unit_norms(tensor: Tensor) -> Tensor:
    """‖·‖ of each unit, in a shape that is broadcast to the tensor's."""
    axes = tuple(range(1, tensor.ndim)) if tensor.ndim > 1 else None
    return torch.linalg.vector_norm(tensor.detach(), dim=axes, keepdim=axes is not None)
