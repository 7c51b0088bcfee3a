"""The processes beside the queue's own: one for each further GPU of this machine, and one for each cluster."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import asdict
from pathlib import Path

from explorer.cluster.side_work import Rested, SideEnd, SideNews, SideWork, Trouble
from explorer.failures import explain
from explorer.own.search_path import isolated
from explorer.runs.claiming import Scope
from explorer.runs.store import RunStore

MODULE = "explorer.cluster.side_process"
LOOK_SECONDS = 1.0
MOST_DEATHS = 3

Hear = Callable[[SideNews], None]


class SideWorkers:
    """Starts a process wherever cells wait for one, and another where one died. What fails is told, and tried again
    when the queue is started again. `hear` is called from threads of its own."""

    def __init__(self, runs_dir: Path, hear: Hear, *, gpus: Sequence[str] = (), sweep: str | None = None) -> None:
        """`gpus` are those besides the queue's own. With `sweep` its cells alone are trained, on this machine."""
        self._runs_dir, self._hear, self._gpus, self._sweep = runs_dir, hear, gpus, sweep
        self._there: dict[SideWork, _SideProcess] = {}
        self._deaths: Counter[SideWork] = Counter()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="side workers", daemon=True)
        self._thread.start()

    def end(self, message: str, *, leave: bool = False) -> None:
        """Have all of them save and end, without waiting for it; with `leave` runs on a cluster go on there, unless it
        ends with this program."""
        self._ending.set()
        self._thread.join()
        for process in self._there.values():
            process.end(SideEnd(message, leave))

    def wait(self) -> None:
        """Wait until those that were told to end have."""
        for process in self._there.values():
            process.wait()

    def _keep(self) -> None:
        try:
            with closing(RunStore(self._runs_dir)) as store:
                while not self._ending.is_set():
                    self._look(store)
                    self._ending.wait(LOOK_SECONDS)
        except Exception as error:
            self._hear(Trouble(f"Further GPUs and clusters are not used. {explain(error)}"))

    def _look(self, store: RunStore) -> None:
        store.sweeps.free_lost()
        waiting = store.sweeps.waiting()
        folder = str(self._runs_dir)
        wanted = [] if self._sweep else [SideWork(folder, target=target) for target in sorted(waiting.targets)]
        if waiting.holds(self._sweep, Scope(gpu=True)):
            wanted += [SideWork(folder, self._sweep, gpu=gpu) for gpu in self._gpus]
        for work in wanted:
            if not self._ending.is_set() and self._lacks(work):
                self._there[work] = _SideProcess(work, self._hear)

    def _lacks(self, work: SideWork) -> bool:
        """Whether a process is to be started for this."""
        process = self._there.get(work)
        if process is None:
            return True
        if process.alive or process.failed:
            return False
        if process.died:
            self._deaths[work] += 1
            if self._deaths[work] == MOST_DEATHS:
                where = f"GPU {work.gpu}" if work.gpu else work.target
                self._hear(Trouble(f"The process that trains on {where} died {MOST_DEATHS} times. See the log."))
        return self._deaths[work] < MOST_DEATHS


class _SideProcess:
    """One of them, and the thread that hears it."""

    def __init__(self, work: SideWork, hear: Hear) -> None:
        self.failed = self._rested = False
        self._hear = hear
        command = [sys.executable, "-P", "-m", MODULE, json.dumps(asdict(work))]
        environment = {**isolated(), **({"CUDA_VISIBLE_DEVICES": work.gpu} if work.gpu else {})}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        self._reader = threading.Thread(target=self._read, name="side worker", daemon=True)
        self._reader.start()

    @property
    def alive(self) -> bool:
        """Whether it works, or has something to tell."""
        return self._reader.is_alive()

    @property
    def died(self) -> bool:
        """Whether it ended without being done."""
        return not (self.alive or self._rested)

    def end(self, how: SideEnd) -> None:
        """Have it save and end."""
        assert self._process.stdin is not None
        with suppress(OSError, ValueError):  # it has ended
            self._process.stdin.write(json.dumps(asdict(how)).encode() + b"\n")
            self._process.stdin.flush()

    def wait(self) -> None:
        """Wait until it has."""
        self._reader.join()

    def _read(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._process.stdin, self._process.stdout as told:
            while not self._rested:
                try:
                    news: SideNews = pickle.load(told)  # of this program's own process
                except Exception:
                    break
                self._rested = isinstance(news, Rested)
                self.failed |= isinstance(news, Trouble)
                self._hear(news)
        self._process.wait()
