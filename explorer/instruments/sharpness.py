"""The largest eigenvalue of the loss's Hessian, while a network trains."""

import torch
from torch import Tensor

from explorer.instruments.curvature import Curvature
from explorer.instruments.instrument_registry import INSTRUMENTS, CurvatureInstrument
from explorer.runs.snapshot import SHARPNESS as NAME

ITERATIONS = 30
"""Power iterations at most: each costs about as much as two or three passes."""


def _largest(curvature: Curvature) -> Tensor:
    *_, found = curvature.estimates(0, ITERATIONS)
    return torch.tensor(found)


SHARPNESS = INSTRUMENTS.register(
    CurvatureInstrument(
        name=NAME,
        title="Sharpness",
        formula="λ of ∂²loss/∂w² that is largest in size, with its sign, for a probe batch",
        unit="nats per unit of weight²",
        healthy="Below 2/lr of gradient descent, (2 + 2β)/lr with momentum β, on a parabola of the whole data; "
        "training tends to raise a low sharpness to about the line and to hold it there (the edge of stability). "
        "Measured, width 8 on digits, batch norm, three seeds, 64 images, at step 0, where the line is 38: ResNet-20 "
        "13–19, plain-20 −42 to −56, ResNet-56 −136, 80 and −127, which all learn; plain-56 4.5e6 to 2.9e7 in size, "
        "which does not.",
        limits="Largest in size: where it is negative, the largest positive one is not seen. With mini-batches what "
        "settles at 2/lr is not the largest eigenvalue but the curvature of each batch along its own gradient; that of "
        "all data stays below (arXiv 2412.20553). This is of one batch, in training mode: noisier and larger. 30 power "
        "iterations at most. Each measurement costs as much as some 30 to 60 steps. Empty for a network that cannot be "
        "differentiated twice.",
        source="Cohen et al. 2021, arXiv 2103.00065",
        measure=_largest,
    )
)
