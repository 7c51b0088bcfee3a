"""Pre-activation residual networks, "identity mappings" (He et al. 2016, arXiv 1603.05027): 6n+2 and 9n+2 layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.choices.family import FAMILIES, Family
from explorer.networks.families import cifar, cifar_bottleneck

if TYPE_CHECKING:
    from torch import nn

    from explorer.runs.spec import NetworkSpec

_OPTIONS = frozenset(
    {"width", "norm", "activation", "slope", "shortcut", "branch_scale"}
)  # no norm ends a branch, so there is no γ to start at 0


def _make(depth: int, spec: NetworkSpec) -> nn.Module:
    from explorer.networks import cifar_preactivation

    return cifar_preactivation.make(depth, spec)


def _make_bottleneck(depth: int, spec: NetworkSpec) -> nn.Module:
    from explorer.networks import cifar_preactivation

    return cifar_preactivation.make_bottleneck(depth, spec)


FAMILIES.register(
    Family(
        "preact",
        "Pre-activation ResNet",
        "The residual network with norm and ReLU before each convolution, so that the skip path contains only "
        "additions: 6n+2 layers (He et al. 2016, arXiv 1603.05027).",
        cifar.DEPTHS,
        skips_on=True,
        make=_make,
        group=cifar.GROUP,
        options=_OPTIONS,
    )
)
FAMILIES.register(
    Family(
        "preact-bottleneck",
        "Pre-activation ResNet, bottleneck",
        "Pre-activation with bottleneck blocks: 9n+2 layers, ResNet-164 and ResNet-1001 of He et al. 2016 "
        "(arXiv 1603.05027) among them.",
        cifar_bottleneck.DEPTHS,
        skips_on=True,
        make=_make_bottleneck,
        group=cifar.GROUP,
        options=_OPTIONS,
        defaults={"shortcut": "B"},
    )
)
