"""What the instruments of one step see, with what they share computed once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import torch
from torch import Tensor

from explorer.instruments.bins import Sort, shares
from explorer.instruments.flat import Layout

SAFE = 1e-12
"""Norms between this and its inverse have squares that float32 holds."""


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


def units_of(weights: Sequence[Tensor]) -> Tensor:
    """The standard deviation √(2/fan-in) of He's initialization for each weight, float32 (L,), on their device."""
    found = [math.sqrt(2 * len(w) / w.numel()) for w in weights]
    return torch.tensor(found, dtype=torch.float32, device=weights[0].device)


class Norms(NamedTuple):
    """Norms of one step per layer, float32 (L,): of the gradients, of the weights before it, of what the optimizer did
    to them, and of their way from the start."""

    gradients: Tensor
    weights: Tensor
    updates: Tensor
    distances: Tensor


class Weights:
    """The weights that are measured, with what has to be remembered of them: as they began and before this step.

    They are those of the conv and linear layers that run, in the order of the graph's `layers`; `root_sizes` are the
    square roots of their numbers of elements, `start_norms` the ‖w₀‖, `norms_before` those before the next step,
    float32 (L,). In each step `begin` before the update, `end` after it.
    Costs five copies of the weights in memory: a step's norms are then few operations on one buffer. One by one they
    took twice as long, since behind a training step every operation starts with cold caches.
    """

    def __init__(self, weights: Sequence[Tensor]) -> None:
        self.parameters = list(weights)
        now = [weight.detach() for weight in weights]  # they share the parameters' memory
        self.root_sizes = sizes_of(weights).sqrt()
        self._layout = Layout(now)
        self._now = self._layout.lying(now)
        (self._start,) = self._layout.buffer(1)
        self._rows = self._layout.buffer(4)
        one, self._moved, other, gradients = self._rows
        self._gradient_pieces = self._layout.pieces(gradients)
        self._places = (one, 0), (other, 2)  # of the weights before a step, and after it; the next step swaps them
        self._parts, self._gradient_parts = self._layout.parts(self._rows), self._layout.parts(self._rows[3:])
        self._units = self._layout.by_size(units_of(weights))
        self._layout.gather(self._start, self._now)
        one.copy_(self._start)
        (self.start_norms,) = self._layout.norms(self._layout.parts(self._rows[:1]))
        self.norms_before = self.start_norms.clone()
        self._stays = self._start.device.type == "cuda"  # a step is recorded there, and reads the same places again

    def resume(self, norms_before: Tensor) -> None:
        """Go on with the weights as they are now, read from a checkpoint; `norms_before` are their norms."""
        self._layout.gather(self._places[0][0], self._now)
        self.norms_before.copy_(norms_before)

    def begin(self, gradients: Sequence[Tensor]) -> None:
        """A step has this gradient for each weight. They are copied: some optimizers change them."""
        self._layout.copy(self._gradient_pieces, gradients)

    def end(self) -> Norms:
        """The step is over, and the weights are those before the next one."""
        (before, updated), (after, now) = self._places
        self._layout.gather(after, self._now)
        torch.sub(after, self._start, out=self._moved)
        torch.sub(after, before, out=before)  # its place is free now
        norms = self._layout.norms(self._parts)
        gradients = norms[3]
        if not self._held(gradients):
            (gradients,) = self._layout.norms(self._gradient_parts, wide(gradients.device))
        norms_before = self.norms_before
        if self._stays:
            before.copy_(after)
            norms_before = norms_before.clone()
            self.norms_before.copy_(norms[now])
        else:
            self._places = self._places[::-1]
            self.norms_before = norms[now]
        return Norms(gradients, norms_before, norms[updated], norms[1])

    def gradient_shares(self, sort: Sort) -> Tensor:
        """The share of each weight's gradient numbers in each bin, float32 (L, BINS); after `begin`, before `end`."""
        return self._layout.ordered([shares(part[0], sort) for part in self._gradient_parts])

    def weight_shares(self, sort: Sort) -> Tensor:
        """The same of the weights before the step, which `sort` is given as multiples of `units_of`."""
        parts = zip(self._layout.parts(self._places[0][0][None]), self._units, strict=True)
        return self._layout.ordered([shares(part[0] / unit[:, None], sort) for part, unit in parts])

    def _held(self, gradients: Tensor) -> bool:
        """Whether float32 held their squares: known on the CPU alone, where looking waits for nothing."""
        if gradients.device.type != "cpu":
            return False
        return all(SAFE < value < 1 / SAFE for value in gradients.tolist())


class StepContext:
    """One step: its gradients, and the weights before and after its update.

    Made between backward and update; `gradients` are there from then on, norms once the update is done. A weight
    without a gradient (its branch is gated off) has gradient 0. Everything stays on the device: nothing here waits
    for it.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        found = ((w, w.grad) for w in weights.parameters)
        self.gradients = [torch.zeros_like(w) if gradient is None else gradient for w, gradient in found]
        self.root_sizes = weights.root_sizes
        self.start_norms = weights.start_norms
        weights.begin(self.gradients)

    @cached_property
    def norms(self) -> Norms:
        """What the step was, measured when first asked for: after the update, and before the next step."""
        return self._weights.end()

    def gradient_shares(self, sort: Sort) -> Tensor:
        """The share of each layer's gradient in each bin, float32 (L, BINS); before the update."""
        return self._weights.gradient_shares(sort)

    def weight_shares(self, sort: Sort) -> Tensor:
        """The share of each layer's weights, in units of √(2/fan-in), in each bin, float32 (L, BINS); before the
        update."""
        return self._weights.weight_shares(sort)

    @property
    def gradient_norms(self) -> Tensor:
        """‖g‖ per layer, float32 (L,)."""
        return self.norms.gradients

    @property
    def weight_norms(self) -> Tensor:
        """‖w‖ per layer before the update, float32 (L,)."""
        return self.norms.weights

    @property
    def update_norms(self) -> Tensor:
        """‖Δw‖ per layer, float32 (L,)."""
        return self.norms.updates

    @property
    def distances(self) -> Tensor:
        """‖w − w₀‖ per layer after the update, float32 (L,)."""
        return self.norms.distances
