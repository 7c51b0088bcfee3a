"""The window's sweeps: what the store says of them, and wishes about them and the queue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.desk.background import AtOnce, Doing
from explorer.desk.workbench import Workbench
from explorer.engine.commands import Command, EnterSweep, MeasureSweep, WorkQueue
from explorer.engine.events import Ready
from explorer.engine.sweep_events import QueueEnded, QueueState, SweepAnswer, SweepEntered, SweepMeasured
from explorer.experiments.timing import seconds_left
from explorer.failures import explain
from explorer.runs.cells import Cell
from explorer.runs.store import RunStore
from explorer.runs.sweep_rows import Sweep, SweepState
from explorer.verdicts.judging import note_verdict

LOOK_MS = 1000


@dataclass(frozen=True)
class SweepLine:
    """A sweep in the list, and the seconds that it still takes, None where that is not known."""

    sweep: Sweep
    left: float | None


@dataclass(frozen=True)
class ExperimentsState:
    """All sweeps, the cells of the chosen one, whether the engine works off the queue, and why it cannot have sweeps
    trained on a cluster, empty where it can."""

    lines: tuple[SweepLine, ...] = ()
    chosen: str = ""
    cells: tuple[Cell, ...] = ()
    on: bool = False
    no_cluster: str = "The engine has not started yet."

    @property
    def unfinished(self) -> int:
        """Runs that wait or train in sweeps that are active."""
        return sum(line.sweep.unfinished for line in self.lines if line.sweep.state == "active")


class Experiments(QObject):
    """Reads the store in the background, once a second while anybody looks or the queue is on: the command line may
    work on the same sweeps. What is wished is done in the store at once; the engine and others see it there.
    """

    changed = Signal(ExperimentsState)
    entered = Signal(SweepEntered)
    measured = Signal(SweepMeasured)
    ended = Signal(QueueEnded)  # a run of the queue is over, and judged
    left_over = Signal(int)  # at the first look: so many runs wait from last time

    def __init__(
        self,
        send: Callable[[Command], None],
        bench: Workbench,
        store: RunStore,
        doing: Doing | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._send, self._bench, self._store, self._doing = send, bench, store, doing or AtOnce()
        self.state = ExperimentsState()
        self._chosen = ""
        self._wanted = self._on = self._watched = self._looking = False
        self._first = True
        self._token = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        bench.sweep_answered.connect(self._hear)
        bench.ready.connect(self._engine_ready)
        bench.engine_died.connect(lambda _event: self._set_on(False))

    # ── looking ─────────────────────────────────────────────────────────────────────────────────

    def watch(self, watched: bool) -> None:
        """Look once a second, or only while the queue is on."""
        self._watched = watched
        self._set_clock()
        if watched:
            self.look()

    def choose(self, sweep: str) -> None:
        """Show the cells of this sweep."""
        if sweep != self._chosen:
            self._chosen = sweep
            self.look()

    def look(self) -> None:
        """Read the sweeps anew, unless that is being done."""
        if not self._looking:
            self._looking = True
            self._doing.run(partial(_read, self._store, self._chosen), self._looked)

    # ── wishes ──────────────────────────────────────────────────────────────────────────────────

    def work(self, on: bool) -> None:
        """Have the engine work off the queue, or end that."""
        self._wanted = on
        self._send(WorkQueue(on))

    def enter(self, source: str, target: str) -> None:
        """Put the runs of a sweep file into the queue, to be trained at a target, empty for the engine's machine."""
        self._send(EnterSweep(source, target))

    def measure(self, source: str) -> int:
        """Have the engine measure how long a sweep takes; the token of its answers."""
        self._token += 1
        self._send(MeasureSweep(self._token, source))
        return self._token

    def set_state(self, sweep: str, state: SweepState) -> None:
        """Pause, cancel or go on with a sweep."""
        self._act(partial(self._store.sweeps.set_state, sweep, state))

    def forget(self, sweep: str) -> None:
        """Take a sweep off the list; its runs stay."""
        self._act(partial(self._store.sweeps.delete, sweep))

    def retry(self, cells: Iterable[int]) -> None:
        """Train cells again."""
        self._act(partial(self._store.sweeps.retry, tuple(cells)))

    def skip(self, cells: Iterable[int]) -> None:
        """Leave cells out."""
        self._act(partial(self._store.sweeps.skip, tuple(cells)))

    def remove(self, cells: Iterable[int]) -> None:
        """Take cells out of their sweep."""
        self._act(partial(self._store.sweeps.remove, tuple(cells)))

    def move(self, cells: Sequence[int], by: int) -> None:
        """Train cells earlier (negative) or later."""
        self._act(partial(self._store.sweeps.move, tuple(cells), by))

    # ── inside ──────────────────────────────────────────────────────────────────────────────────

    def _act(self, change: Callable[[], object]) -> None:
        self._doing.run(change, self._acted)

    def _acted(self, answer: Future[object]) -> None:
        self._failed(answer)
        self._looking = False  # what is being read may be from before
        self.look()

    def _looked(self, answer: Future[ExperimentsState]) -> None:
        self._looking = False
        if self._failed(answer):
            return
        found = answer.result()
        self._show(replace(found, on=self._on, no_cluster=self.state.no_cluster))
        if self._first:
            self._first = False
            if self.state.unfinished:
                self.left_over.emit(self.state.unfinished)

    def _failed(self, answer: Future[Any]) -> bool:
        error = answer.exception()
        if isinstance(error, Exception):
            self._bench.news.emit(explain(error))
        return error is not None

    def _show(self, state: ExperimentsState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)

    def _set_on(self, on: bool) -> None:
        self._on = on
        self._set_clock()
        self._show(replace(self.state, on=on))

    def _set_clock(self) -> None:
        if self._watched or self._on:
            self._timer.start()
        else:
            self._timer.stop()

    def _engine_ready(self, event: Ready) -> None:
        """A new engine goes on with the queue; the first one only where the person says so."""
        self._show(replace(self.state, no_cluster=event.no_cluster))
        if self._wanted:
            self._send(WorkQueue(True))
        if self._first:
            self.look()

    def _hear(self, event: SweepAnswer) -> None:
        match event:
            case QueueState():
                self._wanted = event.on
                self._set_on(event.on)
            case QueueEnded():
                self._judge(event)
            case SweepEntered():
                self._chosen = event.sweep
                self.entered.emit(event)
            case SweepMeasured():
                self.measured.emit(event)
        if not isinstance(event, SweepMeasured):
            self.look()

    def _judge(self, event: QueueEnded) -> None:
        """Note what a run showed at its end, for the list of runs."""
        if event.outcome is not None and event.outcome.status != "interrupted":
            self._doing.run(partial(note_verdict, self._store, event.run_id), partial(self._judged, event))
        else:
            self.ended.emit(event)

    def _judged(self, event: QueueEnded, answer: Future[object]) -> None:
        self._failed(answer)
        self.ended.emit(event)


def _read(store: RunStore, chosen: str) -> ExperimentsState:
    store.sweeps.free_lost()
    sweeps = store.sweeps.all()
    cells = {
        sweep.id: tuple(store.sweeps.cells(sweep.id)) for sweep in sweeps if sweep.unfinished or sweep.id == chosen
    }
    shown = chosen if chosen in cells else next((sweep.id for sweep in sweeps), "")
    if shown and shown not in cells:
        cells[shown] = tuple(store.sweeps.cells(shown))
    lines = tuple(SweepLine(sweep, seconds_left(cells.get(sweep.id, ()))) for sweep in sweeps)
    return ExperimentsState(lines, shown, cells.get(shown, ()))
