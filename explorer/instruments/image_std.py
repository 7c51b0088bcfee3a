"""How much of a layer's response depends on the image."""

import torch
from torch import Tensor

from explorer.instruments.instrument_registry import INSTRUMENTS, ResponseInstrument


def _relative(response: Tensor) -> Tensor:
    across = (response - response.mean(0)).square().mean().sqrt()  # var(0) takes four times as long, channels last
    size = response.square().mean().sqrt()
    return torch.where(size == 0, size, across / size)  # all zeros: the same for every image


IMAGE_STD = INSTRUMENTS.register(
    ResponseInstrument(
        name="image-std",
        title="Deviation across images",
        formula="√(mean over units of var over images of r) / RMS(r), r: response",
        unit="share of the response's RMS",
        healthy="Above 0.2 in every layer. Measured, width 8 on digits, three seeds, batch norm, at step 0: "
        "plain-20 and plain-56 0.43–0.92, ResNet-56 0.26–0.87; after 15 epochs the class scores reach 0.98 "
        "and 0.94 of at most 1. Near 0 the network gives the same output for every image: plain-56 without "
        "norm under PyTorch's initialization about 3e-8 in all but the first layers.",
        limits="Shows that images differ, not that classes do. Limited by rounding at about 1e-8. Batch norm "
        "amplifies small differences until they look healthy again.",
        source="Signal propagation as in Glorot & Bengio 2010; loss of the input's geometry: Schoenholz et al. 2017, "
        "arXiv 1611.01232, section 3",
        measure=_relative,
    )
)
