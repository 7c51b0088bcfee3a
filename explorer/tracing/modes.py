"""Values that differ between training and evaluation (dropout's flag and rate) follow train() and eval() again."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Hashable
from typing import Any

from torch import Tensor, fx, nn

from explorer.tracing.kept import GradientHook, writes
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
    others = _by_occurrence(evaluation)
    twins: dict[fx.Node, fx.Node | None]
    twins = {node: others[key] for key, node in _by_occurrence(training).items() if key in others}
    twins |= pairs(module, training, evaluation)
    modules: dict[str, nn.Module] = {}
    for node, twin in twins.items():
        if not callable(node.target) or (twin and len(node.all_input_nodes) != len(twin.all_input_nodes)):
            continue
        mine, theirs = constants(node), constants(twin) if twin else None
        if mine != theirs:
            modules[node.name] = ByMode(node.target, mine, theirs, _owner(node))
    for node in training.nodes:  # what only training does without a result: writing buffers, hooks on gradients
        if node not in twins and (isinstance(node.target, GradientHook) or _writes_buffer(module, node)):
            function = getattr(Tensor, node.target) if isinstance(node.target, str) else node.target
            modules[node.name] = ByMode(function, constants(node), None, _owner(node))
    for node in training.nodes:
        if node.name in modules:
            inputs = tuple(node.all_input_nodes)
            node.op, node.target, node.args, node.kwargs = "call_module", f"{place}.{node.name}", inputs, {}
    return modules


def _writes_buffer(module: nn.Module, node: fx.Node) -> bool:
    """Whether a call changes a buffer, or what a call before gave that changed one."""
    target: Any = node
    while isinstance(target, fx.Node) and (target.op in ("call_method", "call_function") and writes(target.target)):
        target = target.args[0]
        while isinstance(target, fx.Node) and target.target is getattr and target.args[1] == "data":
            target = target.args[0]
    is_own = isinstance(target, fx.Node) and target.op == "get_attr" and target is not node
    return is_own and not isinstance(operator.attrgetter(str(target.target))(module), nn.Parameter)


def _owner(node: fx.Node) -> str:
    stack = list((node.meta.get("nn_module_stack") or {}).values())
    return str(stack[-1][0]) if stack else ""


def _by_occurrence(graph: fx.Graph) -> dict[Hashable, fx.Node]:
    """Nodes by target, module and how often that came before; only those that both graphs surely share."""
    seen: Counter[Hashable] = Counter()
    found: dict[Hashable, fx.Node] = {}
    for node in graph.nodes:
        stack = node.meta.get("nn_module_stack") or {}
        key = (node.op, node.target, next(reversed(stack), ""))
        found[key, seen[key]] = node
        seen[key] += 1
    return found
