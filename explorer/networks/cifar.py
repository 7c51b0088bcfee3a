"""The CIFAR family of He et al. 2015 (arXiv 1512.03385, section 4.2): plain and residual twins of 6n+2 layers."""

from __future__ import annotations

from collections import OrderedDict

from torch import Tensor, nn
from torch.nn import functional

from explorer.networks.registry import FAMILIES, Family
from explorer.runs.spec import NetworkSpec

DEPTHS = tuple(range(8, 1203, 6))
GROUP = "CIFAR (He et al. 2015)"
OPTIONS = frozenset({"width", "norm", "shortcut", "zero_gamma"})


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


def _norm(channels: int, spec: NetworkSpec) -> list[tuple[str, nn.Module]]:
    return [("norm", nn.BatchNorm2d(channels))] if spec.norm == "batch" else []


def _convolution(inputs: int, outputs: int, kernel: int, stride: int, spec: NetworkSpec) -> nn.Conv2d:
    bias = spec.norm == "none"  # BN subtracts any bias again
    return nn.Conv2d(inputs, outputs, kernel, stride=stride, padding=kernel // 2, bias=bias)


def _unit(inputs: int, outputs: int, kernel: int, stride: int, spec: NetworkSpec) -> nn.Sequential:
    """Convolution and, with batch norm, its norm: the piece everything here is made of."""
    return nn.Sequential(
        OrderedDict([("conv", _convolution(inputs, outputs, kernel, stride, spec)), *_norm(outputs, spec)])
    )


class Block(nn.Module):
    """Two 3×3 convolutions and a shortcut around them: relu(F(x) + shortcut(x))."""

    def __init__(self, inputs: int, outputs: int, stride: int, spec: NetworkSpec) -> None:
        super().__init__()
        self.first = _unit(inputs, outputs, 3, stride, spec)
        self.second = _unit(outputs, outputs, 3, 1, spec)
        self.shortcut = _shortcut(inputs, outputs, stride, spec)
        self.relu = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """(N, inputs, H, W) → (N, outputs, ⌈H/stride⌉, ⌈W/stride⌉)."""
        out = self.second(self.relu(self.first(x)))
        return self.relu(out + (x if self.shortcut is None else self.shortcut(x)))


def _shortcut(inputs: int, outputs: int, stride: int, spec: NetworkSpec) -> nn.Module | None:
    """None is the identity. Options A, B and C of the paper's section 4.1."""
    changes = inputs != outputs or stride != 1
    if spec.shortcut == "C" or (spec.shortcut == "B" and changes):
        return _unit(inputs, outputs, 1, stride, spec)
    return ZeroPadding(inputs, outputs, stride) if changes else None


class CifarNetwork(nn.Module):
    """A 3×3 stem, three stages of n blocks at width, 2·width and 4·width, global average pool, linear head."""

    def __init__(self, depth: int, spec: NetworkSpec) -> None:
        super().__init__()
        blocks = (depth - 2) // 6
        width = spec.width
        self.stem = _unit(spec.input_shape[0], width, 3, 1, spec)
        self.relu = nn.ReLU()
        self.stage1 = _stage(width, width, 1, blocks, spec)
        self.stage2 = _stage(width, 2 * width, 2, blocks, spec)
        self.stage3 = _stage(2 * width, 4 * width, 2, blocks, spec)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.head = nn.Linear(4 * width, spec.classes)

    def forward(self, x: Tensor) -> Tensor:
        """Images (N, C, H, W) → class scores (N, classes)."""
        x = self.relu(self.stem(x))
        x = self.stage3(self.stage2(self.stage1(x)))
        return self.head(self.flatten(self.pool(x)))


def _stage(inputs: int, outputs: int, stride: int, blocks: int, spec: NetworkSpec) -> nn.Sequential:
    first = Block(inputs, outputs, stride, spec)
    return nn.Sequential(first, *(Block(outputs, outputs, 1, spec) for _ in range(blocks - 1)))


PLAIN = FAMILIES.register(
    Family(
        "plain",
        "Plain",
        "He et al.'s plain network for CIFAR: 6n+2 layers, every skip connection switched off.",
        DEPTHS,
        skips_on=False,
        make=CifarNetwork,
        group=GROUP,
        options=OPTIONS,
    )
)
RESNET = FAMILIES.register(
    Family(
        "resnet",
        "ResNet",
        "He et al.'s residual network for CIFAR: 6n+2 layers, a skip connection around every two.",
        DEPTHS,
        skips_on=True,
        make=CifarNetwork,
        group=GROUP,
        options=OPTIONS,
    )
)
