"""Carrying out one run for the command line: session, store, progress, and every way to end."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console

from explorer.commands.failures import UsageError
from explorer.commands.interruption import interruptible
from explorer.commands.progress import Show, training_shown
from explorer.engine.failures import explain
from explorer.runs.snapshot import Outcome, Status
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore, new_run_id
from explorer.training import DeviceError, Session, train

SECONDS_BETWEEN_SNAPSHOTS = 0.2
INTERRUPTED = "Stopped by Ctrl-C or a signal."


@dataclass(frozen=True)
class ReadyRun:
    """A run that is entered in the store and about to start."""

    run_id: str
    name: str
    session: Session
    store: RunStore


def prepare(spec: RunSpec, name: str, store: RunStore, console: Console) -> ReadyRun:
    """Load the data, build the network, enter the run.

    Raises SpecError, UnknownNameError, StoreError, and UsageError where memory runs out already.
    """
    run_id = new_run_id()
    with console.status("Loading …") as status:
        try:
            session = Session(spec, lambda share: status.update(f"Loading {spec.training.dataset} {share:.0%}"))
        except DeviceError as error:
            raise UsageError(str(error)) from error
    for note in session.notes:
        console.print(note, markup=False, highlight=False)
    store.create(run_id, name, session.spec, session.graph, session.steps_per_epoch, session.device)
    return ReadyRun(run_id, name, session, store)


def carry_out(run: ReadyRun, console: Console) -> Outcome:
    """Train to the end, to divergence or to the user's signal; record and weights are saved.

    Where memory runs out the outcome is "failed", with a message. StoreError and OSError where saving fails.
    """
    session, store = run.session, run.store
    try:
        with (
            interruptible() as stop,
            training_shown(console, run.name, session.spec.training.epochs, session.steps_per_epoch) as show,
        ):
            outcome = _trained(run, show, lambda: stop.requested)
            store.finish(run.run_id, outcome)
            session.save_weights(store.weights_path(run.run_id))
            return outcome
    except KeyboardInterrupt:  # the second signal: do not wait for the step
        store.mark_interrupted([run.run_id], INTERRUPTED)
        return session.close("interrupted", INTERRUPTED)


def _trained(run: ReadyRun, show: Show, stopping: Callable[[], bool]) -> Outcome:
    handed_out = time.monotonic()

    def due(waiting: int) -> bool:
        return stopping() or time.monotonic() - handed_out >= SECONDS_BETWEEN_SNAPSHOTS

    status: Status = "interrupted"
    message = INTERRUPTED
    try:
        for snapshot in train(run.session, due):
            if snapshot is not None:
                handed_out = time.monotonic()
                run.store.append(run.run_id, snapshot)
                show(snapshot)
            if stopping():
                break
    except BaseException as error:  # a user's code may raise SystemExit, too
        if isinstance(error, KeyboardInterrupt) and stopping():  # the second signal
            raise
        status, message = "failed", explain(error)
    rest = run.session.flush()
    if rest is not None:
        run.store.append(run.run_id, rest)
    return run.session.close(status, message)
