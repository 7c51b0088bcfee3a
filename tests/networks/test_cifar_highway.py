from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from explorer.choices.init import INITS
from explorer.choices.norm import NORMS
from explorer.networks.cifar_highway import HighwayLayer
from explorer.runs.spec import NetworkSpec
from explorer.tracing import build, describe

SMALL = NetworkSpec(name="highway-14", width=4, norm="none", input_shape=(1, 8, 8))


def images() -> Tensor:
    return torch.randn(4, 1, 8, 8, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("n", [1, 3, 9])
def test_every_layer_that_keeps_its_shape_has_a_gate_and_a_skip(n: int) -> None:
    graph = describe(NetworkSpec(name=f"highway-{6 * n + 2}"))
    gates = [(16, 2 * n), (32, 2 * n - 1), (64, 2 * n - 1)]  # channels, layers
    assert graph.parameters == 97_216 * n - 21_926 + sum(count * (9 * c * c + c) for c, count in gates)
    assert len(graph.skips) == sum(count for _, count in gates) == 6 * n - 2
    assert len(graph.layers) == 6 * n + 2 + 6 * n - 2


def test_the_skip_is_the_carry_and_the_branch_is_layer_times_gate() -> None:
    graph = describe(SMALL)
    for skip in graph.skips:
        branch = [graph.calls[call].path.rpartition(".")[2] for call in skip.residual if graph.calls[call].weight]
        assert branch == ["conv", "gate"]
        assert not any(graph.calls[call].weight for call in skip.shortcut)  # the gate's weights serve the branch too
        assert graph.calls[skip.residual[-1]].type == "mul"


@pytest.mark.parametrize("skips", ["on", "off"])
def test_it_computes_the_papers_equation(skips: str) -> None:
    module = build(replace(SMALL, skips=skips), seed=4).module.double()
    x = module.stem.conv(images().double()).relu()
    for stage in (module.stage1, module.stage2, module.stage3):
        for pair in stage.children():
            for layer in pair.children():
                out = functional.relu(layer.transform.conv(x))
                if getattr(layer, "gate", None) is not None:
                    gate = 1 / (1 + torch.exp(2 - layer.gate(x)))
                    out = out * gate + (x * (1 - gate) if skips == "on" else 0)
                x = out
    assert torch.allclose(module(images().double()), module.head(x.mean((2, 3))), rtol=1e-9)


@pytest.mark.parametrize("init", INITS.names())
def test_gates_start_mostly_closed_whatever_draws_the_weights(init: str) -> None:
    module = build(replace(SMALL, init=init), seed=0).module
    opened: list[Tensor] = []
    for name, layer in module.named_modules():
        if name.endswith("sigmoid"):
            layer.register_forward_hook(lambda _layer, _inputs, out: opened.append(out))
    module(images())
    assert len(opened) == 10
    assert torch.cat([out.flatten() for out in opened]).median() < 0.25


@pytest.mark.parametrize("norm", NORMS.names())
def test_it_runs_forward_and_backward_with_every_norm(norm: str) -> None:
    network = build(replace(SMALL, width=1, norm=norm), seed=0)
    network.module(images()).square().sum().backward()
    assert all(weight.grad is not None and weight.grad.isfinite().all() for weight in network.layer_weights())


def test_a_layer_that_changes_the_shape_has_no_gate() -> None:
    assert HighwayLayer(4, 8, 1, SMALL).gate is None
    assert HighwayLayer(4, 4, 2, SMALL).gate is None
    assert HighwayLayer(4, 4, 1, SMALL).gate is not None
