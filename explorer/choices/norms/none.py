"""No norm: convolutions have a bias instead."""

from __future__ import annotations

from explorer.choices.norm import NORMS, Norm

NONE = NORMS.register(
    Norm(
        name="none",
        title="No norm",
        phrase="no norm",
        about="Convolutions with a bias, no normalization",
        make=None,
        scales=False,
        brief="no BN",
    )
)
