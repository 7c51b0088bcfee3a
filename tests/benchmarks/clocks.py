"""Clocks that other work on the machine does not move."""

from __future__ import annotations

import functools
import multiprocessing
import os
import statistics
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import thread_time

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer

from tests.benchmarks.figures import sized

BEAT_MS = 5  # of `Beat`
REFERENCE_MS = 0.75  # what `reference` takes on the machine that limits were set on, while it has nothing else to do
_NUMBERS = np.ones(1_000_000)  # 8 MB: more than a core's own cache holds


def reference() -> None:
    """A fixed piece of work, half of it in the interpreter and half in memory."""
    found = {number: str(number) for number in range(2500)}
    sum(len(text) for text in found.values())
    _NUMBERS.sum()


def pace(times: int = 5) -> float:
    """How many times as long as on the reference machine work takes at this moment, in processor time.

    A slow processor, and one that shares its core with another thread, takes longer for everything."""
    taken = []
    for _ in range(times):
        started = thread_time()
        reference()
        taken.append(1e3 * (thread_time() - started))
    return statistics.median(taken) / REFERENCE_MS


def costs_ms(
    act: Callable[[], object],
    before: Callable[[], object] = lambda: None,
    rounds: int | None = None,
    clock: Callable[[], float] = thread_time,
) -> list[float]:
    """Processor time of `act` in each round at the pace of the reference machine, in ms; `before` is not measured.

    `rounds`: 60 at full size, 2 at toy size. `clock`: of this thread, or `processor_seconds` of all that takes part."""
    taken = []
    for _ in range(rounds or sized(60, 2)):
        before()
        slow = pace(3)
        started = clock()
        act()
        spent = clock() - started
        taken.append(1e3 * spent / ((slow + pace(3)) / 2))
    return taken


def cost_ms(
    act: Callable[[], object],
    before: Callable[[], object] = lambda: None,
    rounds: int | None = None,
    clock: Callable[[], float] = thread_time,
) -> float:
    """Median of `costs_ms`."""
    return statistics.median(costs_ms(act, before, rounds, clock))


def processor_seconds() -> float:
    """Processor time of this process and of its living children: of the window, its worker and the engine."""
    children = [child.pid for child in multiprocessing.active_children() if child.pid]
    # the clock of another process, as clock_getcpuclockid(3) makes its number on Linux
    return time.process_time() + sum(time.clock_gettime(~pid << 3 | 2) for pid in children)


@functools.cache
def _schedule(thread: int) -> int | None:
    """The file in which Linux counts how long `thread` ran and waited for a core; None on other systems."""
    path = Path(f"/proc/self/task/{thread}/schedstat")
    return os.open(path, os.O_RDONLY) if path.exists() else None


def own_seconds() -> float:
    """A clock of this thread that stops while it could run and has no core, and goes on while it waits for a lock, a
    file or an answer. Without Linux, wall time."""
    file = _schedule(threading.get_native_id())
    waited = int(os.pread(file, 100, 0).split()[1]) / 1e9 if file is not None else 0.0
    return time.perf_counter() - waited


def others_waited() -> float:
    """Seconds for which the other threads of this process could run and had no core: what waits for a lock that one of
    them holds waits for the core as well."""
    tasks = Path("/proc/self/task")
    if not tasks.exists():
        return 0.0
    own, waited = threading.get_native_id(), 0
    for thread in tasks.iterdir():
        if thread.name != str(own):
            with suppress(OSError):  # it has ended
                waited += int((thread / "schedstat").read_bytes().split()[1])
    return waited / 1e9


class Beat(QObject):
    """A timer that should fire every 5 ms, and how many milliseconds too late it did.

    Time in which other processes had the core does not count: it is not the window's. What the thread computed always
    does; what it waited does where no other thread of the process waited for a core."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last = _clocks()
        self._timer.start()

    def _beat(self) -> None:
        now = _clocks()
        computed, own, others = (after - before for after, before in zip(now, self._last, strict=True))
        self.late.append(max(0.0, max(computed, own - others) * 1e3 - BEAT_MS))
        self._last = now

    def stop(self) -> None:
        self._timer.stop()


def _clocks() -> tuple[float, float, float]:
    return thread_time(), own_seconds(), others_waited()
