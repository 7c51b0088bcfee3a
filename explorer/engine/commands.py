"""What the window asks of the engine, across the pipe: plain frozen dataclasses, nothing of torch or Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from explorer.looks import Choice
from explorer.runs.analysis import Value
from explorer.runs.provenance import ALONE, Provenance
from explorer.runs.snapshot import Intervention
from explorer.runs.spec import NetworkSpec, RunSpec


@dataclass(frozen=True)
class Describe:
    """Ask for a network's graph on a dataset; `token` comes back so that late answers can be dropped."""

    token: int
    network: NetworkSpec
    dataset: str


@dataclass(frozen=True)
class Order:
    """One run to train; the id is chosen by the window so that it can name the run at once. With a parent in its
    `provenance` it is a fork; with `resume` the stored run of this id goes on, to the epochs of `spec`."""

    run_id: str
    name: str
    spec: RunSpec
    provenance: Provenance = ALONE
    resume: bool = False


@dataclass(frozen=True)
class Train:
    """Train these runs in lockstep, one step of each in turn."""

    orders: tuple[Order, ...]


@dataclass(frozen=True)
class Pause:
    """Pause before the next step."""


@dataclass(frozen=True)
class Resume:
    """Go on."""


@dataclass(frozen=True)
class Step:
    """Do one step of every run, or the rest of the one under way, then pause; with `phase` its next phase alone:
    forward, loss, backward or update."""

    phase: bool = False


@dataclass(frozen=True)
class Stop:
    """End the runs now and keep them."""


@dataclass(frozen=True)
class Discard:
    """End the runs now and delete them from the store."""


@dataclass(frozen=True)
class SaveCheckpoint:
    """Save the state of the runs before their next step."""


@dataclass(frozen=True)
class MeasureSharpness:
    """Measure the sharpness of the runs that train in their next step, besides when it is due."""


@dataclass(frozen=True)
class SetGate:
    """Move one gate of a running run: an intervention."""

    run_id: str
    skip: str
    gate: float


@dataclass(frozen=True)
class Fetch:
    """Download a dataset into the user's data folder; one at a time."""

    dataset: str


@dataclass(frozen=True)
class CancelFetch:
    """Stop the download under way; what has come is kept, so that it can go on later."""


@dataclass(frozen=True)
class Sample:
    """Ask for `count` images of a dataset's training split, drawn by `seed`."""

    token: int
    dataset: str
    count: int
    seed: int = 0


@dataclass(frozen=True)
class Survey:
    """Ask what a dataset is: for a folder of images ("folder:SIZE:PATH") that means looking through it."""

    token: int
    dataset: str


@dataclass(frozen=True)
class Inspect:
    """Ask which models a user's file or dotted name offers. The user has agreed to run it."""

    token: int
    source: str
    digest: str


@dataclass(frozen=True)
class Analyze:
    """Answer a question about a network: a stored run's (its trained weights, and the result is kept with it) or,
    with an empty `run_id`, the spec's before any training. `gates` are the run's last ones. One at a time."""

    token: int
    analysis: str
    spec: RunSpec
    run_id: str = ""
    gates: Mapping[str, float] = field(default_factory=dict)
    settings: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class CancelAnalysis:
    """Give up the analysis of this token, whether it waits or is under way."""

    token: int


@dataclass(frozen=True)
class Look:
    """A network to pass an image through: that of `run_id`, or with an empty one the spec's before any training.

    `live`: as it trains, now and again. Else as it was before `step` (None: as its training left it) or at the nearest
    step whose weights are stored; it ended after `steps` steps (None: it trains) with the interventions `moved`.
    `whole` is the call whose channels are all wanted.
    """

    side: str
    spec: RunSpec
    run_id: str = ""
    live: bool = False
    step: int | None = None
    steps: int | None = None
    moved: tuple[Intervention, ...] = ()
    whole: str = ""


@dataclass(frozen=True)
class Watch:
    """Pass this image through these networks; without looks no longer. A later one takes the place of an earlier one.
    `channels` and `less_mean` as in explorer.training.looking."""

    token: int
    choice: Choice | None = None
    looks: tuple[Look, ...] = ()
    channels: int = 3
    less_mean: bool = False


@dataclass(frozen=True)
class ListImages:
    """Ask for the first `count` test images of this network's data, and what it answers to them."""

    token: int
    look: Look
    count: int


@dataclass(frozen=True)
class WorkQueue:
    """Work off the queue of sweeps while nobody trains, or end that; the run under way waits to go on."""

    on: bool


@dataclass(frozen=True)
class EnterSweep:
    """Put the runs of a sweep into the queue; `source` is the text of its file, `target` where they are trained: empty
    for the engine's machine, else "ray" or "ray:ADDRESS"."""

    source: str
    target: str = ""


@dataclass(frozen=True)
class MeasureSweep:
    """Measure how long a sweep takes, while nobody trains; a later question replaces an earlier one."""

    token: int
    source: str


@dataclass(frozen=True)
class Shutdown:
    """Save and exit; `message` says why a run that trains ends there."""

    message: str = "The window was closed during training."


Command = (
    Describe
    | Train
    | Pause
    | Resume
    | Step
    | Stop
    | Discard
    | SaveCheckpoint
    | MeasureSharpness
    | SetGate
    | Fetch
    | CancelFetch
    | Sample
    | Survey
    | Inspect
    | Analyze
    | CancelAnalysis
    | Watch
    | ListImages
    | WorkQueue
    | EnterSweep
    | MeasureSweep
    | Shutdown
)
