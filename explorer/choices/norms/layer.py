"""Layer norm over channels, height and width together, with γ and β for each channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.choices.norm import NORMS, Norm

if TYPE_CHECKING:
    from torch import nn


def _make(channels: int) -> nn.Module:
    from torch import nn

    return nn.GroupNorm(1, channels)


LAYER = NORMS.register(
    Norm(
        name="layer",
        title="Layer norm",
        phrase="layer norm",
        about="Over all of one image: channels, height and width (Ba et al. 2016, arXiv 1607.06450)",
        make=_make,
    )
)
