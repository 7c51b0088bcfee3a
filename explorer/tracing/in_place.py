"""Calls in place: what comes after one takes its result, not the operand that it overwrote."""

from __future__ import annotations

import inspect
from typing import Any

from torch import fx, nn

from explorer.tracing.op_terms import function_name


def settle(graph: fx.Graph, module: nn.Module) -> None:
    """Let every later use of an operand that a call overwrites be a use of the call's result: the same tensor.

    An activation in place before a fork then belongs to both ways. Python's `a += b` needs none of this: it names its
    result itself.
    """
    done: set[fx.Node] = set()
    for node in graph.nodes:
        done.add(node)
        operand = _overwritten(node, module)
        if operand is not None:
            operand.replace_all_uses_with(node, delete_user_cb=lambda user: user not in done)


def _overwritten(node: fx.Node, module: nn.Module) -> fx.Node | None:
    """The operand that a call changes in place."""
    first = node.args[0] if node.args else node.kwargs.get("input")
    if not isinstance(first, fx.Node):
        return None
    if node.op == "call_module":
        return first if getattr(module.get_submodule(str(node.target)), "inplace", False) is True else None
    if node.op not in ("call_function", "call_method"):
        return None
    name = function_name(node)
    named = name.endswith("_") and not name.endswith("__")
    return first if named or _asked(node) else None


def _asked(node: fx.Node) -> bool:
    """Whether a function is called with inplace=True, by name or by position."""
    if "inplace" in node.kwargs:
        return node.kwargs["inplace"] is True
    if node.op != "call_function" or not inspect.isfunction(node.target):
        return False
    names: list[Any] = list(inspect.signature(node.target).parameters)
    return "inplace" in names and node.args[names.index("inplace") : names.index("inplace") + 1] == (True,)
