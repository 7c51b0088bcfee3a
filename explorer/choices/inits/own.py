"""Initial weights as the network's own code draws them."""

from __future__ import annotations

from explorer.choices.init import INITS, Init

OWN = INITS.register(
    Init(
        name="own",
        title="Model's own init",
        phrase="its own init",
        short="its own init",
        about="As initialized by the network's own code",
        rules=None,
    )
)
