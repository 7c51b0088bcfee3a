from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from explorer.choices.norm import NORMS
from explorer.runs.spec import NetworkSpec
from explorer.tracing import build, describe

SMALL = NetworkSpec(name="rezero-14", width=4, input_shape=(1, 8, 8))


def images() -> Tensor:
    return torch.randn(4, 1, 8, 8, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("depth", [8, 20, 110])
def test_it_has_the_skips_of_the_residual_network_and_one_number_more_for_each(depth: int) -> None:
    ours, residual = (describe(NetworkSpec(name=f"{family}-{depth}")) for family in ("rezero", "resnet"))
    assert [skip.kind for skip in ours.skips] == [skip.kind for skip in residual.skips]
    assert ours.parameters == residual.parameters + len(residual.skips)
    assert (ours.weighted_layers, ours.multiply_adds) == (depth, residual.multiply_adds)


@pytest.mark.parametrize("norm", NORMS.names())
@pytest.mark.parametrize("init", ["he", "own"])
def test_before_step_0_only_the_shortcuts_are_heard(norm: str, init: str) -> None:
    module = build(replace(SMALL, norm=norm, init=init), seed=1).module
    maps = module.stem.conv(images())
    maps = maps if norm == "none" else module.stem.norm(maps)
    padded = functional.pad(maps.relu()[:, :, ::4, ::4], (0, 0, 0, 0, 0, 12))
    assert torch.allclose(module(images()), module.head(padded.mean((2, 3))), atol=1e-5)


@pytest.mark.parametrize("norm", NORMS.names())
def test_with_every_number_at_1_it_is_the_residual_network_to_the_bit(norm: str) -> None:
    ours, residual = (build(replace(SMALL, name=name, norm=norm), seed=3).module for name in (SMALL.name, "resnet-14"))
    with torch.no_grad():
        for name, value in ours.named_parameters():
            if name.endswith("alpha"):
                assert value.item() == 0
                value.fill_(1)
    assert torch.equal(ours(images()), residual(images()))


@pytest.mark.parametrize("norm", NORMS.names())
def test_the_first_step_moves_the_numbers_and_the_second_the_branches(norm: str) -> None:
    module = build(replace(SMALL, norm=norm), seed=0).module
    sgd = torch.optim.SGD(module.parameters(), lr=0.01)
    branches = [p for name, p in module.named_parameters() if "first.conv.weight" in name]
    alphas = [p for name, p in module.named_parameters() if name.endswith("alpha")]
    for moved in (False, True):
        sgd.zero_grad()
        functional.cross_entropy(module(images()), torch.arange(4)).backward()
        assert all(alpha.grad for alpha in alphas)
        assert all(bool(weight.grad.any()) == moved for weight in branches)
        sgd.step()


def test_with_its_skips_off_the_images_do_not_reach_the_head() -> None:
    module = build(replace(SMALL, skips="off"), seed=0).module
    scores = module(images())
    assert torch.equal(scores, module.head.bias.expand(4, 10))
