"""RepVGG (Ding et al. 2021, arXiv 2101.03697) in the shape of He et al.'s networks for CIFAR."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.choices.family import FAMILIES, Family
from explorer.networks.families.cifar import GROUP

if TYPE_CHECKING:
    from torch import nn

    from explorer.runs.spec import NetworkSpec

DEPTHS = tuple(range(5, 111, 3))


def _make(depth: int, spec: NetworkSpec) -> nn.Module:
    from explorer.networks import cifar_repvgg

    return cifar_repvgg.make(depth, spec)


FAMILIES.register(
    Family(
        "repvgg",
        "RepVGG",
        "RepVGG (Ding et al. 2021, arXiv 2101.03697) in the shape of He et al.'s networks for CIFAR: 3n+2 layers, each "
        "block a 3×3 and a 1×1 convolution and the identity side by side, each with its norm. Once trained, every "
        "block folds into one 3×3 convolution: see the analysis What the skip was.",
        DEPTHS,
        skips_on=True,
        make=_make,
        group=GROUP,
        options=frozenset({"width", "norm", "activation", "slope"}),
        shallow=8,
    )
)
