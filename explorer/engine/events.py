"""What the engine tells the window, across the pipe: plain frozen dataclasses and numpy, nothing of torch or Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.choices.family import FamilyInfo
from explorer.engine.sweep_events import SweepAnswer
from explorer.graph.model import NetworkGraph
from explorer.infos import AnalysisInfo, Candidate, DatasetInfo, InstrumentInfo, Result, Subfolder
from explorer.looks import Looked, Seen
from explorer.runs.analysis import AnalysisResult
from explorer.runs.history import RunHistory
from explorer.runs.phases import PhaseDone
from explorer.runs.snapshot import Outcome, Snapshot
from explorer.runs.spec import RunSpec


@dataclass(frozen=True)
class Ready:
    """The engine has loaded torch. `device` is a phrase for people, e.g. "CPU · 1 thread"; `unused_gpu` says what to do
    about a GPU that cannot be used, `no_cluster` why no cluster can; empty where there is nothing to say."""

    device: str
    families: tuple[FamilyInfo, ...]
    datasets: tuple[DatasetInfo, ...]
    instruments: tuple[InstrumentInfo, ...]
    analyses: tuple[AnalysisInfo, ...] = ()
    unused_gpu: str = ""
    no_cluster: str = ""


@dataclass(frozen=True)
class Described:
    """The answer to Describe. Of a user's model also what it loads from its own folders (path and digest), which of
    its results the class scores are taken from, and what there was to choose from."""

    token: int
    graph: NetworkGraph
    files: tuple[tuple[str, str], ...] = ()
    output: str = ""
    results: tuple[Result, ...] = ()


@dataclass(frozen=True)
class DescribeFailed:
    """Describe could not be answered; the message is for people."""

    token: int
    message: str


@dataclass(frozen=True)
class Started:
    """A run's first step is about to run; `graph` is what runs, skips as in the spec. A run that is resumed, or forked,
    has done `steps` before: the worker adds its `record` of them."""

    run_id: str
    name: str
    spec: RunSpec
    graph: NetworkGraph
    steps_per_epoch: int
    total_steps: int
    device: str
    steps: int = 0
    record: RunHistory | None = None


@dataclass(frozen=True)
class Progress:
    """New steps of one run."""

    run_id: str
    snapshot: Snapshot


@dataclass(frozen=True)
class GateMoved:
    """A gate of a running run is moved, from its next step on."""

    run_id: str
    skip: str
    gate: float


@dataclass(frozen=True)
class GateRefused:
    """A gate was not moved and stays as it was: `message` says why."""

    run_id: str
    skip: str
    gate: float
    message: str


@dataclass(frozen=True)
class Paused:
    """Training is paused (or, with `paused` False, goes on)."""

    paused: bool


@dataclass(frozen=True)
class Ended:
    """A run is over; `kept` is False after Discard."""

    run_id: str
    outcome: Outcome
    kept: bool = True


@dataclass(frozen=True)
class Problem:
    """Something the user asked for could not be done, or not wholly; the message says what, and what is allowed."""

    message: str


@dataclass(frozen=True)
class Silent:
    """A served engine hangs; False: it does no longer, or is gone. For the link, which tells the worker."""

    silent: bool


@dataclass(frozen=True)
class Fetching:
    """A download goes on; `total` is 0 where the server does not tell."""

    dataset: str
    done: int
    total: int


@dataclass(frozen=True)
class Fetched:
    """A download is over: complete, checked and ready to train on, where `message` is empty; `info` is then the
    dataset as it is now."""

    dataset: str
    message: str = ""
    info: DatasetInfo | None = None


@dataclass(frozen=True)
class Sampled:
    """The answer to Sample: images uint8 (n, H, W, C) as stored, C being 1 or 3, and their labels (n,)."""

    token: int
    dataset: DatasetInfo
    images: NDArray[np.uint8]
    labels: NDArray[np.int64]


@dataclass(frozen=True)
class Surveyed:
    """The answer to Survey; `notes` are lines for people, such as the files that were skipped and why."""

    token: int
    dataset: DatasetInfo
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class DataFailed:
    """Sample or Survey could not be answered; the message is for people. With `folders` it asks which is what."""

    token: int
    message: str
    folders: tuple[Subfolder, ...] = ()


@dataclass(frozen=True)
class Preparing:
    """A run's data are being read: `fraction` of it is done, 0–1."""

    run_id: str
    fraction: float


@dataclass(frozen=True)
class Inspected:
    """The answer to Inspect: what there is (possibly nothing), or in `message` why it could not be looked at."""

    token: int
    candidates: tuple[Candidate, ...]
    message: str = ""


@dataclass(frozen=True)
class Analyzing:
    """An analysis goes on: `fraction` of it is done, 0–1."""

    token: int
    fraction: float


@dataclass(frozen=True)
class Analyzed:
    """The answer to Analyze."""

    token: int
    result: AnalysisResult


@dataclass(frozen=True)
class AnalysisFailed:
    """Analyze could not be answered, or was canceled (then the message is empty); the message is for people."""

    token: int
    message: str


@dataclass(frozen=True, eq=False)
class Watched:
    """An answer to Watch, for one of its looks: the image, and what the network makes of it as it is before `step`."""

    token: int
    side: str
    step: int
    seen: Seen
    looked: Looked


@dataclass(frozen=True)
class WatchFailed:
    """A look of Watch that could not be answered; the message is for people."""

    token: int
    side: str
    message: str


@dataclass(frozen=True, eq=False)
class ImagesListed:
    """The answer to ListImages: images uint8 (n, H, W, C), reduced where they are large, their classes and the answers
    (n,). Without answers, `message` says why."""

    token: int
    side: str
    dataset: str
    images: NDArray[np.uint8]
    labels: NDArray[np.int64]
    answers: NDArray[np.int64] | None
    message: str = ""


@dataclass(frozen=True)
class EngineDied:
    """Made by the worker, not the engine: the process is gone; a new one is being started. `wanted` where the user has
    chosen another engine."""

    message: str
    run_ids: tuple[str, ...]
    wanted: bool = False


DataAnswer = Fetching | Fetched | Sampled | Surveyed | DataFailed
ModelAnswer = Described | DescribeFailed | Inspected
AnalysisAnswer = Analyzing | Analyzed | AnalysisFailed
WatchAnswer = Watched | WatchFailed | ImagesListed
Answer = DataAnswer | ModelAnswer | AnalysisAnswer | SweepAnswer | WatchAnswer
RunEvent = Started | Preparing | Progress | PhaseDone | Paused | GateMoved | GateRefused | Ended
Event = Ready | RunEvent | Problem | EngineDied | Answer
