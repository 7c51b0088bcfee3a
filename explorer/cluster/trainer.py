"""A worker: one run at a time, trained where the machine is, and what it has to tell."""

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
from explorer.training import Session, device_errors


class Trainer:
    """Trains a job in a thread. `take` hands over what it measured; `stop` ends it after a step, saved. Once all of it
    is acknowledged, another job may begin: starting a process takes longer than many a run. Safe to use from threads;
    what fails is told by the last message."""

    def __init__(self, job: Job, data: SentData | None = None) -> None:
        """Begin with a job."""
        self._stopped = ""  # the run that is to end
        self.begin(job, data)

    def begin(self, job: Job, data: SentData | None = None) -> list[Numbered]:
        """Train a job; without `data` the dataset is this machine's own. Nothing is told yet."""
        self._job, self._outbox = job, Outbox()
        self._entered: Entered | None = None
        threading.Thread(target=self._train, args=(job, data), name=f"train {job.run_id}", daemon=True).start()
        return []

    def run_id(self) -> str:
        """The run that it trains, or has trained and not handed over."""
        return self._job.run_id

    def take(self, after: int, seconds: float) -> list[Numbered]:
        """As `Outbox.take`."""
        return self._outbox.take(after, seconds)

    def entered(self) -> Entered | None:
        """How the run began here, None while it is prepared: for a driver that comes back."""
        return self._entered

    def stop(self, run_id: str) -> None:
        """End a run after the step under way, and save it; one that has not begun ends after its first step."""
        self._stopped = run_id
        self._outbox.hurry()

    def _put(self, message: Message) -> None:
        if isinstance(message, Entered):
            self._entered = message
        self._outbox.put(message)

    def _train(self, job: Job, data: SentData | None) -> None:
        differing = difference(job.versions, versions(), platform.node())
        if differing:
            self._put(Refused(differing))
            return
        try:
            with TemporaryDirectory(prefix="residual-explorer-") as folder:
                self._put(self._trained(job, data, Path(folder)))
        except BaseException as error:
            self._put(Over(None, explain(error)))

    def _trained(self, job: Job, data: SentData | None, folder: Path) -> Over:
        """Train the run; the message that ends it. What keeps it from beginning is raised."""
        if data is not None:
            receive(data)
        session = Session(job.beginning.spec, start=job.beginning.start)
        outpost = Outpost(session, folder, job.every, self._put)
        more = {"seconds": SECONDS_BETWEEN_SNAPSHOTS, "lost": outpost.lost}
        run = recording(job.beginning, job.run_id, job.name, session, outpost, **more)
        run.enter()
        try:
            outcome = record(run, lambda: self._stopped == job.run_id)
            if device_errors.LOST.is_set():
                return Over(outcome)
            self._put(Weights(outpost.weights_path(job.run_id).read_bytes()))
        except Exception as error:
            if outpost.outcome is None:
                raise
            return Over(outpost.outcome, f"Its checkpoint or weights were not saved: {explain(error)}")
        return Over(outcome)
