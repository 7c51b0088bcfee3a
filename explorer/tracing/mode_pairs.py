"""Which call of the training graph is which of the evaluation graph, as far as class scores depend on them."""

from __future__ import annotations

import inspect
from typing import Any

import torch
from torch import fx, nn

from explorer.tracing.torch_export import has
from explorer.tracing.trace_errors import UntraceableError
from explorer.tracing.tracer import mentions_training

Constants = tuple[tuple[Any, ...], dict[str, Any]]

# what torch.fx and torch.export call tensors that forward makes; each trace gives them other numbers
_CONSTANTS = ("_tensor_constant", "lifted_tensor_")


class Input:
    """Stands for the `place`-th input in the constants of a call."""

    def __init__(self, place: int) -> None:
        self.place = place

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Input) and other.place == self.place

    def __hash__(self) -> int:
        return self.place

    def __repr__(self) -> str:
        return f"input {self.place}"


def constants(node: fx.Node) -> Constants:
    """A call's arguments, with an Input for every one that is another call's result."""
    places: dict[fx.Node, Any] = {n: Input(i) for i, n in enumerate(node.all_input_nodes)}
    args = fx.node.map_arg(node.args, lambda n: places[n])
    kwargs = fx.node.map_arg(node.kwargs, lambda n: places[n])
    return tuple(args), dict(kwargs)


def pairs(module: nn.Module, training: fx.Graph, evaluation: fx.Graph) -> dict[fx.Node, fx.Node | None]:
    """For every node of `training` that the class scores depend on, its node of `evaluation`.

    None for a function of one result that only training calls (`if self.training: x = F.dropout(x)`). What else
    hangs on other outputs, such as an auxiliary head, is not looked at. Raises UntraceableError where the class scores
    come about otherwise in the two modes.
    """
    found: dict[fx.Node, fx.Node | None] = {}
    todo = [(_scores(training), _scores(evaluation))]
    seen = set(todo)
    while todo:
        mine, theirs = todo.pop()
        if _alike(module, mine, theirs):
            found[mine] = theirs
            further = zip(mine.all_input_nodes, theirs.all_input_nodes, strict=True)
        elif mine.op == "call_function" and len(mine.all_input_nodes) == 1:
            found[mine] = None
            further = zip(mine.all_input_nodes, [theirs], strict=True)
        else:
            raise _difference(module, mine, theirs)
        todo += [pair for pair in further if pair not in seen]
        seen.update(todo)
    return found


def _scores(graph: fx.Graph) -> fx.Node:
    """The class scores: the first result, since `plain_output`."""
    output = next(iter(reversed(graph.nodes)))
    return output.all_input_nodes[0] if output.all_input_nodes else output


def _alike(module: nn.Module, mine: fx.Node, theirs: fx.Node) -> bool:
    """Whether two nodes call the same thing on as many results; only functions may have other constants."""
    if mine.op == theirs.op == "get_attr":
        return mine.target == theirs.target or _equal(module, str(mine.target), str(theirs.target))
    if (mine.op, mine.target) != (theirs.op, theirs.target):
        return False
    if len(mine.all_input_nodes) != len(theirs.all_input_nodes):
        return False
    return mine.op == "call_function" or constants(mine) == constants(theirs)


def _equal(module: nn.Module, mine: str, theirs: str) -> bool:
    """Whether two constants that `forward` made are one, as far as can be told: on the meta device nobody knows."""
    if not (mine.startswith(_CONSTANTS) and theirs.startswith(_CONSTANTS)):
        return False
    first, second = getattr(module, mine), getattr(module, theirs)
    alike = first.shape == second.shape and first.dtype == second.dtype
    return alike and (first.is_meta or second.is_meta or torch.equal(first, second))


def _difference(module: nn.Module, mine: fx.Node, theirs: fx.Node) -> UntraceableError:
    """What differs, for the person whose code it is."""
    known = [path for node in (mine, theirs) for path in _places(node) if path and has(module, path)]
    path = next((p for p in known if mentions_training(type(module.get_submodule(p)))), "")
    kind = type(module.get_submodule(path)) if path else type(module)
    place = f"{path} ({kind.__name__})" if path else kind.__name__
    return UntraceableError(
        f"{place} makes its class scores from other calls in training than in evaluation: {_text(mine)} there, "
        f"{_text(theirs)} here{_line(kind)}. Allowed: the same calls in both modes, and auxiliary heads in training "
        "only. Use nn.Dropout or F.dropout(x, training=self.training) in place of a branch on self.training, or put "
        "the branch into a module of its own without parameters."
    )


def _places(node: fx.Node) -> list[str]:
    """The modules that a call is made in, or that a parameter belongs to or is used in, from the inside out."""
    names = str(node.target).split(".") if node.op == "get_attr" else []
    owners = [".".join(names[:end]) for end in range(len(names) - 1, 0, -1)]
    calls = node.users if names else [node]
    return owners + [str(e[0]) for call in calls for e in reversed((call.meta.get("nn_module_stack") or {}).values())]


def _text(node: fx.Node) -> str:
    if node.op == "placeholder":
        return "its input"
    return str(node.target if node.op in ("call_module", "get_attr") else node.name)


def _line(kind: type[nn.Module]) -> str:
    """Where the class looks at `training`, a condition if there is one; empty where its source is not to be had."""
    try:
        lines, first = inspect.getsourcelines(kind)
        file = inspect.getsourcefile(kind)
    except (OSError, TypeError):
        return ""
    found = [(i, line.strip()) for i, line in enumerate(lines, first) if ".training" in line]
    if not found:
        return ""
    number, text = next((f for f in found if f[1].startswith(("if ", "elif ")) or " if " in f[1]), found[0])
    return f" ({file}, line {number}: {text!r})"
