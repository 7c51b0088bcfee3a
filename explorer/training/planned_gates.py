"""Gates that move while training because the settings plan it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explorer.graph.model import NetworkGraph
from explorer.registry import SpecError
from explorer.runs.gate_script import GateMove
from explorer.tracing import Network


class PlannedGates:
    """The planned moves of one network's gates. SpecError for skips that it does not have or that cannot move.

    A ramp has no state but the gates themselves, so training can go on in the middle of one."""

    def __init__(self, moves: Sequence[GateMove], network: Network, total_steps: int) -> None:
        self._network, self._total_steps = network, total_steps
        self._moves = [(move, _skips(move, network)) for move in moves]

    @property
    def notes(self) -> tuple[str, ...]:
        """What a move of all skips, or of a stage's, leaves out, and which moves never end, in sentences for people."""
        graph, found = self._network.graph, []
        for move, skips in self._moves:
            fixed = [s for s in _meant(move, graph) if s not in skips]
            if fixed:
                why = "off before step 0, so the projection has no weights"
                found.append(f"The intervention “{move}” leaves out {', '.join(fixed)}: {why}.")
            if move.end >= self._total_steps:
                what = "does not reach its gate" if move.first < self._total_steps else "never begins"
                found.append(f"The intervention “{move}” {what}: the run ends after step {self._total_steps - 1:,}.")
        return tuple(found)

    def begins(self, step: int) -> bool:
        """Whether a move begins with this step."""
        return any(move.first == step for move, _ in self._moves)

    def at(self, step: int) -> Iterator[tuple[str, float]]:
        """The skips that move before `step`, and their gates in it; move each before asking for the next."""
        for move, skips in self._moves:
            if move.first <= step <= move.end:
                for skip in skips:
                    now = self._network.junctions[skip].gate
                    yield skip, _towards(now, move.gate, move.end - step)


def _towards(now: float, goal: float, steps_left: int) -> float:
    """An equal part of the way; the goal itself in the last step, without rounding."""
    return now + (goal - now) / (steps_left + 1) if steps_left else goal


def _skips(move: GateMove, network: Network) -> tuple[str, ...]:
    """The skips of a move: those of "all" and of a stage that can move, and each that is named."""
    graph = network.graph
    if _is_group(move):
        found = tuple(skip for skip in _meant(move, graph) if skip in network.junctions)
        if not found:
            raise SpecError(f"The intervention “{move}” concerns no skip of {graph.name}; allowed: {_allowed(graph)}.")
        return found
    names = _meant(move, graph)
    unknown = [name for name in names if name not in graph.skip]
    if unknown:
        said = ", ".join(unknown)
        raise SpecError(f"The intervention “{move}” names {said}; allowed for {graph.name}: {_allowed(graph)}.")
    fixed = [name for name in names if name not in network.junctions]
    if fixed:
        raise SpecError(
            f"The intervention “{move}” moves {', '.join(fixed)}, whose projection has no weights because it is off "
            "before step 0; allowed: a skip that is on at step 0."
        )
    return names


def _is_group(move: GateMove) -> bool:
    return move.skips == "all" or move.skips.startswith("stage ")


def _meant(move: GateMove, graph: NetworkGraph) -> tuple[str, ...]:
    """The skips that a move names, whether they can move or not."""
    if not _is_group(move):
        return tuple(move.skips.split(","))
    return tuple(s.id for s in graph.skips if move.skips == "all" or s.stage == int(move.skips.split()[1]))


def _allowed(graph: NetworkGraph) -> str:
    if not graph.skips:
        return "none, it has no skips"
    stages = sorted({skip.stage for skip in graph.skips if skip.stage is not None})
    named = f", stage {stages[0]}" + (f" to {stages[-1]}" if len(stages) > 1 else "") if stages else ""
    return f"all{named}, {graph.skips[0].id} to {graph.skips[-1].id}"
