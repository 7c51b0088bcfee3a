"""Working off a sweep for the command line."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Protocol

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from explorer.cluster.every_gpu import EveryGpu
from explorer.commands.failures import Exit, refuse
from explorer.commands.interruption import interruptible
from explorer.commands.progress import say
from explorer.commands.sweep_listing import counted, told
from explorer.commands.training import INTERRUPTED
from explorer.experiments.measuring import expected_seconds
from explorer.experiments.planning import Plan
from explorer.experiments.queue import Listener, QueueWorker
from explorer.experiments.timing import UNKNOWN, seconds_left, shape_of
from explorer.failures import explain
from explorer.number_text import percent, time_elapsed
from explorer.runs.cells import Cell
from explorer.runs.snapshot import Outcome, Snapshot
from explorer.runs.store import RunStore
from explorer.runs.store_errors import StoreError
from explorer.training import DeviceLostError, further_gpus
from explorer.verdicts.judging import note_verdict

_WAIT_SECONDS = 0.5
_FEW, _LEFT_SECONDS = 200, 10.0
"""The time that is left is found by reading every cell: at each run of up to so many, else so many seconds apart."""


def expected(plan: Plan, stored: Collection[int], console: Console) -> list[float]:
    """What each run of a plan takes, one of each shape measured; negative where it cannot be, and why is said. The runs
    at the places `stored` take no time."""
    known: dict[str, float] = {}
    troubles: dict[str, str] = {}  # each told once
    with console.status("Measuring …") as status:
        for place, cell in enumerate(plan.cells):
            shape = shape_of(cell.spec)
            if shape in known or place in stored:
                continue
            status.update(f"Measuring {cell.spec.network.name} …")
            try:
                known[shape] = expected_seconds(cell.spec)
            except Exception as error:
                troubles[explain(error)] = cell.spec.network.name
                known[shape] = UNKNOWN
    for trouble, network in troubles.items():
        say(console, f"{network}: {trouble}")
    return [0.0 if place in stored else known[shape_of(cell.spec)] for place, cell in enumerate(plan.cells)]


class Worker(Protocol):
    """Works off the queue: `QueueWorker` or `EveryGpu` here, `ClusterQueue` on other machines."""

    def step(self) -> bool:
        """Do a little; False where nothing waits."""

    def stop(self, message: str) -> None:
        """Save what is under way."""

    def abandon(self, message: str) -> None:
        """Leave what is under way as it is stored."""


def on_this_machine(store: RunStore, listener: Listener, sweep: str) -> Worker:
    """Trains a sweep here, on every GPU that there is."""
    gpus = further_gpus()
    return EveryGpu(store, listener, sweep, gpus=gpus) if gpus else QueueWorker(store, listener, sweep)


def carry_out(
    store: RunStore,
    sweep: str,
    console: Console,
    worker_of: Callable[[RunStore, Listener, str], Worker] = on_this_machine,
) -> Exit:
    """Train what a sweep still wants, until it is done, another process has done it, or the person stops it."""
    started = time.monotonic()
    with interruptible() as stop, _shown(store, sweep, console) as shown:
        worker = worker_of(store, shown, sweep)
        try:
            while not stop.requested:
                if not worker.step():
                    if not store.sweeps.busy(sweep):
                        break
                    time.sleep(_WAIT_SECONDS)  # another process trains the last ones
            worker.stop(INTERRUPTED)
        except DeviceLostError as error:
            worker.abandon(explain(error))
            raise refuse(f"{error} Type the command again to go on with the sweep.", Exit.FAILED) from error
        except KeyboardInterrupt:  # the second signal: do not wait for the step
            worker.abandon(INTERRUPTED)
    found = store.sweeps.named(sweep)
    counts = {} if found is None else found.counts
    diverged = f", {shown.diverged} diverged" if shown.diverged else ""
    name = sweep if found is None else found.name
    typer.echo(f"{name}: {counted(counts)}{diverged}, in {time_elapsed(time.monotonic() - started)}")
    if stop.requested:
        return Exit.INTERRUPTED
    return Exit.FAILED if counts.get("failed") else Exit.COMPLETED


class _Shown:
    """What happens to the cells, told on the console: live on a terminal, a line for each finished run elsewhere."""

    def __init__(self, store: RunStore, sweep: str, console: Console, bar: Progress | None) -> None:
        self._store, self._sweep, self._console, self._bar = store, sweep, console, bar
        self.diverged = 0
        self._left: float | None = None
        self._told = -math.inf  # when that was found
        self._all = None if bar is None else bar.add_task(sweep, total=1.0, left="")
        self._one = None if bar is None else bar.add_task("", total=1.0, left="", visible=False)
        self._steps: dict[int, int] = {}  # by cell: of the whole run

    def reading(self, share: float) -> None:
        if share < 1:
            self._show("Loading …", share, "")

    def measuring(self, cell: Cell) -> None:
        self._show(f"Measuring {cell.spec.network.name} …", 0.0, "")

    def started(self, cell: Cell, total_steps: int, notes: Sequence[str]) -> None:
        self._steps[cell.id] = total_steps
        for note in notes:
            say(self._console, note)
        self._total()
        self._show(cell.name, 0.0, "")

    def heard(self, cell: Cell, snapshot: Snapshot) -> None:
        done = (snapshot.first_step + len(snapshot)) / self._steps[cell.id]
        seconds = float(snapshot.seconds[-1]) if len(snapshot) else 0.0
        self._show(cell.name, done, _eta(seconds * (1 - done) / done) if done else "")

    def ended(self, cell: Cell, run_id: str, outcome: Outcome | None, message: str) -> None:
        if outcome is not None and outcome.status == "diverged":
            self.diverged += 1
        if outcome is not None and outcome.status != "interrupted":
            with suppress(StoreError):  # the run itself is stored
                note_verdict(self._store, run_id)
        done, total, left = self._total()
        parts = [f"[{done}/{total}] {cell.name}: {'failed' if outcome is None else outcome.status}"]
        if outcome is None and run_id:
            parts = [f"[{done}/{total}] {cell.name}: reused run {run_id}"]
        elif outcome is not None:
            parts += [
                f"training accuracy {percent(outcome.train_accuracy)}",
                f"test accuracy {percent(outcome.test_accuracy)}",
                f"{outcome.seconds:.1f} s",
            ]
        if message and not (outcome is None and run_id):
            parts.append(message.rstrip("."))
        if left is not None and done < total:
            parts.append(f"time left {told(left)}")
        say(self._console, " · ".join(parts))

    def _total(self) -> tuple[int, int, float | None]:
        """Cells that are over, all of them, and the time that is left."""
        found = self._store.sweeps.named(self._sweep)
        total, unfinished = (0, 0) if found is None else (found.total, found.unfinished)
        if total <= _FEW or time.monotonic() - self._told > _LEFT_SECONDS:
            self._left = seconds_left(self._store.sweeps.cells(self._sweep))
            self._told = time.monotonic()
        over = total - unfinished
        if self._bar is not None and self._all is not None:
            self._bar.update(self._all, completed=over, total=total, left=_eta(self._left), refresh=True)
        return over, total, self._left

    def _show(self, name: str, done: float, left: str) -> None:
        if self._bar is not None and self._one is not None:
            self._bar.update(
                self._one, description=name, completed=done, total=1.0, left=left, visible=True, refresh=True
            )


def _eta(seconds: float | None) -> str:
    return "" if seconds is None else f"ETA {told(seconds)}"


@contextmanager
def _shown(store: RunStore, sweep: str, console: Console) -> Iterator[_Shown]:
    if not console.is_terminal:
        yield _Shown(store, sweep, console, None)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        TaskProgressColumn(),
        TextColumn("{task.fields[left]}"),
    )
    # Drawn only when something is new: a refreshing thread would take time from the steps.
    with Progress(*columns, console=console, auto_refresh=False, expand=True) as bar:
        yield _Shown(store, sweep, console, bar)
