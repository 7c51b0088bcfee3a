"""What crosses the pipe between window and engine: plain frozen dataclasses, numpy and nothing of torch or Qt."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.graph.model import NetworkGraph
from explorer.runs.snapshot import Outcome, Snapshot
from explorer.runs.spec import NetworkSpec, RunSpec

# ── window → engine ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Describe:
    """Ask for a network's graph on a dataset; `token` comes back so that late answers can be dropped."""

    token: int
    network: NetworkSpec
    dataset: str


@dataclass(frozen=True)
class Order:
    """One run to train; the id is chosen by the window so that it can name the run at once."""

    run_id: str
    name: str
    spec: RunSpec


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
    """Do one step of every run, then pause."""


@dataclass(frozen=True)
class Stop:
    """End the runs now and keep them."""


@dataclass(frozen=True)
class Discard:
    """End the runs now and delete them from the store."""


@dataclass(frozen=True)
class SetGate:
    """Move one gate of a running run: an intervention."""

    run_id: str
    skip: str
    gate: float


@dataclass(frozen=True)
class Shutdown:
    """Save and exit."""


Command = Describe | Train | Pause | Resume | Step | Stop | Discard | SetGate | Shutdown

# ── engine → window ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class FamilyInfo:
    """A network family for menus: `depths` are the allowed depths (empty: the family has one network)."""

    name: str
    title: str
    description: str
    depths: tuple[int, ...]
    skips_on: bool


@dataclass(frozen=True)
class DatasetInfo:
    """A dataset for menus and cards."""

    name: str
    title: str
    shape: tuple[int, ...]
    classes: tuple[str, ...]
    train_size: int
    test_size: int
    licence: str


@dataclass(frozen=True)
class InstrumentInfo:
    """An instrument for the chooser: what it measures and how to read it."""

    name: str
    title: str
    formula: str
    unit: str
    healthy: str
    limits: str
    source: str


@dataclass(frozen=True)
class Ready:
    """The engine has loaded torch. `device` is a phrase for people, e.g. "CPU · 1 thread"."""

    device: str
    families: tuple[FamilyInfo, ...]
    datasets: tuple[DatasetInfo, ...]
    instruments: tuple[InstrumentInfo, ...]


@dataclass(frozen=True)
class Described:
    """The answer to Describe."""

    token: int
    graph: NetworkGraph


@dataclass(frozen=True)
class DescribeFailed:
    """Describe could not be answered; the message is for people."""

    token: int
    message: str


@dataclass(frozen=True)
class Started:
    """A run's first step is about to run; `graph` is what runs, skips as in the spec."""

    run_id: str
    name: str
    spec: RunSpec
    graph: NetworkGraph
    steps_per_epoch: int
    total_steps: int
    device: str


@dataclass(frozen=True)
class Progress:
    """New steps of one run."""

    run_id: str
    snapshot: Snapshot


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
    """Something the user asked for could not be done; the message says what and what is allowed."""

    message: str


@dataclass(frozen=True)
class EngineDied:
    """Made by the worker, not the engine: the process is gone; a new one is being started."""

    message: str
    run_ids: tuple[str, ...]


Event = Ready | Described | DescribeFailed | Started | Progress | Paused | Ended | Problem | EngineDied
