"""The gates of a network's skips: before step 0, as they are, and as they were asked to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from explorer.graph.model import NetworkGraph
from explorer.runs.history import RunHistory


@dataclass(frozen=True)
class Gate:
    """One skip's gate, 0–1: `architecture` before step 0, `confirmed` as the engine said last, `requested` what was
    asked for since (None: nothing)."""

    architecture: float
    confirmed: float
    requested: float | None = None

    @property
    def wanted(self) -> float:
        """What it is going to be: a refused request is gone by then."""
        return self.confirmed if self.requested is None else self.requested


def confirmed(gates: Mapping[str, Gate]) -> dict[str, float]:
    """The gates as they are, by skip."""
    return {skip: gate.confirmed for skip, gate in gates.items()}


def wanted(gates: Mapping[str, Gate]) -> dict[str, float]:
    """The gates as they are going to be, by skip."""
    return {skip: gate.wanted for skip, gate in gates.items()}


def requested(gates: Mapping[str, Gate]) -> dict[str, float]:
    """The requests that are not answered yet, by skip."""
    return {skip: gate.requested for skip, gate in gates.items() if gate.requested is not None}


def of_architecture(graph: NetworkGraph) -> dict[str, Gate]:
    """The gates of a network that does not train: as its skips say."""
    return {skip.id: Gate(float(skip.enabled), float(skip.enabled)) for skip in graph.skips}


class RunGates:
    """The gates of one run: asked for by the window, moved or refused by the engine.

    An intervention counts from the moment in which the engine confirms it; the record, which gets it with the next
    step, then says the same."""

    def __init__(self, history: RunHistory) -> None:
        self._history = history
        self._moved: dict[str, float] = {}
        self._requested: dict[str, float] = {}

    def ask(self, gates: Mapping[str, float]) -> None:
        """Note what was asked for; a newer request for the same skip takes the place of an older one."""
        self._requested.update(gates)

    def move(self, skip: str, gate: float) -> None:
        """Note that the engine has moved a gate; a request that is newer than this one stays."""
        self._moved[skip] = gate
        if self._requested.get(skip) == gate:
            del self._requested[skip]

    def refuse(self, skip: str, gate: float) -> None:
        """Note that the engine has not moved a gate: it stays as it was."""
        if self._requested.get(skip) == gate:
            del self._requested[skip]

    def end(self) -> None:
        """Note that the run is over: what was not done by now is not done any more."""
        self._requested.clear()

    def now(self) -> dict[str, Gate]:
        """Every skip's gate."""
        before = of_architecture(self._history.graph)
        at = {**self._history.gates(), **self._moved}
        return {
            skip: replace(gate, confirmed=at[skip], requested=self._requested.get(skip))
            for skip, gate in before.items()
        }
