"""Highway networks: learned gates between a layer and the way around it (Srivastava et al. 2015, arXiv 1507.06228)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.choices.family import FAMILIES, Family
from explorer.networks.families.cifar import DEPTHS, GROUP

if TYPE_CHECKING:
    from torch import nn

    from explorer.runs.spec import NetworkSpec


def _make(depth: int, spec: NetworkSpec) -> nn.Module:
    from explorer.networks import cifar_highway

    return cifar_highway.make(depth, spec)


FAMILIES.register(
    Family(
        "highway",
        "Highway",
        "A highway network (Srivastava et al. 2015, arXiv 1507.06228) in the shape of He et al.'s for CIFAR: a learned "
        "gate T mixes each layer with its input, T·H + (1 − T)·x, and starts mostly closed. A skip that is off leaves "
        "T·H.",
        DEPTHS,
        skips_on=True,
        make=_make,
        group=GROUP,
        options=frozenset({"width", "norm", "activation", "slope"}),
        defaults={"norm": "none"},
    )
)
