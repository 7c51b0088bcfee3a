"""The window's side of training: orders out, events in, and the histories they fill."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from explorer.desk.gates import Gate, RunGates
from explorer.desk.pending import Delay
from explorer.engine.commands import (
    Command,
    Discard,
    MeasureSharpness,
    Order,
    Pause,
    Resume,
    SaveCheckpoint,
    SetGate,
    Step,
    Stop,
    Train,
)
from explorer.engine.events import Ended, EngineDied, GateMoved, GateRefused, Paused, Preparing, Progress, Started
from explorer.runs.history import RunHistory
from explorer.runs.phases import PHASES, PhaseDone, PhaseValues
from explorer.runs.snapshot import Outcome

PATIENCE_MS = 10_000
"""How long the engine may be silent after Stop or Discard; it answers after the step it is in."""


@dataclass(frozen=True)
class Live:
    """A run under way: what is needed for its progress."""

    total_steps: int
    device: str


class Trainer(QObject):
    """Holds every history the window has seen. `changed` says that something started, paused or ended, or
    that a gate moved; new steps do not signal: views pull them from the histories."""

    changed = Signal()
    started = Signal()  # a run has begun
    ended = Signal(str, object)  # run id, Outcome
    silent = Signal(bool)  # the engine does not answer Stop or Discard; False: it did after all, or is gone

    def __init__(
        self, send: Callable[[Command], None], parent: QObject | None = None, patience_ms: int = PATIENCE_MS
    ) -> None:
        super().__init__(parent)
        self._send = send
        self.histories: dict[str, RunHistory] = {}
        self.live: dict[str, Live] = {}
        self.waiting: tuple[str, ...] = ()
        self.read: float | None = None  # how much of a waiting run's data has been read, 0–1
        self.paused = False
        self.phases: dict[str, PhaseValues] = {}  # the newest phase of runs whose steps are taken apart
        self._gates: dict[str, RunGates] = {}  # of the runs under way
        self._patience = Delay(patience_ms, self)
        self._patience.due.connect(lambda: self.silent.emit(True))

    @property
    def training(self) -> bool:
        """Whether a run is ordered or under way."""
        return bool(self.live or self.waiting)

    def start(self, orders: tuple[Order, ...]) -> None:
        """Order runs; they appear in `histories` once the engine has started them."""
        self.waiting = tuple(order.run_id for order in orders)
        self.paused = False
        self._send(Train(orders))
        self.changed.emit()

    def pause(self, paused: bool) -> None:
        """Pause before the next step, or go on."""
        self._send(Pause() if paused else Resume())

    def step(self, phase: bool = False) -> None:
        """One step of every run, or its next phase alone, then pause."""
        self._send(Step(phase))

    def halfway(self, run_id: str) -> bool:
        """Whether a step of a run is under way, between two of its phases."""
        return run_id in self.phases and self.phases[run_id].phase != PHASES[-1]

    def save_checkpoint(self) -> None:
        """Save every run as it is now, so that it can be resumed and forked here."""
        self._send(SaveCheckpoint())

    def measure_sharpness(self) -> None:
        """Have the sharpness of every run measured in its next step."""
        self._send(MeasureSharpness())

    def stop(self) -> None:
        """End the runs and keep them."""
        self._end_soon(Stop())

    def discard(self) -> None:
        """End the runs and delete them."""
        self._end_soon(Discard())

    def _end_soon(self, wish: Stop | Discard) -> None:
        self._send(wish)
        if self.training:
            self._patience.start()

    def move_gates(self, run_id: str, gates: Mapping[str, float]) -> bool:
        """Ask for gates of a live run to be moved. False for a run that does not train."""
        if run_id not in self.live:
            return False
        self._gates[run_id].ask(gates)
        for skip, gate in gates.items():
            self._send(SetGate(run_id, skip, gate))
        self.changed.emit()
        return True

    def gates(self, run_id: str) -> dict[str, Gate]:
        """The gates of a run; those of a run that is over are as it ended."""
        known = self._gates.get(run_id)
        return (RunGates(self.histories[run_id]) if known is None else known).now()

    def answer_gate(self, event: GateMoved | GateRefused) -> None:
        """Take the engine's answer to a request; a run that is over waits for none."""
        gates = self._gates.get(event.run_id)
        if gates is not None:
            (gates.move if isinstance(event, GateMoved) else gates.refuse)(event.skip, event.gate)
            self.changed.emit()

    def handle(self, event: Started | Preparing | Progress | PhaseDone | Paused | Ended | EngineDied) -> None:
        """Take one event of the engine."""
        match event:
            case Progress():
                if not self._append(event):
                    return
            case PhaseDone() if event.run_id in self.live:
                self.phases[event.run_id] = event.found
            case Preparing():
                if event.run_id in self.waiting:
                    self.read = event.fraction
            case Started():
                history = event.record or RunHistory(event.run_id, event.spec, event.graph, event.steps_per_epoch)
                self.histories[event.run_id] = history
                self._gates[event.run_id] = RunGates(history)
                self.live[event.run_id] = Live(event.total_steps, event.device)
                self._drop_waiting(event.run_id)
                self.started.emit()
            case Paused() if self.training:  # of a run that is over by now it says nothing
                self.paused = event.paused
            case Ended():
                self._end(event.run_id, event.outcome, event.kept)
            case EngineDied():
                self._interrupt(event)
        self.changed.emit()

    def _append(self, event: Progress) -> bool:
        """Take new steps; whether they change more than views pull from the histories."""
        if event.run_id in self.histories:
            self.histories[event.run_id].append(event.snapshot)
        taken_apart = self.phases.pop(event.run_id, None) is not None  # the last phase comes behind its step
        return bool(event.snapshot.interventions) or taken_apart

    def _interrupt(self, event: EngineDied) -> None:
        for run_id in {*event.run_ids, *self.live, *self.waiting}:
            steps = len(self.histories[run_id]) if run_id in self.histories else 0
            self._end(run_id, Outcome("interrupted", steps, 0.0, event.message), kept=True)

    def _drop_waiting(self, run_id: str) -> None:
        self.waiting = tuple(waiting for waiting in self.waiting if waiting != run_id)
        self.read = None

    def _end(self, run_id: str, outcome: Outcome, kept: bool) -> None:
        self._drop_waiting(run_id)
        begun = self.live.pop(run_id, None) is not None
        self._gates.pop(run_id, None)
        self.phases.pop(run_id, None)
        history = self.histories.get(run_id) if kept else self.histories.pop(run_id, None)
        if history is not None and (begun or history.outcome is None):  # else it was not resumed, and is as it was
            history.finish(outcome)
        if not self.training:
            self.paused = False
            self._patience.cancel()
            self.silent.emit(False)
        self.ended.emit(run_id, outcome)
