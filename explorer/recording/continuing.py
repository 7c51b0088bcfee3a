"""Going on from a checkpoint: the same run (resume), or a child of it with other settings (fork)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from explorer.choices.schedule import learning_rate
from explorer.datasets.dataset_lookup import fitted
from explorer.recording.recording import Recording
from explorer.recording.sink import Sink
from explorer.runs.checkpoints import Checkpoint
from explorer.runs.continuation import same_batches
from explorer.runs.history import RunHistory
from explorer.runs.provenance import ALONE, Provenance
from explorer.runs.resuming import TOGETHER, ContinueError, no_resuming, with_epochs
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore, StoreError
from explorer.training import Session
from explorer.training.checkpoint_file import CheckpointError, Saved, read
from explorer.training.kept_state import Same
from explorer.training.start import Start

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Beginning:
    """How a run begins that goes on from another moment: its settings, where its session starts, where it comes from,
    and sentences for people. `resumed` is the run itself, otherwise it is a child; `again` are the stored steps that it
    trains again."""

    spec: RunSpec
    start: Start | None = None
    provenance: Provenance = ALONE
    resumed: bool = False
    notes: tuple[str, ...] = ()
    again: int = 0


def recording(beginning: Beginning, run_id: str, name: str, session: Session, store: Sink, **more: Any) -> Recording:
    """The recording of a session that begins so; `more` as Recording takes it."""
    provenance, resumed = beginning.provenance, beginning.resumed
    return Recording(run_id, name, session, store, provenance=provenance, resumed=resumed, **more)


def resuming(store: RunStore, run_id: str, epochs: int | None = None) -> Beginning:
    """How a run goes on that ended, with `epochs` in all; nothing is changed in the store yet. ContinueError where it
    cannot, or not with the numbers of a run that was never interrupted."""
    history = store.record(run_id)
    why = no_resuming(history.outcome, history.spec, epochs)
    if why:
        raise ContinueError(why)
    spec = with_epochs(history.spec, epochs)
    start = _newest(store, history, len(history)) or _first(store, history)
    moved = tuple(i for i in history.interventions if i.step >= start.step and not i.planned)
    _check_rates(history, spec, start.step)
    again = len(history) - start.step
    said = f"Resumes at step {start.step:,}" + ("" if start.saved else ", because there is no checkpoint")
    said += f". {again:,} stored steps after it are trained again." if again else "."
    return Beginning(spec, replace(start, replayed=moved), resumed=True, notes=(said,), again=again)


def forking(store: RunStore, parent: str, step: int, spec: RunSpec, progress: Progress | None = None) -> Beginning:
    """How a child of a run begins before its step `step`, with the settings `spec`: with the weights and all else that
    the parent had then. Between two checkpoints, the steps in between are trained again first; `progress` hears how
    far that is. ContinueError where it cannot be."""
    history = store.record(parent)
    if history.spec.training.together > 1:
        raise ContinueError(TOGETHER)
    if not 0 <= step <= len(history):
        raise ContinueError(f"Step {step:,} is not in this run; allowed: 0 to {len(history):,}, the steps it has.")
    new = [move for move in spec.training.interventions if move not in history.spec.training.interventions]
    if early := [move for move in new if move.first < step]:
        raise ContinueError(
            f"The intervention “{early[0]}” begins before the fork; allowed: step {step:,} and later. The steps before "
            "are the parent's."
        )
    network = replace(fitted(spec.network, spec.training.dataset), input_shape=history.spec.network.input_shape)
    if network != history.spec.network or spec.training.seed != history.spec.training.seed:
        raise ContinueError(
            "A fork keeps its parent's network, number of classes and seed. Train a new run to change them."
        )
    start = _before(store, history, step, progress)
    return Beginning(spec, replace(start, same=_same(history.spec, spec)), Provenance(parent=parent, parent_step=step))


def _same(old: RunSpec, new: RunSpec) -> Same:
    a, b = old.training, new.training
    return Same(same_batches(old, new), a.optimizer == b.optimizer, a.probe_every == b.probe_every)


def _before(
    store: RunStore, history: RunHistory, step: int, progress: Progress | None = None, below: tuple[str, ...] = ()
) -> Start:
    """The state of a run before a step of its record; `below` are its children that it is asked for."""
    if history.parent and step < history.parent_step:
        return _before(store, _parent(store, history, below), step, progress, (*below, history.run_id))
    start = _newest(store, history, step) or _first(store, history, below)
    return start if start.step == step else _trained_to(history, start, step, progress)


def _first(store: RunStore, history: RunHistory, below: tuple[str, ...] = ()) -> Start:
    """The state in which a run began: that of its parent, or what follows from the settings."""
    if not history.parent:
        return Start()
    parent = _parent(store, history, below)
    start = _before(store, parent, history.parent_step, below=(*below, history.run_id))
    return replace(start, same=_same(parent.spec, history.spec))


def _parent(store: RunStore, history: RunHistory, below: tuple[str, ...]) -> RunHistory:
    if history.parent in (history.run_id, *below):
        raise ContinueError(f"Run {history.run_id} is damaged: it is a fork of itself.")
    try:
        return store.record(history.parent)
    except StoreError as error:
        raise ContinueError(f"The run has no checkpoint there, and its parent cannot be used: {error}") from error


def _newest(store: RunStore, history: RunHistory, step: int) -> Start | None:
    """The last usable checkpoint of a run at or before `step`."""
    for checkpoint in store.checkpoints.of(history.run_id):
        if checkpoint.step <= step:
            try:
                return Start(_read(checkpoint))
            except CheckpointError:
                continue  # damaged: an older one may not be
    return None


def _read(checkpoint: Checkpoint) -> Saved:
    saved = read(checkpoint.path)
    if saved.facts.step != checkpoint.step:
        raise CheckpointError(f"{checkpoint.path.name} is of step {saved.facts.step}")
    return saved


def _trained_to(history: RunHistory, start: Start, step: int, progress: Progress | None) -> Start:
    """The state of a run before a step of its record, from an earlier one; nothing is stored of the steps between."""
    moved = tuple(i for i in history.interventions if start.step <= i.step < step and not i.planned)
    session = Session(history.spec, progress, replace(start, replayed=moved))
    while session.steps < step and session.outcome is None:
        session.advance(lambda waiting: False)
        if progress is not None:
            progress((session.steps - start.step) / (step - start.step))
    session.flush()
    if session.steps < step or (session.outcome is not None and session.outcome.status != "completed"):
        raise ContinueError(f"The run diverges before step {step:,}. Choose an earlier step.")
    return Start(session.state())


def _check_rates(history: RunHistory, spec: RunSpec, steps: int) -> None:
    """ContinueError where a longer run would have had other learning rates in the steps that are done."""
    before, after = history.spec.training, spec.training
    totals = [training.total_steps(history.steps_per_epoch) for training in (before, after)]
    if totals[0] == totals[1]:
        return
    for step in range(steps):
        if learning_rate(before, step, totals[0]) != learning_rate(after, step, totals[1]):
            raise ContinueError(
                f"The schedule {after.schedule!r} depends on the number of epochs: with {after.epochs} the learning "
                f"rate would have differed from step {step:,} on. Fork the run instead, or train a new one."
            )
