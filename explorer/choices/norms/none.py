"""No norm: convolutions have a bias instead."""

from __future__ import annotations

from explorer.choices.norm import NORMS, Norm

NONE = NORMS.register(
    Norm(
        name="none",
        title="No norm",
        phrase="no norm",
        about="Convolutions with a bias and nothing behind them",
        make=None,
        scales=False,
        brief="no BN",
    )
)
