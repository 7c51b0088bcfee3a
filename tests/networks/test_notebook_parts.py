from __future__ import annotations

import pytest
import torch
from torch import nn

from explorer.networks.notebook_parts import DEEP_RESNET, DEEP_VGG, POOL, RESNET, VGG, Convolutions, Plan, alexnet, vgg
from explorer.runs.spec import NetworkSpec

# the layers as the notebook lists them; M is a 2×2 max-pool
VGG_LAYERS = "8 16 64 M 32 192 M 64 384 256 256 M"
DEEP_VGG_LAYERS = "8 16 64 M 32 192 M 64 384 64 192 64 384 64 192 64 384 256 256 M"
RESNET_BLOCKS = (
    "(64,16,64) M (64,32,192) M (192,64,384) (384,64,192) (192,64,384) (384,64,192) (192,64,384) (384,256,256) M"
)


@pytest.mark.parametrize(("plan", "layers"), [(VGG, VGG_LAYERS), (DEEP_VGG, DEEP_VGG_LAYERS)])
def test_vggs_have_the_notebooks_layers(plan: Plan, layers: str) -> None:
    assert " ".join(" ".join(map(str, block)) or "M" for block in plan) == layers


def test_resnets_have_the_notebooks_blocks() -> None:
    written = [" ".join(f"({a},{b},{c})" for a, b, c in [block]) if block else "M" for block in RESNET]
    assert " ".join(written) == RESNET_BLOCKS
    inserted = len(DEEP_RESNET) - len(RESNET)
    assert (*RESNET[:-2], *[(384, 64, 384)] * inserted, *RESNET[-2:]) == DEEP_RESNET
    assert inserted == 5


def test_batch_norm_follows_every_convolution_but_the_last_and_every_convolution_keeps_its_bias() -> None:
    units = [m for m in vgg(DEEP_VGG, NetworkSpec(), norm=True).modules() if hasattr(m, "conv")]
    assert [hasattr(unit, "norm") for unit in units] == [True] * 16 + [False]
    assert all(unit.conv.bias is not None for unit in units)


def test_alexnet_by_hand_gives_the_same_scores() -> None:
    ours = alexnet(NetworkSpec())
    hand = nn.Sequential(
        *(nn.Conv2d(3, 64, 7, padding=1), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(64, 192, 5, padding=1), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(192, 384, 5, padding=1), nn.ReLU()),
        *(nn.Conv2d(384, 256, 3, padding=1), nn.ReLU()),
        *(nn.Conv2d(256, 256, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(256, 10, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten()),
    )
    hand.load_state_dict(dict(zip(hand.state_dict(), ours.state_dict().values(), strict=True)))
    x = torch.randn(2, 3, 32, 32)
    assert torch.equal(ours(x), hand(x))


@pytest.mark.parametrize("outputs", [4, 6])
def test_a_skip_adds_what_came_in_before_the_last_relu(outputs: int) -> None:
    units = [nn.Sequential(nn.Conv2d(4, 5, 3, padding=1)), nn.Sequential(nn.Conv2d(5, outputs, 3, padding=1))]
    block = Convolutions(4, units, outputs, skip=True).eval()
    x = torch.randn(2, 4, 6, 6)
    added = x if outputs == 4 else block.shortcut.norm(block.shortcut.conv(x))
    assert torch.equal(block(x), (units[1](units[0](x).relu()) + added).relu())
    assert (block.shortcut is None) == (outputs == 4)


def test_a_pool_is_an_empty_block() -> None:
    assert POOL == ()
    assert sum(isinstance(m, nn.MaxPool2d) for m in vgg(VGG, NetworkSpec(), norm=False).modules()) == 3
