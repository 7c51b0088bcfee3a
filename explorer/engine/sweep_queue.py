"""The queue of sweeps in the engine: worked off by the training thread while nobody trains."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from explorer.cluster.side_work import CellEnded, CellStarted, SideNews, Trouble
from explorer.cluster.side_workers import SideWorkers
from explorer.engine.commands import EnterSweep, MeasureSweep, WorkQueue
from explorer.engine.events import Event, Problem
from explorer.engine.sweep_events import QueueEnded, QueueState, SweepEntered, SweepMeasured
from explorer.experiments.fitting import fitted_plan, require_data, require_single
from explorer.experiments.measuring import expected_seconds
from explorer.experiments.planning import planned
from explorer.experiments.queue import PutOffError, QueueWorker
from explorer.experiments.stored import stored_places
from explorer.experiments.sweep_file import parse_sweep
from explorer.experiments.timing import UNKNOWN, shape_of
from explorer.failures import explain
from explorer.runs.cells import Cell
from explorer.runs.snapshot import Outcome, Snapshot
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore
from explorer.training import DeviceLostError, further_gpus

PATIENCE_SECONDS = 1.0
"""How long is waited before an empty queue is looked at again: other processes add to it, too."""


class SweepQueue:
    """Whatever fails is posted as a Problem; no method raises. For the training thread alone."""

    def __init__(self, post: Callable[[Event], None], runs_dir: Path, called: Callable[[], bool]) -> None:
        """`called` says whether a command waits: data are then read another time."""
        self._post, self._runs_dir = post, runs_dir
        self._listener = _Posting(post, called)
        self._store: RunStore | None = None
        self._worker: QueueWorker | None = None
        self._sides: SideWorkers | None = None
        self._seconds: dict[str, float] = {}  # by the shape of a run
        self._asked: tuple[int, tuple[RunSpec, ...], frozenset[int]] | None = None

    @property
    def patience(self) -> float | None:
        """How long a caller may wait before the next `step`; None: until it is told something."""
        return None if self._worker is None else PATIENCE_SECONDS

    def step(self) -> bool:
        """Do a little; False where there is nothing to do now."""
        if self._asked is not None:
            self._measure(*self._asked)
            return True
        if self._worker is None:
            return False
        try:
            return self._worker.step()
        except DeviceLostError:
            return False  # this process ends, and the next one goes on
        except Exception as error:
            self._give_up(error)
            return False

    def obey(self, command: WorkQueue | EnterSweep | MeasureSweep) -> None:
        """Do what the window asks."""
        match command:
            case WorkQueue():
                self.work(command.on)
            case EnterSweep():
                self.enter(command.source, command.target)
            case MeasureSweep():
                self.measure(command.token, command.source)

    def work(self, on: bool) -> None:
        """Begin to work off the queue, or save the run under way and end that."""
        if on and self._worker is None:
            try:
                self._store = RunStore(self._runs_dir)
                self._worker = QueueWorker(self._store, self._listener)
                self._sides = SideWorkers(self._runs_dir, self._hear, gpus=further_gpus())
            except Exception as error:
                self._post(Problem(explain(error)))
        elif not on:
            self.close("The queue was stopped.")
        self._post(QueueState(self._worker is not None))

    def _hear(self, news: SideNews) -> None:
        match news:
            case CellStarted():
                self._listener.started(news.cell, news.total_steps, news.notes)
            case CellEnded():
                self._listener.ended(news.cell, news.run_id, news.outcome, news.message)
            case Trouble():
                self._post(Problem(f"{news.message} The runs wait; stop and start the queue to try again."))

    def rest(self) -> None:
        """Save what was measured: somebody else trains now."""
        try:
            if self._worker is not None:
                self._worker.save()
        except Exception as error:
            self._give_up(error)

    def enter(self, source: str, target: str = "") -> None:
        """Put a sweep's runs into the queue, to be trained at a target."""
        try:
            plan = fitted_plan(planned(parse_sweep(source)))
            require_data(plan)
            if target:
                require_single(plan)
            with closing(RunStore(self._runs_dir)) as store:
                entered = store.sweeps.enter(plan.name, plan.source, plan.cells, target)
                store.sweeps.expect(self._known(store.sweeps.cells(entered.sweep)))
            self._post(SweepEntered(entered.sweep, plan.name, entered.new, entered.kept, entered.dropped))
        except Exception as error:
            self._post(Problem(f"The sweep was not added. {explain(error)}"))

    def measure(self, token: int, source: str) -> None:
        """Measure how long a sweep takes, one kind of run with each step; a later question replaces an earlier one."""
        try:
            plan = fitted_plan(planned(parse_sweep(source)))
            stored = stored_places(self._runs_dir, plan)
        except Exception as error:
            self._post(SweepMeasured(token, (), explain(error)))
            return
        self._asked = token, tuple(cell.spec for cell in plan.cells), stored

    def close(self, message: str, *, leave: bool = False) -> None:
        """Save the run under way, which waits to go on; with `leave` those on a cluster go on there."""
        sides, self._sides = self._sides, None
        if sides is not None:
            sides.end(message, leave=leave)
        worker, store, self._worker, self._store = self._worker, self._store, None, None
        if worker is None or store is None:
            return
        try:
            with closing(store):
                worker.stop(message)
        except Exception as error:
            self._post(Problem(f"A run of the queue was not saved wholly: {explain(error)}"))

    def _measure(self, token: int, specs: tuple[RunSpec, ...], stored: frozenset[int]) -> None:
        wanted = [spec for place, spec in enumerate(specs) if place not in stored]
        spec = next((spec for spec in wanted if shape_of(spec) not in self._seconds), None)
        problem = ""
        if spec is not None:
            try:
                self._seconds[shape_of(spec)] = expected_seconds(spec, self._listener.reading)
            except PutOffError:
                return
            except Exception as error:
                problem = explain(error)
                self._seconds[shape_of(spec)] = UNKNOWN
        known = tuple(
            0.0 if place in stored else self._seconds.get(shape_of(spec), 0.0) for place, spec in enumerate(specs)
        )
        if all(shape_of(spec) in self._seconds for spec in wanted):
            self._asked = None
            # what cannot be measured now may be later: data are downloaded, memory is free
            self._seconds = {shape: seconds for shape, seconds in self._seconds.items() if seconds > 0}
        self._post(SweepMeasured(token, known, problem, stored))

    def _known(self, cells: list[Cell]) -> dict[int, float]:
        shapes = {cell.id: shape_of(cell.spec) for cell in cells if not cell.seconds}
        return {cell: self._seconds[shape] for cell, shape in shapes.items() if shape in self._seconds}

    def _give_up(self, error: Exception) -> None:
        self._post(Problem(f"The queue of sweeps was stopped. {explain(error)}"))
        self.work(False)


class _Posting:
    """Tells the window what happens; how far the runs are it reads from the store."""

    def __init__(self, post: Callable[[Event], None], called: Callable[[], bool]) -> None:
        self._post, self._called = post, called

    def reading(self, share: float) -> None:
        if self._called():
            raise PutOffError

    def measuring(self, cell: Cell) -> None:
        """Nothing to tell."""

    def started(self, cell: Cell, total_steps: int, notes: Sequence[str]) -> None:
        for note in notes:
            self._post(Problem(note))

    def heard(self, cell: Cell, snapshot: Snapshot) -> None:
        """Nothing to tell."""

    def ended(self, cell: Cell, run_id: str, outcome: Outcome | None, message: str) -> None:
        self._post(QueueEnded(cell.sweep, cell.name, run_id, outcome, message))
