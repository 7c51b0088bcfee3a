"""A process beside the queue's own: it trains on a further GPU, or drives a cluster. `python -m` starts it."""

from __future__ import annotations

import json
import os
import pickle
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from explorer import log
from explorer.cluster.cluster_queue import ClusterQueue
from explorer.cluster.ray_place import RayPlace
from explorer.cluster.side_work import CellEnded, CellStarted, Rested, SideEnd, SideNews, SideWork, Trouble
from explorer.experiments.queue import QueueWorker
from explorer.failures import explain
from explorer.runs.cells import Cell
from explorer.runs.snapshot import Outcome, Snapshot
from explorer.runs.store import RunStore
from explorer.threads import wait_asleep
from explorer.training import DeviceLostError

PATIENCE_SECONDS = 1.0
_PARENT_GONE = SideEnd("The program that worked off the queue ended.", leave=True)

Tell = Callable[[SideNews], None]


def main() -> None:
    """Do the work that the first argument says, until it is done, the parent says otherwise, or is gone."""
    for name in {"SIGINT", "SIGHUP"} & set(signal.Signals.__members__):  # the parent's to answer
        signal.signal(signal.Signals[name], signal.SIG_IGN)
    log.configure(name="queue")
    told = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print is none of the messages
    ends: queue.SimpleQueue[SideEnd] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(ends,), daemon=True).start()

    def tell(news: SideNews) -> None:
        try:
            pickle.dump(news, told)
            told.flush()
        except OSError:  # the parent is gone; what is trained is saved nevertheless
            return

    wait_asleep()
    work = SideWork(**json.loads(sys.argv[1]))
    try:
        work_off(work, tell, ends)
    except DeviceLostError:
        return  # another process takes over
    except Exception as error:
        tell(Trouble(explain(error)))
    tell(Rested())


def work_off(work: SideWork, tell: Tell, ends: queue.SimpleQueue[SideEnd]) -> None:
    """Train what waits until nothing does, or a SideEnd comes."""
    with closing(RunStore(Path(work.runs_dir))) as store, _worker(work, store, tell) as (worker, lasts):
        while ends.empty():
            if worker.step():
                continue
            if not store.sweeps.waiting().holds(work.sweep, work.scope):
                return
            try:
                ends.put(ends.get(timeout=PATIENCE_SECONDS))  # what waits is trained elsewhere first
            except queue.Empty:
                continue
        end = ends.get()
        if end.leave and lasts:
            worker.abandon(end.message)
        else:
            worker.stop(end.message)


@contextmanager
def _worker(work: SideWork, store: RunStore, tell: Tell) -> Iterator[tuple[ClusterQueue | QueueWorker, bool]]:
    """Who does the work, and whether it goes on where it is without this process."""
    listener = _Telling(tell)
    if not work.target:
        yield QueueWorker(store, listener, work.sweep, work.scope), False
        return
    with closing(RayPlace(work.target.partition(":")[2])) as place:
        yield ClusterQueue(store, listener, work.sweep, work.scope, place=place), place.lasts


class _Telling:
    """Tells the parent; how far the runs are it reads from the store."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    def reading(self, share: float) -> None:
        """Nothing to tell."""

    def measuring(self, cell: Cell) -> None:
        """Nothing to tell."""

    def started(self, cell: Cell, total_steps: int, notes: Sequence[str]) -> None:
        self._tell(CellStarted(cell, total_steps, tuple(notes)))

    def heard(self, cell: Cell, snapshot: Snapshot) -> None:
        """Nothing to tell."""

    def ended(self, cell: Cell, run_id: str, outcome: Outcome | None, message: str) -> None:
        self._tell(CellEnded(cell, run_id, outcome, message))


def _listen(ends: queue.SimpleQueue[SideEnd]) -> None:
    """Hear the parent's one line, or that it is gone. Not by sys.stdin: Python cannot end while a thread reads that."""
    with os.fdopen(os.dup(0), "rb", buffering=0) as stream:
        line = stream.readline()
    ends.put(SideEnd(**json.loads(line)) if line.endswith(b"\n") else _PARENT_GONE)


if __name__ == "__main__":
    main()
