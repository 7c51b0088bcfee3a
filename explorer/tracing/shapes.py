"""What every call of a traced graph gives back, found on the meta device: shapes without arithmetic or memory."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import torch
from torch import Tensor, fx, nn

_BATCH = 2  # BN in training mode refuses one value per channel
_CALLS = ("call_module", "call_function", "call_method")


def propagate(module: nn.Module, graph: fx.Graph, input_shape: tuple[int, ...]) -> dict[fx.Node, Any]:
    """The value of every node for a batch of inputs of `input_shape` (no batch dimension): mostly meta tensors.

    A network repeats few configurations many times, so each pair of configuration and input shapes is
    worked out once; that is what makes ResNet-1202 quick. `module` must lie on the meta device. The first use
    in a process also imports torch's meta kernels, about 1.4 s.
    """
    interpreter = _Shapes(module, graph)
    with torch.no_grad():
        interpreter.run(torch.empty(_BATCH, *input_shape, device="meta"))
    return interpreter.values


class _Shapes(fx.Interpreter):
    """Runs a graph once, each configuration once, and keeps every node's value."""

    def __init__(self, module: nn.Module, graph: fx.Graph) -> None:
        super().__init__(module, garbage_collect_values=False, graph=graph)
        self.values: dict[fx.Node, Any] = {}
        self._known: dict[Hashable, Any] = {}

    def run_node(self, n: fx.Node) -> Any:
        """Run one node, or look its value up; called by `run`."""
        args, kwargs = self.fetch_args_kwargs_from_env(n)
        layer = self.fetch_attr(str(n.target)) if n.op == "call_module" else None
        if n.op in _CALLS:
            target = n.target if layer is None else _configuration(layer)
            key = (n.op, target, _signature(args), _signature(kwargs))
            if key not in self._known:
                self._known[key] = getattr(self, n.op)(n.target, args, kwargs)
            self.values[n] = self._known[key]
        else:
            self.values[n] = getattr(self, n.op)(n.target, args, kwargs)
        return self.values[n]


def _configuration(module: nn.Module) -> Hashable:
    """Equal for modules that give equal shapes for equal shapes."""
    return type(module), repr(module), tuple(p.shape for p in module.parameters())


def _signature(value: Any) -> Hashable:
    """A hashable stand-in for arguments, tensors by shape and type."""
    if isinstance(value, Tensor):
        return "tensor", value.shape, value.dtype
    if isinstance(value, list | tuple):
        return type(value), tuple(_signature(v) for v in value)
    if isinstance(value, dict):
        return tuple((k, _signature(v)) for k, v in value.items())
    if isinstance(value, slice):  # hashable only from Python 3.12 on
        return "slice", _signature((value.start, value.stop, value.step))
    return type(value), value
