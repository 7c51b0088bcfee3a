"""A network's blocks read from the graph that runs: the branches of an addition, as convolutions and numbers."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch import Tensor, fx, nn

from explorer.analyses.carrying import (
    Carried,
    Linear,
    NotFoldableError,
    Stage,
    carried,
    gives_no_negative,
    linear_of,
    unchanged,
)
from explorer.graph.ops import Op, is_activation
from explorer.tracing import Network
from explorer.tracing.gates import Gate, Junction
from explorer.tracing.sums import sum_of

_CLOSE = 1e-9
"""Relative difference in float64 up to which a branch is what it was found to be."""
WEIGHTS = 100_000_000
"""Weights of all plain blocks at most: 0.8 GB."""
_KEEPS_SIGN = (Op.POOL, Op.DROPOUT, Op.IDENTITY, Op.FLATTEN)


class Branches:
    """Reads the blocks of a network on the CPU in float64 and evaluation mode."""

    def __init__(self, network: Network) -> None:
        self._module, self._calls = network.module, network.graph.calls
        self._left = WEIGHTS

    def folded(self, fork: fx.Node, junction: fx.Node, shape: tuple[int, ...]) -> Carried:
        """The block from `fork`, whose result has `shape`, to the addition `junction` as a plain chain;
        NotFoldableError where it is none."""
        if len(shape) != 3:
            raise NotFoldableError("vectors or tokens, not maps")
        terms = [(factor, self._chain(node, fork)) for factor, node in self._terms(junction, fork, 1.0)]
        if not terms:
            raise NotFoldableError("nothing is left of the sum")
        at = max(range(len(terms)), key=lambda place: len(terms[place][1]))
        (factor, trunk), others = terms[at], terms[:at] + terms[at + 1 :]
        stages = self._stages(trunk, shape)
        last = stages[-1][0].times(torch.full((len(stages[-1][0].bias),), factor, dtype=torch.float64))
        stages[-1] = (last, None)
        matrix, shift = torch.zeros(len(last.bias), shape[0], dtype=torch.float64), torch.zeros_like(last.bias)
        stride = [_product(linear.stride[axis] for linear, _ in stages) for axis in (0, 1)]
        for weight, chain in others:
            found = self._pointwise(chain, fork, shape, stride)
            if found[0].shape != matrix.shape:
                raise NotFoldableError("the shortcut has other channels than the branch")
            matrix, shift = matrix + weight * found[0], shift + weight * found[1]
        once = self._not_negative(fork)
        self._spend(stages, shape[0] * (1 if once else 2) if bool(matrix.any()) else 0)
        return carried(stages, matrix, shift, not_negative=once)

    def _spend(self, stages: Sequence[Stage], extra: int) -> None:
        """Count a block's weights, with at most `extra` more channels; NotFoldableError where they are too many."""
        shapes = [linear.weight.shape for linear, _ in stages]
        count = sum((outputs + extra) * (inputs + extra) * high * wide for outputs, inputs, high, wide in shapes)
        if count > self._left:
            raise NotFoldableError("the plain form has too many weights to be built beside the others")
        self._left -= count

    def _terms(self, node: fx.Node, fork: fx.Node, factor: float) -> Iterator[tuple[float, fx.Node]]:
        """What a junction adds up, with the gates; a term with gate 0 is none."""
        part = self._module.get_submodule(str(node.target)) if node.op == "call_module" else None
        found = sum_of(node)
        if factor == 0:
            return
        if node is fork:
            yield factor, node
        elif isinstance(part, Junction):
            residual, shortcut = node.all_input_nodes if len(node.all_input_nodes) == 2 else node.all_input_nodes * 2
            yield from self._terms(residual, fork, factor * part.residual_gate)
            yield from self._terms(shortcut, fork, factor * part.gate)
        elif isinstance(part, Gate):
            yield from self._terms(node.all_input_nodes[0], fork, factor * part.gate)
        elif found is not None and found.plain:
            for (operand,) in found.terms:
                yield from self._terms(operand, fork, factor)
        else:
            yield factor, node

    def _chain(self, node: fx.Node, fork: fx.Node) -> list[fx.Node]:
        """The calls from behind `fork` to `node`, one after another."""
        found: list[fx.Node] = []
        while node is not fork:
            inputs = [before for before in node.all_input_nodes if before.op != "get_attr"]
            if len(inputs) != 1:
                raise NotFoldableError("the branches meet in more than a sum")
            found.insert(0, node)
            node = inputs[0]
        return found

    def _stages(self, chain: Sequence[fx.Node], shape: tuple[int, ...]) -> list[Stage]:
        """A branch as convolutions and activation functions; what scales channels is taken into them."""
        stages: list[Stage] = []
        now: Linear | None = None
        channels = shape[0]
        for node in chain:
            part = self._module.get_submodule(str(node.target)) if node.op == "call_module" else None
            if isinstance(part, nn.Conv2d):
                stages += [(now, None)] if now is not None else []
                now = linear_of(part)
            elif node.name in self._calls and is_activation(self._calls[node.name].op):
                stages.append((now or unchanged(channels), _Call(self._module, node, self._told(node))))
                now = None
            else:
                now = (now or unchanged(channels)).times(*self._scaled(node, channels))
            channels = len(now.bias) if now is not None else channels
        return [*stages, (now or unchanged(channels), None)]

    def _scaled(self, node: fx.Node, channels: int) -> tuple[Tensor, Tensor]:
        """Scale and shift of each channel by a call; NotFoldableError where it does more than that."""
        call, drawn = _Call(self._module, node), _drawn(channels, 5, 5)
        try:
            with torch.no_grad():
                shift = call(torch.zeros(1, channels, 1, 1, dtype=torch.float64)).flatten()
                scale = call(torch.ones(1, channels, 1, 1, dtype=torch.float64)).flatten() - shift
                found = call(drawn.clone())
                right = _close(found, drawn * scale.reshape(-1, 1, 1) + shift.reshape(-1, 1, 1))
        except (RuntimeError, ValueError, IndexError):
            right = False
        if not right:
            raise NotFoldableError(f"{self._told(node)} is not linear in each image's channels")
        return scale, shift

    def _pointwise(
        self, chain: Sequence[fx.Node], fork: fx.Node, shape: tuple[int, ...], stride: Sequence[int]
    ) -> tuple[Tensor, Tensor]:
        """A shortcut as a matrix (out, in) and a shift (out,) at every stride-th place."""
        calls = [_Call(self._module, node) for node in chain]

        def run(x: Tensor) -> Tensor:
            for call in calls:
                x = call(x)
            return x

        drawn = _drawn(*shape)
        try:
            with torch.no_grad():
                shift = run(torch.zeros(1, shape[0], 1, 1, dtype=torch.float64)).flatten()
                matrix = (run(torch.eye(shape[0], dtype=torch.float64)[:, :, None, None]).flatten(1) - shift).T
                expected = torch.einsum("oc,nchw->nohw", matrix, drawn[:, :, :: stride[0], :: stride[1]])
                right = _close(run(drawn.clone()), expected + shift.reshape(-1, 1, 1))
        except RuntimeError:  # it needs more than one place
            right = False
        if not right:
            raise NotFoldableError("the shortcut is more than a 1×1 convolution")
        return matrix, shift

    def _not_negative(self, node: fx.Node) -> bool:
        """Whether a call's result is never below 0."""
        call = self._calls.get(node.name)
        if call is not None and is_activation(call.op):
            return gives_no_negative(_Call(self._module, node))
        before = node.all_input_nodes
        return call is not None and call.op in _KEEPS_SIGN and len(before) == 1 and self._not_negative(before[0])

    def _told(self, node: fx.Node) -> str:
        return self._calls[node.name].type if node.name in self._calls else str(node.target)


class _Input:
    """Stands in a call's arguments for its one input."""


class _Call(nn.Module):
    """One call of a traced network as a module of its one input that is no parameter."""

    def __init__(self, module: fx.GraphModule, node: fx.Node, title: str = "") -> None:
        super().__init__()
        self.title = title
        self.part = copy.deepcopy(module.get_submodule(str(node.target))) if node.op == "call_module" else None
        held = {n: _attribute(module, str(n.target)) for n in node.all_input_nodes if n.op == "get_attr"}
        self._given = fx.map_arg((node.args, dict(node.kwargs)), lambda n: held.get(n, _Input))
        self._method = str(node.target) if node.op == "call_method" else ""
        self._target: Any = node.target

    def forward(self, x: Tensor) -> Any:
        """(N, C, H, W) → (N, C, H, W)."""

        def put(value: Any) -> Any:
            return x if value is _Input else value.to(x.dtype) if isinstance(value, Tensor) else value

        args, kwargs = fx.node.map_aggregate(self._given, put)
        if self._method:
            return getattr(args[0], self._method)(*args[1:], **kwargs)
        return (self.part or self._target)(*args, **kwargs)


def _attribute(module: nn.Module, path: str) -> Any:
    for name in path.split("."):
        module = getattr(module, name)
    return module.detach() if isinstance(module, Tensor) else module


def _drawn(channels: int, height: int, width: int) -> Tensor:
    generator = torch.Generator().manual_seed(0)
    return torch.randn(2, channels, height, width, generator=generator, dtype=torch.float64)


def _close(found: Tensor, expected: Tensor) -> bool:
    return found.shape == expected.shape and bool((found - expected).abs().max() <= _CLOSE * expected.abs().max())


def _product(numbers: Iterator[int]) -> int:
    found = 1
    for number in numbers:
        found *= number
    return found
