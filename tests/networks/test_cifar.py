from __future__ import annotations

import pytest
import torch

from explorer.choices.norm import NORMS
from explorer.networks.cifar import Block, make
from explorer.networks.families.cifar import DEPTHS, PLAIN, RESNET
from explorer.networks.stages import Place
from explorer.runs.spec import NetworkSpec
from explorer.tracing import build, describe


def test_depths_are_those_of_the_paper() -> None:
    assert (DEPTHS[0], DEPTHS[-1]) == (8, 1202)
    assert {20, 32, 44, 56, 110} < set(DEPTHS)
    assert all((depth - 2) % 6 == 0 for depth in DEPTHS)


@pytest.mark.parametrize(
    ("shortcut", "inputs", "stride", "parameters"),
    [
        ("A", 4, 1, None),
        ("A", 2, 2, 0),
        ("B", 4, 1, None),
        ("B", 2, 2, 2 * 4 + 2 * 4),
        ("C", 4, 1, 4 * 4 + 2 * 4),
        ("C", 2, 2, 2 * 4 + 2 * 4),
    ],
)
def test_shortcut_options(shortcut: str, inputs: int, stride: int, parameters: int | None) -> None:
    block = Block(Place(inputs, 4, stride, 1, 1), NetworkSpec(shortcut=shortcut))
    found = None if block.shortcut is None else sum(p.numel() for p in block.shortcut.parameters())
    assert found == parameters
    assert block(torch.randn(2, inputs, 6, 6)).shape == (2, 4, 6 // stride, 6 // stride)


@pytest.mark.parametrize("norm", NORMS.names())
def test_convolutions_have_a_bias_only_without_norm(norm: str) -> None:
    names = [name for name, _ in make(8, NetworkSpec(norm=norm, shortcut="C")).named_parameters()]
    assert any("norm" in name for name in names) == (norm != "none")
    assert any(name.endswith("conv.bias") for name in names) == (norm == "none")


@pytest.mark.parametrize(("shape", "classes"), [((1, 8, 8), 10), ((3, 32, 32), 100), ((5, 9, 13), 2)])
def test_input_and_classes_come_from_the_spec(shape: tuple[int, int, int], classes: int) -> None:
    net = make(14, NetworkSpec(width=3, input_shape=shape, classes=classes))
    assert net(torch.randn(2, *shape)).shape == (2, classes)


def test_both_twins_know_every_norm() -> None:
    assert PLAIN.norms == RESNET.norms == NORMS.names()


@pytest.mark.parametrize("norm", ["group", "layer"])
@pytest.mark.parametrize("name", ["plain-14", "resnet-14"])
def test_norms_of_one_example_have_the_counts_of_batch_norm(name: str, norm: str) -> None:
    batch, other = (describe(NetworkSpec(name=name, norm=n)) for n in ("batch", norm))
    assert other.parameters == batch.parameters == 97_216 * 2 - 21_926
    assert other.multiply_adds == batch.multiply_adds


@pytest.mark.parametrize("norm", ["group", "layer"])
def test_zero_gamma_silences_every_branch_with_these_norms_too(norm: str) -> None:
    spec = NetworkSpec(name="resnet-14", width=4, norm=norm, shortcut="B", zero_gamma=True, input_shape=(1, 8, 8))
    gammas = {n: p for n, p in build(spec, seed=0).module.named_parameters() if n.endswith("norm.weight")}
    silent = {f"stage{stage}.{block}.second.norm.weight" for stage in (1, 2, 3) for block in (0, 1)}
    assert {name for name, gamma in gammas.items() if not gamma.any()} == silent
