"""How much of the gradient that comes back to a fork comes by the shortcut."""

import torch
from torch import Tensor

from explorer.instruments.context import length
from explorer.instruments.instrument_registry import INSTRUMENTS, ForkInstrument
from explorer.runs.snapshot import ABSENT


def _share(shortcut: Tensor, residual: Tensor) -> Tensor:
    by_shortcut, by_residual = length(shortcut), length(residual)
    both = by_shortcut + by_residual
    return torch.where(both == 0, ABSENT, by_shortcut / both)  # nothing comes back at all


GRADIENT_SHARE = INSTRUMENTS.register(
    ForkInstrument(
        name="gradient-share",
        title="Gradient through the shortcut",
        formula="‖gₛ‖ / (‖gₛ‖ + ‖gᵣ‖), gₛ and gᵣ: gradients that shortcut and residual branch return to the fork",
        unit="share",
        healthy="Measured, width 8 on digits, three seeds, ResNet-56 with batch norm: 0.31–0.72 at step 0, "
        "typically 0.62, more in later blocks; 0.40–0.91 after 15 epochs, typically 0.81: most of the "
        "gradient flows through the shortcut. 0 where the skip is off.",
        limits="Norms of the two parts, which may point in different directions or cancel: fractions of what "
        "arrives, not of the sum. Not measured in your own model if an in-place operation "
        "(nn.ReLU(inplace=True)) modifies the fork itself: the two parts cannot be separated there.",
        source="Veit et al. 2016, arXiv 1605.06431; He et al. 2016, arXiv 1603.05027, equation 5",
        scale="linear",
        measure=_share,
    )
)
