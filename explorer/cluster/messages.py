"""What a worker tells the driver about its run, in order; all of it NumPy arrays, bytes and frozen dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from explorer.graph.model import NetworkGraph
from explorer.recording.continuing import Beginning
from explorer.runs.checkpoints import Kind
from explorer.runs.snapshot import Outcome, Snapshot
from explorer.runs.spec import RunSpec


@dataclass(frozen=True)
class Job:
    """A run for a worker: how it begins, how often checkpoints are made, and the versions it must be trained by."""

    run_id: str
    name: str
    beginning: Beginning
    every: int
    versions: Mapping[str, str]


@dataclass(frozen=True)
class Entered:
    """The run takes its first step next, on the machine `host`; `steps` is where it begins."""

    spec: RunSpec
    graph: NetworkGraph
    steps_per_epoch: int
    steps: int
    device: str
    host: str
    notes: tuple[str, ...] = ()

    @property
    def total_steps(self) -> int:
        """The steps of the whole run."""
        return self.spec.training.total_steps(self.steps_per_epoch)


@dataclass(frozen=True)
class Measured:
    """New steps."""

    snapshot: Snapshot


@dataclass(frozen=True)
class Saved:
    """The file of a checkpoint before step `step`."""

    step: int
    kind: Kind
    data: bytes


@dataclass(frozen=True)
class Weights:
    """The file of the trained weights."""

    data: bytes


@dataclass(frozen=True)
class Noted:
    """A sentence for people: a checkpoint that could not be made."""

    message: str


@dataclass(frozen=True)
class Refused:
    """Nothing was trained: the worker's versions are others than the driver's."""

    message: str


@dataclass(frozen=True)
class Over:
    """The last message. Without an outcome nothing was trained: the run could not begin, and `message` says why."""

    outcome: Outcome | None
    message: str = ""


Message = Entered | Measured | Saved | Weights | Noted | Refused | Over
Numbered = tuple[int, Message]


def size_of(message: Message) -> int:
    """About how many bytes a message holds."""
    if isinstance(message, Saved | Weights):
        return len(message.data)
    return message.snapshot.nbytes if isinstance(message, Measured) else 0
