"""From nodes of a traced graph to `Call`s: terms, shapes, parameters, multiply-adds, stages."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from torch import Tensor, fx, nn

from explorer.graph.model import Call, Shape

_MODULES: tuple[tuple[type[nn.Module] | tuple[type[nn.Module], ...], str], ...] = (
    (nn.Conv2d, "conv"),
    (nn.Linear, "linear"),
    ((nn.BatchNorm2d, nn.LayerNorm, nn.GroupNorm, nn.LocalResponseNorm), "norm"),
    ((nn.ReLU, nn.ReLU6), "relu"),
    ((nn.MaxPool2d, nn.AvgPool2d, nn.AdaptiveAvgPool2d, nn.AdaptiveMaxPool2d), "pool"),
    (nn.Dropout, "dropout"),
    (nn.Identity, "identity"),
    (nn.Flatten, "flatten"),
)
_FUNCTIONS = {
    "add": "add", "iadd": "add", "cat": "concatenate", "concat": "concatenate", "relu": "relu",
    "flatten": "flatten", "view": "flatten", "reshape": "flatten", "pad": "pad", "getitem": "subsample",
    "max_pool2d": "pool", "avg_pool2d": "pool", "adaptive_avg_pool2d": "pool", "mean": "pool", "dropout": "dropout",
}  # fmt: skip
_OPS = {"placeholder": "input", "output": "output", "get_attr": "parameter"}
TRANSPARENT = ("dropout", "identity")


def calls_of(module: nn.Module, values: Mapping[fx.Node, Any]) -> dict[str, Call]:
    """One Call per node, by node name, in topological order; `values` as `shapes.propagate` gives them."""
    calls: dict[str, Call] = {}
    for node, value in values.items():
        before = [calls[n.name] for n in node.all_input_nodes]
        calls[node.name] = _call(module, node, value, before)
    return calls


def _call(module: nn.Module, node: fx.Node, value: Any, before: list[Call]) -> Call:
    shape = _shape(value)
    layer = module.get_submodule(str(node.target)) if node.op == "call_module" else None
    name, op = _terms(node, layer)
    stage = _stage(op, shape, before)
    if layer is None:
        parameters = value.numel() if isinstance(value, nn.Parameter) else 0
        return Call(node.name, op, name, _path(node), shape, parameters, stage=stage)
    return Call(
        node.name,
        op,
        name,
        str(node.target),
        shape,
        parameters=sum(p.numel() for p in layer.parameters()),
        multiply_adds=_multiply_adds(layer, shape),
        weight=f"{node.target}.weight" if isinstance(layer, nn.Conv2d | nn.Linear) else None,
        stage=stage,
        detail=_detail(layer),
    )


def _terms(node: fx.Node, layer: nn.Module | None) -> tuple[str, str]:
    """The call's type and its standard term; a call without a term of its own keeps its type's name."""
    if layer is not None:
        name = type(layer).__name__
        return name, next((op for kinds, op in _MODULES if isinstance(layer, kinds)), name.lower())
    if node.op in _OPS:
        return node.op, _OPS[node.op]
    name = node.target if isinstance(node.target, str) else node.target.__name__
    return name, _FUNCTIONS.get(name.strip("_"), name.strip("_"))


def _path(node: fx.Node) -> str:
    """The module a function is called in; empty at the top."""
    if node.op == "get_attr":
        return str(node.target)
    stack = node.meta.get("nn_module_stack", {})
    return next(reversed(stack), "") if stack else ""


def _shape(value: Any) -> Shape:
    """A tensor's shape without the batch dimension; () for anything else."""
    return tuple(value.shape[1:]) if isinstance(value, Tensor) else ()


def _multiply_adds(layer: nn.Module, shape: Shape) -> int:
    """Multiply-adds per example: every output value of a convolution or linear layer takes one fan-in."""
    if isinstance(layer, nn.Conv2d | nn.Linear):
        return math.prod(shape) * layer.weight[0].numel()
    return 0


def _detail(layer: nn.Module) -> str:
    """A line for people that also fixes the shape of a weight."""
    if isinstance(layer, nn.Conv2d):
        stride = f", stride {layer.stride[0]}" if layer.stride[0] != 1 else ""
        groups = f", {layer.groups} groups" if layer.groups != 1 else ""
        kernel = "×".join(map(str, layer.kernel_size))
        return f"{kernel}, {layer.in_channels} → {layer.out_channels}{stride}{groups}"
    if isinstance(layer, nn.Linear):
        return f"{layer.in_features} → {layer.out_features}"
    return ""


def _stage(op: str, shape: Shape, before: list[Call]) -> int | None:
    """1 for the input's resolution, +1 at each reduction; None from the global pool on."""
    if len(shape) != 3 or (op == "pool" and shape[1:] == (1, 1)):
        return None
    if op == "input":
        return 1
    maps = [call for call in before if call.stage is not None]
    if not maps:
        return None
    last = max(maps, key=lambda call: call.stage or 0)
    return (last.stage or 0) + (math.prod(shape[1:]) < math.prod(last.shape[1:]))
