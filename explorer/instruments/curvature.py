"""The Hessian of a loss, by its products with directions."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import torch
from torch import Tensor
from torch.nn.attention import SDPBackend, sdpa_kernel

ENOUGH = 1e-3
"""Relative change between two iterations below which an estimate is taken to stand."""


@contextmanager
def twice_differentiable() -> Iterator[None]:
    """Within it attention is computed by operations whose gradient has a gradient; its fused kernels have none."""
    with sdpa_kernel(SDPBackend.MATH):
        yield


class Curvature:
    """The Hessian of a loss with respect to the parameters that it depends on. Neither these nor their gradients
    change. The forward pass must be `twice_differentiable`."""

    def __init__(self, loss: Tensor, parameters: Sequence[Tensor]) -> None:
        found = torch.autograd.grad(loss, parameters, create_graph=True, allow_unused=True)
        used = [(p, g) for p, g in zip(parameters, found, strict=True) if g is not None]
        self._parameters = [p for p, _ in used]
        self._gradients = [g for _, g in used]

    def estimates(self, seed: int, iterations: int) -> Iterator[float]:
        """The eigenvalue that is largest in size, with its sign, after each of at most so many power iterations from a
        random direction; it ends when the estimate `stands` or is not finite. Waits for the device."""
        generator = torch.Generator().manual_seed(seed)
        direction = _unit([torch.randn(p.shape, generator=generator).to(p.device, p.dtype) for p in self._parameters])
        found: list[float] = []
        for _ in range(iterations):
            product = self.times(direction)
            found.append(_dot(direction, product))
            yield found[-1]
            if not math.isfinite(found[-1]) or stands(found):
                return
            direction = _unit(product)

    def times(self, direction: Sequence[Tensor]) -> list[Tensor]:
        """The Hessian times a direction (Pearlmutter 1994), exactly."""
        along = torch.stack([(g * v).sum() for g, v in zip(self._gradients, direction, strict=True)]).sum()
        if not along.requires_grad:  # a loss that is linear in all parameters
            return [torch.zeros_like(p) for p in self._parameters]
        found = torch.autograd.grad(along, self._parameters, retain_graph=True, allow_unused=True)
        return [torch.zeros_like(p) if h is None else h for p, h in zip(self._parameters, found, strict=True)]


def stands(estimates: Sequence[float]) -> bool:
    """Whether the last two estimates agree."""
    if len(estimates) < 2:
        return False
    before, now = estimates[-2:]
    return abs(now - before) <= ENOUGH * abs(now)


def _dot(left: Sequence[Tensor], right: Sequence[Tensor]) -> float:
    return float(torch.stack([(a.double() * b.double()).sum() for a, b in zip(left, right, strict=True)]).sum())


def _unit(vector: list[Tensor]) -> list[Tensor]:
    length = math.sqrt(_dot(vector, vector)) or 1.0
    return [part / length for part in vector]
