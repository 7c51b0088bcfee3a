from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor
from torchvision.ops import StochasticDepth

from explorer.choices.norm import NORMS
from explorer.networks.cifar_stochastic import StochasticBlock
from explorer.networks.stages import Place
from explorer.runs.spec import NetworkSpec
from explorer.tracing import build, describe

SMALL = NetworkSpec(name="stochastic-14", width=4, input_shape=(1, 8, 8))


def images() -> Tensor:
    return torch.randn(4, 1, 8, 8, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("depth", [8, 20, 110])
def test_it_has_skips_and_counts_of_the_residual_network(depth: int) -> None:
    ours, residual = (describe(NetworkSpec(name=f"{family}-{depth}")) for family in ("stochastic", "resnet"))
    assert [skip.kind for skip in ours.skips] == [skip.kind for skip in residual.skips]
    assert (ours.parameters, ours.multiply_adds, ours.weighted_layers) == (
        residual.parameters,
        residual.multiply_adds,
        depth,
    )


@pytest.mark.parametrize("norm", NORMS.names())
@pytest.mark.parametrize("skips", ["on", "off"])
def test_in_evaluation_it_is_the_residual_network_to_the_bit(norm: str, skips: str) -> None:
    ours, residual = (
        build(replace(SMALL, name=name, norm=norm, skips=skips), seed=3).module.eval()
        for name in (SMALL.name, "resnet-14")
    )
    assert torch.equal(ours(images()), residual(images()))


def test_the_probability_to_be_left_out_grows_linearly_to_one_half() -> None:
    module = build(replace(SMALL, name="stochastic-32"), seed=0).module
    drops = [layer for layer in module.modules() if isinstance(layer, StochasticDepth)]
    assert [drop.p for drop in drops] == pytest.approx([0.5 * number / 15 for number in range(1, 16)])
    assert {drop.mode for drop in drops} == {"batch"}


def test_a_block_is_left_out_for_the_whole_batch_or_scaled_by_its_probability_to_stay() -> None:
    block = StochasticBlock(Place(4, 4, 1, 1, 1), replace(SMALL, norm="none"))  # left out with probability ½
    x = torch.randn(8, 4, 5, 5)
    branch = block.second(block.relu(block.first(x)))
    left_out, kept = x.relu(), (2 * branch + x).relu()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        outs = [block(x) for _ in range(200)]
    gone = [torch.equal(out, left_out) for out in outs]
    assert all(away or torch.allclose(out, kept, atol=1e-6) for away, out in zip(gone, outs, strict=True))
    assert 70 < sum(gone) < 130  # 100 ± 4 standard deviations


@pytest.mark.parametrize("norm", NORMS.names())
def test_a_traced_network_drops_in_training_alone(norm: str) -> None:
    module = build(replace(SMALL, norm=norm), seed=0).module
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(0)
        assert len({module(images()).sum().item() for _ in range(10)}) > 1
        module.eval()
        assert len({module(images()).sum().item() for _ in range(10)}) == 1
