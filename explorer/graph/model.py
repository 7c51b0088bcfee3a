"""The traced network as data: a networkx graph of calls, with the skips found in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from explorer.graph.counts import Counts, Parameter, counts
from explorer.graph.flow import flow, heaviest
from explorer.graph.ops import Op, op_of
from explorer.graph.receptive import receptive_fields
from explorer.typed import made

if TYPE_CHECKING:
    import networkx as nx

SkipKind = Literal["identity", "projection", "zero-padding", "concatenation"]
Shape = tuple[int, ...]


@dataclass(frozen=True)
class Call:
    """One call in the traced network (a module used twice makes two calls).

    `op` is a standard term, an `Op` where the program knows the operation.
    `shape` is the output's shape without the batch dimension. `multiply_adds` counts conv and linear
    layers only (the rule of torchvision's published `_ops`); BN, ReLU and additions count 0.
    `weight` names the main weight of a layer that has one (conv, linear, attention), None for every other call.
    `stage` is 1 for the first spatial resolution, +1 at each reduction, None where there is no map.
    `kernel`, `stride` and `dilation` are those of convolutions and poolings (one number per axis), else empty.
    `settings` are its hyper-parameters for people, such as ("padding", "1×1").
    `kept` says, for people, why a call of a user's code is kept as it is written, and in which region it runs.
    `held` are its parameter tensors, `parameters` how many numbers they hold; it is `frozen` where none of them takes
    a gradient.
    """

    id: str
    op: Op | str
    type: str
    path: str
    shape: Shape
    parameters: int = 0
    multiply_adds: int = 0
    weight: str | None = None
    stage: int | None = None
    detail: str = ""
    kernel: Shape = ()
    stride: Shape = ()
    dilation: Shape = ()
    settings: tuple[tuple[str, str], ...] = ()
    held: tuple[Parameter, ...] = ()
    frozen: bool = False
    kept: str = ""


@dataclass(frozen=True)
class Skip:
    """One skip connection: the shortcut from `fork` to the addition or concatenation `junction`.

    `shortcut` and `residual` are the calls on each branch, fork and junction excluded (an identity
    shortcut has none). `operand` is the call whose result the shortcut hands to the junction (the fork itself
    for an identity). A junction of n operands has up to n − 1 skips. `enabled` is the gate's state before step 0:
    the architecture.
    """

    id: str
    kind: SkipKind
    fork: str
    junction: str
    shortcut: tuple[str, ...]
    residual: tuple[str, ...]
    stage: int | None
    block: int
    enabled: bool = True
    operand: str = ""


@dataclass(frozen=True)
class NetworkGraph:
    """A network as drawn: calls, edges and skips. Immutable: edits give a new graph.

    `name` is the registry name; `dag` has one node per call id (in topological order), nothing else.
    `modules` gives the type of every module that contains others, by path ("layer1.0": "Bottleneck"); the
    network itself has the path "". `unused` counts the parameters that no call uses. `verified` says that the network
    that is trained was compared with the module that the graph was read from, a user's own: outputs, gradients and
    buffers are equal. `output` says which of several results its class scores are.
    """

    name: str
    input_shape: Shape
    classes: int
    dag: nx.DiGraph
    calls: Mapping[str, Call]
    skips: tuple[Skip, ...]
    modules: Mapping[str, str] = field(default_factory=dict)
    unused: int = 0
    verified: bool = False
    output: str = ""

    @cached_property
    def skip(self) -> Mapping[str, Skip]:
        """Skips by id."""
        return {skip.id: skip for skip in self.skips}

    @cached_property
    def removed(self) -> frozenset[str]:
        """Calls that do not run because they lie on the shortcut of a skip that is off."""
        return frozenset(call for skip in self.skips if not skip.enabled for call in skip.shortcut)

    @cached_property
    def layers(self) -> tuple[str, ...]:
        """Weighted layers that run, in topological order: the columns of every per-layer measurement."""
        return tuple(c.id for c in self.calls.values() if c.weight is not None and c.id not in self.removed)

    @cached_property
    def main_path(self) -> tuple[str, ...]:
        """Weighted layers not on any shortcut, in order: the cells of the strip (6n+2 in the CIFAR family)."""
        if self.unswitched is not self:
            return self.unswitched.main_path
        off_path = {call for skip in self.skips for call in skip.shortcut}
        return tuple(c.id for c in self.calls.values() if c.weight is not None and c.id not in off_path)

    @cached_property
    def counts(self) -> Counts:
        """Parameters: total, trainable, and those of layers that do not run."""
        return counts(self)

    @property
    def parameters(self) -> int:
        """Parameters of the calls that run (one used by two calls counts once)."""
        return self.counts.total

    @property
    def multiply_adds(self) -> int:
        """Multiply-adds of one forward pass of one example: conv and linear calls that run."""
        return sum(c.multiply_adds for c in self.calls.values() if c.id not in self.removed)

    @cached_property
    def weighted_layers(self) -> int:
        """Depth as the paper counts it: weighted layers on the longest path besides shortcuts and gates."""
        if self.unswitched is not self:
            return self.unswitched.weighted_layers
        return sum(self.calls[id].weight is not None for id in heaviest(flow(self)))

    @cached_property
    def receptive_fields(self) -> Mapping[str, int | None]:
        """As `graph.receptive` has it; kept, because the inspector asks at every new step (70 ms for ResNet-1202)."""
        return receptive_fields(self)

    @cached_property
    def normed(self) -> bool:
        """Whether it has norms, whatever its spec says: a user's own model heeds no setting."""
        return any(call.op == Op.NORM for call in self.calls.values())

    @property
    def enabled(self) -> tuple[str, ...]:
        """Ids of the skips that are on."""
        return tuple(skip.id for skip in self.skips if skip.enabled)

    def with_enabled(self, enabled: frozenset[str]) -> NetworkGraph:
        """The same network with exactly the skips in `enabled` on; unknown ids raise KeyError."""
        unknown = enabled - set(self.skip)
        if unknown:
            raise KeyError(", ".join(sorted(unknown)))
        made = replace(self, skips=tuple(replace(s, enabled=s.id in enabled) for s in self.skips))
        made.__dict__["_unswitched"] = self.unswitched
        return made

    @property
    def unswitched(self) -> NetworkGraph:
        """The network that this one was made from by switching skips: calls, edges and ends of skips are the same, so
        what follows from these alone is found there, once."""
        found: NetworkGraph = self.__dict__.get("_unswitched", self)
        return found

    @cached_property
    def found(self) -> dict[str, Any]:
        """What others found out about this network, by what it is. Only the latest is kept."""
        return {}

    def __getstate__(self) -> dict[str, Any]:
        """A message carries the network alone, not what was found out about it."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON-ready data; `from_dict` is the inverse. `asdict` takes four times as long."""
        return {
            "name": self.name,
            "input_shape": list(self.input_shape),
            "classes": self.classes,
            "calls": [dict(vars(call)) for call in self.calls.values()],
            "edges": [list(edge) for edge in self.dag.edges],
            "skips": [dict(vars(skip)) for skip in self.skips],
            "modules": dict(self.modules),
            "unused": self.unused,
            "verified": self.verified,
            "output": self.output,
        }

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> NetworkGraph:
        """Rebuild a graph from `to_dict`'s data; raises ValueError where it is not such data."""
        told = made(_Told, data, "the graph")
        _check(told)
        import networkx as nx  # 0.2 s, which the window has no time for before its first paint

        calls = {call.id: replace(call, op=op_of(call.op)) for call in told.calls}
        dag = nx.DiGraph()
        dag.add_nodes_from(calls)
        dag.add_edges_from(told.edges)
        return NetworkGraph(
            told.name, told.input_shape, told.classes, dag, calls, told.skips, told.modules, told.unused,
            told.verified, told.output,
        )  # fmt: skip


@dataclass(frozen=True)
class _Told:
    """A graph as `to_dict` tells it."""

    name: str
    input_shape: Shape
    classes: int
    calls: tuple[Call, ...]
    edges: tuple[tuple[str, str], ...]
    skips: tuple[Skip, ...]
    modules: Mapping[str, str] = field(default_factory=dict)
    unused: int = 0
    verified: bool = False
    output: str = ""


def _check(told: _Told) -> None:
    """Raise ValueError where calls, edges and skips do not fit together."""
    place = {call.id: at for at, call in enumerate(told.calls)}
    if len(place) < len(told.calls) or len({skip.id for skip in told.skips}) < len(told.skips):
        raise ValueError("two calls or two skips with one id")
    named = {call for s in told.skips for call in (s.fork, s.junction, *s.shortcut, *s.residual, s.operand or s.fork)}
    unknown = (named | {call for edge in told.edges for call in edge}) - set(place)
    if unknown:
        raise ValueError(f"{min(unknown)[:60]!r} is named and is no call")
    if any(place[a] >= place[b] for a, b in told.edges):
        raise ValueError("an edge leads backwards")
    shapes = (told.input_shape, *(call.shape for call in told.calls))
    if told.classes < 1 or any(side < 0 for shape in shapes for side in shape):
        raise ValueError("a negative size")
