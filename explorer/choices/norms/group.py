"""Group norm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.choices.norm import NORMS, Norm

if TYPE_CHECKING:
    from torch import nn


def groups_of(channels: int) -> int:
    """The groups of group norm: as many as divide the channels, at most 32, with 8 channels or more in each; else 1.

    Wu & He 2018 (arXiv 1803.08494, table 3) found 32 groups, or 16 channels in each, to be best, and 8 in each nearly
    as good; the widths here are small. With 15 channels or fewer it is layer norm.
    """
    return max((g for g in range(2, 33) if channels % g == 0 and channels >= 8 * g), default=1)


def _make(channels: int) -> nn.Module:
    from torch import nn

    return nn.GroupNorm(groups_of(channels), channels)


GROUP = NORMS.register(
    Norm(
        name="group",
        title="Group norm",
        phrase="group norm",
        about="Over groups of channels of one image (Wu & He 2018, arXiv 1803.08494)",
        make=_make,
    )
)
