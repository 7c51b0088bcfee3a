"""From any nn.Module to a NetworkGraph, by torch.fx."""

from __future__ import annotations

import operator
from dataclasses import dataclass

import networkx as nx
import torch
from torch import fx, nn

from explorer.graph.model import NetworkGraph
from explorer.tracing.calls import calls_of
from explorer.tracing.shapes import propagate
from explorer.tracing.skips import find_skips
from explorer.tracing.tracer import Tracer

_ADDITIONS = (operator.add, operator.iadd, torch.add)
_ADD_METHODS = ("add", "add_")


@dataclass(frozen=True)
class Trace:
    """A module's fx graph and what was read from it; node names in one are call ids in the other."""

    nodes: fx.Graph
    graph: NetworkGraph


def trace(module: nn.Module, name: str, input_shape: tuple[int, ...]) -> Trace:
    """Trace `module`, which must lie on the meta device, for inputs of `input_shape` (no batch dimension).

    Every skip comes out on. What torch.fx cannot trace (control flow on data) raises its TraceError.
    """
    nodes = Tracer().trace(module)
    values = propagate(module, nodes, input_shape)
    calls = calls_of(module, values)
    dag = nx.DiGraph()
    dag.add_nodes_from(calls)
    dag.add_edges_from((source.name, node.name) for node in values for source in node.all_input_nodes)
    classes = calls[next(reversed(calls))].shape[-1]
    skips = find_skips(dag, calls, {n.name: o for n in values if (o := _operands(n)) is not None})
    return Trace(nodes, NetworkGraph(name, tuple(input_shape), classes, dag, calls, skips))


def _operands(node: fx.Node) -> tuple[str, str] | None:
    """The two summands of a plain addition of two results; None for every other call."""
    function = node.op == "call_function" and node.target in _ADDITIONS
    method = node.op == "call_method" and node.target in _ADD_METHODS
    if not (function or method) or node.kwargs or len(node.args) != 2:
        return None
    left, right = node.args
    if not (isinstance(left, fx.Node) and isinstance(right, fx.Node)) or left is right:
        return None
    return left.name, right.name
