"""Which parameters a network's output depends on, with its gates as they are."""

from __future__ import annotations

from torch import fx, nn

from explorer.tracing.gates import Junction
from explorer.tracing.network import Network


def cuts_off(network: Network) -> bool:
    """Whether gates at 0 leave parameters without a gradient. An optimizer leaves those alone: no momentum moves them,
    no weight decay."""
    return _reached(network, gated=True) != _reached(network, gated=False)


def _reached(network: Network, *, gated: bool) -> set[str]:
    """The modules with parameters, and the parameters, that the output depends on; `gated`: not through what has gate
    0."""
    ours = {id(gate) for gate in network.junctions.values()}
    needed: set[fx.Node] = set()
    found: set[str] = set()
    for node in reversed(network.module.graph.nodes):
        if node.op != "output" and node not in needed:
            continue
        part = network.module.get_submodule(str(node.target)) if node.op == "call_module" else None
        inputs = node.all_input_nodes
        if gated and part is not None and id(part) in ours and part.gate == 0:
            inputs = inputs[:1] if isinstance(part, Junction) else []
        needed.update(inputs)
        if node.op == "get_attr" or (part is not None and _has_parameters(part)):
            found.add(str(node.target))
    return found


def _has_parameters(part: nn.Module) -> bool:
    return next(part.parameters(), None) is not None
