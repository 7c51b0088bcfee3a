"""Where branches meet: sums and concatenations of results, with their operands."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from torch import Tensor, fx

from explorer.tracing.op_terms import function_name
from explorer.tracing.sums import Sum, sum_of

_IN_PLACE = ("iadd", "isub", "__iadd__", "__isub__")
_CONCATENATE = ("cat", "concat", "concatenate")


class Meeting(NamedTuple):
    """A junction of two or more terms; a chain of additions is one, at its last.

    A term is one operand or, of a product, several, by node name; the first is the one that a gate scales.
    """

    terms: tuple[tuple[str, ...], ...]
    kind: Literal["addition", "concatenation"]


def sum_tree(addition: fx.Node) -> set[fx.Node]:
    """The additions that make one sum of many: the last and those that feed nothing else but it."""
    tree, todo = {addition}, [addition]
    while todo:
        found = sum_of(todo.pop())
        for node in (term[0] for term in found.terms if len(term) == 1) if found else ():
            if sum_of(node) is not None and len(node.users) == 1:
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
                terms = _flat(summands, values, ignored)
                found[node.name] = Meeting(tuple(tuple(n.name for n in term) for term in terms), "addition")
        elif (parts := _parts(node)) is not None:
            found[node.name] = Meeting(tuple((n.name,) for n in parts), "concatenation")
    return {name: m for name, m in found.items() if len(m.terms) > 1 and _distinct(m.terms)}


def _distinct(terms: tuple[tuple[str, ...], ...]) -> bool:
    names = [name for term in terms for name in term]
    return len(set(names)) == len(names)


def _summands(node: fx.Node, values: dict[fx.Node, Any], ignored: frozenset[str]) -> Sum | None:
    """The two terms of a sum of two branches; None for every other call."""
    found = sum_of(node)
    if found is None or not isinstance(values[node], Tensor):
        return None
    if any(all(n.name in ignored for n in term) for term in found.terms):
        return None
    given = [n for term in found.terms for n in term]
    name = function_name(node)
    in_place = name in _IN_PLACE or (name.endswith("_") and not name.startswith("__"))
    if in_place and len(given[0].users) > 1:
        return None  # others see what it does to its operand
    return found if all(isinstance(values[n], Tensor) and values[n].is_floating_point() for n in given) else None


def _inner(node: fx.Node, values: dict[fx.Node, Any], ignored: frozenset[str]) -> bool:
    """Whether a sum goes nowhere but into the next sum, as a term of its own."""
    if len(node.users) != 1:
        return False
    after = _summands(next(iter(node.users)), values, ignored)
    return after is not None and (node,) in after.terms


def _flat(found: Sum, values: dict[fx.Node, Any], ignored: frozenset[str]) -> list[tuple[fx.Node, ...]]:
    flat: list[tuple[fx.Node, ...]] = []
    todo = list(found.terms[::-1])
    while todo:
        term = todo.pop()
        inner = _summands(term[0], values, ignored) if len(term) == 1 and len(term[0].users) == 1 else None
        if inner is None:
            flat.append(term)
        else:
            todo.extend(inner.terms[::-1])
    return flat


def _parts(node: fx.Node) -> list[fx.Node] | None:
    """The operands of a concatenation."""
    if node.op != "call_function" or function_name(node) not in _CONCATENATE:
        return None
    tensors = node.args[0] if node.args else node.kwargs.get("tensors")
    parts = list(tensors) if isinstance(tensors, list | tuple) else []
    return [p for p in parts if isinstance(p, fx.Node)] if len(parts) > 1 else None
