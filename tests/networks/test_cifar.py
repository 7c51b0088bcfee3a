from __future__ import annotations

import pytest
import torch

from explorer.networks.cifar import DEPTHS, Block, CifarNetwork, ZeroPadding
from explorer.runs.spec import NetworkSpec


def test_depths_are_those_of_the_paper() -> None:
    assert (DEPTHS[0], DEPTHS[-1]) == (8, 1202)
    assert {20, 32, 44, 56, 110} < set(DEPTHS)
    assert all((depth - 2) % 6 == 0 for depth in DEPTHS)


@pytest.mark.parametrize("size", [8, 7, 1])
def test_zero_padding_subsamples_and_adds_empty_channels(size: int) -> None:
    x = torch.randn(2, 3, size, size)
    out = ZeroPadding(3, 6, 2)(x)
    assert out.shape == (2, 6, (size + 1) // 2, (size + 1) // 2)
    assert torch.equal(out[:, :3], x[:, :, ::2, ::2])
    assert not out[:, 3:].any()


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
    block = Block(inputs, 4, stride, NetworkSpec(shortcut=shortcut))
    found = None if block.shortcut is None else sum(p.numel() for p in block.shortcut.parameters())
    assert found == parameters
    assert block(torch.randn(2, inputs, 6, 6)).shape == (2, 4, 6 // stride, 6 // stride)


@pytest.mark.parametrize("norm", ["batch", "none"])
def test_convolutions_have_a_bias_only_without_norm(norm: str) -> None:
    names = [name for name, _ in CifarNetwork(8, NetworkSpec(norm=norm, shortcut="C")).named_parameters()]
    assert any("norm" in name for name in names) == (norm == "batch")
    assert any(name.endswith("conv.bias") for name in names) == (norm == "none")


@pytest.mark.parametrize(("shape", "classes"), [((1, 8, 8), 10), ((3, 32, 32), 100), ((5, 9, 13), 2)])
def test_input_and_classes_come_from_the_spec(shape: tuple[int, int, int], classes: int) -> None:
    net = CifarNetwork(14, NetworkSpec(width=3, input_shape=shape, classes=classes))
    assert net(torch.randn(2, *shape)).shape == (2, classes)
