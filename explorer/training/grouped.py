"""Several networks of one architecture computed as one, with grouped convolutions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast

import torch
from torch import Tensor, fx, nn
from torch.nn import functional
from torch.utils._pytree import tree_map_only

from explorer.registry import SpecError
from explorer.tracing import Network
from explorer.tracing.gates import Gate, Junction

_ANY_CHANNELS = (
    nn.ReLU, nn.LeakyReLU, nn.Tanh, nn.GELU, nn.SiLU, nn.Sigmoid, nn.Identity,
    nn.MaxPool2d, nn.AvgPool2d, nn.AdaptiveAvgPool2d, Junction, Gate,
)  # fmt: skip
"""Modules without weights that treat each channel alone: it does not matter to them whose channels they are."""
_WEIGHTED = (nn.Conv2d, nn.BatchNorm2d, nn.GroupNorm, nn.Linear)
_STATISTICS = ("running_mean", "running_var")


def check_groupable(network: Network) -> None:
    """SpecError for a network with a layer that cannot be computed for several networks at once."""
    modules = dict(network.module.named_modules())
    for node in network.module.graph.nodes:
        if node.op == "get_attr":
            raise SpecError(_refused(f"{node.target} is used outside of a layer"))
        layer = modules[str(node.target)] if node.op == "call_module" else None
        if layer is not None and not isinstance(layer, (*_ANY_CHANNELS, *_WEIGHTED, nn.Flatten)):
            raise SpecError(_refused(f"{node.target} is of the type {type(layer).__name__}"))
        if isinstance(layer, nn.Conv2d) and layer.padding_mode != "zeros":
            raise SpecError(_refused(f"the padding of {node.target} is {layer.padding_mode}"))


class Grouped:
    """G networks of one graph, computed at once.

    The channels of their activations stand side by side, (N, G·C, H, W), and a convolution of g groups has G·g of them:
    that rounds otherwise than each network alone. The networks are on one device and in training mode; between a
    `forward` and its `hand_out` nobody else runs them. Raises SpecError for a layer that cannot be computed so.
    """

    def __init__(self, networks: Sequence[Network]) -> None:
        self._count = len(networks)
        self._nodes = networks[0].module.graph
        self._modules = [dict(network.module.named_modules()) for network in networks]
        self._lead = self._modules[0]
        check_groupable(networks[0])
        self._weights: dict[str, nn.Parameter] = {}
        self._statistics: dict[str, Tensor] = {}
        names = list(dict.fromkeys(str(node.target) for node in self._nodes.nodes if node.op == "call_module"))
        for name in names:
            self._make_room(name, self._modules[0][name])
        rooms = (self._weights, self._statistics)
        self._members = [_Member(modules, *rooms, place, self._count) for place, modules in enumerate(self._modules)]

    def forward(self, images: Sequence[Tensor], lead: int = 0) -> list[Tensor]:
        """The class scores (N, classes) of each network for its own images (N, C, H, W), with the gates of the network
        at the place `lead`."""
        self._lead = self._modules[lead]
        for member in self._members:
            member.lend()
        values: dict[fx.Node, Any] = {}
        waiting = {node: len(node.users) for node in self._nodes.nodes}
        scores = images[0]
        for node in self._nodes.nodes:
            if node.op == "placeholder":
                values[node] = _laid_as(torch.cat(list(images), 1), images[0])
            elif node.op == "output":
                scores = values[cast(fx.Node, node.args[0])]
            else:
                values[node] = self._run(node, values)
            for used in node.all_input_nodes:  # nothing is kept that only the backward pass may need
                waiting[used] -= 1
                if not waiting[used]:
                    del values[used]
        return list(scores.unflatten(0, (-1, self._count)).unbind(1))

    def hand_out(self, places: Collection[int]) -> None:
        """After the backward pass: the networks at these places have their gradients, and their batch norms have seen
        the batch; the others stay as they are."""
        for place in places:
            self._members[place].take()
        for weight in self._weights.values():
            weight.grad = None

    # ── its own memory ──────────────────────────────────────────────────────────────────────────

    def _make_room(self, name: str, layer: nn.Module) -> None:
        """Allocate the weights of a layer of all networks, one after another along the first axis."""
        for key, weight in layer.named_parameters(recurse=False):
            room = torch.cat([weight.detach()] * self._count)
            self._weights[f"{name}.{key}"] = nn.Parameter(_laid_as(room, weight))
        if isinstance(layer, nn.BatchNorm2d):
            for key in _STATISTICS:
                self._statistics[f"{name}.{key}"] = torch.cat([layer.get_buffer(key)] * self._count)

    # ── what it computes ────────────────────────────────────────────────────────────────────────

    def _run(self, node: fx.Node, values: Mapping[fx.Node, Any]) -> Any:
        args: Any
        args, kwargs = fx.map_arg((node.args, node.kwargs), values.__getitem__)
        if node.op != "call_module":
            return self._as_examples(node, args, kwargs)
        name = str(node.target)
        layer = self._lead[name]
        if isinstance(layer, nn.Conv2d):
            return self._convolution(name, layer, args[0])
        if isinstance(layer, nn.BatchNorm2d):
            return self._batch_norm(name, layer, args[0])
        if isinstance(layer, nn.GroupNorm):
            weight, bias = self._weights.get(f"{name}.weight"), self._weights.get(f"{name}.bias")
            return functional.group_norm(args[0], self._count * layer.num_groups, weight, bias, layer.eps)
        if isinstance(layer, nn.Linear):
            return self._linear(name, args[0])
        return layer(*map(self._folded, args)) if isinstance(layer, nn.Flatten) else layer(*args)

    def _convolution(self, name: str, layer: nn.Conv2d, value: Tensor) -> Tensor:
        weight, bias = self._weights[f"{name}.weight"], self._weights.get(f"{name}.bias")
        groups = self._count * layer.groups
        padding = cast("tuple[int, int] | str", layer.padding)
        return functional.conv2d(value, weight, bias, layer.stride, padding, layer.dilation, groups)

    def _batch_norm(self, name: str, layer: nn.BatchNorm2d, value: Tensor) -> Tensor:
        weight, bias = self._weights.get(f"{name}.weight"), self._weights.get(f"{name}.bias")
        mean, variance = self._statistics[f"{name}.running_mean"], self._statistics[f"{name}.running_var"]
        momentum = 0.0 if layer.momentum is None else layer.momentum
        return functional.batch_norm(value, mean, variance, weight, bias, True, momentum, layer.eps)

    def _linear(self, name: str, value: Tensor) -> Tensor:
        weight, bias = self._weights[f"{name}.weight"], self._weights.get(f"{name}.bias")
        rows = value.unflatten(0, (-1, self._count)).transpose(0, 1)
        result = rows @ weight.unflatten(0, (self._count, -1)).transpose(1, 2)
        if bias is not None:
            result = result + bias.unflatten(0, (self._count, 1, -1))
        return result.transpose(0, 1).flatten(0, 1)

    def _as_examples(self, node: fx.Node, args: Any, kwargs: Any) -> Any:
        """What is no layer sees the networks as so many more examples: that is right for whatever it does to each."""
        args, kwargs = tree_map_only(Tensor, self._folded, (args, kwargs))
        called: Any = node.target
        result = getattr(args[0], called)(*args[1:], **kwargs) if node.op == "call_method" else called(*args, **kwargs)
        return tree_map_only(Tensor, self._unfolded, result)

    def _folded(self, value: Tensor) -> Tensor:
        """(N, G·C, H, W) → (N·G, C, H, W); what has other axes has the networks among the examples already."""
        return value.unflatten(1, (self._count, -1)).flatten(0, 1) if value.ndim == 4 else value

    def _unfolded(self, value: Tensor) -> Tensor:
        if value.ndim != 4:
            return value
        return _laid_as(value.unflatten(0, (-1, self._count)).flatten(1, 2), next(iter(self._weights.values())))


class _Member:
    """What one network lends to the group before a step, and takes back after it."""

    def __init__(
        self,
        modules: Mapping[str, nn.Module],
        weights: Mapping[str, nn.Parameter],
        statistics: Mapping[str, Tensor],
        place: int,
        count: int,
    ) -> None:
        def own(name: str) -> Tensor:
            path, _, key = name.rpartition(".")
            return getattr(modules[path], key)

        self._rooms, self._place, self._count = weights, place, count
        self._weights = [own(name) for name in weights]
        self._weight_parts = [weight.detach().chunk(count)[place] for weight in weights.values()]
        self._statistics = [own(name) for name in statistics]
        self._statistic_parts = [values.chunk(count)[place] for values in statistics.values()]
        norms = [layer for layer in modules.values() if isinstance(layer, nn.BatchNorm2d)]
        self._counters = [norm.num_batches_tracked for norm in norms if norm.num_batches_tracked is not None]

    @torch.no_grad()
    def lend(self) -> None:
        """Copy weights and statistics to the group."""
        torch._foreach_copy_(self._weight_parts + self._statistic_parts, self._weights + self._statistics)

    @torch.no_grad()
    def take(self) -> None:
        """Take the gradients and the statistics that the step has left."""
        for own, weight in zip(self._weights, self._rooms.values(), strict=True):
            own.grad = None if weight.grad is None else weight.grad.chunk(self._count)[self._place]
        if self._statistics:
            torch._foreach_copy_(self._statistics, self._statistic_parts)
            torch._foreach_add_(self._counters, 1)


def _laid_as(value: Tensor, other: Tensor) -> Tensor:
    """A 4-D value in the memory format of another tensor."""
    last = other.ndim == 4 and value.ndim == 4 and other.is_contiguous(memory_format=torch.channels_last)
    return value.contiguous(memory_format=torch.channels_last if last else torch.contiguous_format)


def _refused(what: str) -> str:
    return (
        f"These runs cannot be trained together: {what}; allowed: convolutions, linear layers, batch, group and layer "
        "norm, activations and pooling. Remove together = true from the sweep."
    )
