"""One run on its way into the store: entered, trained, appended, finished, and its weights saved."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from explorer import log
from explorer.failures import explain
from explorer.recording.checkpointing import Checkpointing
from explorer.recording.sink import Sink
from explorer.runs.checkpoints import Kind
from explorer.runs.phases import PhaseValues
from explorer.runs.provenance import ALONE, Provenance
from explorer.runs.snapshot import Outcome, Snapshot, Status
from explorer.runs.store_errors import StoreError
from explorer.training import Session, train

Heard = Callable[[Snapshot], None]
Lost = Callable[[str], None]

RESUMABLE = ("completed", "stopped", "interrupted")
"""How a run ends that leaves a checkpoint: one that failed may be in the middle of a step."""

_log = log.get(__name__)


def _nobody(snapshot: Snapshot) -> None:
    pass


def _logged(message: str) -> None:
    _log.warning("%s", message)


class Recording:
    """A session whose measurements go to the store. A driver calls `enter`, then `step` until `outcome` is set or it
    has had enough, then `flush`, `close`, `finish` and `save_weights`.

    Every method but `close` raises what fails and does nothing but what it says, so that a driver can bound each alone:
    what was stored before stays. Snapshots come `seconds` apart at least, at every epoch's end, and while `at_once` is
    set; `heard` gets each after the store. `lost` hears of checkpoints that could not be
    made, and of what went otherwise than it could. For one thread at a time.
    """

    def __init__(
        self,
        run_id: str,
        name: str,
        session: Session,
        store: Sink,
        *,
        seconds: float = math.inf,
        heard: Heard = _nobody,
        lost: Lost = _logged,
        provenance: Provenance = ALONE,
        resumed: bool = False,
    ) -> None:
        self.run_id, self.name, self.session, self.store = run_id, name, session, store
        self.heard, self.lost = heard, lost
        self._provenance, self._resumed = provenance, resumed
        self._checkpoints = Checkpointing(run_id, session, store)
        self.at_once = self._told = False
        self._seconds = seconds
        self._handed_out = 0.0  # the first step is handed out at once, unless that is never
        self._steps = train(session, self._due)

    @property
    def outcome(self) -> Outcome | None:
        """How the run ended; None while it goes on."""
        return self.session.outcome

    def enter(self) -> None:
        """Enter the run in the store, or have it go on there; no step yet."""
        session = self.session
        if self._resumed:
            self.store.reopen(self.run_id, session.spec, session.steps, session.device)
            return
        self.store.create(
            self.run_id,
            self.name,
            session.spec,
            session.graph,
            session.steps_per_epoch,
            session.device,
            self._provenance,
        )
        if self._provenance.parent:  # its first state does not follow from its settings
            self._checkpoint("intervention")

    def step(self) -> None:
        """One step of training, or the rest of the one under way, and a checkpoint before it where one is due. A run
        ends itself when it has completed or is found to have diverged."""
        if self._ready():
            self._hand_out(next(self._steps))
            self._tell()

    def _tell(self) -> None:
        """Say once what went otherwise than it could."""
        if self.session.trouble and not self._told:
            self._told = True
            self.lost(self.session.trouble)

    def phase(self) -> PhaseValues | None:
        """One phase of a step; with its last one the step is done. None where the run is over before it."""
        if not self._ready():
            return None
        found, snapshot = self.session.phase(self._due)
        self._hand_out(snapshot)
        return found

    def _ready(self) -> bool:
        """Make the checkpoint that is due before a step; what is handed out for it may show that the run diverged."""
        kind = None if self.session.halfway else self._checkpoints.due()
        if kind is not None:
            self._checkpoint(kind)
        return self.outcome is None

    def set_gate(self, skip: str, gate: float) -> None:
        """Move a gate from the next step on, with a checkpoint before that. ValueError where the network cannot."""
        if self._checkpoints.unsaved:
            self._checkpoint("intervention")
        self.session.set_gate(skip, gate)

    def save_checkpoint(self, kind: Kind) -> None:
        """Save the state before the next step, so that the run can be resumed and forked there; all steps were handed
        out."""
        self._checkpoints.make(kind)

    def save_end(self) -> None:
        """Save the state after the last step."""
        self.save_checkpoint("end")

    def flush(self) -> None:
        """Store what was measured since the last snapshot; it may show that the run diverged."""
        self._hand_out(self.session.flush())

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

    def _checkpoint(self, kind: Kind) -> None:
        """A checkpoint that training goes on without, where it cannot be made."""
        self.flush()
        if self.outcome is None:
            try:
                self._checkpoints.make(kind)
            except (OSError, StoreError) as error:
                self._checkpoints.put_off()
                self.lost(f"A checkpoint of {self.name} was not saved: {explain(error)}")

    def _due(self, steps_waiting: int) -> bool:
        return self.at_once or time.monotonic() - self._handed_out >= self._seconds

    def _hand_out(self, snapshot: Snapshot | None) -> None:
        if snapshot is None:
            return
        self._handed_out = time.monotonic()
        self.store.append(self.run_id, snapshot)
        self.heard(snapshot)
