"""What the instruments of one step see, with what they share computed once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import torch
from torch import Tensor


def norms(tensors: Sequence[Tensor], dtype: torch.dtype | None = None) -> Tensor:
    """Euclidean norm of each tensor, float32, shape (len(tensors),), on their device; squares are added in `dtype`."""
    return torch.stack(torch._foreach_norm(list(tensors), 2, dtype)).float()


def wide(device: torch.device) -> torch.dtype | None:
    """The type to add a vanished gradient's squares in: they leave float32 at about 1e-19, and a false zero would be
    drawn as a true one. None (the tensor's own) on MPS, which has no float64."""
    return torch.float64 if device.type in ("cpu", "cuda") else None


def length(tensor: Tensor) -> Tensor:
    """‖tensor‖₂ without loss of what is tiny, float32, a scalar on its device."""
    return torch.linalg.vector_norm(tensor, dtype=wide(tensor.device)).float()


def sizes_of(weights: Sequence[Tensor]) -> Tensor:
    """Number of elements of each weight, float32 (L,), on the weights' device."""
    return torch.tensor([w.numel() for w in weights], dtype=torch.float32, device=weights[0].device)


class Weights:
    """The weights that are measured, with what has to be remembered of them: as they began and before this step.

    They are those of the conv and linear layers that run, in the order of the graph's `layers`; `sizes` are their
    numbers of elements, `start_norms` the ‖w₀‖, float32 (L,). Costs four copies of them in memory, one of them to
    calculate in, but copies them only once in a step: `updates` and `distances` are asked for after the update.
    """

    def __init__(self, weights: Sequence[Tensor]) -> None:
        self.parameters = list(weights)
        self._now = [weight.detach() for weight in weights]  # they share the parameters' memory
        self._start, self._before, self._after, self._moved = (_Flat(self._now) for _ in range(4))
        self._fresh = False
        self.start_norms = norms(self._start.pieces)
        self.sizes = sizes_of(weights)

    def remember(self) -> None:
        """The weights as they are now are those before the next step."""
        self._look()
        self._before, self._after, self._fresh = self._after, self._before, False

    def norms_before(self) -> Tensor:
        """‖w‖ before this step."""
        return norms(self._before.pieces)

    def updates(self) -> Tensor:
        """‖w − w before this step‖."""
        return self._distances(self._before)

    def distances(self) -> Tensor:
        """‖w − w₀‖."""
        return self._distances(self._start)

    def _look(self) -> None:
        if not self._fresh:
            self._after.copy(self._now)
            self._fresh = True

    def _distances(self, other: _Flat) -> Tensor:
        self._look()
        torch.sub(self._after.all, other.all, out=self._moved.all)
        return norms(self._moved.pieces)


class _Flat:
    """A copy of tensors in one buffer: `all` of it, and the `pieces`, one-dimensional, in the memory's order."""

    def __init__(self, tensors: Sequence[Tensor]) -> None:
        sizes = [t.numel() for t in tensors]
        self.all = tensors[0].new_empty(sum(sizes))
        self.pieces = self.all.split(sizes)
        # the strides of the original make the copying one of memory as it lies
        self._shaped = [
            piece.as_strided(t.shape, t.stride()) if _dense(t) else piece.view(t.shape)
            for piece, t in zip(self.pieces, tensors, strict=True)
        ]
        self.copy(tensors)

    def copy(self, tensors: Sequence[Tensor]) -> None:
        """Take the values of tensors of the same shapes."""
        torch._foreach_copy_(self._shaped, list(tensors))


def _dense(tensor: Tensor) -> bool:
    return tensor.is_contiguous() or tensor.is_contiguous(memory_format=torch.channels_last)


class StepContext:
    """One step: its gradients, and the weights before and after its update.

    Made between backward and update; read after the update. A weight without a gradient (its branch is gated off)
    has gradient 0. Everything stays on the device: nothing here waits for it.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self.gradients = [torch.zeros_like(w) if w.grad is None else w.grad for w in weights.parameters]
        self.sizes = weights.sizes

    @cached_property
    def gradient_norms(self) -> Tensor:
        """‖g‖ per layer, float32 (L,)."""
        # adding in float64 costs 0.3 ms at 56 layers
        return norms(self.gradients, wide(self.sizes.device))

    @cached_property
    def weight_norms(self) -> Tensor:
        """‖w‖ per layer before the update, float32 (L,)."""
        return self._weights.norms_before()

    @cached_property
    def update_norms(self) -> Tensor:
        """‖Δw‖ per layer, what the optimiser did in this step, float32 (L,)."""
        return self._weights.updates()

    @cached_property
    def distances(self) -> Tensor:
        """‖w − w₀‖ per layer after the update, float32 (L,)."""
        return self._weights.distances()

    @cached_property
    def start_norms(self) -> Tensor:
        """‖w₀‖ per layer, float32 (L,)."""
        return self._weights.start_norms
