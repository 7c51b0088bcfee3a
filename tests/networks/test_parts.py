from __future__ import annotations

import pytest
import torch
from torch import nn

from explorer.choices.norm import NORMS
from explorer.choices.norms.group import groups_of
from explorer.networks.parts import ZeroPadding, convolution, norm_of
from explorer.runs.spec import NetworkSpec


@pytest.mark.parametrize("size", [8, 7, 1])
def test_zero_padding_subsamples_and_adds_empty_channels(size: int) -> None:
    x = torch.randn(2, 3, size, size)
    out = ZeroPadding(3, 6, 2)(x)
    assert out.shape == (2, 6, (size + 1) // 2, (size + 1) // 2)
    assert torch.equal(out[:, :3], x[:, :, ::2, ::2])
    assert not out[:, 3:].any()


def test_groups_divide_the_channels_and_are_neither_small_nor_many() -> None:
    for channels in range(1, 4097):
        groups = groups_of(channels)
        assert channels % groups == 0
        assert 1 <= groups <= 32
        assert groups == 1 or channels // groups >= 8
    assert [groups_of(c) for c in (1, 4, 15, 16, 17, 32, 64, 100, 256, 4096)] == [1, 1, 1, 2, 1, 4, 8, 10, 32, 32]


@pytest.mark.parametrize(("norm", "axes"), [("batch", (0, 2, 3)), ("layer", (1, 2, 3))])
def test_a_norm_takes_mean_and_variance_over_its_axes(norm: str, axes: tuple[int, ...]) -> None:
    ((name, layer),) = norm_of(16, NetworkSpec(norm=norm))
    x = torch.randn(4, 16, 5, 5) * 3 + 2
    centered = x - x.mean(axes, keepdim=True)
    expected = centered / (centered.square().mean(axes, keepdim=True) + 1e-5).sqrt()
    assert name == "norm"
    assert torch.allclose(layer(x), expected, atol=1e-5)


def test_group_norm_takes_each_group_for_itself() -> None:
    ((_, layer),) = norm_of(16, NetworkSpec(norm="group"))
    x = torch.randn(4, 16, 5, 5)
    ((_, alone),) = norm_of(8, NetworkSpec(norm="layer"))
    assert torch.allclose(layer(x), torch.cat([alone(x[:, :8]), alone(x[:, 8:])], 1), atol=1e-5)


def test_no_norm_is_none_and_leaves_the_bias_to_the_convolution() -> None:
    assert norm_of(16, NetworkSpec(norm="none")) == []
    biased = {norm: convolution(1, 1, 3, 1, NetworkSpec(norm=norm)).bias is not None for norm in NORMS.names()}
    assert [norm for norm, bias in biased.items() if bias] == ["none"]


@pytest.mark.parametrize("norm", [n for n in NORMS.names() if n != "none"])
def test_every_norm_has_gamma_and_beta_for_each_channel(norm: str) -> None:
    for channels in (1, 3, 16):
        ((_, layer),) = norm_of(channels, NetworkSpec(norm=norm))
        assert isinstance(layer, nn.Module)
        assert sum(p.numel() for p in layer.parameters()) == 2 * channels
