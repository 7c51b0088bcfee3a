"""What the notebook's networks are made of: plans of channels, and the modules built from them."""

from __future__ import annotations

from itertools import pairwise

from torch import Tensor, nn

from explorer.runs.spec import NetworkSpec

Plan = tuple[tuple[int, ...], ...]

POOL: tuple[int, ...] = ()
"""Stands for a 2×2 max-pool between the blocks of a plan; every other entry lists the channels of one block."""
VGG: Plan = ((8, 16, 64), POOL, (32, 192), POOL, (64, 384), (256, 256), POOL)
DEEP_VGG: Plan = (*VGG[:5], (64, 192, 64, 384), (64, 192, 64, 384), *VGG[5:])
RESNET: Plan = (
    *((64, 16, 64), POOL, (64, 32, 192), POOL, (192, 64, 384), (384, 64, 192)),
    *((192, 64, 384), (384, 64, 192), (192, 64, 384), (384, 256, 256), POOL),
)
DEEP_RESNET: Plan = (*RESNET[:9], *((384, 64, 384),) * 5, *RESNET[9:])


def _unit(inputs: int, outputs: int, kernel: int = 3, *, padding: int = 1, bias: bool, norm: bool) -> nn.Sequential:
    unit = nn.Sequential()
    unit.add_module("conv", nn.Conv2d(inputs, outputs, kernel, padding=padding, bias=bias))
    if norm:
        unit.add_module("norm", nn.BatchNorm2d(outputs))
    return unit


def _projection(inputs: int, outputs: int) -> nn.Sequential:
    return _unit(inputs, outputs, 1, padding=0, bias=False, norm=True)


class Convolutions(nn.Module):
    """Units with a ReLU after each. With `skip`, what came in is added before the last ReLU, through a 1×1 convolution
    with norm where the channels differ."""

    def __init__(self, inputs: int, units: list[nn.Sequential], outputs: int, *, skip: bool) -> None:
        super().__init__()
        self.units = nn.ModuleList(units)
        self.relu = nn.ReLU()
        self.skip = skip
        self.shortcut = _projection(inputs, outputs) if skip and inputs != outputs else None

    def forward(self, x: Tensor) -> Tensor:
        """(N, inputs, H, W) → (N, outputs, H, W), or less where a unit's padding is."""
        out = x
        for i, unit in enumerate(self.units):
            out = unit(self.relu(out) if i else out)
        if self.skip:
            out = out + (x if self.shortcut is None else self.shortcut(x))
        return self.relu(out)


class NotebookNetwork(nn.Module):
    """Blocks and pools, then a 1×1 convolution to the classes and a global average pool."""

    def __init__(self, body: list[nn.Module], channels: int, classes: int) -> None:
        super().__init__()
        self.body = nn.Sequential(*body)
        self.head = nn.Conv2d(channels, classes, 1)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()

    def forward(self, x: Tensor) -> Tensor:
        """Images (N, C, H, W) → class scores (N, classes)."""
        return self.flatten(self.pool(self.head(self.body(x))))


def alexnet(spec: NetworkSpec) -> NotebookNetwork:
    """Five convolutions, a ReLU after each. The kernels of 7×7 and 5×5 are padded by 1 only: the map shrinks."""
    layers = ((64, 7), (192, 5), (384, 5), (256, 3), (256, 3))
    body: list[nn.Module] = []
    inputs = spec.input_shape[0]
    for i, (outputs, kernel) in enumerate(layers):
        unit = _unit(inputs, outputs, kernel, bias=True, norm=False)
        body.append(Convolutions(inputs, [unit], outputs, skip=False))
        if i in (0, 1, 4):
            body.append(nn.MaxPool2d(2))
        inputs = outputs
    return NotebookNetwork(body, inputs, spec.classes)


def vgg(plan: Plan, spec: NetworkSpec, *, norm: bool, skips: bool = False) -> NotebookNetwork:
    """Convolutions with bias, BN after each but the last; with `skips`, one around every block but the first."""
    body: list[nn.Module] = []
    inputs = spec.input_shape[0]
    last = max(i for i, block in enumerate(plan) if block != POOL)
    for i, block in enumerate(plan):
        if block == POOL:
            body.append(nn.MaxPool2d(2))
            continue
        units = [
            _unit(before, after, bias=True, norm=norm and (i, k) != (last, len(block) - 1))
            for k, (before, after) in enumerate(pairwise((inputs, *block)))
        ]
        body.append(Convolutions(inputs, units, block[-1], skip=skips and i > 0))
        inputs = block[-1]
    return NotebookNetwork(body, inputs, spec.classes)


def resnet(plan: Plan, spec: NetworkSpec) -> NotebookNetwork:
    """A stem of three convolutions, then residual blocks (in, middle, out); no biases."""
    widths = (spec.input_shape[0], 8, 16, 64)
    stem = [_unit(a, b, bias=False, norm=True) for a, b in pairwise(widths)]
    body: list[nn.Module] = [Convolutions(widths[0], stem, widths[-1], skip=False)]
    for block in plan:
        if block == POOL:
            body.append(nn.MaxPool2d(2))
        else:
            units = [_unit(a, b, bias=False, norm=True) for a, b in pairwise(block)]
            body.append(Convolutions(block[0], units, block[-1], skip=True))
    return NotebookNetwork(body, 256, spec.classes)
