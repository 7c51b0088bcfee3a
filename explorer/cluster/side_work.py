"""What a process beside the queue's own is to train, and what it tells about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explorer.runs.cells import Cell
from explorer.runs.claiming import Scope
from explorer.runs.snapshot import Outcome


@dataclass(frozen=True)
class SideWork:
    """Waiting cells of the store in `runs_dir`: those of sweeps with a `target`, or those of this machine that may use
    the GPU called `gpu`, as CUDA_VISIBLE_DEVICES names it. With `sweep` those of one sweep."""

    runs_dir: str
    sweep: str | None = None
    target: str = ""
    gpu: str = ""

    @property
    def scope(self) -> Scope:
        """What it claims."""
        return Scope(self.target, gpu=not self.target)


@dataclass(frozen=True)
class CellStarted:
    """As `Listener.started`."""

    cell: Cell
    total_steps: int
    notes: Sequence[str]


@dataclass(frozen=True)
class CellEnded:
    """As `Listener.ended`."""

    cell: Cell
    run_id: str
    outcome: Outcome | None
    message: str


@dataclass(frozen=True)
class Trouble:
    """Nothing is trained there, and why, for people."""

    message: str


@dataclass(frozen=True)
class Rested:
    """The last message: the process ends as it should."""


SideNews = CellStarted | CellEnded | Trouble | Rested


@dataclass(frozen=True)
class SideEnd:
    """Have the process save what it trains and end; with `leave` runs on a cluster that outlives it go on there."""

    message: str
    leave: bool = False
