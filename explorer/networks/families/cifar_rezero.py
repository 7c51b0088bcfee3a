"""ReZero: every residual branch times a learned number that starts at 0 (Bachlechner et al. 2020, arXiv 2003.04887)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.choices.family import FAMILIES, Family
from explorer.networks.families.cifar import DEPTHS, GROUP

if TYPE_CHECKING:
    from torch import nn

    from explorer.runs.spec import NetworkSpec


def _make(depth: int, spec: NetworkSpec) -> nn.Module:
    from explorer.networks import cifar_rezero

    return cifar_rezero.make(depth, spec)


FAMILIES.register(
    Family(
        "rezero",
        "ReZero",
        "He et al.'s residual network whose branches are scaled by a learned scalar initialized to 0 (Bachlechner "
        "et al. 2020, arXiv 2003.04887); without norm it is SkipInit (De & Smith 2020, arXiv 2002.10444). With "
        "its skips off no signal passes, and it cannot learn.",
        DEPTHS,
        skips_on=True,
        make=_make,
        group=GROUP,
        options=frozenset({"width", "norm", "activation", "slope", "shortcut"}),
    )
)
