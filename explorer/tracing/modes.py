"""Values that differ between training and evaluation (dropout's flag and rate) follow train() and eval() again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from typing import Any

from torch import Tensor, fx, nn

from explorer.tracing.kept_parts import GradientHook, writes
from explorer.tracing.mode_pairs import Constants, Input, constants, pairs


class ByMode(nn.Module):
    """One function call whose constants depend on the mode; the tensors among its arguments are its inputs.

    Without constants for evaluation it hands its first input on then. `owner` is the path of the module that makes
    the call: it has that module's mode.
    """

    def __init__(
        self, function: Callable[..., Any], training: Constants, evaluation: Constants | None, owner: str = ""
    ) -> None:
        super().__init__()
        self.owner = owner
        self.function = function
        self._constants = {True: training, False: evaluation}

    def forward(self, *inputs: Any) -> Any:
        """The function's result on `inputs`, which stand where its arguments were results of other calls."""
        now = self._constants[self.training]
        if now is None:
            return inputs[0]
        args, kwargs = now
        return self.function(
            *fx.node.map_aggregate(args, lambda a: inputs[a.place] if isinstance(a, Input) else a),
            **fx.node.map_aggregate(kwargs, lambda a: inputs[a.place] if isinstance(a, Input) else a),
        )

    def extra_repr(self) -> str:
        """All that decides what comes out, so that equal texts mean equal calls."""
        return f"{getattr(self.function, '__module__', '')}.{self.function.__name__}, {self._constants}"


def follow_mode(module: nn.Module, training: fx.Graph, evaluation: fx.Graph, place: str) -> dict[str, nn.Module]:
    """Make `training`, a graph recorded in training mode, do in evaluation mode what `evaluation` does.

    Function calls whose constants differ become calls of modules, "<place>.<node's name>", which are returned by
    node name and must be put there. Calls that only one graph has are left as they are where no class score depends on
    them: auxiliary heads also run in evaluation. Raises UntraceableError where the class scores depend on them.
    """
    others = _effects(evaluation)
    effects = _effects(training)
    twins: dict[fx.Node, fx.Node | None]
    twins = {node: others[key] for key, node in effects.items() if key in others}
    twins |= pairs(module, training, evaluation)
    modules: dict[str, nn.Module] = {}
    for node, twin in twins.items():
        if not callable(node.target) or (twin and len(node.all_input_nodes) != len(twin.all_input_nodes)):
            continue
        mine, theirs = constants(node), constants(twin) if twin else None
        if mine != theirs:
            modules[node.name] = ByMode(node.target, mine, theirs, _owner(node))
    for node in effects.values():
        if node not in twins:  # only training does it
            function = getattr(Tensor, node.target) if isinstance(node.target, str) else node.target
            modules[node.name] = ByMode(function, constants(node), None, _owner(node))
    for node in training.nodes:
        if node.name in modules:
            inputs = tuple(node.all_input_nodes)
            node.op, node.target, node.args, node.kwargs = "call_module", f"{place}.{node.name}", inputs, {}
    return modules


def _written(node: fx.Node) -> str:
    """The path of the buffer or parameter that a call changes, itself or what a call before gave that changed one."""
    target: Any = node
    while isinstance(target, fx.Node) and (target.op in ("call_method", "call_function") and writes(target.target)):
        target = target.args[0]
        while isinstance(target, fx.Node) and target.target is getattr and target.args[1] == "data":
            target = target.args[0]
    return str(target.target) if isinstance(target, fx.Node) and target.op == "get_attr" and target is not node else ""


def _owner(node: fx.Node) -> str:
    stack = list((node.meta.get("nn_module_stack") or {}).values())
    return str(stack[-1][0]) if stack else ""


def _effects(graph: fx.Graph) -> dict[Hashable, fx.Node]:
    """What calls do without a result: writing buffers, hooks on gradients; by what they call, on which buffer, where,
    and how often that came before."""
    seen: Counter[Hashable] = Counter()
    found: dict[Hashable, fx.Node] = {}
    for node in graph.nodes:
        written = _written(node)
        if not written and not isinstance(node.target, GradientHook):
            continue
        stack = node.meta.get("nn_module_stack") or {}
        key = (node.op, node.target, written, next(reversed(stack), ""))
        found[key, seen[key]] = node
        seen[key] += 1
    return found
