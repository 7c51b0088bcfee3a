"""Batch norm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.choices.norm import NORMS, Norm

if TYPE_CHECKING:
    from torch import nn


def _make(channels: int) -> nn.Module:
    from torch import nn

    return nn.BatchNorm2d(channels)


BATCH = NORMS.register(
    Norm(
        name="batch",
        title="Batch norm",
        phrase="batch norm",
        about="Over the batch, height and width, for each channel (Ioffe & Szegedy 2015, arXiv 1502.03167)",
        make=_make,
    )
)
