"""Plain chains of layers that carry their own input along: what a skip around them does, without an addition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

_FAR = 30.0
"""How far from 0 an activation function is tried: ReLU6 keeps its input to 6."""


class NotFoldableError(Exception):
    """A block that is no plain chain; the message says why, to follow "block 1.2 stays:"."""


@dataclass(frozen=True)
class Linear:
    """A convolution as numbers, without groups: `weight` (out, in, height, width), `bias` (out,), float64; or, where
    the `channels_last`, a linear layer of tokens or vectors, which is a 1×1 one."""

    weight: Tensor
    bias: Tensor
    stride: tuple[int, int] = (1, 1)
    dilation: tuple[int, int] = (1, 1)
    channels_last: bool = False

    def times(self, scale: Tensor, shift: Tensor | float = 0.0) -> Linear:
        """What follows it scales and shifts its channels (out,)."""
        return replace(self, weight=self.weight * scale.reshape(-1, 1, 1, 1), bias=self.bias * scale + shift)

    def module(self) -> nn.Conv2d | nn.Linear:
        """The layer that computes it, which keeps the map's size but for the stride."""
        layer = self._empty()
        assert layer.bias is not None
        with torch.no_grad():
            layer.weight.copy_(self.weight.reshape(layer.weight.shape))
            layer.bias.copy_(self.bias)
        return layer

    def _empty(self) -> nn.Conv2d | nn.Linear:
        """Made so that nothing is drawn."""
        outputs, inputs, height, width = self.weight.shape
        if self.channels_last:
            layer = nn.utils.skip_init(nn.Linear, inputs, outputs, dtype=torch.float64)
        else:
            kernel, padding = (height, width), (self.dilation[0] * (height // 2), self.dilation[1] * (width // 2))
            layer = nn.utils.skip_init(
                nn.Conv2d, inputs, outputs, kernel, self.stride, padding, self.dilation, dtype=torch.float64
            )
        assert isinstance(layer, nn.Conv2d | nn.Linear)
        return layer


def unchanged(channels: int, *, channels_last: bool = False) -> Linear:
    """The 1×1 convolution, or the linear layer, that is the identity."""
    bias = torch.zeros(channels, dtype=torch.float64)
    return Linear(_one(channels)[:, :, None, None], bias, channels_last=channels_last)


def linear_of(layer: nn.Conv2d | nn.Linear) -> Linear:
    """A layer as numbers; NotFoldableError where it does not keep the map's size but for its stride, or wraps around
    the edges."""
    if isinstance(layer, nn.Linear):
        matrix = layer.weight.detach().double()
        return Linear(matrix[:, :, None, None], _bias(layer), channels_last=True)
    outputs, each, *kernel = layer.weight.shape
    padding = layer.padding if not isinstance(layer.padding, str) else _named(layer)
    kept = [step * (side // 2) for step, side in zip(layer.dilation, kernel, strict=True)]
    if layer.padding_mode != "zeros" or any(side % 2 == 0 for side in kernel) or list(padding) != kept:
        raise NotFoldableError(f"a {kernel[0]}×{kernel[1]} convolution does not keep the map's places")
    weight = torch.zeros(outputs, layer.in_channels, *kernel, dtype=torch.float64)
    part = outputs // layer.groups
    for group in range(layer.groups):
        rows = slice(group * part, (group + 1) * part)
        weight[rows, group * each : (group + 1) * each] = layer.weight.detach()[rows].double()
    return Linear(weight, _bias(layer), _pair(layer.stride), _pair(layer.dilation))


def _bias(layer: nn.Conv2d | nn.Linear) -> Tensor:
    bias = layer.bias  # PyTorch's stubs leave out that a layer may have none
    return torch.zeros(len(layer.weight)).double() if bias is None else bias.detach().double()


def _named(layer: nn.Conv2d) -> list[int]:
    same = layer.padding == "same"
    return [step * (side // 2) if same else 0 for step, side in zip(layer.dilation, layer.kernel_size, strict=True)]


def _pair(numbers: Sequence[int]) -> tuple[int, int]:
    return numbers[0], numbers[1]


Stage = tuple[Linear, nn.Module | None]
"""A convolution or linear layer and the activation function behind it, if any."""


@dataclass(frozen=True)
class Carried:
    """`chain` computes what the block adds up; `extra` channels in its middle carry the input along."""

    chain: nn.Sequential
    extra: int


def carried(stages: Sequence[Stage], shortcut: Tensor, shift: Tensor, *, not_negative: bool) -> Carried:
    """`stages`, the last without an activation function, plus a shortcut: `shortcut` (out, in) times the input, at
    every total stride of the stages, plus `shift` (out,).

    An activation function φ lets the input x pass in channels of its own: ReLU where x ≥ 0 (`not_negative`), for
    relu(x) = x; else in pairs, for φ(x) − φ(−x) = c·x, with c = 1 of ReLU, GELU and SiLU, 1 + slope of leaky ReLU.
    NotFoldableError for one that does not.
    """
    inputs = stages[0][0].weight.shape[1]
    needed, extra = bool(shortcut.any()), 0
    read = _one(inputs)  # the input as a linear map of the channels that carry it
    layers: list[nn.Module] = []
    for place, (linear, activation) in enumerate(stages):
        last = place == len(stages) - 1
        handed = torch.zeros(0, inputs, dtype=torch.float64)
        if needed:
            handed = shortcut if last else _sent(inputs, activation, not_negative=not_negative)
        layers.append(_widened(linear, handed, read, first=place == 0, last=last).module())
        if activation is not None:
            layers.append(activation)
        if needed and not last:
            read = handed.T / _passed(activation) if len(handed) > inputs else _one(inputs)
            extra = max(extra, len(handed))
    final = layers[-1]
    assert isinstance(final, nn.Conv2d | nn.Linear)
    assert final.bias is not None
    with torch.no_grad():
        final.bias += shift
    return Carried(nn.Sequential(*layers).eval(), extra)


def _widened(linear: Linear, map_: Tensor, read: Tensor, *, first: bool, last: bool) -> Linear:
    """A convolution that also reads the input from the channels that carry it and hands `map_` times the input on: in
    channels of its own or, the last one, added to its result."""
    outputs, inputs, height, width = linear.weight.shape
    held = read if len(map_) else read[:, :0]
    new = 0 if last else len(map_)
    wide = torch.zeros(outputs + new, inputs if first else inputs + held.shape[1], height, width, dtype=torch.float64)
    wide[:outputs, :inputs] = linear.weight
    if len(map_):
        rows, columns = slice(0 if last else outputs, None), slice(0 if first else inputs, None)
        wide[rows, columns, height // 2, width // 2] += map_ @ held
    return replace(linear, weight=wide, bias=torch.cat((linear.bias, linear.bias.new_zeros(new))))


def _sent(inputs: int, activation: nn.Module | None, *, not_negative: bool) -> Tensor:
    """How the input is sent through an activation function, (channels, inputs): once, or with either sign."""
    if activation is None or (not_negative and keeps_positive(activation)):
        return _one(inputs)
    _passed(activation)
    return torch.cat((_one(inputs), -_one(inputs)))


def _passed(activation: nn.Module | None) -> float:
    """c of φ(x) − φ(−x) = c·x; NotFoldableError where there is no such number."""
    if activation is None:
        return 1.0
    grid = _grid()
    found = (_tried(activation, grid) - _tried(activation, -grid)) / grid
    if not torch.allclose(found, found[:1], rtol=1e-12, atol=0) or not found[0]:
        raise NotFoldableError(f"{name_of(activation)} does not let the input pass unchanged")
    return float(found[0])


def name_of(activation: nn.Module) -> str:
    """What an activation function is called: its title where it has one (see branches), else its class."""
    return str(getattr(activation, "title", "") or type(activation).__name__)


def keeps_positive(activation: nn.Module) -> bool:
    """Whether what is positive passes unchanged."""
    return torch.equal(_tried(activation, _grid()), _grid())


def gives_no_negative(activation: nn.Module) -> bool:
    """Whether no result is below 0."""
    return bool((_tried(activation, torch.cat((_grid(), -_grid()))) >= 0).all())


def _tried(activation: nn.Module, values: Tensor) -> Tensor:
    try:
        with torch.no_grad():
            found: Tensor = activation(values.clone())
    except (RuntimeError, IndexError):  # one that has weights for each channel
        return torch.full_like(values, torch.nan)
    return found


def _grid() -> Tensor:
    return torch.linspace(0, _FAR, 301, dtype=torch.float64)[1:]


def _one(channels: int) -> Tensor:
    return torch.eye(channels, dtype=torch.float64)
