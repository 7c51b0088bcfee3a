"""How a layer's activations are spread over the decades."""

from torch import Tensor

from explorer.instruments.bins import decades, shares
from explorer.instruments.instrument_registry import INSTRUMENTS, ActivationHistogram

IMAGES = 16
"""Images sorted of a probe's 64: with all of them this one instrument took a fifth of a probe on the digits."""


def _shares(activation: Tensor) -> Tensor:
    activation = activation[:IMAGES]
    lying = activation if activation.is_contiguous() else activation.movedim(1, -1)  # as in memory: no copy
    return shares(lying.reshape(1, -1), decades)[0]


ACTIVATION_HISTOGRAM = INSTRUMENTS.register(
    ActivationHistogram(
        name="activation-histogram",
        title="Activation histogram",
        formula="share of a layer's |a| in each decade from 1e-20 to 1e5, a: activations of 16 images of a probe",
        unit="share of activations",
        healthy="The same in all layers. Measured, width 8 on digits, three seeds, batch norm and ReLU, at step 0: "
        "half are exactly 0, 39–48 % between 0.1 and 10. Plain-56 without norm under PyTorch's initialization has its "
        "peak at 1e-2 to 0.1 and nothing above 0.1 in a typical layer.",
        limits="Magnitudes: signs are left out, and a saturated tanh stands with 0.1 to 1. Empty where no activation "
        "function follows a layer. Exact zeros come only from functions that clip to 0. NaN and infinity are in the "
        "last bin.",
        source="Activations' histograms: Glorot & Bengio 2010, section 3 and Fig. 4",
        scale="linear",
        measure=_shares,
    )
)
