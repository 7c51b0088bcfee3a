"""What two networks have and have not in common, read from their graphs alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from explorer.graph.model import NetworkGraph


@dataclass(frozen=True)
class Difference:
    """How graph `b` departs from graph `a`; only what runs counts, never the networks' names.

    Skips are compared by position (their ids count from the input): `skips_only_a` are on in a and off or
    missing in b; `other_kind` are on in both, but of two kinds. Layers are compared by their weight's name:
    `reshaped` are in both with weights of two shapes, `shared` in both with one. `parameters` is b − a.
    """

    skips_only_a: tuple[str, ...]
    skips_only_b: tuple[str, ...]
    other_kind: tuple[str, ...]
    layers_only_a: tuple[str, ...]
    layers_only_b: tuple[str, ...]
    reshaped: tuple[str, ...]
    shared: tuple[str, ...]
    parameters: int

    @property
    def skips(self) -> int:
        """Number of positions at which one network has a skip on and the other has not."""
        return len(self.skips_only_a) + len(self.skips_only_b)

    @property
    def same_layers(self) -> bool:
        """Whether both have the very same weighted layers, by name and shape."""
        return not (self.layers_only_a or self.layers_only_b or self.reshaped)


def differences(a: NetworkGraph, b: NetworkGraph) -> Difference:
    """Compare two graphs."""
    layers_a, layers_b = _layers(a), _layers(b)
    on_a, on_b = frozenset(a.enabled), frozenset(b.enabled)
    common = [name for name in layers_a if name in layers_b]
    return Difference(
        skips_only_a=_without(a.enabled, on_b),
        skips_only_b=_without(b.enabled, on_a),
        other_kind=tuple(s for s in a.enabled if s in on_b and a.skip[s].kind != b.skip[s].kind),
        layers_only_a=_without(layers_a, layers_b),
        layers_only_b=_without(layers_b, layers_a),
        reshaped=tuple(name for name in common if layers_a[name] != layers_b[name]),
        shared=tuple(name for name in common if layers_a[name] == layers_b[name]),
        parameters=b.parameters - a.parameters,
    )


def _layers(graph: NetworkGraph) -> dict[str, str]:
    """Weights that run, by name, with the text that fixes their shape: type, kernel and channels."""
    calls = (graph.calls[layer] for layer in graph.layers)
    return {str(call.weight): f"{call.type} {call.detail}" for call in calls}


def _without(names: Iterable[str], others: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in others)
