"""Driving one run alone, from its first step to its end."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from explorer.failures import explain
from explorer.recording.recording import RESUMABLE, Recording
from explorer.runs.snapshot import Outcome, Status
from explorer.training import DeviceLostError


def record(run: Recording, stopping: Callable[[], bool] | None = None, message: str = "") -> Outcome:
    """Train a run that is entered until it completes, diverges, or `stopping` says so after a step: interrupted then,
    with `message`. Where training raises it is failed, with the reason. Its record, its end, a checkpoint and
    its weights are stored; raises StoreError and OSError where that cannot be. Where its GPU fails it is interrupted,
    and has the checkpoints from before.

    KeyboardInterrupt passes where it is the person's: at any time or, with `stopping`, once that says so.
    """
    status: Status = "interrupted"
    lost = False
    try:
        while run.outcome is None:
            run.step()
            if stopping is not None and stopping():
                break
    except BaseException as error:  # a user's code may raise SystemExit, too
        if isinstance(error, KeyboardInterrupt) and (stopping is None or stopping()):
            raise
        lost = isinstance(error, DeviceLostError)
        status, message = "interrupted" if lost else "failed", explain(error)
    with suppress(DeviceLostError):  # what it still holds is gone
        run.flush()
    outcome = run.close(status, message)
    run.finish(outcome)
    if lost:
        return outcome
    if outcome.status in RESUMABLE:
        run.save_end()
    run.save_weights()
    return outcome
