"""How far the training on show is: pure functions from the workbench to what the training bar shows."""

from __future__ import annotations

import numpy as np

from explorer.desk.sides import SIDES
from explorer.desk.training_state import TrainingProgress, TrainingState
from explorer.desk.workbench import Workbench
from explorer.runs.history import RunHistory
from explorer.wording import tr

_RATE_STEPS = 50


def training_state(bench: Workbench, engine: str) -> TrainingState:
    """Which wishes make sense now; `engine` is what the engine is doing, in words."""
    trainer, steps = bench.trainer, bench.steps
    graphs = [bench.graph(side) for side in SIDES]
    return TrainingState(
        ready=bench.catalog is not None,
        unusable=tuple(side for side in SIDES if bench.describer.message(bench.document.side(side).spec)),
        training=trainer.training,
        preparing=bool(trainer.waiting),
        paused=trainer.paused,
        can_undo=steps.can_undo,
        can_redo=steps.can_redo,
        undo_text=steps.undo_text,
        redo_text=steps.redo_text,
        has_skips=any(graph is not None and graph.skips for graph in graphs),
        status=_status(bench, engine),
        device=bench.catalog.device if bench.catalog is not None else "",
    )


def _status(bench: Workbench, engine: str) -> str:
    if bench.catalog is None:
        return tr(engine)
    if bench.trainer.waiting:
        read = bench.trainer.read
        return (
            tr("Preparing the runs…")
            if read is None
            else tr("Reading images… {read:.0%}", read=read).replace("%", " %")
        )
    shown = [history for side in SIDES if (history := bench.history(side)) is not None]  # one without steps is falsy
    ends = [h.outcome.message or tr(h.outcome.status.capitalize()) for h in shown if h.outcome is not None]
    return ends[0] if ends and len(set(ends)) == 1 else ""


def training_progress(bench: Workbench) -> TrainingProgress | None:
    """Progress of the run that is furthest behind; None where none trains or none has begun."""
    live = [(bench.trainer.histories[run_id], run) for run_id, run in bench.trainer.live.items()]
    if not live:
        return None
    history, run = min(live, key=lambda pair: len(pair[0]) / pair[1].total_steps)
    on_show = any(bench.history(side) is shown for side in SIDES for shown, _ in live)
    return TrainingProgress(
        len(history),
        run.total_steps,
        history.steps_per_epoch,
        rate([h for h, _ in live]),
        bench.trainer.paused,
        "" if on_show else history.spec.network.name,
    )


def rate(histories: list[RunHistory]) -> float:
    """Steps per second of each of these runs trained in lockstep: over their last 50 steps, pauses left out;
    0 before the second step."""
    seconds = 0.0
    for history in histories:
        recent = np.asarray(history.seconds[-_RATE_STEPS - 1 :], float)
        if len(recent) < 2:
            return 0.0
        seconds += float(recent[-1] - recent[0]) / (len(recent) - 1)
    return 1.0 / seconds if seconds > 0 else 0.0
