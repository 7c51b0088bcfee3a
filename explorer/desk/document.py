"""The window's state as frozen data, and every edit of it as a pure function."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, fields, replace

from explorer.desk.sides import SIDES, Side
from explorer.graph.model import NetworkGraph
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec


@dataclass(frozen=True)
class SideState:
    """One side: the spec in its card, and the run on show (None once the spec was edited since)."""

    spec: RunSpec
    run_id: str | None = None


def _first(name: str) -> SideState:
    network = NetworkSpec(name=name, width=8, input_shape=(1, 8, 8), classes=10)
    return SideState(RunSpec(network=network, training=TrainingSpec(epochs=12)))


@dataclass(frozen=True)
class Document:
    """Both sides. The default is the first start: plain-56 beside ResNet-56 on the built-in digits."""

    a: SideState = field(default_factory=lambda: _first("plain-56"))
    b: SideState = field(default_factory=lambda: _first("resnet-56"))

    def side(self, side: Side) -> SideState:
        """The state of A or B."""
        return self.a if side == "A" else self.b

    def with_side(self, side: Side, state: SideState) -> Document:
        """The document with one side replaced."""
        return replace(self, a=state) if side == "A" else replace(self, b=state)


def changed_settings(before: RunSpec, after: RunSpec) -> tuple[str, ...]:
    """Names of the settings in which two specs differ."""
    pairs = ((before.network, after.network), (before.training, after.training))
    return tuple(f.name for old, new in pairs for f in fields(old) if getattr(old, f.name) != getattr(new, f.name))


def without_runs(document: Document, run_ids: Collection[str]) -> Document:
    """The document with these runs off show; their specs stay in the cards."""
    for side in SIDES:
        if document.side(side).run_id in run_ids:
            document = document.with_side(side, SideState(document.side(side).spec))
    return document


def taken_off(before: Document, after: Document) -> tuple[Side, ...]:
    """The sides whose run on show is then on neither side."""
    stay = {None, *(after.side(side).run_id for side in SIDES)}
    return tuple(side for side in SIDES if before.side(side).run_id not in stay)


def edited(document: Document, side: Side, spec: RunSpec) -> Document:
    """The document after an edit of one card: the run on show no longer belongs to the spec, so it leaves."""
    if document.side(side).spec == spec:
        return document
    return document.with_side(side, SideState(spec))


def swapped(document: Document) -> Document:
    """A and B exchanged, runs included."""
    return Document(document.b, document.a)


def copied(document: Document) -> Document:
    """B made a copy of A's spec, to be trained anew."""
    return edited(document, "B", document.a.spec)


def with_skips(spec: RunSpec, graph: NetworkGraph) -> RunSpec:
    """The spec with the skips that are on in `graph`, in the shortest form: "on", "off" or their ids."""
    on = graph.enabled
    skips: str | tuple[str, ...] = on
    if not on:
        skips = "off"
    elif len(on) == len(graph.skips):
        skips = "on"
    return replace(spec, network=replace(spec.network, skips=skips))


def resolved(graph: NetworkGraph, network: NetworkSpec) -> NetworkGraph:
    """The family's graph with the spec's skips: ids that this depth does not have are ignored."""
    match network.skips:
        case "default":
            return graph
        case "on":
            return graph.with_enabled(frozenset(graph.skip))
        case "off":
            return graph.with_enabled(frozenset())
    return graph.with_enabled(frozenset(network.skips) & frozenset(graph.skip))
