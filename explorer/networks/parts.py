"""The pieces networks are made of: norms, convolutions with their norm, shortcuts A, B and C."""

from __future__ import annotations

from collections import OrderedDict

from torch import Tensor, nn
from torch.nn import functional

from explorer.choices.activation import ACTIVATIONS
from explorer.choices.norm import NORMS
from explorer.runs.spec import NetworkSpec


def norm_of(channels: int, spec: NetworkSpec) -> list[tuple[str, nn.Module]]:
    """The norm of maps (N, channels, H, W) by `spec.norm`, named "norm"; empty for "none"."""
    make = NORMS[spec.norm].make
    return [] if make is None else [("norm", make(channels))]


def convolution(inputs: int, outputs: int, kernel: int, stride: int, spec: NetworkSpec) -> nn.Conv2d:
    """A convolution that keeps the size but for its stride; with a bias only where no norm would replace it."""
    bias = NORMS[spec.norm].make is None  # a norm has its own β
    return nn.Conv2d(inputs, outputs, kernel, stride=stride, padding=kernel // 2, bias=bias)


def unit(inputs: int, outputs: int, kernel: int, stride: int, spec: NetworkSpec) -> nn.Sequential:
    """Convolution ("conv") and its norm, if any ("norm")."""
    return nn.Sequential(
        OrderedDict([("conv", convolution(inputs, outputs, kernel, stride, spec)), *norm_of(outputs, spec)])
    )


def activation_of(spec: NetworkSpec) -> nn.Module:
    """The activation function of `spec.activation`."""
    return ACTIVATIONS[spec.activation].make(spec.slope)


class Scale(nn.Module):
    """Multiplies by a fixed number."""

    def __init__(self, factor: float) -> None:
        super().__init__()
        self.factor = factor

    def forward(self, x: Tensor) -> Tensor:
        """Any shape."""
        return self.factor * x


def branch_scale(blocks: int, spec: NetworkSpec) -> Scale | None:
    """What a residual branch is multiplied by before the addition: 1/√L for L blocks where the spec says so. The
    variance of what the blocks add up to then does not grow with depth (Arpit et al. 2019, arXiv 1902.01996)."""
    return Scale(blocks**-0.5) if spec.branch_scale else None


class ZeroPadding(nn.Module):
    """Shortcut A: every second row and column, and zero channels behind the given ones; no parameters.

    (N, inputs, H, W) → (N, outputs, ⌈H/stride⌉, ⌈W/stride⌉).
    """

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.stride = stride
        self.added = outputs - inputs

    def forward(self, x: Tensor) -> Tensor:
        """Subsample and pad."""
        return functional.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, 0, self.added))


def projects(inputs: int, outputs: int, stride: int, spec: NetworkSpec) -> bool:
    """Whether the shortcut has weights: everywhere with option C, where shapes change with B, nowhere with A."""
    changes = inputs != outputs or stride != 1
    return spec.shortcut == "C" or (spec.shortcut == "B" and changes)


def padding(inputs: int, outputs: int, stride: int) -> ZeroPadding | None:
    """The shortcut without weights; None is the identity."""
    return ZeroPadding(inputs, outputs, stride) if inputs != outputs or stride != 1 else None


def shortcut(inputs: int, outputs: int, stride: int, spec: NetworkSpec) -> nn.Module | None:
    """Options A, B and C of He et al. 2015, section 4.1; None is the identity."""
    if projects(inputs, outputs, stride, spec):
        return unit(inputs, outputs, 1, stride, spec)
    return padding(inputs, outputs, stride)
