"""What one side of the window shows, resolved from the workbench into frozen data."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.desk import titles as text
from explorer.desk.edits import family_of
from explorer.desk.gates import Gate, confirmed
from explorer.desk.sides import Side
from explorer.desk.switching import Moment
from explorer.desk.workbench import Workbench
from explorer.engine.worker import READY
from explorer.graph.model import NetworkGraph
from explorer.runs.history import RunHistory
from explorer.runs.spec import RunSpec
from explorer.wording import tr

_READING = "Reading the network…"  # a user's own model and large networks take seconds


@dataclass(frozen=True)
class PaneState:
    """One side, ready to draw: a pane compares it with the last one and calls only the setters that changed."""

    spec: RunSpec
    graph: NetworkGraph | None
    gates: tuple[tuple[str, Gate], ...]
    history: RunHistory | None
    title: str
    details: str
    message: str
    moment: Moment

    @property
    def locked(self) -> bool:
        """Whether the settings are fixed."""
        return self.moment != "edit"


def pane_state(bench: Workbench, side: Side, engine: str, step: int | None = None) -> PaneState:
    """The state of A's or B's pane; `engine` is what the engine is doing, shown while there is no graph. Title and
    details are those of the step that is held; None: of now."""
    spec, graph, gates = bench.document.side(side).spec, bench.graph(side), bench.gates(side)
    history = bench.history(side)
    then = confirmed(gates) | ({} if history is None or step is None else history.gates(step))
    family = family_of(spec.network, bench.catalog)
    shown = None if graph is None else graph.with_enabled(frozenset(s for s, gate in then.items() if gate > 0))
    return PaneState(
        spec=spec,
        graph=graph,
        gates=tuple(gates.items()),
        history=history,
        title=text.title(spec, shown, family),
        details="" if shown is None else text.details(spec, shown, then, family),
        message=""
        if graph is not None
        else bench.describer.message(spec) or (tr(_READING) if engine == READY else tr(engine)),
        moment=_moment(bench, side),
    )


def _moment(bench: Workbench, side: Side) -> Moment:
    run_id, trainer = bench.document.side(side).run_id, bench.trainer
    if run_id in trainer.waiting:
        return "preparing"
    if run_id in trainer.live:
        if trainer.halfway(run_id):
            return "halfway"
        return "paused" if trainer.paused else "running"
    return "edit"
