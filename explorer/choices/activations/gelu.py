"""The Gaussian error linear unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.choices.activation import ACTIVATIONS, Activation

if TYPE_CHECKING:
    from torch import nn


def _make(_slope: float) -> nn.Module:
    from torch import nn

    return nn.GELU()


GELU = ACTIVATIONS.register(
    Activation(
        name="gelu",
        title="GELU",
        phrase="GELU",
        about="x · Φ(x) (Hendrycks & Gimpel 2016, arXiv 1606.08415)",
        make=_make,
        gain=lambda _slope: 1.5335304412,
    )
)
