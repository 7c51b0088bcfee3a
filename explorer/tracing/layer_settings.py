"""Hyper-parameters of layers: kernel, stride and dilation as numbers, all of them as text for people."""

from __future__ import annotations

from typing import Any, NamedTuple

from torch import nn
from torch.nn.modules import conv, pooling

from explorer.graph.model import Shape

_WINDOWS = (conv._ConvNd, pooling._MaxPoolNd, pooling._AvgPoolNd, pooling._LPPoolNd)
_TEXTS: tuple[tuple[str, str, Any], ...] = (
    # attribute, what people call it, the value that is not worth a line
    ("kernel_size", "kernel", None),
    ("stride", "stride", 1),
    ("padding", "padding", 0),
    ("dilation", "dilation", 1),
    ("groups", "groups", 1),
    ("padding_mode", "padding mode", "zeros"),
    ("ceil_mode", "ceil mode", False),
    ("output_size", "output", None),
    ("num_heads", "heads", None),
    ("embed_dim", "width", None),
    ("num_groups", "groups", 1),
    ("normalized_shape", "normalized", None),
    ("eps", "ε", None),
    ("momentum", "momentum", None),
    ("p", "p", None),
    ("dropout", "dropout", 0.0),
    ("negative_slope", "negative slope", None),
    ("scale_factor", "scale", None),
)


class Window(NamedTuple):
    """What slides over a map, one number per axis; empty for what does not slide."""

    kernel: Shape = ()
    stride: Shape = ()
    dilation: Shape = ()


def window_of(layer: nn.Module) -> Window:
    """Kernel, stride and dilation of a convolution or pooling."""
    if not isinstance(layer, _WINDOWS):
        return Window()
    axes = int(type(layer).__name__.partition("d")[0][-1]) if isinstance(layer, pooling._MaxPoolNd) else 0
    axes = axes or next((int(c) for kind in type(layer).__mro__ for c in kind.__name__ if c in "123"), 2)
    dilation = getattr(layer, "dilation", 1)
    return Window(*(_axes(value, axes) for value in (layer.kernel_size, layer.stride, dilation)))


def settings_of(layer: nn.Module) -> tuple[tuple[str, str], ...]:
    """Name and value of every setting that is not trivial."""
    found = []
    for attribute, name, trivial in _TEXTS:
        value = getattr(layer, attribute, None)
        if value is None or callable(value) or set(_axes(value, 1)) == {trivial} or isinstance(value, nn.Module):
            continue
        found.append((name, _text(value)))
    if isinstance(layer, conv._ConvNd | nn.Linear) and layer.bias is None:
        found.append(("bias", "none"))
    return tuple(found)


def detail_of(layer: nn.Module) -> str:
    """A line for people that also fixes the shape of a weight."""
    if isinstance(layer, conv._ConvNd):
        stride = f", stride {layer.stride[0]}" if layer.stride[0] != 1 else ""
        groups = f", {layer.groups} groups" if layer.groups != 1 else ""
        return f"{_text(layer.kernel_size)}, {layer.in_channels} → {layer.out_channels}{stride}{groups}"
    if isinstance(layer, nn.Linear):
        return f"{layer.in_features} → {layer.out_features}"
    if isinstance(layer, nn.MultiheadAttention):
        return f"{layer.num_heads} heads, {layer.embed_dim}"
    return ""


def _axes(value: Any, axes: int) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,) * axes


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "×".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)
