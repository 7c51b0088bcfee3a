from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from explorer.choices.family import FAMILIES
from explorer.networks.making import make
from explorer.registry import SpecError
from explorer.runs.spec import NetworkSpec
from explorer.tracing import build, describe

PUBLISHED = {
    "notebook-alexnet": 3_638_090,
    "notebook-vgg": 1_894_490,
    "notebook-vgg-bn": 1_896_522,
    "notebook-deep-vgg-bn": 3_227_850,
    "notebook-resnet": 3_727_474,
    "notebook-deep-resnet": 5_943_794,
}
PLAIN, SKIPS = "notebook-deep-vgg-bn", "notebook-deep-vgg-bn-skips"
PROJECTIONS = ((64, 192), (192, 384), (384, 256))
SEVEN = pytest.mark.parametrize("name", [*PUBLISHED, SKIPS])


def images(shape: tuple[int, ...] = (3, 8, 8)) -> Tensor:
    return torch.randn(4, *shape, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("name", PUBLISHED)
def test_parameters_equal_the_notebooks_to_the_digit(name: str) -> None:
    assert describe(NetworkSpec(name=name)).parameters == PUBLISHED[name]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("notebook-alexnet", []),
        ("notebook-vgg", []),
        ("notebook-vgg-bn", []),
        (PLAIN, []),
        ("notebook-resnet", ["identity"] + ["projection"] * 7),
        ("notebook-deep-resnet", ["identity"] + ["projection"] * 6 + ["identity"] * 5 + ["projection"]),
        (SKIPS, ["projection"] * 2 + ["identity"] * 2 + ["projection"]),
    ],
)
def test_skips_are_those_of_the_design(name: str, kinds: list[str]) -> None:
    assert [skip.kind for skip in describe(NetworkSpec(name=name)).skips] == kinds


@SEVEN
def test_they_heed_no_option_and_start_as_in_the_notebook(name: str) -> None:
    family = FAMILIES[name]
    assert family.options == frozenset()
    assert family.group == "Notebook"
    assert family.defaults == {"init": "he" if name.endswith("resnet") else "pytorch"}
    plain = describe(NetworkSpec(name=name))
    assert describe(NetworkSpec(name=name, width=3, norm="none", shortcut="C")).to_dict() == plain.to_dict()


@SEVEN
def test_the_least_size_is_the_least(name: str) -> None:
    family, side = FAMILIES[name], FAMILIES[name].smallest
    spec = NetworkSpec(name=name, input_shape=(1, side, side), classes=3)
    assert make(spec)(images((1, side, side))).shape == (4, 3)
    with pytest.raises(SpecError, match=f"takes images of {side}×{side} or more"):
        make(NetworkSpec(name=name, input_shape=(1, side - 1, 40)))
    for height, width in ((side - 1, side), (side, side - 1)):
        module = family.make(0, spec)
        with pytest.raises(RuntimeError, match=r"too small|greater than actual input"):
            module(images((1, height, width)))


@SEVEN
def test_they_run_forward_and_backward(name: str) -> None:
    side = FAMILIES[name].smallest
    network = build(NetworkSpec(name=name, input_shape=(3, side, side), init="he"), seed=0)
    network.module(images((3, side, side))).square().sum().backward()
    for layer, weight in zip(network.graph.layers, network.layer_weights(), strict=True):
        assert weight.grad is not None, layer
        assert weight.grad.isfinite().all(), layer
        assert weight.grad.any(), layer


class TestControlledPair:
    """Deeper VGG + BN with skips and without: nothing else differs."""

    def test_with_its_skips_off_it_is_the_notebooks_network_to_the_bit(self) -> None:
        plain = build(NetworkSpec(name=PLAIN, init="pytorch", input_shape=(3, 8, 8)), seed=6)
        off = build(NetworkSpec(name=SKIPS, init="pytorch", input_shape=(3, 8, 8), skips="off"), seed=6)
        assert off.graph.parameters == plain.graph.parameters
        assert off.graph.multiply_adds == plain.graph.multiply_adds
        ours, theirs = off.module.state_dict(), plain.module.state_dict()
        assert ours.keys() == theirs.keys()
        assert all(torch.equal(ours[name], theirs[name]) for name in theirs)
        assert torch.equal(off.module(images()), plain.module(images()))

    def test_with_its_skips_on_it_starts_with_the_same_weights_and_adds_its_projections_alone(self) -> None:
        plain = dict(build(NetworkSpec(name=PLAIN, input_shape=(3, 8, 8)), seed=6).module.named_parameters())
        on = dict(build(NetworkSpec(name=SKIPS, input_shape=(3, 8, 8)), seed=6).module.named_parameters())
        assert all(torch.equal(on[name], value) for name, value in plain.items())
        assert {name.split(".")[2] for name in on.keys() - plain.keys()} == {"shortcut"}
        added = sum(before * after + 2 * after for before, after in PROJECTIONS)
        assert describe(NetworkSpec(name=SKIPS)).parameters == PUBLISHED[PLAIN] + added

    def test_its_identities_alone_cost_no_parameter(self) -> None:
        identities = tuple(skip.id for skip in describe(NetworkSpec(name=SKIPS)).skips if skip.kind == "identity")
        assert len(identities) == 2
        assert describe(NetworkSpec(name=SKIPS, skips=identities)).parameters == PUBLISHED[PLAIN]


def test_the_residual_networks_have_biases_in_their_head_alone() -> None:
    module = make(NetworkSpec(name="notebook-deep-resnet"))
    biased = [name for name, m in module.named_modules() if isinstance(m, nn.Conv2d) and m.bias is not None]
    assert biased == ["head"]
