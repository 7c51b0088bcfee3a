"""An engine that does what a test says, at once and in this process, behind the worker's own interface."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QObject, Signal

from explorer.desk.document import resolved
from explorer.engine.commands import (
    Command,
    Describe,
    Discard,
    EnterSweep,
    ListImages,
    Look,
    MeasureSweep,
    Order,
    Pause,
    Resume,
    Sample,
    SetGate,
    Step,
    Stop,
    Survey,
    Train,
    Watch,
    WorkQueue,
)
from explorer.engine.events import (
    Described,
    DescribeFailed,
    Ended,
    EngineDied,
    Event,
    GateMoved,
    Paused,
    Progress,
    Ready,
    Started,
)
from explorer.engine.remote.address import Address
from explorer.engine.remote.choosing import EngineState
from explorer.engine.sweep_events import QueueState, SweepEntered, SweepMeasured
from explorer.experiments.planning import planned
from explorer.experiments.sweep_file import parse_sweep
from explorer.graph.model import NetworkGraph
from explorer.runs.phases import PHASES, PhaseDone, PhaseValues
from explorer.runs.snapshot import EpochResult, Intervention, Outcome, Per, Snapshot
from explorer.runs.spec import NetworkSpec
from explorer.runs.store import RunStore
from tests.gui.film_answers import film_answers
from tests.gui.support import EVERY, probe, readings

STEPS_PER_EPOCH = 24
DEVICE = "CPU · 1 thread"


@lru_cache(maxsize=1)
def the_catalog() -> Ready:
    from explorer.engine import catalog  # torch, which tests of single widgets need not wait for

    return catalog.catalog(DEVICE)


@lru_cache(maxsize=256)
def _described(network: NetworkSpec, dataset: str) -> Described | DescribeFailed:
    from explorer.engine import catalog

    return catalog.answer(Describe(0, network, dataset))


def _measured(probed: bool) -> dict[str, Per]:
    """Everything there is to measure at every step, or by probes: names, and what a reading belongs to."""
    return {info.name: info.per for info in the_catalog().instruments if info.probed == probed}


class EngineDouble(QObject):
    """`sent` keeps every command. Networks are described by the real tracer and data looked at for real; downloads are
    the test's (`say`), and training is made up: `steps` trains some steps of every live run, `end` ends them.
    What happens is also entered in the store, as the engine does."""

    arrived = Signal()
    state_changed = Signal(str)
    connection_changed = Signal()
    gave_up = Signal(str)
    silent = Signal(bool)
    finished = Signal()

    def __init__(self, store: RunStore) -> None:
        super().__init__()
        self.store = store
        self.state = "Starting the engine: loading PyTorch…"
        self.sent: list[Command] = []
        self.trained: dict[str, int] = {}
        self.closed = self.abandoned = False
        self.saving = False  # a step that takes long: finishing lasts until a test ends it
        self.restarts = 0
        self.connection = EngineState()
        self.wanted: list[Address | None] = []  # engines elsewhere that were asked for; None: this machine's
        self.hangs = False  # code that never returns: Stop, Discard and Watch are heard by nobody
        self.answers_gates = True  # False: in the step under way, however long it takes
        self._phases = 0  # done of the step under way
        self._early: list[Command] = []
        self._graphs: dict[str, NetworkGraph] = {}
        self._moves: dict[str, list[tuple[str, float]]] = {}
        self._inbox: list[Event] = []

    # ── the worker's interface ──────────────────────────────────────────────────────────────────

    def start(self) -> None:
        self.state = "Ready"
        self._put(the_catalog())
        early, self._early = self._early, []
        for command in early:
            self._obey(command)
        self.state_changed.emit(self.state)

    def send(self, command: Command) -> None:
        self.sent.append(command)
        self._obey(command) if self.state == "Ready" else self._early.append(command)

    def take(self) -> list[Event]:
        events, self._inbox = self._inbox, []
        return events

    def connect_to(self, address: Address) -> None:
        self.wanted.append(address)

    def disconnect_engine(self) -> None:
        self.wanted.append(None)

    def restart(self) -> None:
        self.restarts += 1

    def end_engine(self) -> None:
        self.hangs = False
        self.die("The engine did not answer and was ended.")

    def finish(self) -> None:
        self.closed = True

    def wait(self, milliseconds: int) -> bool:
        return not self.saving

    def isFinished(self) -> bool:  # noqa: N802
        return self.closed and not self.saving

    def abandon(self) -> None:
        self.abandoned = True
        self.saved()

    def _obey(self, command: Command) -> None:
        match command:
            case Describe() | Sample() | Survey() | Watch() | ListImages():
                self._answer(command)
            case Train():
                for order in command.orders:
                    self._begin(order)
            case Pause() | Resume():
                self._put(Paused(isinstance(command, Pause)))
            case Step():
                self._put(Paused(True))
                self._phase() if command.phase else self._whole()
            case SetGate():
                self._moves[command.run_id].append((command.skip, command.gate))
                if self.answers_gates:
                    self._put(GateMoved(command.run_id, command.skip, command.gate))
            case WorkQueue() | EnterSweep() | MeasureSweep():
                self._queue(command)
            case Stop() | Discard() if not self.hangs:
                self.end("stopped", kept=isinstance(command, Stop))

    # ── what a test makes it do ─────────────────────────────────────────────────────────────────

    def steps(self, count: int) -> None:
        for run_id, first in self.trained.items():
            graph = self._graphs[run_id]
            at = np.arange(first, first + count, dtype=np.float32)
            ends = [int(s) for s in at if (s + 1) % STEPS_PER_EPOCH == 0]
            moved = tuple(Intervention(first, skip, gate) for skip, gate in self._moves[run_id])
            snapshot = Snapshot(
                first,
                2.3 / (1 + at / 40),
                1 - 0.9 / (1 + at / 40),
                (at + 1) * 0.03,
                {name: readings(graph, count, place, first) for place, name in enumerate(_measured(False))},
                tuple(EpochResult((s + 1) // STEPS_PER_EPOCH, s, 1.0, 0.6, 1.1, 0.5) for s in ends),
                moved,
                tuple(probe(graph, int(s), _measured(True)) for s in at if s % EVERY == 0),
            )
            self._moves[run_id].clear()
            self.trained[run_id] = first + count
            self.store.append(run_id, snapshot)
            self._put(Progress(run_id, snapshot))

    def _whole(self) -> None:
        self._phases = 0
        self.steps(1)

    def _phase(self) -> None:
        """The next phase of every live run: made-up values, the same for each run but for a factor."""
        phase = PHASES[self._phases]
        if phase == PHASES[-1]:
            self._whole()
        for factor, (run_id, steps) in enumerate(self.trained.items(), 1):
            values = np.geomspace(1e-3, 1, len(self._graphs[run_id].layers), dtype=np.float32) * factor
            told = (None, None) if phase == PHASES[0] else (2.3 * factor, 0.1)
            step = steps - (phase == PHASES[-1])
            self._put(PhaseDone(run_id, PhaseValues(step, phase, values, *told)))
        self._phases = (PHASES.index(phase) + 1) % len(PHASES)

    def end(self, status: str = "completed", message: str = "", kept: bool = True) -> None:
        for run_id, steps in self.trained.items():
            outcome = Outcome(status, steps, steps * 0.03, message, 1.0, 0.6, 1.1, 0.5, DEVICE)
            self.store.finish(run_id, outcome) if kept else self.store.discard(run_id)
            self._put(Ended(run_id, outcome, kept))
        self.trained = {}

    def die(self, message: str = "The engine was killed by signal 9.") -> None:
        run_ids = tuple(self.trained)
        self.trained = {}
        self.store.mark_interrupted(run_ids, message)
        self._put(EngineDied(message, run_ids))

    def saved(self) -> None:
        """Finish, after all."""
        self.saving = False
        self.finished.emit()

    def say(self, event: Event) -> None:
        self._put(event)

    def _graph(self, look: Look) -> NetworkGraph:
        found = _described(look.spec.network, look.spec.training.dataset)
        assert isinstance(found, Described)
        return found.graph

    def _answer(self, command: Describe | Sample | Survey | Watch | ListImages) -> None:
        if isinstance(command, Watch | ListImages):
            for event in () if self.hangs else film_answers(command, self._graph):
                self._put(event)
            return
        if not isinstance(command, Describe):
            from explorer.engine import data

            self._put(data.answer(command))
            return
        found = _described(command.network, command.dataset)
        known = isinstance(found, Described)
        self._put(Described(command.token, found.graph) if known else DescribeFailed(command.token, found.message))

    def _queue(self, command: WorkQueue | EnterSweep | MeasureSweep) -> None:
        if isinstance(command, WorkQueue):
            self._put(QueueState(command.on))
            return
        plan = planned(parse_sweep(command.source))
        if isinstance(command, MeasureSweep):
            self._put(SweepMeasured(command.token, (10.0,) * len(plan.cells)))
        else:
            done = self.store.sweeps.enter(plan.name, plan.source, plan.cells)
            self._put(SweepEntered(done.sweep, plan.name, done.new, done.kept, done.dropped))

    def _begin(self, order: Order) -> None:
        found = _described(NetworkSpec(**{**vars(order.spec.network), "skips": "default"}), order.spec.training.dataset)
        graph = resolved(found.graph, order.spec.network)
        steps = len(self.store.history(order.run_id)) if order.resume else order.provenance.parent_step
        if order.resume:
            self.store.reopen(order.run_id, order.spec, steps, DEVICE)
        else:
            entry = (order.spec, graph, STEPS_PER_EPOCH, DEVICE, order.provenance)
            self.store.create(order.run_id, order.name, *entry)
        record = self.store.history(order.run_id) if steps else None
        self._graphs[order.run_id], self._moves[order.run_id], self.trained[order.run_id] = graph, [], steps
        total = order.spec.training.total_steps(STEPS_PER_EPOCH)
        about = (order.spec, graph, STEPS_PER_EPOCH, total, DEVICE, steps, record)
        self._put(Started(order.run_id, order.name, *about))

    def _put(self, event: Event) -> None:
        self._inbox.append(event)
        if len(self._inbox) == 1:
            self.arrived.emit()
