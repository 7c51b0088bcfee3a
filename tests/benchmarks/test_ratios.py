"""The speed of one training, done in several ways, against the bare loop: processor time, in turns, in one process.

A round is an epoch, its evaluation included. The processor time is that of the process and of what it started, so the
workers of a DataLoader count."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path

import psutil
import pytest

from explorer.commands.scenes import spin_until
from explorer.gui.window.main_window import MainWindow
from tests.benchmarks.figures import deep, judge, record, sized, spread
from tests.benchmarks.loops import NEVER, Steps, by_hand, ours, recipe, tensorboard, wandb

NAME = f"plain-{deep(56, 8)}"
ROUNDS, TURN, PART = sized(5, 1), sized(23, 1), sized(12, 1)
ALL = f"{NAME} on digits, speed against the bare loop"
HEADLESS, WINDOW = 0.98, 0.92
OTHERS: dict[str, Callable[[Path], Steps]] = {
    "the bare loop with torch's default SGD": lambda _: by_hand(NAME, default=True),
    "the plain recipe with a DataLoader": lambda _: recipe(NAME),
    "TensorBoard histograms at every step": lambda folder: tensorboard(NAME, folder),
    "wandb.watch at every step": lambda folder: wandb(NAME, folder),
}


def children_seconds() -> float:
    """Processor time of the processes that this one started and that are still there."""
    others = (child.cpu_times() for child in psutil.Process().children(recursive=True))
    return sum(times.user + times.system for times in others)


def ratio(bare: Steps, side: Steps) -> float:
    """The bare loop's cost of a turn to that of `side`, a step of one after a step of the other, so that both meet the
    same pace. What other threads and processes do is the side's: the bare loop has none."""
    before, all_before, alone = children_seconds(), time.process_time(), 0.0
    for _ in range(TURN):
        started = time.thread_time()
        next(bare)
        alone += time.thread_time() - started
        next(side)
    return alone / (time.process_time() - all_before - alone + children_seconds() - before)


def ratios(side: Steps, rounds: int = ROUNDS) -> list[float]:
    """Of each round, once both are warm and ours had its first probe."""
    with closing(by_hand(NAME)) as bare, closing(side):
        ratio(bare, side)
        return [ratio(bare, side) for _ in range(rounds)]


def test_every_instrument_at_every_step() -> None:
    found = ratios(ours(NAME, probe_every=NEVER))
    what = f"{ALL}: this program, all instruments of every step"
    judge(what, statistics.median(found), least=HEADLESS, note=f"median of {spread(found)}")


def test_probes_as_well() -> None:
    found = ratios(ours(NAME))
    what = f"{ALL}: this program, probes as well"
    judge(what, statistics.median(found), least=WINDOW, note=f"median of {spread(found)}")


@pytest.mark.filterwarnings("ignore")  # theirs
@pytest.mark.parametrize("side", OTHERS)
def test_others(side: str, tmp_path: Path) -> None:
    record(f"{ALL}: {side}", spread(ratios(OTHERS[side](tmp_path), min(ROUNDS, 3))))


def test_the_window_live(window: MainWindow) -> None:
    """The processor time of the engine, whose window draws as it trains, for each step."""
    bench, pid, found, shares = window.bench, window.worker.engine_pid, [], []
    assert pid is not None

    def engine_seconds() -> float:
        return time.clock_gettime(~pid << 3 | 2)  # the clock of another process: clock_getcpuclockid(3) on Linux

    def pause_at(step: int) -> int:
        spin_until(lambda: len(bench.history("A") or ()) >= step, "the steps")
        window.bar.pause.trigger()
        spin_until(lambda: bench.trainer.paused, "the pause")
        return len(bench.history("A") or ())

    window.bar.train_a.trigger()
    done = pause_at(TURN)
    with closing(by_hand(NAME)) as bare:
        alone(bare, done)  # both are at the same place of an epoch from now on
        for _ in range(sized(9, 1)):
            before, own, first = engine_seconds(), time.process_time(), done
            window.bar.pause.trigger()
            done = pause_at(done + PART)
            taken, drawing = engine_seconds() - before, time.process_time() - own
            found.append(alone(bare, done - first) / taken)
            shares.append(drawing / taken)
    window.bar.discard.trigger()
    spin_until(lambda: not bench.trainer.training, "the end")
    what = f"{ALL}: this program with the window live"
    judge(what, statistics.median(found), least=WINDOW, note=f"median of {spread(found)}")
    record("the window beside it, processor time against the engine's", spread(shares))


def alone(bare: Steps, count: int) -> float:
    """Processor time of so many steps of the bare loop."""
    started = time.thread_time()
    assert len(list(islice(bare, count))) == count
    return time.thread_time() - started
