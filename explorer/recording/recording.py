"""One run on its way into the store: entered, trained, appended, finished, and its weights saved."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from explorer.failures import explain
from explorer.runs.provenance import ALONE, Provenance
from explorer.runs.snapshot import Outcome, Snapshot, Status
from explorer.runs.store import RunStore
from explorer.training import Session, train

Heard = Callable[[Snapshot], None]


def _nobody(snapshot: Snapshot) -> None:
    pass


class Recording:
    """A session whose measurements go to the store. A driver calls `enter`, then `step` until `outcome` is set or it
    has had enough, then `flush`, `close`, `finish` and `save_weights`.

    Every method but `close` raises what fails and does nothing but what it says, so that a driver can bound each alone:
    what was stored before stays. Snapshots come `seconds` apart at least, at every epoch's end, and while `at_once` is
    set; `heard` gets each after the store. For one thread at a time.
    """

    def __init__(
        self,
        run_id: str,
        name: str,
        session: Session,
        store: RunStore,
        *,
        seconds: float = math.inf,
        heard: Heard = _nobody,
        provenance: Provenance = ALONE,
    ) -> None:
        self.run_id, self.name, self.session, self.store = run_id, name, session, store
        self.heard = heard
        self._provenance = provenance
        self.at_once = False
        self._seconds = seconds
        self._handed_out = 0.0  # the first step is handed out at once, unless that is never
        self._steps = train(session, self._due)

    @property
    def outcome(self) -> Outcome | None:
        """How the run ended; None while it goes on."""
        return self.session.outcome

    def enter(self) -> None:
        """Enter the run in the store; no step yet."""
        session = self.session
        about = (session.spec, session.graph, session.steps_per_epoch, session.device)
        self.store.create(self.run_id, self.name, *about, self._provenance)

    def step(self) -> None:
        """One step of training. A run ends itself when it has completed or is found to have diverged."""
        snapshot = next(self._steps)
        if snapshot is not None:
            self._hand_out(snapshot)

    def flush(self) -> None:
        """Store what was measured since the last snapshot; it may show that the run diverged."""
        snapshot = self.session.flush()
        if snapshot is not None:
            self._hand_out(snapshot)

    def close(self, status: Status, message: str = "") -> Outcome:
        """End the training, and say how it came out; a run that has ended keeps its outcome. Never raises."""
        try:
            return self.session.close(status, message)
        except BaseException as error:  # a user's code may raise SystemExit
            return Outcome("failed", self.session.steps, 0.0, message or explain(error), device=self.session.device)

    def finish(self, outcome: Outcome) -> None:
        """Store how the run ended."""
        self.store.finish(self.run_id, outcome)

    def save_weights(self) -> None:
        """Write the weights as they are now beside the store."""
        self.session.save_weights(self.store.weights_path(self.run_id))

    def discard(self) -> None:
        """Leave nothing of the run in the store."""
        self.store.discard(self.run_id)

    def _due(self, steps_waiting: int) -> bool:
        return self.at_once or time.monotonic() - self._handed_out >= self._seconds

    def _hand_out(self, snapshot: Snapshot) -> None:
        self._handed_out = time.monotonic()
        self.store.append(self.run_id, snapshot)
        self.heard(snapshot)
