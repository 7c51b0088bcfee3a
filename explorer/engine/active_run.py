"""One run under way in the engine: from its order to its end."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from explorer.datasets.batches import Batches
from explorer.engine.commands import Order
from explorer.engine.events import Ended, Event, GateMoved, GateRefused, Problem, Progress, Started
from explorer.failures import explain
from explorer.recording.continuing import Beginning, recording
from explorer.recording.recording import RESUMABLE
from explorer.runs.phases import PhaseDone
from explorer.runs.snapshot import Outcome, Snapshot, Status
from explorer.runs.store import RunStore
from explorer.tracing import Network
from explorer.training import DeviceLostError, Session

Post = Callable[[Event], None]
P = ParamSpec("P")
T = TypeVar("T")
Act = Callable[Concatenate["ActiveRun", P], None]

SECONDS_BETWEEN_SNAPSHOTS = 1 / 30


def _bounded(act: Act[P]) -> Act[P]:
    """The boundary of a run: whatever an act raises (a user's code may raise SystemExit) ends this run alone, as
    failed, or interrupted where its GPU failed. An act on a run that is over does nothing."""

    @functools.wraps(act)
    def bounded(run: ActiveRun, /, *args: P.args, **kwargs: P.kwargs) -> None:
        if not run.active:
            return
        try:
            act(run, *args, **kwargs)
        except DeviceLostError as error:  # the next engine resumes it
            run.fail(explain(error), "interrupted")
        except BaseException as error:
            run.fail(explain(error))

    return bounded


class ActiveRun:
    """Drives one recording step by step and posts what it stores. Whatever fails (training, memory, the disk, a user's
    code) ends this run alone, as `failed` and with a message; no method raises.
    `active` is then False, and `saved` is too where even the end could not be written.
    """

    def __init__(
        self, order: Order, session: Session, store: RunStore, post: Post, beginning: Beginning | None = None
    ) -> None:
        self.order, self.run_id = order, order.run_id
        self.active = True
        self.saved = True
        self._name = order.name
        self._store = store
        self._post = post
        self._entered = False
        self._waiting: list[tuple[str, float]] = []  # gates to be moved once the step under way is done
        self._recording = recording(
            beginning or Beginning(session.spec, provenance=order.provenance),
            order.run_id,
            order.name,
            session,
            store,
            seconds=SECONDS_BETWEEN_SNAPSHOTS,
            heard=self._measured,
            lost=lambda text: post(Problem(text)),
        )

    @_bounded
    def start(self) -> None:
        """Enter the run in the store and tell the window; no step yet."""
        self._recording.enter()
        self._entered = True
        session = self._recording.session
        self._post(
            Started(
                self.run_id,
                self._name,
                session.spec,
                session.graph,
                session.steps_per_epoch,
                session.total_steps,
                session.device,
                session.steps,
            )
        )

    @_bounded
    def step(self, at_once: bool = False) -> None:
        """One step of training; `at_once` hands out what was measured without waiting for more."""
        self._recording.at_once = at_once
        self._recording.step()
        self._after_step()
        if at_once and self.active:
            self._store.flush()  # it may be held now for as long as a person likes

    @_bounded
    def phase(self) -> None:
        """One phase of a step, whose values are told; between two of them the run holds."""
        self._recording.at_once = True
        found = self._recording.phase()
        if found is not None:
            self._post(PhaseDone(self.run_id, found))
        self._after_step()
        if self.active:
            self._store.flush()

    @property
    def halfway(self) -> bool:
        """Whether a step is under way, between two of its phases."""
        return self._recording.session.halfway

    def _after_step(self) -> None:
        """Move the gates that were asked for while the step was under way."""
        self._end_if_over()
        while self._waiting and self.active and not self.halfway:
            self.set_gate(*self._waiting.pop(0))

    def _complete(self) -> None:
        """Do the rest of a step that is under way: what is kept stands between two steps."""
        if self.halfway:
            self._recording.step()
            self._after_step()

    @_bounded
    def pause(self) -> None:
        """Hand out and save everything measured so far."""
        self._recording.flush()
        self._store.flush()
        self._store.note(self.run_id, "paused")
        self._end_if_over()

    @_bounded
    def resume(self) -> None:
        """Note that training goes on."""
        self._store.note(self.run_id, "resumed")

    @_bounded
    def set_gate(self, skip: str, gate: float) -> None:
        """Move a gate from the next step on, and say that it is or why it cannot be. The step under way ends as it
        began."""
        if self.halfway:
            self._waiting.append((skip, gate))
            return
        try:
            self._recording.set_gate(skip, gate)
        except ValueError as error:
            self._post(GateRefused(self.run_id, skip, gate, str(error)))
        else:
            self._post(GateMoved(self.run_id, skip, gate))
        self._end_if_over()

    @_bounded
    def checkpoint(self) -> None:
        """Save the state before the next step, because it was asked for; where that fails, say why. A step under way is
        completed first."""
        self._complete()
        self._recording.flush()
        self._end_if_over()
        if self.active:
            self._tried(f"A checkpoint of {self._name} was not saved", lambda: self._recording.save_checkpoint("asked"))

    def measure_sharpness(self) -> None:
        """Measure it in the next step that begins; where it cannot be measured, say why."""
        lost = f"The sharpness of {self._name} was not measured"
        self._recording.session.measure_sharpness(lambda error: self._post(Problem(f"{lost}: {explain(error)}")))

    @property
    def steps(self) -> int:
        """The steps done."""
        return self._recording.session.steps

    @property
    def moment(self) -> tuple[int, tuple[float, ...]]:
        """The steps done, and the gates: what an image gives depends on nothing else of this run."""
        return self.steps, tuple(junction.gate for junction in self._recording.session.network.junctions.values())

    def look(self, act: Callable[[Network, Batches], T]) -> T:
        """What `act` finds out about the network between two steps; what it raises is no failure of the run."""
        return self._recording.session.look(act)

    @_bounded
    def stop(self, status: Status, message: str = "") -> None:
        """End now and keep everything up to here, the step under way included."""
        self._complete()
        if not self.active:
            return
        self._recording.flush()
        self._finish(self._recording.close(status, message))

    @_bounded
    def discard(self) -> None:
        """End now and leave nothing in the store; a run that was resumed was there before, and is kept."""
        if self.order.resume:
            self._post(Problem(f"{self._name} was resumed, so it is kept. Delete it in the list of runs."))
            self.stop("stopped")
            return
        outcome = self._recording.close("stopped")
        if not self._tried(f"{self._name} was not deleted", self._recording.discard):
            self.saved = False
        self._over(outcome, kept=False)

    def fail(self, message: str, status: Status = "failed") -> None:
        """End now because of a failure; what was measured before it is kept."""
        if not self._entered:
            self._over(self._recording.close(status, message), kept=self.order.resume)
            return
        self._tried("The last steps were not saved", self._recording.flush, unless=message)
        self._finish(self._recording.close(status, message))

    def save_files(self) -> None:
        """Write a checkpoint, where the run can go on from it, and the weights beside the store; where that fails, say
        why."""
        outcome = self._recording.outcome
        if outcome is not None and outcome.status in RESUMABLE:
            self._tried(f"The last checkpoint of {self._name} was not saved", self._recording.save_end)
        self._tried(f"The weights of {self._name} were not saved", self._recording.save_weights)

    def _measured(self, snapshot: Snapshot) -> None:
        self._post(Progress(self.run_id, snapshot))

    def _end_if_over(self) -> None:
        """A session ends itself when it has completed or is found to have diverged."""
        if self._recording.outcome is not None:
            self._finish(self._recording.outcome)

    def _finish(self, outcome: Outcome) -> None:
        """Write the end, then the weights; the run is over even where none of that can be."""
        self.saved = self._tried(
            f"The end of {self._name} was not saved",
            lambda: self._recording.finish(outcome),
            unless=outcome.message,
        )
        if outcome.status != "interrupted":  # then time is short: every run is entered before any weights
            self.save_files()
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
