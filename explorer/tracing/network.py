"""From a NetworkSpec to what is drawn (`describe`) and to what is trained (`build`): one trace for both."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import torch
from torch import fx, nn

from explorer.choices.activation import gain
from explorer.choices.family import resolve
from explorer.gc_pause import paused_collector
from explorer.graph.model import NetworkGraph, Skip
from explorer.graph.ops import Op
from explorer.networks import making
from explorer.networks.init import initialize
from explorer.own import loading
from explorer.own.switches import kept
from explorer.random_state import lent, seeded
from explorer.registry import SpecError
from explorer.runs.spec import NetworkSpec
from explorer.tracing.copies import Make
from explorer.tracing.faithful import rewritten
from explorer.tracing.gates import Gate, Junction
from explorer.tracing.meta_twin import on_meta
from explorer.tracing.proven import proven
from explorer.tracing.python_state import Key, State
from explorer.tracing.trace import Trace, nodes_for, trace


@dataclass(frozen=True)
class OwnCode:
    """What a user's code keeps between calls: the pieces of `state` that `changing` names."""

    state: State
    changing: frozenset[Key]

    def save(self) -> tuple[dict[str, Any], tuple[str, ...]]:
        """What it keeps as tensors and plain values, by name, and the names of what is neither."""
        return self.state.plain(self.changing)

    def load(self, values: Mapping[str, Any]) -> None:
        """Have it keep what `save` gave."""
        self.state.set_plain(self.changing, values)

    def put_back(self) -> AbstractContextManager[None]:
        """Afterwards it is what it was."""
        return self.state.put_back(self.changing)


@dataclass(frozen=True)
class Network:
    """A trainable network: `module` computes what `graph` shows; its gates can move while it trains.

    `contiguous`: it must not train in another layout in memory. `own` is there for a user's model.
    """

    module: fx.GraphModule
    graph: NetworkGraph
    junctions: Mapping[str, Junction | Gate]
    contiguous: bool = False
    own: OwnCode | None = None

    def layer_weights(self) -> list[nn.Parameter]:
        """The main weight of every weighted layer, aligned with `graph.layers`."""
        names = (self.graph.calls[call].weight for call in self.graph.layers)
        return [self.module.get_parameter(name) for name in names if name is not None]

    def set_gate(self, skip_id: str, value: float) -> None:
        """Move a gate between 0 (off) and 1 (on); the next forward pass runs with it.

        Raises ValueError for an unknown skip, a value outside 0–1, and a skip that was off before step 0
        and whose shortcut has weights: those weights do not exist in this network.
        """
        skip = self._checked(skip_id, value)
        if skip_id not in self.junctions:
            raise ValueError(
                f"{skip_id} cannot be switched on now: it was off before step 0, so this network was built without "
                f"the weights of its {skip.kind}. Switch it on in the architecture and train again."
            )
        self.junctions[skip_id].gate = float(value)

    def set_residual_gate(self, skip_id: str, value: float) -> None:
        """Move the gate of a residual branch between 0 (cut out, for lesion studies) and 1; errors as `set_gate`.

        Only a sum of two, one of them a shortcut, has such a gate; ValueError for every other junction.
        """
        skip = self._checked(skip_id, value)
        junction = self.junctions.get(skip_id)
        if not isinstance(junction, Junction):
            raise ValueError(f"the {skip.kind} {skip_id} has no residual branch that can be cut out alone.")
        junction.residual_gate = float(value)

    def _checked(self, skip_id: str, value: float) -> Skip:
        skip = self.graph.skip.get(skip_id)
        if skip is None:
            raise ValueError(f"there is no skip {skip_id!r} in {self.graph.name}; allowed: {_ids(self.graph)}.")
        if not 0 <= value <= 1:  # NaN too
            raise ValueError(f"the gate of {skip_id} cannot be {value:g}; allowed: 0 (off) to 1 (on).")
        return skip


def describe(spec: NetworkSpec) -> NetworkGraph:
    """The network as a graph, skips on or off as in `spec`; on the meta device: no weights, no arithmetic.

    Raises UnknownNameError for an unknown network, SpecError for a depth or a skip that it does not have.
    """
    with paused_collector(), kept(bool(spec.source)):  # reading a user's model runs its forward
        return _traced(spec).graph


def build(spec: NetworkSpec, seed: int) -> Network:
    """The network on the CPU in training mode, its initial weights drawn from `seed`; errors as `describe`.

    Parameters of one name and shape start the same in every network of one seed and one `spec.init`; init "own"
    promises that only of twins, networks of one code that differ in their skips. PyTorch's global random state is
    left alone.
    """
    with paused_collector(), kept(bool(spec.source)):  # reading a user's model runs its forward
        with seeded(seed):  # importing a user's file may draw as well
            make = loading.maker(spec) if spec.source else None
            module = make() if make else making.make(spec)
        traced = _traced(spec, module, make)
        # before it is rewritten: an exported graph calls no layers, only functions
        initialize(module, spec.init, seed, _last_norms(traced.graph) if spec.zero_gamma else (), gain(spec))
        network, junctions = rewritten(module, nodes_for(module, traced), traced.graph)
    own = OwnCode(State(module), traced.kept.state) if spec.source else None
    return Network(network.train(), traced.graph, junctions, traced.contiguous, own)


def _traced(spec: NetworkSpec, module: nn.Module | None = None, make: Make | None = None) -> Trace:
    """The trace of the spec's network: of a user's model, which is compared with it, on `module`, which stays as it is,
    and on what `make` makes."""
    skips_on = bool(spec.source) or resolve(spec.name)[0].skips_on
    found = _proven(spec, module, make) if spec.source else read(spec)
    return replace(found, graph=found.graph.with_enabled(_enabled(spec, found.graph, skips_on)))


def read(spec: NetworkSpec) -> Trace:
    """The trace of a registered network, its nodes the caller's own."""
    plain = replace(spec, skips="default", weights="", weights_digest="")
    found = _read_once(plain, resolve(spec.name)[0].make)
    return replace(found, nodes=copy.deepcopy(found.nodes), added=copy.deepcopy(found.added))


@lru_cache(16)
def _read_once(spec: NetworkSpec, _made_by: Callable[..., nn.Module]) -> Trace:
    """One trace for all that is drawn and trained of a network: two thirds of what building it costs."""
    return trace(_on_meta(spec), spec.name, spec.input_shape)


def _proven(spec: NetworkSpec, module: nn.Module | None, make: Make | None) -> Trace:
    """A user's model, which nobody has compared with its graph before; those of the registry are compared in tests."""
    make = make or loading.maker(spec)
    with seeded(0):
        found = proven(module or make(), spec.name, spec.input_shape, make)
    return replace(found, graph=replace(found.graph, verified=True, output=spec.output))


def _on_meta(spec: NetworkSpec) -> nn.Module:
    """The module without weights, made without them where its code allows."""
    try:
        with torch.device("meta"):
            module = making.make(spec)
    except (RuntimeError, NotImplementedError):  # its code looks at values; a second failure is its own
        with lent():
            module = making.make(spec)
    tensors = (*module.parameters(), *module.buffers())
    return module if all(t.is_meta for t in tensors) else on_meta(module)


def _enabled(spec: NetworkSpec, graph: NetworkGraph, default_on: bool) -> frozenset[str]:
    """The skips that are on before step 0."""
    if isinstance(spec.skips, str):
        on = default_on if spec.skips == "default" else spec.skips == "on"
        return frozenset(graph.skip) if on else frozenset()
    unknown = [skip for skip in spec.skips if skip not in graph.skip]
    if unknown:
        more = f" and {len(unknown) - 3} more" if len(unknown) > 3 else ""
        told = f"{', '.join(unknown[:3])}{more}"
        raise SpecError(f"{spec.name} has no {told}; allowed: on, off or ids from {_ids(graph)}.")
    return frozenset(spec.skips)


def _ids(graph: NetworkGraph) -> str:
    ids = tuple(graph.skip)
    return f"{ids[0]} … {ids[-1]}" if ids else "none, it has no skips"


def _last_norms(graph: NetworkGraph) -> list[str]:
    """The norm that ends each residual branch, where one does."""
    ends = (graph.calls[skip.residual[-1]] for skip in graph.skips if skip.kind != "concatenation")
    return [call.path for call in ends if call.op == Op.NORM]
