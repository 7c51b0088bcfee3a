"""How a layer's gradient is spread over the decades."""

import torch
from torch import Tensor

from explorer.instruments.context import StepContext
from explorer.instruments.instrument_registry import INSTRUMENTS, GradientInstrument
from explorer.runs.snapshot import BINS, DECADES

# From float32's smallest normal number on: what is below counts as 0, as training computes it.
EDGES = (torch.finfo(torch.float32).tiny, *(10.0**decade for decade in range(DECADES[0], DECADES[1] + 1)))
AT_ONCE = 1 << 22
"""Numbers sorted into bins at once: a fully connected layer of VGG-16 has 103 million."""


def _shares(step: StepContext) -> Tensor:
    edges = torch.tensor(EDGES, device=step.sizes.device)
    counts = torch.stack([_counts(gradient, edges) for gradient in step.gradients])
    return counts.float() / step.sizes[:, None]


def _counts(gradient: Tensor, edges: Tensor) -> Tensor:
    pieces = gradient.flatten().split(AT_ONCE)
    bins = (torch.bucketize(piece.abs(), edges, out_int32=True, right=True) for piece in pieces)
    return torch.stack([torch.bincount(found, minlength=BINS) for found in bins]).sum(0)


GRADIENT_HISTOGRAM = INSTRUMENTS.register(
    GradientInstrument(
        name="gradient-histogram",
        title="Gradient histogram",
        formula="share of a layer's |∂loss/∂w| in each decade from 1e-20 to 1e5",
        unit="share of weights",
        healthy="One peak per layer, the middle 98 % within 3–5 decades, at the same place in all layers. "
        "Measured, width 8 on digits, three seeds, at step 0: plain-20 with batch norm peaks at 1e-3 to 1e-1 in "
        "all layers, ResNet-56 at 1e-3 to 1; in plain-56 the peak moves from 1e-3 at the output to 1–100 at "
        "the input (explodes), without norm under PyTorch's initialization below 1e-20 (vanished). Exact "
        "zeros: at most 3 % at step 0; after 15 epochs 13 % in plain-20 and ResNet-56, 34 % in plain-56.",
        limits="Fractions within a layer: the layer's size is not shown. Numbers below 1.2e-38 count as 0, as "
        "training computes them. NaN and infinity are in the last bin.",
        source="Back-propagated gradients' histograms: Glorot & Bengio 2010, Fig. 7",
        scale="linear",
        measure=_shares,
    )
)
