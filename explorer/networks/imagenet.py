"""The ImageNet networks of He et al. 2015 (arXiv 1512.03385, table 1): plain and residual, with shortcut A, B or C."""

from __future__ import annotations

from typing import Any

from torch import nn

from explorer.networks.parts import ZeroPadding
from explorer.networks.stem import SmallStem
from explorer.networks.torchvision_build import torchvision_model
from explorer.runs.spec import NetworkSpec

STEM = SmallStem(1, pools=("maxpool",))


def make(depth: int, spec: NetworkSpec) -> nn.Module:
    """torchvision's ResNet of that depth, which has shortcut B; A and C change its shortcuts alone.

    A bottleneck has its stride on the 3×3 convolution, as torchvision has it, not on the first 1×1 as in the paper.
    """
    module = torchvision_model(f"resnet{depth}", spec, STEM if spec.stem == "small" else None)
    if spec.shortcut != "B":
        for stage in ("layer1", "layer2", "layer3", "layer4"):
            for block in module.get_submodule(stage).children():
                _reshortcut(block, spec.shortcut)
    return module


def _reshortcut(block: Any, shortcut: str) -> None:
    """Shortcut A: no parameters where the shape changes; C: a projection where it does not."""
    if shortcut == "A" and block.downsample is not None:
        projection = block.downsample[0]
        block.downsample = ZeroPadding(projection.in_channels, projection.out_channels, block.stride)
    elif shortcut == "C" and block.downsample is None:
        channels = block.conv1.in_channels  # equal to the block's output, or it would have a projection
        block.downsample = nn.Sequential(nn.Conv2d(channels, channels, 1, bias=False), nn.BatchNorm2d(channels))
