"""Places for tests: workers that are threads of this process, and workers that tell what was recorded before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

from explorer.cluster.messages import Entered, Job, Message, Numbered, Over, Refused
from explorer.cluster.place import LostError, Worker
from explorer.cluster.trainer import Trainer
from explorer.experiments.fitting import fitted_plan
from explorer.experiments.planning import planned
from explorer.experiments.sweep_file import parse_sweep
from explorer.runs.cells import Cell
from explorer.runs.snapshot import Outcome, Snapshot
from explorer.runs.store import RunStore

FILE = """
name = "{name}"
[fixed]
network = "resnet-8"
width = 1
batch_size = 500
max_steps = {steps}
device = "cpu"
[vary]
seed = {seeds}
"""


def enter(
    store: RunStore,
    steps: int = 7,
    seeds: Sequence[int] = (0,),
    *,
    target: str = "",
    file: str = FILE,
    name: str = "small",
) -> list[Cell]:
    """Put a sweep of a small network into the queue; how long it takes is not measured."""
    plan = fitted_plan(planned(parse_sweep(file.format(steps=steps, seeds=list(seeds), name=name))))
    store.sweeps.enter(plan.name, plan.source, plan.cells, target)
    found = store.sweeps.cells(name)
    store.sweeps.expect({cell.id: 1.0 for cell in found})
    return found


class Heard:
    """A listener that notes what it hears."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.steps = 0
        self._began: set[int] = set()
        self.on_heard: Callable[[], None] = lambda: None

    def reading(self, share: float) -> None: ...
    def measuring(self, cell: Cell) -> None: ...

    def started(self, cell: Cell, total_steps: int, notes: Sequence[str]) -> None:
        self.said.append(f"started {cell.label['seed']} of {total_steps}")
        self._began.add(cell.id)

    def heard(self, cell: Cell, snapshot: Snapshot) -> None:
        assert cell.id in self._began
        self.steps += len(snapshot)
        self.on_heard()

    def ended(self, cell: Cell, run_id: str, outcome: Outcome | None, message: str) -> None:
        self.said.append(f"{outcome.status if outcome else 'none'} {cell.label['seed']}")


class Told:
    """A worker: what `take` gives, until it is lost behind the first message for which `lost` says so."""

    def __init__(self, take: Callable[[int, float], list[Numbered]], lost: Callable[[Message], bool]) -> None:
        self._take, self._lost = take, lost
        self.after, self.gone, self.released = 0, False, False
        self.stopped: Callable[[], None] = lambda: None
        self.began: Callable[[], Entered | None] = lambda: None

    def waits(self, seconds: float) -> bool:
        return self.gone or bool(self._take(self.after, seconds))

    def messages(self) -> Sequence[Numbered]:
        if self.gone:
            raise LostError("Its worker was lost.")
        found = self._take(self.after, 0.0)
        for k, (_, message) in enumerate(found):
            if self._lost(message):
                self.gone = True
                return found[: k + 1]
        return found

    def stored(self, number: int) -> None:
        self.after = number

    def entered(self) -> Entered | None:
        return self.began()

    def stop(self) -> None:
        self.stopped()

    def release(self, *, over: bool = False) -> None:
        self.released = True


class Threads:
    """Trains one run at a time in a thread of this process."""

    def __init__(self, lost: Callable[[Message], bool] = lambda message: False) -> None:
        self.lost = lost
        self.jobs: list[Job] = []
        self.left: dict[str, Trainer] = {}
        self.workers: list[Told] = []

    def room(self, workers: Collection[Worker]) -> bool:
        return not workers

    def start(self, job: Job) -> Told:
        self.jobs.append(job)
        trainer = self.left[job.run_id] = Trainer(job)
        return self._worker(trainer)

    def find(self, run_id: str) -> Told | None:
        trainer = self.left.get(run_id)
        return None if trainer is None else self._worker(trainer)

    def ready(self, workers: Collection[Worker], seconds: float) -> Sequence[Worker]:
        return [worker for worker in workers if isinstance(worker, Told) and worker.waits(seconds)]

    def _worker(self, trainer: Trainer) -> Told:
        worker = Told(trainer.take, self.lost)
        worker.stopped, worker.began = partial(trainer.stop, trainer.run_id()), trainer.entered
        self.workers.append(worker)
        return worker


class Recorded:
    """Tells what a worker told before, `piece` messages at a time; what was acknowledged it has forgotten, also when
    another driver comes."""

    def __init__(self, messages: Sequence[Message], piece: int = 1) -> None:
        self._kept: list[Numbered] = list(enumerate(messages, start=1))
        self._entered = next(message for message in messages if isinstance(message, Entered))
        self._piece = piece
        self.started: list[str] = []

    def room(self, workers: Collection[Worker]) -> bool:
        return not workers

    def start(self, job: Job) -> Told:
        self.started.append(job.run_id)
        return self._worker()

    def find(self, run_id: str) -> Told | None:
        return self._worker() if run_id in self.started else None

    def ready(self, workers: Collection[Worker], seconds: float) -> Sequence[Worker]:
        return list(workers)

    def _worker(self) -> Told:
        worker = Told(self._take, lambda message: False)
        worker.began = lambda: self._entered
        return worker

    def _take(self, after: int, seconds: float) -> list[Numbered]:
        self._kept = [numbered for numbered in self._kept if numbered[0] > after]
        return self._kept[: self._piece]


def told_by(job: Job) -> list[Message]:
    """All messages of a job, trained to its end."""
    trainer = Trainer(job)
    found: list[Numbered] = []
    while not found or not isinstance(found[-1][1], Over | Refused):
        found += trainer.take(found[-1][0] if found else 0, 60.0)
    return [message for _, message in found]
