"""A network's graph as a file: JSON, Graphviz DOT or GraphML."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.graph.model import Call, NetworkGraph

if TYPE_CHECKING:
    import networkx as nx

Value = str | int | bool


def as_json(graph: NetworkGraph) -> str:
    """All that is known of the graph; NetworkGraph.from_dict reads it back."""
    return json.dumps(graph.to_dict(), indent=1) + "\n"


def as_dot(graph: NetworkGraph) -> str:
    """The graph in Graphviz' language; shortcuts that are off are dashed."""
    drawn = _annotated(graph)
    lines = [f"digraph {_quoted(graph.name)} {{", "  rankdir=LR;", "  node [shape=box];"]
    lines += [f"  {_quoted(id)} [{_listed(values)}];" for id, values in drawn.nodes(data=True)]
    for source, target, values in drawn.edges(data=True):
        style = {} if values.get("enabled", True) else {"style": "dashed"}
        lines.append(f"  {_quoted(source)} -> {_quoted(target)} [{_listed({**values, **style})}];")
    return "\n".join([*lines, "}", ""])


def as_graphml(graph: NetworkGraph) -> str:
    """The graph as GraphML, as networkx, yEd and Gephi read it."""
    import networkx as nx

    return "\n".join(nx.generate_graphml(_annotated(graph))) + "\n"


FORMATS: Mapping[str, Callable[[NetworkGraph], str]] = {".json": as_json, ".dot": as_dot, ".graphml": as_graphml}


def write(graph: NetworkGraph, path: Path) -> None:
    """Write the graph in the format of the file's suffix; ValueError for another suffix, OSError as usual."""
    if path.suffix.lower() not in FORMATS:
        raise ValueError(f"Cannot save a graph as {path.name!r}: its name must end in {', '.join(FORMATS)}.")
    path.write_text(FORMATS[path.suffix.lower()](graph), encoding="utf-8")


def _annotated(graph: NetworkGraph) -> nx.DiGraph:
    """The graph with attributes; an edge by which a shortcut enters its junction names the skip."""
    import networkx as nx

    drawn = nx.DiGraph(name=graph.name)
    drawn.add_nodes_from((call.id, _about(call)) for call in graph.calls.values())
    drawn.add_edges_from(graph.dag.edges)
    for skip in graph.skips:
        operand = skip.operand or (skip.shortcut[-1] if skip.shortcut else skip.fork)
        if drawn.has_edge(operand, skip.junction):
            drawn.edges[operand, skip.junction].update(skip=skip.id, kind=skip.kind, enabled=skip.enabled)
    return drawn


def _about(call: Call) -> dict[str, Value]:
    return {
        "label": f"{call.op} {call.path}".strip(),
        "op": call.op,
        "type": call.type,
        "path": call.path,
        "shape": "×".join(map(str, call.shape)),
        "parameters": call.parameters,
        "multiply_adds": call.multiply_adds,
    }


def _listed(values: Mapping[str, Value]) -> str:
    return ", ".join(f"{name}={_quoted(str(value))}" for name, value in values.items())


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
