"""A worker: one run, trained where the machine is, and what it has to tell."""

from __future__ import annotations

import platform
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

from explorer.cluster.messages import Entered, Job, Message, Numbered, Over, Refused, Weights
from explorer.cluster.outbox import Outbox
from explorer.cluster.outpost import Outpost
from explorer.cluster.versions import difference, versions
from explorer.datasets.sent_data import SentData, receive
from explorer.experiments.queue import SECONDS_BETWEEN_SNAPSHOTS
from explorer.failures import explain
from explorer.recording.continuing import recording
from explorer.recording.driving import record
from explorer.training import Session


class Trainer:
    """Trains a job in a thread of its own, from its beginning on. `take` hands over what it measured; `stop` ends it
    after a step, saved. Safe to use from threads; what fails is told by the last message."""

    def __init__(self, job: Job, data: SentData | None = None) -> None:
        """Without `data` the dataset is this machine's own."""
        self._job, self._data = job, data
        self._outbox = Outbox()
        self._entered: Entered | None = None
        self._stopping = threading.Event()
        threading.Thread(target=self._train, name=f"train {job.run_id}", daemon=True).start()

    def take(self, after: int, seconds: float) -> list[Numbered]:
        """As `Outbox.take`."""
        return self._outbox.take(after, seconds)

    def entered(self) -> Entered | None:
        """How the run began here, None while it is prepared: for a driver that comes back."""
        return self._entered

    def stop(self) -> None:
        """End the run after the step under way, and save it."""
        self._stopping.set()
        self._outbox.hurry()

    def _put(self, message: Message) -> None:
        if isinstance(message, Entered):
            self._entered = message
        self._outbox.put(message)

    def _train(self) -> None:
        differing = difference(self._job.versions, versions(), platform.node())
        if differing:
            self._put(Refused(differing))
            return
        try:
            with TemporaryDirectory(prefix="residual-explorer-") as folder:
                self._put(self._trained(Path(folder)))
        except BaseException as error:
            self._put(Over(None, explain(error)))

    def _trained(self, folder: Path) -> Over:
        """Train the run; the message that ends it. What keeps it from beginning is raised."""
        job = self._job
        if self._data is not None:
            receive(self._data)
        session = Session(job.beginning.spec, start=job.beginning.start)
        outpost = Outpost(session, folder, job.every, self._put)
        more = {"seconds": SECONDS_BETWEEN_SNAPSHOTS, "lost": outpost.lost}
        run = recording(job.beginning, job.run_id, job.name, session, outpost, **more)
        run.enter()
        try:
            outcome = record(run, self._stopping.is_set)
            self._put(Weights(outpost.weights_path(job.run_id).read_bytes()))
        except Exception as error:
            if outpost.outcome is None:
                raise
            return Over(outpost.outcome, f"Its checkpoint or weights were not saved: {explain(error)}")
        return Over(outcome)
