"""A pass through a network that hands on the results of some calls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from torch import Tensor, fx

from explorer.tracing import Network
from explorer.training.probe_taps import nodes_of


class Listener(fx.Interpreter):
    """Runs a network and calls `hear(call, result)` for those `calls` that give a tensor.

    At once: an operator in place may follow. The result is detached, not copied.
    """

    def __init__(self, network: Network, calls: Iterable[str], hear: Callable[[str, Tensor], None]) -> None:
        super().__init__(network.module)
        self._hear = hear
        self._calls: defaultdict[fx.Node, list[str]] = defaultdict(list)
        for call, node in nodes_of(network, calls).items():
            self._calls[node].append(call)

    def run_node(self, n: fx.Node) -> Any:
        """One node's result, handed on where it is listened to."""
        result = super().run_node(n)
        for call in self._calls.get(n, ()):
            if isinstance(result, Tensor):
                self._hear(call, result.detach())
        return result
