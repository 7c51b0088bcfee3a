"""The engine's training thread: takes commands, and drives the runs that train in lockstep."""

from __future__ import annotations

import queue
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from explorer.engine.active_run import ActiveRun, Post
from explorer.engine.commands import (
    Command,
    Discard,
    EnterSweep,
    ListImages,
    MeasureSharpness,
    MeasureSweep,
    Order,
    Pause,
    Resume,
    SaveCheckpoint,
    SetGate,
    Shutdown,
    Step,
    Stop,
    Train,
    Watch,
    WorkQueue,
)
from explorer.engine.data import SECONDS_BETWEEN_NEWS
from explorer.engine.events import Ended, GateRefused, Paused, Preparing, Problem
from explorer.engine.live_film import LiveFilm
from explorer.engine.pace import Pace
from explorer.engine.sweep_queue import SweepQueue
from explorer.engine.time_limit import TimeLimit
from explorer.failures import explain
from explorer.recording.continuing import Beginning, Progress, forking, resuming
from explorer.runs.snapshot import Outcome
from explorer.runs.store import RunStore
from explorer.training import Session

_ACTS: Mapping[type[Command], Callable[[ActiveRun], None]] = {
    Stop: lambda run: run.stop("stopped"),
    SaveCheckpoint: ActiveRun.checkpoint,
    MeasureSharpness: ActiveRun.measure_sharpness,
    Discard: ActiveRun.discard,
}


class _AbandonedError(Exception):
    """A command that ends the runs came while their data were read."""


class TrainingLoop:
    """One step of each run in turn; between two steps every waiting command is obeyed, in order. Every order
    gets exactly one Ended, and no run's failure reaches another run or this thread: see `_ready` and ActiveRun.
    The run store is opened for each training, in this thread."""

    def __init__(
        self, commands: queue.Queue[Command], post: Post, runs_dir: Path, hung: Callable[[], None] = lambda: None
    ) -> None:
        self._commands = commands
        self._postponed: deque[Command] = deque()  # came while data were read, to be obeyed before those that wait
        self._post = post
        self._runs_dir = runs_dir
        self._runs: list[ActiveRun] = []
        self._paused = False
        self._by_phase = False  # the next step is done up to its next phase alone
        self._closing = False
        self._told: set[str] = set()
        self._film = LiveFilm(post, TimeLimit(post, hung))
        self._queue = SweepQueue(post, runs_dir, lambda: not commands.empty())
        self._unsaved: list[str] = []  # their end could not be written; tried again with the next training

    def run(self) -> None:
        """Obey commands until Shutdown."""
        while not self._closing:
            command = self._next()
            if isinstance(command, Train):
                self._train(command.orders)
            else:
                self._obey(command)

    def _train(self, orders: tuple[Order, ...]) -> None:
        try:
            store = self._open_store()
        except Exception as error:
            message = explain(error)
            for order in orders:
                self._refuse(order, message)
            return
        try:
            self._queue.rest()
            self._paused = self._by_phase = False
            self._runs = self._prepared(orders, store)
            for run in self._runs:
                run.start()
            while self._obey_waiting():
                self._film.look(self._runs)
                self._for_all(ActiveRun.phase if self._by_phase else lambda run: run.step(at_once=self._paused))
        finally:
            self._runs = []
            self._close(store)

    def _open_store(self) -> RunStore:
        store = RunStore(self._runs_dir)
        try:
            store.mark_interrupted(self._unsaved, "Its end could not be saved.")
        except Exception:
            store.close()
            raise
        self._unsaved = []
        return store

    def _close(self, store: RunStore) -> None:
        try:
            store.close()
        except Exception as error:
            self._post(Problem(explain(error)))

    def _prepared(self, orders: tuple[Order, ...], store: RunStore) -> list[ActiveRun]:
        """The runs that can be trained; none where Stop, Discard or Shutdown came before all were ready."""
        runs, waiting = [], deque(orders)
        try:
            while waiting:
                if (run := self._ready(waiting[0], store)) is not None:
                    runs.append(run)
                waiting.popleft()
        except _AbandonedError:
            for order in (*(run.order for run in runs), *waiting):
                outcome = Outcome("stopped", 0, 0.0, "Stopped before the first step.")
                self._post(Ended(order.run_id, outcome, kept=order.resume))
            return []
        return runs

    def _ready(self, order: Order, store: RunStore) -> ActiveRun | None:
        pace = Pace(SECONDS_BETWEEN_NEWS)

        def progress(fraction: float) -> None:
            self._look_up()
            if pace.due():
                self._post(Preparing(order.run_id, fraction))

        try:
            beginning = _beginning(order, store, progress)
            session = Session(beginning.spec, progress, beginning.start)
            self._tell((*session.notes, *(beginning.notes if beginning.again else ())))
            return ActiveRun(order, session, store, self._post, beginning)
        except _AbandonedError:
            raise
        except BaseException as error:  # a user's code may raise SystemExit
            self._refuse(order, explain(error))
            return None

    def _tell(self, notes: tuple[str, ...]) -> None:
        """Say what there is to say about data, once: two runs, and the next ones, train on the same."""
        for note in notes:
            if note not in self._told:
                self._told.add(note)
                self._post(Problem(note))

    def _look_up(self) -> None:
        """Put aside what has come while data are read; _AbandonedError where it ends the runs.

        Commands keep their order: what comes after a Step waits until that step is done.
        """
        while not (self._commands.empty() or any(isinstance(command, Step) for command in self._postponed)):
            self._postponed.append(self._commands.get())
            if isinstance(self._postponed[-1], Stop | Discard | Shutdown):
                raise _AbandonedError

    def _next(self) -> Command:
        """The next command; until one comes, nobody trains, and the queue of sweeps is worked off."""
        while not self._postponed:
            busy = not self._commands.empty() or self._queue.step()
            try:
                return self._commands.get(timeout=0 if busy else self._queue.patience)
            except queue.Empty:
                continue
        return self._postponed.popleft()

    def _refuse(self, order: Order, message: str) -> None:
        self._post(Ended(order.run_id, Outcome("failed", 0, 0.0, message), kept=order.resume))

    def _obey_waiting(self) -> bool:
        """Obey what waits, and while paused wait for more; True when the next step is to be done."""
        while True:
            self._unsaved += [run.run_id for run in self._runs if not run.saved]
            self._runs = [run for run in self._runs if run.active]
            if not self._runs:
                return False
            if not (self._paused or self._postponed) and self._commands.empty():
                return True
            if self._paused:
                self._film.look(self._runs, at_once=True)
            command = self._next()
            self._obey(command)
            if isinstance(command, Step):
                self._by_phase = command.phase
                return True

    def _obey(self, command: Command) -> None:
        match command:
            case Pause() | Step() if self._runs:
                self._pause()
            case Resume() if self._runs and self._paused:
                self._resume()
            case SetGate():
                self._set_gate(command)
            case Stop() | SaveCheckpoint() | MeasureSharpness() | Discard():
                self._for_all(_ACTS[type(command)])
            case Shutdown():
                self._close_down(command.message)
            case Watch() | ListImages():
                self._film.take(command, self._runs)
            case Train():
                self._decline(command)
            case WorkQueue() | EnterSweep() | MeasureSweep():
                self._queue.obey(command)

    def _pause(self) -> None:
        if not self._paused:
            self._paused = True
            self._for_all(ActiveRun.pause)
            self._post(Paused(True))

    def _resume(self) -> None:
        self._paused = self._by_phase = False
        self._for_all(ActiveRun.resume)
        self._post(Paused(False))

    def _close_down(self, message: str) -> None:
        self._closing = True
        runs = tuple(run for run in self._runs if run.active)
        for run in runs:
            run.stop("interrupted", message)
        self._queue.close(message, leave=True)
        for run in runs:
            run.save_files()

    def _for_all(self, act: Callable[[ActiveRun], None]) -> None:
        """Do something to every run that is still under way."""
        for run in self._runs:
            if run.active:
                act(run)

    def _set_gate(self, command: SetGate) -> None:
        for run in self._runs:
            if run.run_id == command.run_id and run.active:
                run.set_gate(command.skip, command.gate)
                return
        message = f"The gate of {command.skip} was not changed: its run has ended."
        self._post(GateRefused(command.run_id, command.skip, command.gate, message))

    def _decline(self, command: Train) -> None:
        message = "A run is training. Stop or discard it before starting another."
        self._post(Problem(message))
        for order in command.orders:
            self._refuse(order, message)


def _beginning(order: Order, store: RunStore, progress: Progress) -> Beginning:
    """How an order's run begins. ContinueError where it cannot go on from what is stored."""
    if order.resume:
        return resuming(store, order.run_id, order.spec.training.epochs)
    provenance = order.provenance
    if not provenance.parent:
        return Beginning(order.spec, provenance=provenance)
    beginning = forking(store, provenance.parent, provenance.parent_step, order.spec, progress)
    return replace(beginning, provenance=provenance)
