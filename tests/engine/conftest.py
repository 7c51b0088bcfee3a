"""A real engine process with a test at the window's end of its pipe."""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.engine.commands import Command, Order, Stop, Train
from explorer.engine.events import Ended, Event, Progress, Ready, Started
from explorer.engine.process import main
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from tests.warm import forking

PATIENCE = 60.0  # seconds; only a hang takes so long


def spec(name: str = "resnet-8", *, epochs: int = 1, **training: Any) -> RunSpec:
    """A run that takes about a second per hundred steps; an epoch of the digits at batch 64 has 24 steps."""
    network = NetworkSpec(name=name, width=4, input_shape=(1, 8, 8))
    return RunSpec(network=network, training=TrainingSpec(epochs=epochs, device="cpu", **training))


def order(run_id: str, name: str = "resnet-8", *, epochs: int = 1, **training: Any) -> Order:
    return Order(run_id, f"test {run_id}", spec(name, epochs=epochs, **training))


class Engine:
    """The window's end of the pipe, without a window."""

    def __init__(self, runs_dir: Path, target: Callable[..., None] = main, *, cold: bool = False) -> None:
        self.runs_dir = runs_dir
        context = multiprocessing.get_context("spawn") if cold else forking()
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=target, args=(theirs, str(runs_dir)), daemon=True)
        self.process.start()
        theirs.close()
        self.ready: Ready | None = None
        self._under_way: set[str] = set()

    def send(self, *commands: Command) -> None:
        for command in commands:
            self.pipe.send(command)
            if isinstance(command, Train):
                self._under_way.update(order.run_id for order in command.orders)

    def rest(self) -> None:
        """Stop what a test that failed has left under way: the next one finds the engine idle."""
        if self._under_way:
            self.send(Stop())
            self.until(lambda _: not self._under_way)

    def train(self, *orders: Order) -> None:
        self.send(Train(orders))

    def until(self, done: Callable[[list[Event]], bool]) -> list[Event]:
        """The events up to the first after which `done` is true."""
        events: list[Event] = []
        deadline = time.monotonic() + PATIENCE
        while not done(events):
            assert self.pipe.poll(max(0.0, deadline - time.monotonic())), f"the engine is silent after {kinds(events)}"
            event = self.pipe.recv()
            if event is None:  # it has nothing to say
                continue
            events.append(event)
            if isinstance(event, Ended):
                self._under_way.discard(event.run_id)
        return events

    def until_ended(self, *run_ids: str) -> list[Event]:
        return self.until(lambda events: {e.run_id for e in events if isinstance(e, Ended)} >= set(run_ids))

    def until_steps(self, run_id: str, count: int) -> list[Event]:
        return self.until(lambda events: steps(events, run_id) >= count)

    def until_kind(self, kind: type) -> list[Event]:
        return self.until(lambda events: bool(events) and isinstance(events[-1], kind))

    def close(self) -> None:
        self.pipe.close()
        self.process.join(5)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def steps(events: list[Event], run_id: str) -> int:
    return sum(len(e.snapshot) for e in events if isinstance(e, Progress) and e.run_id == run_id)


def ended(events: list[Event], run_id: str) -> Ended:
    (end,) = [e for e in events if isinstance(e, Ended) and e.run_id == run_id]
    return end


def started(events: list[Event], run_id: str) -> Started:
    (start,) = [e for e in events if isinstance(e, Started) and e.run_id == run_id]
    return start


def kinds(events: list[Event]) -> list[str]:
    return [type(e).__name__ for e in events]


@pytest.fixture(scope="session")
def warm_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One warm engine for every test that leaves it idle."""
    engine = Engine(tmp_path_factory.mktemp("runs"))
    (event,) = engine.until_kind(Ready)
    assert isinstance(event, Ready)
    engine.ready = event
    yield engine
    engine.close()


@pytest.fixture
def engine(warm_engine: Engine) -> Iterator[Engine]:
    """The warm engine, idle."""
    yield warm_engine
    warm_engine.rest()
