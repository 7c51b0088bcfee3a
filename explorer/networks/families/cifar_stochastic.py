"""Stochastic depth: residual branches that are left out at random while training (Huang et al. 2016)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.choices.family import FAMILIES, Family
from explorer.networks.families.cifar import DEPTHS, GROUP

if TYPE_CHECKING:
    from torch import nn

    from explorer.runs.spec import NetworkSpec


def _make(depth: int, spec: NetworkSpec) -> nn.Module:
    from explorer.networks import cifar_stochastic

    return cifar_stochastic.make(depth, spec)


FAMILIES.register(
    Family(
        "stochastic",
        "Stochastic depth",
        "He et al.'s residual network whose branches are dropped at random during training, the last with "
        "probability ½, earlier ones less (Huang et al. 2016, arXiv 1603.09382).",
        DEPTHS,
        skips_on=True,
        make=_make,
        group=GROUP,
        options=frozenset({"width", "norm", "activation", "slope", "shortcut", "branch_scale"}),
    )
)
