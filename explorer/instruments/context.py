"""What the instruments of one step see, with what they share computed once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import torch
from torch import Tensor


def norms(tensors: Sequence[Tensor], dtype: torch.dtype | None = None) -> Tensor:
    """Euclidean norm of each tensor, float32, shape (len(tensors),), on their device; squares are added in `dtype`."""
    return torch.stack(torch._foreach_norm(list(tensors), 2, dtype)).float()


def sizes_of(weights: Sequence[Tensor]) -> Tensor:
    """Number of elements of each weight, float32 (L,), on the weights' device."""
    return torch.tensor([w.numel() for w in weights], dtype=torch.float32, device=weights[0].device)


class StepContext:
    """One step between backward and update: gradients of this step, weights before it changes them.

    `weights` are those of the conv and linear layers that run, in the order of the graph's `layers`;
    `sizes` their numbers of elements, float32 (L,). A weight without a gradient (its branch is gated off)
    has gradient 0. Everything stays on the device: nothing here waits for it.
    """

    def __init__(self, weights: Sequence[Tensor], sizes: Tensor) -> None:
        self.weights = [weight.detach() for weight in weights]
        self.gradients = [torch.zeros_like(w) if w.grad is None else w.grad for w in weights]
        self.sizes = sizes

    @cached_property
    def gradient_norms(self) -> Tensor:
        """‖g‖ per layer, float32 (L,)."""
        # A vanished gradient's squares leave float32 at about 1e-19, and a false zero would be drawn as
        # a true one; adding in float64 costs 0.3 ms at 56 layers. MPS has no float64.
        wide = torch.float64 if self.sizes.device.type in ("cpu", "cuda") else None
        return norms(self.gradients, wide)

    @cached_property
    def weight_norms(self) -> Tensor:
        """‖w‖ per layer, float32 (L,)."""
        return norms(self.weights)
