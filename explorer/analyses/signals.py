"""The forward signal layer by layer: how large it is, and how much of it differs between images."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, fx

from explorer.graph.model import NetworkGraph
from explorer.graph.ops import Op, is_activation
from explorer.tracing import Network

_BETWEEN = frozenset({Op.NORM, Op.ADD, Op.DROPOUT, Op.IDENTITY, Op.MULTIPLY, Op.STOCHASTIC_DEPTH})


def heard_at(graph: NetworkGraph) -> dict[str, str]:
    """For each layer of the main path the call behind which its signal is read: the activation function that follows
    it, past norms and additions; the last of those where none does, the layer itself where nothing does."""
    return {layer: _behind(graph, layer) for layer in graph.main_path if layer not in graph.removed}


def _behind(graph: NetworkGraph, layer: str) -> str:
    call = layer
    while True:
        after = list(graph.dag.successors(call))
        if len(after) != 1:  # branches begin here
            return call
        op = graph.calls[after[0]].op
        if is_activation(op):
            return after[0]
        if op not in _BETWEEN:
            return call
        call = after[0]


class Signals(fx.Interpreter):
    """Runs a network and notes of each layer's signal its standard deviation over everything (`deviations`) and
    that across the images of the batch (`differences`: variance over images, mean over units, root).

    Both are by layer, float64. They are taken at once: an operator in place may follow.
    """

    def __init__(self, network: Network) -> None:
        super().__init__(network.module)
        self._layers: dict[str, list[str]] = {}
        for layer, call in heard_at(network.graph).items():
            self._layers.setdefault(call, []).append(layer)
        gates = {id(gate): network.graph.skip[skip].junction for skip, gate in network.junctions.items()}
        self._gates = gates
        self.deviations: dict[str, float] = {}
        self.differences: dict[str, float] = {}

    def run_node(self, n: fx.Node) -> Any:
        """One call's result, noted where a layer's signal is read behind it."""
        result = super().run_node(n)
        module = self.fetch_attr(str(n.target)) if n.op == "call_module" else None
        for layer in self._layers.get(self._gates.get(id(module), n.name), ()):
            if isinstance(result, Tensor):
                self._note(layer, result.detach())
        return result

    def _note(self, layer: str, signal: Tensor) -> None:
        if signal.device.type != "mps":  # it has no float64
            signal = signal.double()
        self.deviations[layer] = signal.std(correction=0).item()
        self.differences[layer] = torch.var(signal, 0, correction=0).mean().sqrt().item()
