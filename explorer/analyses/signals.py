"""The forward signal layer by layer: how large it is, and how much of it differs between images."""

from __future__ import annotations

import torch
from torch import Tensor

from explorer.analyses.listening import Listener
from explorer.graph.model import NetworkGraph
from explorer.graph.ops import Op, is_activation
from explorer.tracing import Network

_BETWEEN = frozenset({Op.NORM, Op.ADD, Op.DROPOUT, Op.IDENTITY, Op.MULTIPLY, Op.STOCHASTIC_DEPTH})


def heard_at(graph: NetworkGraph) -> dict[str, str]:
    """For each layer of the main path the call behind which its signal is read."""
    return {layer: behind(graph, layer) for layer in graph.main_path if layer not in graph.removed}


def behind(graph: NetworkGraph, call: str) -> str:
    """The activation function that follows a call, past norms and additions; the last of those where none does, the
    call itself where nothing does."""
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


class Signals(Listener):
    """Runs a network and notes of each layer's signal its standard deviation over everything (`deviations`) and
    that across the images of the batch (`differences`: variance over images, mean over units, root).

    Both are by layer, float64.
    """

    def __init__(self, network: Network) -> None:
        self._layers: dict[str, list[str]] = {}
        for layer, call in heard_at(network.graph).items():
            self._layers.setdefault(call, []).append(layer)
        self.deviations: dict[str, float] = {}
        self.differences: dict[str, float] = {}
        super().__init__(network, self._layers, self._note)

    def _note(self, call: str, signal: Tensor) -> None:
        if signal.device.type != "mps":  # it has no float64
            signal = signal.double()
        for layer in self._layers[call]:
            self.deviations[layer] = signal.std(correction=0).item()
            self.differences[layer] = torch.var(signal, 0, correction=0).mean().sqrt().item()
