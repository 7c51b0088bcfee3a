"""Residual networks for CIFAR with bottleneck blocks: 9n+2 layers (He et al. 2015, figure 5; 2016, table 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.choices.family import FAMILIES, Family
from explorer.networks.families.cifar import GROUP, OPTIONS

if TYPE_CHECKING:
    from torch import nn

    from explorer.runs.spec import NetworkSpec

DEPTHS = tuple(range(11, 1200, 9))


def _make(depth: int, spec: NetworkSpec) -> nn.Module:
    from explorer.networks import cifar_bottleneck

    return cifar_bottleneck.make(depth, spec)


FAMILIES.register(
    Family(
        "resnet-bottleneck",
        "ResNet, bottleneck",
        "The residual network for CIFAR with 1×1, 3×3, 1×1 blocks, 9n+2 layers: ResNet-164 of He et al. 2016 "
        "(arXiv 1603.05027) among them.",
        DEPTHS,
        skips_on=True,
        make=_make,
        group=GROUP,
        options=OPTIONS,
        defaults={"shortcut": "B"},
    )
)
