"""What the engine tells the window of sweeps and their queue, as in `events`."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.runs.snapshot import Outcome


@dataclass(frozen=True)
class QueueState:
    """Whether the engine works off the queue of sweeps."""

    on: bool


@dataclass(frozen=True)
class QueueEnded:
    """A cell of a sweep is over or waits again; without an outcome nothing was trained: `message` says why."""

    sweep: str
    name: str
    run_id: str
    outcome: Outcome | None
    message: str


@dataclass(frozen=True)
class SweepEntered:
    """The answer to EnterSweep: how many runs are new, were there, and are no longer wanted."""

    sweep: str
    name: str
    new: int
    kept: int
    dropped: int


@dataclass(frozen=True)
class SweepMeasured:
    """An answer to MeasureSweep, one for each kind of run: seconds of every run in the plan's order, 0 where not known
    yet, negative where it cannot be measured; `message` says why. The runs at the places `stored` need none."""

    token: int
    seconds: tuple[float, ...]
    message: str = ""
    stored: frozenset[int] = frozenset()


SweepAnswer = QueueState | QueueEnded | SweepEntered | SweepMeasured
