"""Carrying out one run for the command line: session, store, progress, and every way to end."""

from __future__ import annotations

from functools import partial

from rich.console import Console

from explorer.commands.failures import UsageError
from explorer.commands.interruption import interruptible
from explorer.commands.progress import say, training_shown
from explorer.recording.continuing import Beginning, recording
from explorer.recording.driving import record
from explorer.recording.recording import Recording
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore, new_run_id
from explorer.training import DeviceError, Session

SECONDS_BETWEEN_SNAPSHOTS = 0.2
INTERRUPTED = "Stopped by Ctrl-C or a signal."


def prepare(spec: RunSpec, name: str, store: RunStore, console: Console) -> Recording:
    """Load the data, build the network, enter the run.

    Raises SpecError, UnknownNameError, StoreError, and UsageError where memory runs out already.
    """
    return prepare_beginning(Beginning(spec), name, store, console)


def prepare_beginning(
    beginning: Beginning, name: str, store: RunStore, console: Console, run_id: str | None = None
) -> Recording:
    """As `prepare`, for a run that goes on from a checkpoint; `run_id` is that of a run that is resumed."""
    dataset = beginning.spec.training.dataset
    with console.status("Loading …") as status:
        try:
            session = Session(
                beginning.spec, lambda share: status.update(f"Loading {dataset} {share:.0%}"), beginning.start
            )
        except DeviceError as error:
            raise UsageError(str(error)) from error

    for note in (*session.notes, *beginning.notes):
        say(console, note)
    run = recording(
        beginning,
        run_id or new_run_id(),
        name,
        session,
        store,
        seconds=SECONDS_BETWEEN_SNAPSHOTS,
        lost=partial(say, console),
    )
    run.enter()
    return run


def carry_out(run: Recording, store: RunStore, console: Console) -> Outcome:
    """Train to the end, to divergence or to the user's signal; record and weights are saved.

    Where training fails, such as for want of memory, the outcome is "failed", with a message. StoreError and OSError
    where saving fails.
    """
    session = run.session
    try:
        with (
            interruptible() as stop,
            training_shown(console, run.name, session.total_steps, session.steps_per_epoch) as show,
        ):
            run.heard = show
            return record(run, lambda: stop.requested, INTERRUPTED)
    except KeyboardInterrupt:  # the second signal: do not wait for the step
        store.mark_interrupted([run.run_id], INTERRUPTED)
        return run.close("interrupted", INTERRUPTED)
