"""Gates: each skip's addition becomes `residual + gate · shortcut`, whose gate can move while training."""

from __future__ import annotations

import torch
from torch import Tensor, fx, nn

from explorer.graph.model import NetworkGraph, Skip


class Junction(nn.Module):
    """`residual + gate · shortcut`. At gate 0 the shortcut is not touched at all: not even its NaN passes."""

    def __init__(self, gate: float) -> None:
        super().__init__()
        self.gate = gate

    def forward(self, residual: Tensor, shortcut: Tensor) -> Tensor:
        """Two tensors of one shape → their gated sum."""
        if self.gate == 0:
            return residual
        return torch.add(residual, shortcut, alpha=self.gate)


def has_parameters(graph: NetworkGraph, skip: Skip) -> bool:
    """Whether the shortcut has parameters of its own (a projection)."""
    return any(graph.calls[call].parameters for call in skip.shortcut)


def gated(module: nn.Module, nodes: fx.Graph, graph: NetworkGraph) -> tuple[fx.GraphModule, dict[str, Junction]]:
    """`module` with a Junction (submodule "gates.<skip id>") for every skip's addition; junctions by skip id.

    A skip that is off in `graph` and has parameters on its shortcut goes altogether: addition, shortcut and
    parameters. One without stays, at gate 0, and can be switched on live. `module` and `nodes` are used up.
    """
    by_name = {node.name: node for node in nodes.nodes}
    junctions: dict[str, Junction] = {}
    for skip in graph.skips:
        addition, residual = by_name[skip.junction], by_name[skip.residual[-1]]
        if not skip.enabled and has_parameters(graph, skip):
            addition.replace_all_uses_with(residual)
            for call in (skip.junction, *reversed(skip.shortcut)):
                nodes.erase_node(by_name[call])
        else:
            junctions[skip.id] = Junction(float(skip.enabled))
            (shortcut,) = (n for n in addition.all_input_nodes if n is not residual)
            _put_junction(nodes, skip, addition, (residual, shortcut))
    module.add_module("gates", nn.ModuleDict(junctions))
    return fx.GraphModule(module, nodes, type(module).__name__), junctions


def _put_junction(nodes: fx.Graph, skip: Skip, addition: fx.Node, operands: tuple[fx.Node, fx.Node]) -> None:
    with nodes.inserting_after(addition):
        junction = nodes.call_module(f"gates.{skip.id}", operands)
    addition.replace_all_uses_with(junction)
    nodes.erase_node(addition)
