"""Where branches meet: additions and concatenations of results, with their operands."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from torch import Tensor, fx

from explorer.tracing.terms import function_name

_ADD = ("add", "iadd", "add_", "__add__", "__iadd__", "__radd__")
_IN_PLACE = ("iadd", "add_", "__iadd__")
_CONCATENATE = ("cat", "concat", "concatenate")


class Meeting(NamedTuple):
    """A junction of two or more operands, by node name; a chain of additions is one, at its last."""

    operands: tuple[str, ...]
    kind: Literal["addition", "concatenation"]


def drop_zeros(graph: fx.Graph) -> None:
    """Take the `0 +` out that Python's sum([...]) starts with."""
    for node in graph.nodes:
        if node.op == "call_function" and function_name(node) in _ADD and len(node.args) == 2:
            terms = [a for a in node.args if type(a) is not int or a != 0]
            if len(terms) == 1 and isinstance(terms[0], fx.Node):
                node.replace_all_uses_with(terms[0])
                graph.erase_node(node)


def summands_of(node: fx.Node) -> tuple[fx.Node, fx.Node]:
    """The two operands of an addition that is a junction."""
    first, second = (n for n in (*node.args, *node.kwargs.values()) if isinstance(n, fx.Node))
    return first, second


def sum_tree(addition: fx.Node) -> set[fx.Node]:
    """The additions that make one sum of many: the last and those that feed nothing else but it."""
    tree, todo = {addition}, [addition]
    while todo:
        for node in todo.pop().all_input_nodes:
            called = node.op in ("call_function", "call_method") and function_name(node) in _ADD
            if called and len(node.users) == 1:
                tree.add(node)
                todo.append(node)
    return tree


def meetings(values: dict[fx.Node, Any], ignored: frozenset[str]) -> dict[str, Meeting]:
    """The junctions of a graph in topological order, by the node that gives the result.

    `ignored` names nodes that are not branches: parameters, and what does not depend on the input.
    """
    found: dict[str, Meeting] = {}
    for node in values:
        if (summands := _summands(node, values, ignored)) is not None:
            if not _inner(node, values, ignored):
                found[node.name] = Meeting(tuple(n.name for n in _flat(summands, values, ignored)), "addition")
        elif (parts := _parts(node)) is not None:
            found[node.name] = Meeting(tuple(n.name for n in parts), "concatenation")
    return {name: m for name, m in found.items() if len(m.operands) > 1 and len(set(m.operands)) == len(m.operands)}


def _summands(node: fx.Node, values: dict[fx.Node, Any], ignored: frozenset[str]) -> list[fx.Node] | None:
    """The two summands of an addition of two branches of the result's shape; None for every other call."""
    if node.op not in ("call_function", "call_method") or function_name(node) not in _ADD:
        return None
    if any((key == "alpha" and value != 1) or key == "out" for key, value in node.kwargs.items()):
        return None
    given = [*node.args, *(value for key, value in node.kwargs.items() if key in ("input", "self", "other"))]
    operands = [a for a in given if isinstance(a, fx.Node) and a.name not in ignored]
    if len(given) != 2 or len(operands) != 2 or operands[0] is operands[1]:
        return None
    if function_name(node) in _IN_PLACE and len(operands[0].users) > 1:
        return None  # others see what it does to its operand
    shapes = {tuple(v.shape) for n in (*operands, node) if isinstance(v := values[n], Tensor)}
    return operands if len(shapes) == 1 and all(isinstance(values[n], Tensor) for n in operands) else None


def _inner(node: fx.Node, values: dict[fx.Node, Any], ignored: frozenset[str]) -> bool:
    """Whether a sum goes nowhere but into the next sum."""
    return len(node.users) == 1 and _summands(next(iter(node.users)), values, ignored) is not None


def _flat(summands: list[fx.Node], values: dict[fx.Node, Any], ignored: frozenset[str]) -> list[fx.Node]:
    flat: list[fx.Node] = []
    todo = summands[::-1]
    while todo:
        node = todo.pop()
        inner = _summands(node, values, ignored) if len(node.users) == 1 else None
        if inner is None:
            flat.append(node)
        else:
            todo.extend(inner[::-1])
    return flat


def _parts(node: fx.Node) -> list[fx.Node] | None:
    """The operands of a concatenation."""
    if node.op != "call_function" or function_name(node) not in _CONCATENATE:
        return None
    tensors = node.args[0] if node.args else node.kwargs.get("tensors")
    parts = list(tensors) if isinstance(tensors, list | tuple) else []
    return [p for p in parts if isinstance(p, fx.Node)] if len(parts) > 1 else None
