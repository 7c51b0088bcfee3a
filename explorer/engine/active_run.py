"""One run under way in the engine: from its order to its end."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from explorer.engine.failures import explain
from explorer.engine.messages import Ended, Event, Order, Problem, Progress, Started
from explorer.runs.snapshot import Outcome, Snapshot, Status
from explorer.runs.store import RunStore
from explorer.training import Session, train
from explorer.verdicts.judging import note_verdict

Post = Callable[[Event], None]
P = ParamSpec("P")
Act = Callable[Concatenate["ActiveRun", P], None]

SECONDS_BETWEEN_SNAPSHOTS = 1 / 30


def _bounded(act: Act[P]) -> Act[P]:
    """The boundary of a run: whatever an act raises (a user's code may raise SystemExit) ends this run alone, as
    failed. An act on a run that is over does nothing."""

    @functools.wraps(act)
    def bounded(run: ActiveRun, *args: P.args, **kwargs: P.kwargs) -> None:
        if not run.active:
            return
        try:
            act(run, *args, **kwargs)
        except BaseException as error:
            run.fail(explain(error))

    return bounded


class ActiveRun:
    """Drives one session step by step, writes what it measures to the store, then posts it. Whatever fails
    (training, memory, the disk, a user's code) ends this run alone, as `failed` and with a message; no method raises.
    `active` is then False, and `saved` is too where even the end could not be written.
    """

    def __init__(self, order: Order, session: Session, store: RunStore, post: Post) -> None:
        self.run_id = order.run_id
        self.active = True
        self.saved = True
        self._order = order
        self._session = session
        self._store = store
        self._post = post
        self._entered = False
        self._at_once = False
        self._handed_out = 0.0
        self._steps = train(session, self._due)

    @_bounded
    def start(self) -> None:
        """Enter the run in the store and tell the window; no step yet."""
        order, session = self._order, self._session
        self._store.create(
            order.run_id, order.name, session.spec, session.graph, session.steps_per_epoch, session.device
        )
        self._entered = True
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

    @_bounded
    def step(self, at_once: bool = False) -> None:
        """One step of training; `at_once` hands out what was measured without waiting for more."""
        self._at_once = at_once
        snapshot = next(self._steps)
        if snapshot is not None:
            self._hand_out(snapshot)
        self._end_if_over()

    @_bounded
    def pause(self) -> None:
        """Hand out and save everything measured so far."""
        self._flush()
        self._store.flush()
        self._store.note(self.run_id, "paused")
        self._end_if_over()

    @_bounded
    def resume(self) -> None:
        """Note that training goes on."""
        self._store.note(self.run_id, "resumed")

    @_bounded
    def set_gate(self, skip: str, gate: float) -> None:
        """Move a gate from the next step on; where that cannot be, say why."""
        try:
            self._session.set_gate(skip, gate)
        except ValueError as error:
            self._post(Problem(str(error)))

    @_bounded
    def stop(self, status: Status, message: str = "") -> None:
        """End now and keep everything up to here."""
        self._flush()
        self._finish(self._closed(status, message))

    @_bounded
    def discard(self) -> None:
        """End now and leave nothing in the store."""
        outcome = self._closed("stopped")
        if not self._tried(f"{self._order.name} was not deleted", lambda: self._store.discard(self.run_id)):
            self.saved = False
        self._over(outcome, kept=False)

    def fail(self, message: str) -> None:
        """End now because of a failure; what was measured before it is kept."""
        if not self._entered:
            self._over(self._closed("failed", message), kept=False)
            return
        self._tried("The last steps were not saved", self._flush, unless=message)
        self._finish(self._closed("failed", message))

    def save_weights(self) -> None:
        """Write the weights as they are now beside the store; where that fails, say why."""
        self._tried(
            f"The weights of {self._order.name} were not saved",
            lambda: self._session.save_weights(self._store.weights_path(self.run_id)),
        )

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

    def _closed(self, status: Status, message: str = "") -> Outcome:
        try:
            return self._session.close(status, message)
        except BaseException as error:
            return Outcome("failed", self._session.steps, 0.0, message or explain(error), device=self._session.device)

    def _finish(self, outcome: Outcome) -> None:
        """Write the end, then the weights and the verdict; the run is over even where none of that can be."""
        name = self._order.name
        self.saved = self._tried(
            f"The end of {name} was not saved",
            lambda: self._store.finish(self.run_id, outcome),
            unless=outcome.message,
        )
        if outcome.status != "interrupted":  # then time is short: every run is entered before any weights
            self.save_weights()
            self._tried(f"{name} was not judged", lambda: note_verdict(self._store, self.run_id))
        self._over(outcome, kept=True)

    def _tried(self, lost: str, act: Callable[[], object], unless: str = "") -> bool:
        """Do one part of ending; whether it went well. Where not, say what is lost and why, unless that is known."""
        try:
            act()
        except BaseException as error:
            why = explain(error)
            if why != unless:
                self._post(Problem(f"{lost}: {why}"))
            return False
        return True

    def _over(self, outcome: Outcome, kept: bool) -> None:
        self.active = False
        self._post(Ended(self.run_id, outcome, kept))
