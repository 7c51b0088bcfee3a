"""Where the runs of a sweep are trained, as the driver sees it: Ray, or threads of a test."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from explorer.cluster.messages import Entered, Job, Numbered


class LostError(Exception):
    """A worker is gone; the message says where it was."""


class Worker(Protocol):
    """One run at its place. Every method but `release` raises LostError where the worker is gone."""

    def messages(self) -> Sequence[Numbered]:
        """What it told since the last call; without waiting, if the place said that it is ready."""

    def stored(self, number: int) -> None:
        """Everything up to message `number` is stored; the worker forgets it."""

    def entered(self) -> Entered | None:
        """How its run began, None while it is prepared."""

    def stop(self) -> None:
        """Have it end its run after the step under way, saved."""

    def release(self, *, over: bool = False) -> None:
        """Free the place: its run is `over` and stored, or nobody wants it. Never raises."""


class Place(Protocol):
    """Machines that train. ClusterError where they cannot be reached."""

    def room(self, workers: Collection[Worker]) -> bool:
        """Whether another run would be trained at once, beside those of `workers`."""

    def start(self, job: Job) -> Worker:
        """Train a run. What loading its data raises passes."""

    def find(self, run_id: str) -> Worker | None:
        """The worker that an earlier driver left with this run."""

    def ready(self, workers: Collection[Worker], seconds: float) -> Sequence[Worker]:
        """Those that have something to tell, or are lost; waits up to `seconds` for them."""
