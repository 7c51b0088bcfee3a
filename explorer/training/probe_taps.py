"""Where in a network's graph a probe listens: behind layers, where branches meet, and where they part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import prod

from torch import fx

from explorer.graph.model import NetworkGraph, Skip
from explorer.graph.ops import Op, is_activation
from explorer.instruments.instrument_registry import Place
from explorer.tracing import Network
from explorer.tracing.gates import Gate, Junction

_MIXING = (Op.CONCATENATE, Op.MATRIX_PRODUCT, Op.OUTPUT)  # behind them channels are no longer a layer's own


@dataclass(frozen=True)
class Tap:
    """One measuring point: `column` counts in the graph's `layers` or, for blocks and tokens, in its `skips`; `turned`:
    the tensor is a layer's and has its channels last."""

    place: Place
    column: int
    turned: bool


@dataclass(frozen=True)
class Meeting:
    """Residual branch and shortcut of the skip `column`, in the graph's `skips`, as they go into an addition.

    A Junction's gate is still to be multiplied to them, a Gate's has been.
    """

    column: int
    residual: fx.Node
    shortcut: fx.Node
    gate: Junction | Gate


@dataclass(frozen=True)
class Fork:
    """Where the skip `column` begins: the calls that take the fork's result on its two branches."""

    column: int
    node: fx.Node
    shortcut: frozenset[fx.Node]
    residual: frozenset[fx.Node]


@dataclass
class Taps:
    """All measuring points of a network: behind nodes, before nodes, and at forks by the node that forks."""

    behind: dict[fx.Node, list[Tap]] = field(default_factory=lambda: defaultdict(list))
    before: dict[fx.Node, list[Meeting]] = field(default_factory=lambda: defaultdict(list))
    forks: dict[fx.Node, list[Fork]] = field(default_factory=lambda: defaultdict(list))


def taps_of(network: Network) -> Taps:
    """Read the measuring points from the graph; what cannot be found is left out."""
    return _Search(network).found()


def nodes_of(network: Network, calls: Iterable[str]) -> dict[str, fx.Node]:
    """For each of these calls the node that gives its result; what cannot be found is left out."""
    search = _Search(network)
    found = ((call, search.standing_for(call)) for call in calls)
    return {call: node for call, node in found if node is not None}


def response_of(graph: NetworkGraph, layer: str) -> str:
    """The call whose result is a layer's response: the norm that alone follows it, else the layer."""
    users = list(graph.dag.successors(layer))
    return users[0] if len(users) == 1 and graph.calls[users[0]].op == Op.NORM else layer


def activation_of(graph: NetworkGraph, layer: str) -> str | None:
    """The first activation function that follows a layer, perhaps behind a norm or an addition; None where other
    weighted layers come first, or where its channels are mixed with others'."""
    order = {call: i for i, call in enumerate(graph.calls)}
    waiting, seen = {layer}, {layer}
    while waiting:
        call = min(waiting, key=order.__getitem__)
        waiting.remove(call)
        if is_activation(graph.calls[call].op):
            return call
        users = {u for u in graph.dag.successors(call) if u not in seen and _keeps_channels(graph, u)}
        waiting |= users
        seen |= users
    return None


def _keeps_channels(graph: NetworkGraph, call: str) -> bool:
    return graph.calls[call].weight is None and graph.calls[call].op not in _MIXING


class _Search:
    """One reading of a network's graph."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._graph = network.graph
        self._by_name = {node.name: node for node in network.module.graph.nodes}
        called = {str(n.target): n for n in network.module.graph.nodes if n.op == "call_module"}
        paths = {module: path for path, module in network.module.named_modules()}
        self._gates = {id: called[path] for id, gate in network.junctions.items() if (path := paths[gate]) in called}
        self._calls = {node: self._graph.skip[id].junction for id, node in self._gates.items()}
        linear = (call.shape for call in self._graph.calls.values() if call.op == Op.LINEAR)
        self._tokens = {shape for shape in linear if len(shape) > 1 and prod(shape[:-1]) > 1}

    def found(self) -> Taps:
        taps = Taps()
        for column, call in enumerate(self._graph.layers):
            turned = self._graph.calls[call].op == Op.LINEAR
            behind: tuple[tuple[Place, str | None], ...] = (
                ("output-gradient", call),
                ("response", response_of(self._graph, call)),
                ("activation", activation_of(self._graph, call)),
            )
            for place, listened in behind:
                if listened in self._by_name:
                    taps.behind[self._by_name[listened]].append(Tap(place, column, turned))
        for column, skip in enumerate(self._graph.skips):
            if skip.kind != "concatenation" and skip.id in self._gates:
                at, meeting = self._meeting(column, skip)
                taps.before[at].append(meeting)
            if (fork := self._fork(column, skip)) is not None:
                taps.forks[fork.node].append(fork)
            if (leaving := self.standing_for(skip.junction)) is not None:
                taps.behind[leaving] += [Tap(place, column, turned=False) for place in self._leaves(skip)]
        return taps

    def _leaves(self, skip: Skip) -> tuple[Place, ...]:
        """What is measured behind a skip's junction."""
        shape = self._graph.calls[skip.junction].shape
        return ("block", "tokens") if shape in self._tokens else ("block",)

    def _meeting(self, column: int, skip: Skip) -> tuple[fx.Node, Meeting]:
        gate, node = self._network.junctions[skip.id], self._gates[skip.id]
        if isinstance(gate, Junction):
            residual, shortcut = node.all_input_nodes
            return node, Meeting(column, residual, shortcut, gate)
        (addition,) = node.users
        (other,) = (n for n in addition.all_input_nodes if n is not node)
        return addition, Meeting(column, other, node, gate)

    def _fork(self, column: int, skip: Skip) -> Fork | None:
        node = self.standing_for(skip.fork)
        if node is None:
            return None
        own = {self._gates.get(skip.id), *(n for n in self._by_name.values() if n.meta.get("skip") == skip.id)}
        shortcut = [u for u in node.users if u.name in skip.shortcut or u in own]
        residual = [u for u in node.users if self._calls.get(u, u.name) in skip.residual and u not in shortcut]
        return Fork(column, node, frozenset(shortcut), frozenset(residual))

    def standing_for(self, call: str) -> fx.Node | None:
        """The node that gives a call's result: itself or, of an addition that is gone, what came in its place."""
        if call in self._by_name:
            return self._by_name[call]
        skips = [skip for skip in self._graph.skips if skip.junction == call]
        gates = [self._gates[skip.id] for skip in skips if skip.id in self._gates]
        if gates:
            return last(self._by_name.values(), gates)
        # a shortcut with weights that was off before step 0: the residual branch alone, or a copy of it
        node = self.standing_for(skips[0].residual[-1]) if skips else None
        copies = [u for u in node.users if u.target == "clone" and u.name not in self._graph.calls] if node else []
        return copies[0] if copies else node


def last(nodes: Iterable[fx.Node], among: Sequence[fx.Node]) -> fx.Node:
    """The one of `among` that runs last."""
    return [node for node in nodes if node in among][-1]
