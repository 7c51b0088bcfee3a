"""A stack of convolutions in the style of VGG (Simonyan & Zisserman 2014, arXiv 1409.1556), of any depth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.choices.family import FAMILIES, Family

if TYPE_CHECKING:
    from torch import nn

    from explorer.runs.spec import NetworkSpec

DEPTHS = tuple(range(4, 102))


def _make(depth: int, spec: NetworkSpec) -> nn.Module:
    from explorer.networks import vgg_stack

    return vgg_stack.VggStack(depth, spec)


FAMILIES.register(
    Family(
        "vgg-stack",
        "VGG stack",
        "3×3 convolutions in up to five stages of doubling width with max-pools between, in the style of VGG (Simonyan "
        "& Zisserman 2014, arXiv 1409.1556), with one linear layer at the end. No skips, any depth.",
        DEPTHS,
        skips_on=False,
        make=_make,
        group="VGG style",
        options=frozenset({"width", "norm", "activation", "slope"}),
    )
)
