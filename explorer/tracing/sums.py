"""Operations that are linear in two operands: what each adds to the result, and sums that are written otherwise."""

from __future__ import annotations

from typing import Any, NamedTuple

import torch
from torch import fx

from explorer.tracing.op_terms import function_name

_ADD = ("add", "iadd", "radd")
_SUBTRACT = ("sub", "isub", "subtract")
_NAMES = {"input": 0, "self": 0, "end": 1, "tensor1": 1, "other": 1, "weight": 2, "tensor2": 2}


class Sum(NamedTuple):
    """An operation that adds what its two terms give. A term is a product of some operands, its first the one that a
    gate scales; `plain` says that both are added as they are."""

    terms: tuple[tuple[fx.Node, ...], tuple[fx.Node, ...]]
    plain: bool


def sum_of(node: fx.Node) -> Sum | None:
    """The two terms of a call that adds, None for every other."""
    if node.op not in ("call_function", "call_method"):
        return None
    kind, given = _kind(node), _arguments(node)
    if "out" in node.kwargs or kind not in _EXPECTED or not _EXPECTED[kind] <= len(given):
        return None
    first: tuple[Any, ...] = (given[0],)
    second = (given[1], given[2]) if kind == "addcmul" else (given[1],)
    if kind == "where":
        first, second = (given[1],), (given[2],)
    if not all(isinstance(n, fx.Node) for n in first) or not any(isinstance(n, fx.Node) for n in second):
        return None
    terms = first, tuple(n for n in second if isinstance(n, fx.Node))
    if set(terms[0]) & set(terms[1]) or (kind == "add" and len(given) != 2):
        return None
    return Sum(terms, kind == "add" and bool(node.kwargs.get("alpha", 1) == 1))


def contribution(graph: fx.Graph, node: fx.Node, term: int) -> fx.Node:
    """What one term (0 or 1) of a sum adds to its result, as a node put before it."""
    kind, given = _kind(node), _arguments(node)
    alpha: Any
    value: Any
    alpha, value = node.kwargs.get("alpha", 1), node.kwargs.get("value", 1)
    if kind == "where":
        arguments = (given[0], given[1], 0.0) if term == 0 else (given[0], 0.0, given[2])
        return graph.call_function(torch.where, arguments)
    if kind == "rsub":  # alpha scales the first, from which the second is not taken away
        return given[1] if term == 1 else graph.call_function(torch.mul, (given[0], -alpha))
    if kind == "lerp":
        rest = given[2] if term else _rest(graph, given[2])
        return graph.call_function(torch.mul, (given[term], rest))
    if term == 0:
        return given[0]
    if kind == "addcmul":
        product = graph.call_function(torch.mul, (given[1], given[2]))
        return product if value == 1 else graph.call_function(torch.mul, (product, value))
    factor = -alpha if kind == "subtract" else alpha
    return given[1] if factor == 1 else graph.call_function(torch.mul, (given[1], factor))


def spell_out(graph: fx.Graph) -> None:
    """Write a sum or mean over a stack of results as additions, and Python's `0 + x` as x."""
    for node in graph.nodes:
        if node.op == "call_function" and _kind(node) == "add" and len(node.args) == 2:
            terms = [a for a in node.args if type(a) is not int or a != 0]
            if len(terms) == 1 and isinstance(terms[0], fx.Node):
                node.replace_all_uses_with(terms[0])
                graph.erase_node(node)
        elif function_name(node) in ("sum", "mean") and node.op in ("call_function", "call_method"):
            _unstack(graph, node)


_EXPECTED = {"add": 2, "subtract": 2, "rsub": 2, "lerp": 3, "addcmul": 3, "where": 3}


def _kind(node: fx.Node) -> str:
    name = function_name(node).strip("_")
    return "add" if name in _ADD else "subtract" if name in _SUBTRACT else name


def _arguments(node: fx.Node) -> list[Any]:
    """The operands by position, whichever of them were given by name."""
    named = sorted((k for k in node.kwargs if k in _NAMES), key=_NAMES.__getitem__)
    return [*node.args, *(node.kwargs[k] for k in named)]


def _rest(graph: fx.Graph, weight: Any) -> Any:
    return graph.call_function(torch.rsub, (weight, 1)) if isinstance(weight, fx.Node) else 1 - weight


def _unstack(graph: fx.Graph, node: fx.Node) -> None:
    """Replace torch.stack(results, d).sum(d) by the results' sum, and the mean likewise."""
    stack = node.args[0] if node.args else None
    if not isinstance(stack, fx.Node) or function_name(stack) != "stack" or len(stack.users) > 1:
        return
    parts = stack.args[0] if stack.args else None
    axis: Any = stack.args[1] if len(stack.args) > 1 else stack.kwargs.get("dim", 0)
    over: Any = node.args[1] if len(node.args) > 1 else node.kwargs.get("dim", node.kwargs.get("axis"))
    over = over[0] if isinstance(over, list | tuple) and len(over) == 1 else over
    further = len(node.args) > 2 or set(node.kwargs) - {"dim", "axis"}
    if further or over != axis or not isinstance(parts, list | tuple) or len(parts) < 2:
        return
    with graph.inserting_before(node):
        total: Any = parts[0]
        for part in parts[1:]:
            total = graph.call_function(torch.add, (total, part))
            total.meta = dict(node.meta)
        if function_name(node) == "mean":
            total = graph.call_function(torch.div, (total, len(parts)))
            total.meta = dict(node.meta)
    node.replace_all_uses_with(total)
    graph.erase_node(node)
    graph.erase_node(stack)
