"""A network's blocks read from the graph that runs: the branches of an addition, as layers and numbers."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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
        layout = Layout(shape)
        terms = [(factor, self._chain(node, fork)) for factor, node in self._terms(junction, fork, 1.0)]
        if not terms:
            raise NotFoldableError("nothing is left of the sum")
        at = max(range(len(terms)), key=lambda place: self._size(terms[place][1]))
        (factor, trunk), others = terms[at], terms[:at] + terms[at + 1 :]
        stages = self._stages(trunk, layout, beside=bool(others))
        last = stages[-1][0].times(torch.full((len(stages[-1][0].bias),), factor, dtype=torch.float64))
        stages[-1] = (last, None)
        matrix, shift = torch.zeros(len(last.bias), layout.channels, dtype=torch.float64), torch.zeros_like(last.bias)
        stride = [_product(linear.stride[axis] for linear, _ in stages) for axis in (0, 1)]
        for weight, chain in others:
            found = self._pointwise(chain, layout, stride)
            if found[0].shape != matrix.shape:
                raise NotFoldableError("the shortcut has other channels than the branch")
            matrix, shift = matrix + weight * found[0], shift + weight * found[1]
        once = self._not_negative(fork)
        self._spend(stages, layout.channels * (1 if once else 2) if bool(matrix.any()) else 0)
        return carried(stages, matrix, shift, not_negative=once)

    def _size(self, chain: Sequence[fx.Node]) -> tuple[int, int]:
        """How many calls a branch has, and the most places that a layer of it sees: the largest takes up the others."""
        layers = [self._module.get_submodule(str(node.target)) for node in chain if node.op == "call_module"]
        seen = (layer.kernel_size[0] * layer.kernel_size[1] for layer in layers if isinstance(layer, nn.Conv2d))
        return len(chain), max(seen, default=0)

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

    def _stages(self, chain: Sequence[fx.Node], layout: Layout, *, beside: bool) -> list[Stage]:
        """A branch as layers and activation functions; what scales channels is taken into them. `beside`: the sum has
        other terms."""
        stages: list[Stage] = []
        now: Linear | None = None
        channels, last = layout.channels, layout.channels_last
        for node in chain:
            part = self._module.get_submodule(str(node.target)) if node.op == "call_module" else None
            if isinstance(part, nn.Linear if last else nn.Conv2d):
                stages += [(now, None)] if now is not None else []
                now = linear_of(part)
            elif node.name in self._calls and is_activation(self._calls[node.name].op):
                activation = _Call(self._module, node, self._told(node))
                stages.append((now or unchanged(channels, channels_last=last), activation))
                now = None
            else:
                first = beside and not stages and now is None
                now = now or unchanged(channels, channels_last=last)
                now = now.times(*self._scaled(node, channels, layout, first=first))
            channels = len(now.bias) if now is not None else channels
        return [*stages, (now or unchanged(channels, channels_last=last), None)]

    def _scaled(self, node: fx.Node, channels: int, layout: Layout, *, first: bool) -> tuple[Tensor, Tensor]:
        """Scale and shift of each channel by a call; NotFoldableError where it does more than that."""
        call = layout.seen(_Call(self._module, node))
        drawn = _drawn(channels, *layout.some)
        try:
            with torch.no_grad():
                shift = call(torch.zeros(1, channels, 1, 1, dtype=torch.float64)).flatten()
                scale = call(torch.ones(1, channels, 1, 1, dtype=torch.float64)).flatten() - shift
                found = call(drawn.clone())
                right = _close(found, drawn * scale.reshape(-1, 1, 1) + shift.reshape(-1, 1, 1))
                centered = _close(call(drawn + 1.0), found)
        except (RuntimeError, ValueError, IndexError):
            right = centered = False
        if not right:
            raise NotFoldableError(self._why(node, lost=first and centered))
        return scale, shift

    def _why(self, node: fx.Node, *, lost: bool) -> str:
        """Why a call is no part of a plain chain; `lost`: it is the branch's first one and takes a mean away."""
        told = self._told(node)
        if node.name in self._calls and self._calls[node.name].op == Op.ATTENTION:
            return f"{told} gives every token a weight above 0 (softmax), so no further head hands a token on unchanged"
        if lost:
            return (
                f"{told} begins the branch and takes the mean of its input away, which the sum has from the skip "
                "alone: no chain behind it, however wide, computes the sum"
            )
        return f"{told} is not linear in each image's channels"

    def _pointwise(self, chain: Sequence[fx.Node], layout: Layout, stride: Sequence[int]) -> tuple[Tensor, Tensor]:
        """A shortcut as a matrix (out, in) and a shift (out,) at every stride-th place."""
        calls = [_Call(self._module, node) for node in chain]
        run, channels = layout.seen(*calls), layout.channels
        drawn = _drawn(channels, *layout.places)
        try:
            with torch.no_grad():
                shift = run(torch.zeros(1, channels, 1, 1, dtype=torch.float64)).flatten()
                matrix = (run(torch.eye(channels, dtype=torch.float64)[:, :, None, None]).flatten(1) - shift).T
                expected = torch.einsum("oc,nchw->nohw", matrix, drawn[:, :, :: stride[0], :: stride[1]])
                right = _close(run(drawn.clone()), expected + shift.reshape(-1, 1, 1))
        except (RuntimeError, ValueError):  # it needs more than one place
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


@dataclass(frozen=True)
class Layout:
    """Where a block's input has its channels: `shape` is (C, H, W) of maps, (tokens, C) of tokens, (C,) of vectors."""

    shape: tuple[int, ...]

    @property
    def channels_last(self) -> bool:
        """Whether they are tokens or vectors."""
        return len(self.shape) < 3

    @property
    def channels(self) -> int:
        """How many channels there are."""
        return self.shape[-1] if self.channels_last else self.shape[0]

    @property
    def places(self) -> tuple[int, int]:
        """Height and width of the maps, or the number of tokens and 1."""
        height, width = (*self.shape[:-1], 1, 1)[:2] if self.channels_last else self.shape[1:]
        return height, width

    @property
    def some(self) -> tuple[int, int]:
        """Places enough to try a call that acts on each place alone."""
        return (5, 5) if not self.channels_last else (min(5, self.places[0]), 1)

    def seen(self, *calls: nn.Module) -> Callable[[Tensor], Tensor]:
        """Calls one after another as a function from maps (N, C, H, W) to maps, whatever the layout."""

        def run(x: Tensor) -> Tensor:
            if self.channels_last:
                x = x.flatten(2).transpose(1, 2) if len(self.shape) > 1 else x.flatten(1)
            for call in calls:
                x = call(x)
            if not isinstance(x, Tensor):
                raise ValueError("more than one result")
            return (x.transpose(1, 2)[..., None] if x.ndim == 3 else x[..., None, None]) if self.channels_last else x

        return run


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
