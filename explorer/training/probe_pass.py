"""A forward and a backward pass through a network that is listened to at every layer and skip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, fx
from torch.autograd.graph import get_gradient_edge
from torch.nn import functional

from explorer.instruments.instrument_registry import Place, at
from explorer.runs.snapshot import ABSENT, BINS
from explorer.tracing import Network
from explorer.tracing.gates import Junction
from explorer.training.evaluation import scores_of
from explorer.training.node_by_node import NodeByNode, tensor_of
from explorer.training.probe_taps import Fork, Meeting, Tap, taps_of
from explorer.training.stepper import auxiliary_loss

PLACES: tuple[Place, ...] = ("response", "activation", "output-gradient", "junction", "fork", "block", "tokens")


class ProbePass(NodeByNode):
    """Runs a network node by node, so that a result is measured before an operator in place changes it.

    `measure` leaves weights and their gradients alone; buffers and random state change as in any forward pass.
    A layer whose output the loss does not depend on has output gradient 0.
    """

    def __init__(self, network: Network) -> None:
        super().__init__(network)
        self._network = network
        self._taps = taps_of(network)
        self._by_place = {place: at(place) for place in PLACES}
        self._readings: dict[str, list[Tensor]] = {}
        self._no_gradient: dict[str, Tensor] = {}
        self._sources: list[Any] = []
        self._aliases: dict[tuple[fx.Node, fx.Node], Tensor] = {}
        self._returned: dict[int, _Returned] = {}

    def measure(self, images: Tensor, labels: Tensor) -> dict[str, Tensor]:
        """Every instrument of PLACES on one batch: float32 (L,), (S,) or (L · BINS,), on the device; ABSENT where
        nothing is."""
        absent, zero = torch.tensor(ABSENT, device=images.device), torch.zeros(1, 1, device=images.device)
        self._readings = {}
        self._no_gradient = {i.name: i.measure(zero) for i in self._by_place["output-gradient"]}
        layers, skips = len(self._network.graph.layers), len(self._network.graph.skips)
        for instrument in (i for place in PLACES for i in self._by_place[place]):
            nothing = absent.expand(BINS) if instrument.per == "bins" else absent
            self._readings[instrument.name] = [nothing] * (skips if instrument.per == "skip" else layers)
        try:
            with torch.enable_grad():
                output = self.called(images)
                loss = functional.cross_entropy(scores_of(output), labels) + auxiliary_loss(output, labels)
                if self._sources:
                    torch.autograd.grad(loss, self._sources, allow_unused=True)
            return {name: _joined(found, absent) for name, found in self._readings.items()}
        finally:
            self.env, self._aliases, self._returned, self._readings, self._sources = {}, {}, {}, {}, []

    def run_node(self, n: fx.Node) -> Any:
        """As fx.Interpreter, listening before and behind."""
        for meeting in self._taps.before.get(n, ()):
            self._measure_meeting(meeting)
        result = super().run_node(n)
        value = tensor_of(result)
        if value is None:
            return result
        if value.requires_grad and self._begins_here(n):
            self._sources.append(get_gradient_edge(value))
        for tap in self._taps.behind.get(n, ()):
            self._listen(tap, value)
        if n in self._taps.forks and value is result and value.requires_grad:
            self._part(n, value)
        return result

    def _begins_here(self, n: fx.Node) -> bool:
        """Whether the result is made of parameters and of what needs no gradient: the backward pass must get here."""
        inputs = (m for m in n.all_input_nodes if m.op != "get_attr")
        return n.op.startswith("call") and not any(_needs_gradient(self.env.get(m)) for m in inputs)

    def map_nodes_to_values(self, args: Any, n: fx.Node) -> Any:
        """As fx.Interpreter; of a fork's result each call gets an alias of its own, to tell their gradients apart."""
        if not any((source, n) in self._aliases for source in n.all_input_nodes):
            return super().map_nodes_to_values(args, n)
        return fx.node.map_arg(args, lambda m: self._aliases.get((m, n), self.env[m]))

    def _listen(self, tap: Tap, value: Tensor) -> None:
        if tap.place != "output-gradient":
            self._read(tap.place, tap.column, _channels_second(value.detach(), turned=tap.turned))
            return
        for name, nothing in self._no_gradient.items():
            self._readings[name][tap.column] = nothing
        if value.requires_grad:
            value.register_hook(self._reader(tap.place, tap.column))

    def _measure_meeting(self, meeting: Meeting) -> None:
        residual, shortcut, gate = self.env[meeting.residual], self.env[meeting.shortcut], meeting.gate
        if gate.gate == 0:
            return
        if isinstance(gate, Junction):
            shortcut = shortcut if gate.gate == 1 else shortcut * gate.gate
            residual = residual if gate.residual_gate == 1 else residual * gate.residual_gate
        self._read("junction", meeting.column, residual.detach(), shortcut.detach())

    def _part(self, node: fx.Node, value: Tensor) -> None:
        for fork in self._taps.forks[node]:
            self._returned[fork.column] = _Returned(fork, self._gate(fork.column), self._reader("fork", fork.column))
        for user in node.users:
            returned = [self._returned[f.column] for f in self._taps.forks[node] if user in f.shortcut | f.residual]
            if returned:
                alias = value.view_as(value)
                alias.register_hook(_telling(returned, user))
                self._aliases[node, user] = alias

    def _gate(self, column: int) -> float:
        junction = self._network.junctions.get(self._network.graph.skips[column].id)
        return 0.0 if junction is None else junction.gate

    def _reader(self, place: Place, column: int) -> Callable[..., None]:
        """What a hook calls with gradients, in the pass under way. A user's module may keep a result, and a later
        backward pass then comes through here again: that is no reading of any probe."""
        readings = self._readings

        def read(*values: Tensor) -> None:
            if readings is self._readings:
                self._read(place, column, *values)

        return read

    def _read(self, place: Place, column: int, *values: Tensor) -> None:
        with torch.no_grad():
            for instrument in self._by_place[place]:
                self._readings[instrument.name][column] = instrument.measure(*values)


class _Returned:
    """The gradients that come back to one fork; told on once all have come, and let go then."""

    def __init__(self, fork: Fork, gate: float, tell: Callable[[Tensor, Tensor], None]) -> None:
        self._fork = fork
        self._tell = tell
        self._missing = set(fork.residual) | (set(fork.shortcut) if gate else set())
        self._sums: dict[bool, Tensor] = {}

    def come(self, user: fx.Node, gradient: Tensor) -> None:
        """The gradient that one call gives back."""
        by_shortcut = user in self._fork.shortcut
        self._sums[by_shortcut] = self._sums[by_shortcut] + gradient if by_shortcut in self._sums else gradient
        self._missing.discard(user)
        if not self._missing and False in self._sums:
            residual = self._sums[False]
            self._tell(self._sums.get(True, residual.new_zeros(())), residual)
            self._sums = {}


def _telling(returned: Sequence[_Returned], user: fx.Node) -> Callable[[Tensor], None]:
    def tell(gradient: Tensor) -> None:
        for each in returned:
            each.come(user, gradient)

    return tell


def _needs_gradient(value: Any) -> bool:
    found = tensor_of(value)
    return found is not None and found.requires_grad


def _channels_second(value: Tensor, *, turned: bool) -> Tensor:
    """(N, …, C) of a linear layer as (N, C, …)."""
    return value.movedim(-1, 1) if turned and value.ndim > 2 else value


def _joined(found: Sequence[Tensor], absent: Tensor) -> Tensor:
    return torch.stack([each.float() for each in found]).flatten() if found else absent.new_empty(0)
