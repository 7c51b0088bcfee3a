"""From nodes of a traced graph to `Call`s: terms, shapes, parameters, multiply-adds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from torch import Tensor, fx, nn

from explorer.graph.counts import Parameter
from explorer.graph.model import Call, Shape
from explorer.graph.ops import Op
from explorer.tracing.kept_parts import NOTHING, Kept
from explorer.tracing.kept_reasons import why_kept
from explorer.tracing.layer_settings import detail_of, settings_of, window_of
from explorer.tracing.modes import ByMode
from explorer.tracing.op_terms import function_name, terms
from explorer.tracing.shapes import Propagated
from explorer.tracing.stages import Stages
from explorer.tracing.torch_export import has

_TURNED = ("t", "transpose", "permute", "swapaxes", "view", "reshape")


def calls_of(module: nn.Module, found: Propagated, kept: Kept = NOTHING) -> dict[str, Call]:
    """One Call per node that gives tensors, by node name, in topological order.

    Sizes and other plain numbers are no calls. Neither are parameters that one layer alone uses: they belong to it.
    """
    owned = _owned(module, found)
    names = {id(parameter): name for name, parameter in module.named_parameters()}
    stages = Stages()
    calls: dict[str, Call] = {}
    for node, value in found.values.items():
        if node.name in owned or not (node.op in ("placeholder", "output") or _has_tensor(value)):
            continue
        before = [calls[n.name] for n in node.all_input_nodes if n.name in calls]
        call = _holding(_call(module, node, found), _parameters(module, node, found), names)
        call = replace(call, kept=why_kept(module, node, kept))
        calls[node.name] = stages.placed(call, before)
    return calls


def _holding(call: Call, parameters: Iterable[nn.Parameter], names: dict[int, str]) -> Call:
    """The call with its parameters; tied ones have one name wherever they are used."""
    held = tuple(Parameter(names[id(p)], p.numel(), p.requires_grad) for p in parameters if id(p) in names)
    if not held:
        return call
    frozen = not any(parameter.trainable for parameter in held)
    return replace(call, held=held, parameters=sum(p.size for p in held), frozen=frozen)


def _parameters(module: nn.Module, node: fx.Node, found: Propagated) -> list[nn.Parameter]:
    """The parameters of a layer, of a weighted function or norm, or the one that is read by itself."""
    if node.op == "call_module" and not isinstance(layer := module.get_submodule(str(node.target)), ByMode):
        return list(layer.parameters())
    nodes = [node] if node.op == "get_attr" else [n for n in node.all_input_nodes if _owns(module, node, n, found)]
    return [value for n in nodes if isinstance(value := found.values[n], nn.Parameter)]


def modules_of(module: nn.Module, nodes: fx.Graph) -> dict[str, str]:
    """The type of every module that was called in and is no call itself, by path; the network itself is ""."""
    found = {"": type(module).__name__}
    layers = {str(node.target) for node in nodes.nodes if node.op == "call_module"}
    for node in nodes.nodes:
        for path, kind in (node.meta.get("nn_module_stack") or {}).values():
            if path and path not in layers and path not in found and _contains(module, path):
                found[path] = kind.rpartition(".")[2] if isinstance(kind, str) else kind.__name__
    return found


def _contains(module: nn.Module, path: str) -> bool:
    """Whether a module is more than one of torch.nn's layers."""
    if not has(module, path):
        return False
    inner = module.get_submodule(path)
    return not type(inner).__module__.startswith("torch.nn.modules") or any(True for _ in inner.children())


def _call(module: nn.Module, node: fx.Node, found: Propagated) -> Call:
    value = found.values[node]
    shape = _shape(value)
    layer = module.get_submodule(str(node.target)) if node.op == "call_module" else None
    name, op = terms(node, layer, len(shape))
    work = found.multiply_adds[node]
    if layer is None or isinstance(layer, ByMode):
        return _function(node, Call(node.name, op, name, _path(node), shape, multiply_adds=work), found)
    window = window_of(layer)
    return Call(
        node.name, op, name, str(node.target), shape, 0, work, _weight(layer, str(node.target)), None,
        detail_of(layer), window.kernel, window.stride, window.dilation, settings_of(layer),
    )  # fmt: skip


def _weight(layer: nn.Module, path: str) -> str | None:
    """The name of a layer's main weight."""
    if isinstance(layer, nn.MultiheadAttention):
        return f"{path}.{'q_proj_weight' if layer.in_proj_weight is None else 'in_proj_weight'}"
    if isinstance(layer, nn.RNNBase | nn.RNNCellBase):
        return f"{path}.weight_ih{'_l0' if isinstance(layer, nn.RNNBase) else ''}"
    own = dict(layer.named_parameters())
    is_layer = isinstance(layer, nn.modules.conv._ConvNd | nn.Linear | nn.Bilinear)
    if not is_layer or not own:
        return None
    # a weight that is computed from others (weight norm, spectral norm) has them for parameters
    return f"{path}.{'weight' if 'weight' in own else max(own, key=lambda name: own[name].numel())}"


def _function(node: fx.Node, call: Call, found: Propagated) -> Call:
    """The call of a function, of a weighted one with its weight."""
    weight = weight_of(node, found)
    if weight is None:
        return call
    # a weight that is not the module's own is the path: the module it is called in may call others
    path = call.path if weight.startswith(f"{call.path}.weight") else weight
    return replace(call, weight=weight, path=path)


def weight_of(node: fx.Node, found: Propagated) -> str | None:
    """The name of the parameter that a function multiplies by, None where it does not multiply by one."""
    if not found.multiply_adds[node]:
        return None
    for operand in node.all_input_nodes:
        source = operand
        while source.op != "get_attr" and function_name(source) in _TURNED and len(source.all_input_nodes) == 1:
            (source,) = source.all_input_nodes
        value = found.values[source]
        if source.op == "get_attr" and isinstance(value, nn.Parameter) and value.ndim >= 2:
            return str(source.target)
    return None


def _owned(module: nn.Module, found: Propagated) -> frozenset[str]:
    """Parameters and buffers that one weighted function or norm alone uses."""
    read = [node for node in found.values if node.op == "get_attr" and len(node.users) == 1]
    return frozenset(node.name for node in read if _owns(module, next(iter(node.users)), node, found))


def _owns(module: nn.Module, user: fx.Node, source: fx.Node, found: Propagated) -> bool:
    """Whether a call is a weighted function or norm that alone uses a parameter or buffer."""
    if source.op != "get_attr" or set(source.users) != {user}:
        return False
    layer = module.get_submodule(str(user.target)) if user.op == "call_module" else None
    return terms(user, layer, 2)[1] == Op.NORM or weight_of(user, found) is not None


def _path(node: fx.Node) -> str:
    """The module a function is called in; empty at the top."""
    if node.op == "get_attr":
        return str(node.target)
    stack = node.meta.get("nn_module_stack") or {}
    path: str = stack[next(reversed(stack))][0] if stack else ""
    return path


def _shape(value: Any) -> Shape:
    """A tensor's shape without the batch dimension; () for anything else."""
    return tuple(int(size) for size in value.shape[1:]) if isinstance(value, Tensor) else ()


def _has_tensor(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_tensor, value.values()))
    return isinstance(value, Tensor) or (isinstance(value, list | tuple) and any(map(_has_tensor, value)))
