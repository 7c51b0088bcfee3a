"""Carrying out one run for the command line: session, store, progress, and every way to end."""

from __future__ import annotations

from rich.console import Console

from explorer.commands.failures import UsageError
from explorer.commands.interruption import interruptible
from explorer.commands.progress import training_shown
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
    with console.status("Loading …") as status:
        try:
            session = Session(spec, lambda share: status.update(f"Loading {spec.training.dataset} {share:.0%}"))
        except DeviceError as error:
            raise UsageError(str(error)) from error
    for note in session.notes:
        console.print(note, markup=False, highlight=False)
    run = Recording(new_run_id(), name, session, store, seconds=SECONDS_BETWEEN_SNAPSHOTS)
    run.enter()
    return run


def carry_out(run: Recording, console: Console) -> Outcome:
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
        run.store.mark_interrupted([run.run_id], INTERRUPTED)
        return run.close("interrupted", INTERRUPTED)
