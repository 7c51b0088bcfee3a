"""From any nn.Module to a NetworkGraph, by torch.fx or, where that cannot read it, by torch.export."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import networkx as nx
import torch
from torch import fx, nn

from explorer.graph.counts import counted
from explorer.graph.model import Call, NetworkGraph
from explorer.tracing.calls import calls_of, modules_of
from explorer.tracing.class_scores import check_inputs, classes_of, plain_output
from explorer.tracing.gates import free_name
from explorer.tracing.in_place import settle
from explorer.tracing.junctions import meetings
from explorer.tracing.kept_parts import NOTHING, Kept
from explorer.tracing.meta_twin import on_meta
from explorer.tracing.modes import follow_mode
from explorer.tracing.shapes import propagate
from explorer.tracing.skips import find_skips
from explorer.tracing.sums import spell_out
from explorer.tracing.torch_export import export, has, untraceable
from explorer.tracing.trace_errors import TraceError
from explorer.tracing.tracer import Tracer, hooked, mentions_training

Way = Literal["fx", "export"]


@dataclass(frozen=True)
class Trace:
    """A module's fx graph and what was read from it; node names in one are call ids in the other.

    `added` are submodules, by path, that the graph calls and the module did not have. `kept` is what was kept whole.
    `contiguous` says that the network must not train in another layout in memory.
    """

    nodes: fx.Graph
    graph: NetworkGraph
    way: Way
    added: Mapping[str, nn.Module]
    kept: Kept = NOTHING
    contiguous: bool = False


def trace_module(module: nn.Module, name: str, input_shape: tuple[int, ...]) -> NetworkGraph:
    """The graph of any module, wherever it lies, for inputs of `input_shape` (no batch dimension); errors as `trace`.

    The module itself stays as it is.
    """
    return trace(on_meta(module), name, input_shape).graph


def trace(module: nn.Module, name: str, input_shape: tuple[int, ...]) -> Trace:
    """Trace `module`, which must lie on the meta device, for inputs of `input_shape` (no batch dimension).

    Every skip comes out on. Raises TraceError for a module that does not turn a batch of images into class scores,
    UntraceableError for one whose graph neither torch.fx nor torch.export can read.
    """
    check_inputs(module)
    try:
        return read(module, name, input_shape, "fx")
    except TraceError:
        raise
    except Exception:  # whatever a user's code raises when it is given a stand-in for a tensor
        try:
            return read(module, name, input_shape, "export")
        except TraceError:
            raise
        except Exception as error:
            raise untraceable(module, error) from error


def record(
    module: nn.Module, input_shape: tuple[int, ...], way: Way, kept: Kept = NOTHING
) -> tuple[fx.Graph, dict[str, nn.Module]]:
    """The graph of `module` in training mode, which in evaluation mode does what `module` does then; and the
    submodules, by path, that were added to `module` for that.

    Raises UntraceableError where the class scores of the two modes come from other calls.
    """
    place = free_name(module, "modes")

    def recorded(m: nn.Module) -> fx.Graph:
        nodes = _by_fx(m, kept) if way == "fx" else export(m, input_shape, training=m.training)
        return _with_own_input(nodes) if kept.writes_input else nodes

    nodes = _recorded(module.train(), recorded)
    added: dict[str, nn.Module] = {}
    if way == "export" or kept.written or kept.assigned or any(mentions_training(kind) for kind in _kinds(module)):
        added = follow_mode(module, nodes, _recorded(module.eval(), recorded), place)
        module.train()
    if added:
        module.add_module(place, nn.ModuleDict(added))
    return nodes, {f"{place}.{name}": new for name, new in added.items()}


def nodes_for(module: nn.Module, traced: Trace) -> fx.Graph:
    """The nodes of a trace for `module`, a twin with weights of the module that was traced.

    They are recorded again where the graph has constants that only their own module holds.
    """
    for path, new in traced.added.items():
        place, _, name = path.rpartition(".")
        if not hasattr(module, place):
            module.add_module(place, nn.ModuleDict())
        module.get_submodule(place).add_module(name, new)
    if all(has(module, str(node.target)) for node in traced.nodes.nodes if node.op == "get_attr"):
        return traced.nodes
    for place in {path.partition(".")[0] for path in traced.added}:
        delattr(module, place)
    return record(module, traced.graph.input_shape, traced.way, traced.kept)[0]


def read(module: nn.Module, name: str, input_shape: tuple[int, ...], way: Way, kept: Kept = NOTHING) -> Trace:
    """`trace` in one way, with parts of the module kept whole; raises also whatever torch and the module's code do."""
    check_inputs(module)
    nodes, added = record(module, input_shape, way, kept)
    found = propagate(module, nodes, input_shape)
    values = found.values
    output = next(reversed(values))
    classes = classes_of(values[output], name)
    calls = calls_of(module, found, kept)
    dag = nx.DiGraph()
    dag.add_nodes_from(calls)
    dag.add_edges_from(
        (s.name, n.name) for n in values if n.name in calls for s in n.all_input_nodes if s.name in calls
    )
    fixed = frozenset(n.name for n in values if n.op == "get_attr")
    junctions = {name: m for name, m in meetings(values, fixed).items() if name in calls}
    skips = find_skips(dag, calls, junctions)
    modules = modules_of(module, nodes)
    graph = NetworkGraph(name, tuple(input_shape), classes, dag, calls, skips, modules, _unused(module, calls))
    return Trace(nodes, graph, way, added, kept)


def _unused(module: nn.Module, calls: Mapping[str, Call]) -> int:
    """How many parameters no call uses."""
    return sum(p.numel() for p in module.parameters()) - counted(calls.values())


def _recorded(module: nn.Module, recorder: Callable[[nn.Module], fx.Graph]) -> fx.Graph:
    nodes = recorder(module)
    plain_output(nodes)
    spell_out(nodes)
    settle(nodes, module)
    return nodes


def _with_own_input(nodes: fx.Graph) -> fx.Graph:
    """The graph, working on a copy of its images."""
    image = next(iter(nodes.nodes))
    with nodes.inserting_after(image):
        own = nodes.call_method("clone", (image,))
    image.replace_all_uses_with(own, lambda user: user is not own)
    return nodes


def _by_fx(module: nn.Module, kept: Kept) -> fx.Graph:
    """Recorded by torch.fx; inputs with a default keep it, assertions go."""
    if any(p.kind is p.VAR_POSITIONAL for p in inspect.signature(module.forward).parameters.values()):
        raise TypeError("torch.fx knows no list of inputs")
    if hooked(module) and not kept.modules:
        raise TypeError("torch.fx does not read the hooks of layers")
    defaults = {
        p.name: p.default
        for p in inspect.signature(module.forward).parameters.values()
        if p.default is not p.empty and (p.default is None or isinstance(p.default, bool | int | float | str))
    }
    nodes = Tracer(kept).trace(module, defaults or None)
    for node in reversed(nodes.nodes):
        asserts = node.target in (torch._assert, fx._symbolic_trace._assert_is_none)
        unused = node.op == "placeholder" and not node.users and node is not next(iter(nodes.nodes))
        if asserts or unused:
            nodes.erase_node(node)
    return nodes


def _kinds(module: nn.Module) -> set[type[nn.Module]]:
    """The types whose code the trace reads: those of modules that have others in them, and of the user's own."""
    types = {type(m) for m in module.modules()}
    return {kind for kind in types if not kind.__module__.startswith("torch.nn.modules")}
