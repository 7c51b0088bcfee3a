"""When a run that trains is saved so that it can be resumed and forked."""

from __future__ import annotations

import time
from functools import partial

from explorer.recording.sink import Sink
from explorer.runs.checkpoints import AUTOMATIC, NEVER, Kind
from explorer.training import Session
from explorer.training.checkpoint_file import write

SECONDS = 30.0
"""Training time between two automatic checkpoints at least."""
SHARE = 0.01
"""The part of the training time that automatic checkpoints may take."""


class Checkpointing:
    """The checkpoints of one session: before interventions, and at the interval that the runs folder sets."""

    def __init__(self, run_id: str, session: Session, store: Sink) -> None:
        self._run_id, self._session, self._store = run_id, session, store
        self._every = store.checkpoints.every
        self._last = session.steps  # the state before it is saved, or follows from the settings
        self._cost = 0.0
        self._next = session.seconds + SECONDS

    @property
    def unsaved(self) -> bool:
        """Whether the state before the next step is neither saved nor follows from the settings."""
        return self._session.steps != self._last

    def due(self) -> Kind | None:
        """The kind of checkpoint to make before the next step, None where none is due."""
        if not self.unsaved or self._session.outcome is not None:
            return None
        if self._session.moves_begin:
            return "intervention"
        if self._every == AUTOMATIC:
            return "interval" if self._session.seconds >= self._next else None
        return "interval" if self._every != NEVER and self._session.steps % self._every == 0 else None

    def make(self, kind: Kind) -> None:
        """Save the state before the next step; OSError or StoreError where that fails. All steps were handed out."""
        started = time.perf_counter()
        self._store.flush()  # a run has every step before its checkpoint
        saved = self._session.state()
        self._store.checkpoints.add(self._run_id, saved.facts.step, kind, partial(write, saved))
        self._last = saved.facts.step
        self._cost = max(self._cost, time.perf_counter() - started)
        self._wait()

    def put_off(self) -> None:
        """A checkpoint failed: try again after the usual time, not before the next step."""
        self._last = self._session.steps
        self._wait()

    def _wait(self) -> None:
        self._next = self._session.seconds + max(SECONDS, self._cost / SHARE)
