"""One run under way in the engine: from its order to its end."""

from __future__ import annotations

import time
from collections.abc import Callable

from explorer.engine.failures import explain
from explorer.engine.messages import Ended, Event, Order, Problem, Progress, Started
from explorer.runs.errors import StoreError
from explorer.runs.snapshot import Outcome, Snapshot, Status
from explorer.runs.store import RunStore
from explorer.training import Session, train
from explorer.verdicts.judging import note_verdict

Post = Callable[[Event], None]

SECONDS_BETWEEN_SNAPSHOTS = 1 / 30


class ActiveRun:
    """Drives one session step by step, writes what it measures to the store, then posts it. Whatever fails
    (training, memory, the disk) ends this run alone, as `failed` and with a message; `active` is then False, and
    `saved` is too where even the end could not be written.
    """

    def __init__(self, order: Order, session: Session, store: RunStore, post: Post) -> None:
        self.run_id = order.run_id
        self.active = True
        self.saved = True
        self._order = order
        self._session = session
        self._store = store
        self._post = post
        self._at_once = False
        self._handed_out = 0.0
        self._steps = train(session, self._due)

    def start(self) -> None:
        """Enter the run in the store and tell the window; no step yet."""
        order, session = self._order, self._session
        try:
            self._store.create(
                order.run_id, order.name, session.spec, session.graph, session.steps_per_epoch, session.device
            )
        except StoreError as error:
            self._over(Outcome("failed", 0, 0.0, str(error), device=session.device), kept=False)
            return
        self._post(
            Started(
                order.run_id,
                order.name,
                session.spec,
                session.graph,
                session.steps_per_epoch,
                session.total_steps,
                session.device,
            )
        )

    def step(self, at_once: bool = False) -> None:
        """One step of training; `at_once` hands out what was measured without waiting for more."""
        self._at_once = at_once
        try:
            snapshot = next(self._steps)
            if snapshot is not None:
                self._hand_out(snapshot)
        except Exception as error:
            self.stop("failed", explain(error))  # what was measured up to the failure is kept
        else:
            self._end_if_over()

    def pause(self) -> None:
        """Hand out and save everything measured so far."""
        try:
            self._flush()
            self._store.flush()
            self._store.note(self.run_id, "paused")
        except Exception as error:
            self._end("failed", explain(error))
        else:
            self._end_if_over()

    def resume(self) -> None:
        """Note that training goes on."""
        try:
            self._store.note(self.run_id, "resumed")
        except StoreError as error:
            self._end("failed", str(error))

    def set_gate(self, skip: str, gate: float) -> None:
        """Move a gate from the next step on; where that cannot be, say why."""
        try:
            self._session.set_gate(skip, gate)
        except ValueError as error:
            self._post(Problem(str(error)))

    def stop(self, status: Status, message: str = "") -> None:
        """End now and keep everything up to here."""
        try:
            self._flush()
        except Exception as error:
            self._end("failed", explain(error))
        else:
            self._end(status, message)

    def save_weights(self) -> None:
        """Write the weights as they are now beside the store; where that fails, say why."""
        try:
            self._session.save_weights(self._store.weights_path(self.run_id))
        except (StoreError, OSError) as error:
            self._post(Problem(f"The weights of {self._order.name} were not saved: {error}"))

    def discard(self) -> None:
        """End now and leave nothing in the store."""
        outcome = self._session.close("stopped")
        try:
            self._store.discard(self.run_id)
        except StoreError as error:
            self._post(Problem(str(error)))
        self._over(outcome, kept=False)

    def _due(self, steps_buffered: int) -> bool:
        return self._at_once or time.monotonic() - self._handed_out >= SECONDS_BETWEEN_SNAPSHOTS

    def _flush(self) -> None:
        snapshot = self._session.flush()
        if snapshot is not None:
            self._hand_out(snapshot)

    def _hand_out(self, snapshot: Snapshot) -> None:
        self._handed_out = time.monotonic()
        self._store.append(self.run_id, snapshot)
        self._post(Progress(self.run_id, snapshot))

    def _end_if_over(self) -> None:
        """A session ends itself when it has completed or is found to have diverged."""
        if self._session.outcome is not None:
            self._finish(self._session.outcome)

    def _end(self, status: Status, message: str) -> None:
        self._finish(self._session.close(status, message))

    def _finish(self, outcome: Outcome) -> None:
        try:
            self._store.finish(self.run_id, outcome)
        except StoreError as error:
            self.saved = False
            if outcome.message != str(error):
                self._post(Problem(f"The end of {self._order.name} was not saved: {error}"))
        if outcome.status != "interrupted":  # then time is short: every run is entered before any weights
            self.save_weights()
            self._judge()
        self._over(outcome, kept=True)

    def _judge(self) -> None:
        """Note the verdict for lists; the run is kept without one where that fails."""
        try:
            note_verdict(self._store, self.run_id)
        except Exception as error:
            self._post(Problem(f"{self._order.name} was not judged: {explain(error)}"))

    def _over(self, outcome: Outcome, kept: bool) -> None:
        self.active = False
        self._post(Ended(self.run_id, outcome, kept))
