"""The paths through a residual network: a gradient led through some residual branches and past the others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from explorer.analyses.passes import drawn_from
from explorer.datasets.batches import Batch
from explorer.graph.model import NetworkGraph, Skip
from explorer.tracing import Network
from explorer.tracing.gates import Junction
from explorer.training.evaluation import scores_of
from explorer.training.fixed_norms import fixed_norms
from explorer.typed import Numbers


class PathError(ValueError):
    """A network whose paths are not a choice of branch at one addition after another; the message says why."""


def open_junctions(network: Network) -> list[Junction]:
    """The additions at which there is a choice, in order. Raises PathError where they do not come one after another."""
    graph = network.graph
    open_ = [skip for skip in graph.skips if _gate(network, skip) > 0]
    if any(skip.kind == "concatenation" for skip in open_):
        raise PathError(f"{graph.name} joins its skips by concatenation: there is no sum whose branches make paths.")
    found = [network.junctions[skip.id] for skip in open_]
    junctions = [junction for junction in found if isinstance(junction, Junction)]
    if len(junctions) < len(found):
        raise PathError(f"{graph.name} has sums of more than two branches: its paths are more than a choice of two.")
    if not _one_after_another(graph, open_):
        raise PathError(f"{graph.name} has skips around skips: its paths are not a choice at each of them.")
    return junctions


def forced(network: Network) -> int:
    """Residual branches that every path passes, because their skip is off."""
    return sum(skip.kind != "concatenation" and _gate(network, skip) == 0 for skip in network.graph.skips)


def _gate(network: Network, skip: Skip) -> float:
    return network.junctions[skip.id].gate if skip.id in network.junctions else 0.0


def _one_after_another(graph: NetworkGraph, skips: Sequence[Skip]) -> bool:
    order = {call: place for place, call in enumerate(graph.calls)}
    return all(order[before.junction] <= order[after.fork] for before, after in pairwise(skips))


class Paths:
    """A batch's forward pass, as trained, from which gradients go back by chosen paths alone.

    The network runs in evaluation mode, norms with running statistics holding those of `statistics` (None: those of
    training), so that each image has a path of its own. The gradient is that of each image's cross-entropy with
    respect to the image. At a junction it takes the residual or the other branch: a projection or padding is part
    of the shortcut. Gradients by all 2ⁿ paths add up to the whole gradient, since the forward pass is the same.
    """

    def __init__(
        self, network: Network, junctions: Sequence[Junction], batch: Batch, statistics: Tensor | None
    ) -> None:
        images, labels = batch
        self._images = images.clone().requires_grad_()
        self._ways = [_Way() for _ in junctions]
        with drawn_from(0, images.device), fixed_norms(network, statistics):
            hooks = [j.register_forward_pre_hook(way) for j, way in zip(junctions, self._ways, strict=True)]
            scores = scores_of(network.module(self._images))
            for hook in hooks:
                hook.remove()
        self._loss = functional.cross_entropy(scores, labels, reduction="sum")

    def gradient(self, through: Tensor | None) -> Tensor:
        """∂loss/∂image (N, C, H, W) by each image's path: bool (N, n), whether it goes through the residual branch of
        each junction; None: by all paths."""
        for place, way in enumerate(self._ways):
            way.residual = None if through is None else through[:, place].to(self._images.device, torch.float32)
        (found,) = torch.autograd.grad(self._loss, self._images, retain_graph=True)
        return found

    def magnitudes(self, through: Tensor | None) -> Numbers:
        """The norm of each image's gradient, (N,)."""
        found = self.gradient(through).flatten(1).cpu().double()  # squares of a long path's gradient leave float32
        return torch.linalg.vector_norm(found, dim=1).numpy()


class _Way:
    """Which branch gradients take at one junction: `residual` (N,) is 1 for those that take the residual one, None
    where they take both."""

    residual: Tensor | None = None

    def __call__(self, junction: nn.Module, branches: tuple[Tensor, Tensor]) -> tuple[Any, Any]:
        return _Filter.apply(branches[0], self, True), _Filter.apply(branches[1], self, False)


class _Filter(torch.autograd.Function):
    """Hands a branch on; its gradient comes back for the images whose path leads here."""

    @staticmethod
    def forward(ctx: Any, branch: Tensor, way: _Way, residual: bool) -> Tensor:
        ctx.way, ctx.residual = way, residual
        return branch.view_as(branch)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None, None]:
        (gradient,), share = gradients, ctx.way.residual
        if share is None:
            return gradient, None, None
        share = share if ctx.residual else 1 - share
        return gradient * share.reshape(-1, *(1,) * (gradient.dim() - 1)), None, None
