"""A skip is drawn around what it bypasses and nothing else: activations in place, hooks of layers."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from explorer.tracing.gates import gated
from explorer.tracing.trace import nodes_for, trace
from explorer.tracing.tracer import hooked


class PreActivation(nn.Module):
    """The activation in place changes what the shortcut carries, too."""

    def __init__(self, way: str) -> None:
        super().__init__()
        self.way, self.act = way, nn.ReLU(inplace=True)
        self.stem, self.layer, self.head = nn.Conv2d(3, 4, 3), nn.Conv2d(4, 4, 1), nn.Linear(4, 5)

    def forward(self, x: Tensor) -> Tensor:
        x = self.stem(x)
        if self.way == "module":
            y = self.act(x)
        elif self.way == "position":
            y = functional.relu(x, True)
        else:
            y = functional.relu(x, inplace=True) if self.way == "name" else x.relu_()
        return self.head((self.layer(y) + x).mean((2, 3)))

    def by_hand(self, x: Tensor, gate: float) -> Tensor:
        x = self.stem(x).relu()
        return self.head((self.layer(x) + gate * x).mean((2, 3)))


class Hooked(nn.Module):
    """A forward hook of one layer keeps a result, that of another adds it."""

    def __init__(self) -> None:
        super().__init__()
        self.stem, self.layer, self.head = nn.Conv2d(3, 4, 3), nn.Conv2d(4, 4, 1), nn.Linear(4, 5)
        self.stem.register_forward_hook(self.keep)
        self.layer.register_forward_hook(self.add)

    def keep(self, _module: nn.Module, _inputs: tuple[Tensor, ...], output: Tensor) -> None:
        self.kept = output

    def add(self, _module: nn.Module, _inputs: tuple[Tensor, ...], output: Tensor) -> Tensor:
        return output + self.kept

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.layer(self.stem(x)).mean((2, 3)))

    def by_hand(self, x: Tensor, gate: float) -> Tensor:
        x = functional.conv2d(x, self.stem.weight, self.stem.bias)
        return self.head((functional.conv2d(x, self.layer.weight, self.layer.bias) + gate * x).mean((2, 3)))


MODULES = {way: PreActivation(way) for way in ("module", "position", "name", "method")} | {"hooks": Hooked()}


@pytest.mark.parametrize("name", MODULES)
def test_the_skip_bypasses_the_layer_alone(name: str) -> None:
    module = MODULES[name]
    found = trace(copy.deepcopy(module).to("meta"), "net", (3, 8, 8))
    (skip,) = found.graph.skips
    layers = [call for call in skip.residual if found.graph.calls[call].weight is not None]
    assert (skip.kind, skip.residual, len(layers)) == ("identity", tuple(layers), 1)
    twin = copy.deepcopy(module)
    network, gates = gated(twin, nodes_for(twin, found), found.graph)
    x = torch.randn(2, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    for gate in (1.0, 0.5, 0.0):
        gates["skip1"].gate = gate
        torch.testing.assert_close(network(x), module.by_hand(x, gate))


def test_hooks_of_torch_itself_stay_with_their_layer() -> None:
    module = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU())
    nn.utils.spectral_norm(module[0])
    assert not hooked(module)
    module[0].register_forward_hook(lambda _module, _inputs, output: output * 2)
    assert hooked(module)
