"""The CIFAR family of He et al. 2015 (arXiv 1512.03385, section 4.2): plain and residual twins of 6n+2 layers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from explorer.choices.family import FAMILIES, Family

if TYPE_CHECKING:
    from torch import nn

    from explorer.runs.spec import NetworkSpec

DEPTHS = tuple(range(8, 1203, 6))
GROUP = "CIFAR (He et al. 2015)"
OPTIONS = frozenset({"width", "norm", "activation", "slope", "shortcut", "zero_gamma", "branch_scale"})


def _make(depth: int, spec: NetworkSpec) -> nn.Module:
    from explorer.networks import cifar

    return cifar.make(depth, spec)


_RESNET = Family(
    "resnet",
    "ResNet",
    "He et al.'s residual network for CIFAR: 6n+2 layers, a skip connection around every two.",
    DEPTHS,
    skips_on=True,
    make=_make,
    group=GROUP,
    options=OPTIONS,
    twin="plain",
    deepens=True,
)
PLAIN = FAMILIES.register(
    replace(
        _RESNET,
        name="plain",
        title="Plain",
        description="He et al.'s plain network for CIFAR: 6n+2 layers, every skip connection switched off.",
        skips_on=False,
        twin="resnet",
    )
)
RESNET = FAMILIES.register(_RESNET)
