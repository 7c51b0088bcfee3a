"""What every call of a traced graph gives back and costs, found on the meta device: no arithmetic, no memory."""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Mapping
from typing import Any

import torch
from torch import Tensor, fx, nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_map_only
from torch.utils.flop_counter import flop_registry

_BATCH = 2  # BN in training mode refuses one value per channel
_CALLS = ("call_module", "call_function", "call_method")
_LASTING: dict[Hashable, tuple[Any, int]] = {}
_MOST_LASTING = 20_000
_FREE = ("add", "iadd", "cat", "relu", "flatten", "getitem", "pad", "mul", "getattr", "max_pool2d", "view", "reshape")


class Propagated:
    """Values by node, mostly meta tensors, for a batch; multiply-adds by node, for one example."""

    def __init__(self) -> None:
        self.values: dict[fx.Node, Any] = {}
        self.multiply_adds: dict[fx.Node, int] = {}


def propagate(module: nn.Module, graph: fx.Graph, input_shape: tuple[int, ...]) -> Propagated:
    """What every node gives for a batch of inputs of `input_shape` (no batch dimension).

    A network repeats few configurations many times, so each pair of configuration and input shapes is
    worked out once, of torch's own layers once in a process; that is what makes ResNet-1202 quick. `module` must
    lie on the meta device. The first use in a process also imports torch's meta kernels, about 1.4 s. Counted are
    convolutions and matrix products, by torch's own formulas (torch.utils.flop_counter), two operations to a
    multiply-add.

    Multiply-adds are those of a batch of one. The batch here is divided out, except of calls that no input leads to
    (Swin v2's MLP on its table of positions): they do the same work whatever the batch, so it is counted whole.
    """
    interpreter = _Shapes(module, graph)
    with torch.no_grad():
        interpreter.run(torch.empty(_BATCH, *input_shape, device="meta"))
    return interpreter.found


class _Counting(TorchDispatchMode):
    """Adds up what the operators inside cost. FlopCounterMode hooks every module of the process: not used."""

    def __init__(self) -> None:
        super().__init__()
        self.operations = 0

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Called by torch for every operator."""
        out = func(*args, **(kwargs or {}))
        formula = flop_registry.get(func._overloadpacket)
        if formula is not None:
            self.operations += formula(*args, **(kwargs or {}), out_val=out)
        return out


class _Shapes(fx.Interpreter):
    """Runs a graph once, each configuration once, and keeps every node's value and cost."""

    def __init__(self, module: nn.Module, graph: fx.Graph) -> None:
        super().__init__(module, garbage_collect_values=False, graph=graph)
        self.found = Propagated()
        self._known: dict[Hashable, tuple[Any, int]] = {}
        self._from_input: set[fx.Node] = set()

    def run_node(self, n: fx.Node) -> Any:
        """Run one node, or look its value up; called by `run`."""
        args, kwargs = self.fetch_args_kwargs_from_env(n)
        work = 0
        if n.op == "placeholder" or not self._from_input.isdisjoint(n.all_input_nodes):
            self._from_input.add(n)
        if n.op in _CALLS:
            layer = self.fetch_attr(str(n.target)) if n.op == "call_module" else None
            target = n.target if layer is None else _configuration(layer)
            key = (n.op, target, _signature(args), _signature(kwargs))
            known = _LASTING if layer is not None and _lasts(layer, args, kwargs) else self._known
            if key not in known:
                known[key] = self._work(n, layer, args, kwargs)
            value, operations = known[key]
            work = operations // (2 * (_BATCH if n in self._from_input else 1))
        else:
            value = getattr(self, n.op)(n.target, args, kwargs)
        if isinstance(value, Tensor) and not value.is_meta:
            value = value.to("meta")  # a tensor that forward makes itself
        self.found.values[n], self.found.multiply_adds[n] = value, work
        return value

    def _work(self, n: fx.Node, layer: nn.Module | None, args: Any, kwargs: Any) -> tuple[Any, int]:
        """A call's value and operations; a module kept whole may look at values, which only another device has."""
        try:
            return _counted(lambda: getattr(self, n.op)(n.target, args, kwargs), _free(n, layer))
        except (RuntimeError, NotImplementedError):
            if layer is None or type(layer).__module__.startswith("torch."):
                raise
            real = copy.deepcopy(layer).to_empty(device="cpu")
            for tensor in (*real.parameters(), *real.buffers()):
                tensor.zero_()
            given = tree_map_only(Tensor, lambda t: torch.zeros(t.shape, dtype=t.dtype), (args, kwargs))
            value, work = _counted(lambda: real(*given[0], **given[1]), False)
            return tree_map_only(Tensor, lambda t: t.to("meta"), value), work


def _counted(call: Callable[[], Any], free: bool) -> tuple[Any, int]:
    """A call's value and its operations, for the whole batch."""
    if free:
        return call(), 0
    with _Counting() as counting:
        value = call()
    return value, counting.operations


def _free(node: fx.Node, layer: nn.Module | None) -> bool:
    """Whether a call surely has no matrix product in it."""
    if layer is None:
        return getattr(node.target, "__name__", node.target) in _FREE
    return type(layer).__module__.startswith("torch.nn") and all(p.ndim < 2 for p in layer.parameters())


def _configuration(module: nn.Module) -> Hashable:
    """Equal for modules that give equal shapes for equal shapes; a user's own are each their own. A layer's repr leaves
    settings out, such as the `return_indices` of a pooling."""
    ours = type(module).__module__.partition(".")[0] in ("torch", "torchvision", "explorer")
    plain = ((name, value) for name, value in vars(module).items() if isinstance(value, int | float | str | tuple))
    settings = tuple((name, value) for name, value in plain if name != "training" and not name.startswith("_"))
    same = (repr(module), settings) if ours else id(module)
    return type(module), same, tuple((p.shape, p.dtype) for p in module.parameters())


def _lasts(layer: nn.Module, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool:
    """Whether what a layer gives holds for every network: its own code alone decides, and tensors are all it takes."""
    plain = type(layer).__module__.startswith("torch.nn.modules.")
    plain = plain and not layer._forward_hooks and not layer._forward_pre_hooks
    if len(_LASTING) > _MOST_LASTING:
        _LASTING.clear()
    return plain and not kwargs and all(isinstance(arg, Tensor) for arg in args)


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
    return type(value), value if isinstance(value, Hashable) else id(value)
