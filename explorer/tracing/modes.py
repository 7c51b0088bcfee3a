"""Values that differ between training and evaluation (dropout's flag and rate) follow train() and eval() again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from typing import Any

from torch import fx, nn

_Constants = tuple[tuple[Any, ...], dict[str, Any]]


class ByMode(nn.Module):
    """One function call whose constants depend on the mode; the tensors among its arguments are its inputs."""

    def __init__(self, function: Callable[..., Any], training: _Constants, evaluation: _Constants) -> None:
        super().__init__()
        self.function = function
        self._constants = {True: training, False: evaluation}

    def forward(self, *inputs: Any) -> Any:
        """The function's result on `inputs`, which stand where its arguments were results of other calls."""
        args, kwargs = self._constants[self.training]
        return self.function(
            *fx.node.map_aggregate(args, lambda a: inputs[a.place] if isinstance(a, _Input) else a),
            **fx.node.map_aggregate(kwargs, lambda a: inputs[a.place] if isinstance(a, _Input) else a),
        )

    def extra_repr(self) -> str:
        """All that decides what comes out, so that equal texts mean equal calls."""
        return f"{self.function.__module__}.{self.function.__name__}, {self._constants}"


class _Input:
    """Stands for the `place`-th input in the constants of a ByMode."""

    def __init__(self, place: int) -> None:
        self.place = place

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Input) and other.place == self.place

    def __hash__(self) -> int:
        return self.place

    def __repr__(self) -> str:
        return f"input {self.place}"


def follow_mode(training: fx.Graph, evaluation: fx.Graph, place: str) -> dict[str, nn.Module]:
    """Make `training`, a graph recorded in training mode, do in evaluation mode what `evaluation` does.

    Function calls whose constants differ become calls of modules, "<place>.<node's name>", which are returned by
    node name and must be put there. Calls that only one graph has are left as they are: what `if self.training:` adds
    outside a small module of its own (an auxiliary head) also runs in evaluation. Class scores that such a branch
    changes are then those of training; nothing says so.
    """
    others = _by_occurrence(evaluation)
    modules: dict[str, nn.Module] = {}
    for key, node in _by_occurrence(training).items():
        other = others.get(key)
        if other is None or node.op != "call_function":
            continue
        mine, theirs = _constants(node), _constants(other)
        if mine != theirs and len(node.all_input_nodes) == len(other.all_input_nodes):
            modules[node.name] = ByMode(node.target, mine, theirs)  # type: ignore[arg-type]
            inputs = tuple(node.all_input_nodes)
            node.op, node.target, node.args, node.kwargs = "call_module", f"{place}.{node.name}", inputs, {}
    return modules


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


def _constants(node: fx.Node) -> _Constants:
    places: dict[fx.Node, Any] = {n: _Input(i) for i, n in enumerate(node.all_input_nodes)}
    args = fx.node.map_arg(node.args, lambda n: places[n])
    kwargs = fx.node.map_arg(node.kwargs, lambda n: places[n])
    return tuple(args), dict(kwargs)
