"""Processes beside the queue's own: who gets which cell, and what becomes of them when they fail or are ended."""

from __future__ import annotations

import json
import queue
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from explorer.cluster import side_workers
from explorer.cluster.cluster_error import ClusterError
from explorer.cluster.every_gpu import EveryGpu
from explorer.cluster.installed import INSTALL
from explorer.cluster.side_process import work_off
from explorer.cluster.side_work import CellEnded, CellStarted, Rested, SideEnd, SideNews, SideWork, Trouble
from explorer.cluster.side_workers import SideWorkers
from explorer.experiments.queue import QueueWorker
from explorer.runs.store import RunStore
from tests.cluster.places import FILE, Heard, enter
from tests.warm import forking

ON_ANY = FILE.replace('device = "cpu"', 'device = "auto"')


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Have every process do what this says."""
    monkeypatch.setattr(side_workers, "MODULE", "tests.cluster.side_script")
    monkeypatch.setattr(side_workers, "LOOK_SECONDS", 0.01)
    return lambda said: monkeypatch.setenv("SIDE_SCRIPT", said)


def _side(folder: str, pipe: Connection) -> None:
    ends: queue.SimpleQueue[SideEnd] = queue.SimpleQueue()
    work_off(SideWork(folder, gpu="1"), pipe.send, ends)
    pipe.send(Rested())


def test_two_devices_share_one_queue_and_each_run_is_trained_once(store: RunStore) -> None:
    """Another process, as for a second GPU, begins; then this one takes what is left."""
    enter(store, file=ON_ANY, seeds=(1, 2, 3))
    context = forking()
    pipe, theirs = context.Pipe()
    process = context.Process(target=_side, args=(str(store.folder), theirs), daemon=True)
    process.start()
    theirs.close()
    first = pipe.recv()
    assert isinstance(first, CellStarted)
    here, news = Heard(), [first]
    worker = QueueWorker(store, here)
    while worker.step():
        pass
    while not isinstance(news[-1], Rested):
        news.append(pipe.recv())
    process.join()
    there = [said.cell.id for said in news if isinstance(said, CellEnded)]
    assert len(there) + sum(said.startswith("completed") for said in here.said) == 3
    assert there[0] == first.cell.id
    cells = store.sweeps.cells("small")
    assert [(cell.state, cell.attempts) for cell in cells] == [("done", 1)] * 3
    assert len({row.id for row in store.rows()}) == 3


def test_a_process_for_a_gpu_leaves_cells_for_the_cpu_and_for_clusters(store: RunStore) -> None:
    enter(store)
    news: list[SideNews] = []
    work_off(SideWork(str(store.folder), gpu="1"), news.append, queue.SimpleQueue())
    assert news == []
    store.sweeps.delete("small")
    enter(store, file=ON_ANY, target="ray")
    work_off(SideWork(str(store.folder), gpu="1"), news.append, queue.SimpleQueue())
    assert news == []
    worker = QueueWorker(store, Heard())
    assert not worker.step(), "nor does the queue's own take those for a cluster"


def test_a_process_whose_parent_is_gone_saves_its_run_which_waits(store: RunStore) -> None:
    enter(store, file=ON_ANY, steps=100_000)
    ends: queue.SimpleQueue[SideEnd] = queue.SimpleQueue()

    def tell(news: SideNews) -> None:
        if isinstance(news, CellStarted):
            ends.put(SideEnd("The parent is gone.", leave=True))

    work_off(SideWork(str(store.folder), gpu="1"), tell, ends)
    (cell,) = store.sweeps.cells("small")
    (row,) = store.rows()
    assert (cell.state, cell.message, row.status) == ("waiting", "The parent is gone.", "interrupted")


def test_a_cluster_without_ray_is_told_with_what_to_type(store: RunStore, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(store, target="ray")
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ClusterError, match=r"pip install 'residual-explorer\[cluster\]'"):
        work_off(SideWork(str(store.folder), target="ray"), lambda news: None, queue.SimpleQueue())
    assert "pip install" in INSTALL


def _until(news: queue.SimpleQueue[SideNews], kind: type) -> SideNews:
    while not isinstance(said := news.get(timeout=60), kind):
        pass
    return said


def _started(store: RunStore) -> list[str]:
    file = Path(store.folder, "started")
    return file.read_text().split() if file.exists() else []


@pytest.mark.parametrize("target", ["", "ray:10.0.0.1:6379"])
def test_one_process_is_started_for_each_further_gpu_and_each_cluster_and_told_to_end(
    store: RunStore, script: Callable[[str], None], target: str, qtbot: QtBot
) -> None:
    script("waits")
    enter(store, file=ON_ANY, target=target)
    news: queue.SimpleQueue[SideNews] = queue.SimpleQueue()
    wanted = [target] if target else ["1", "GPU-7"]
    workers = SideWorkers(store.folder, news.put, gpus=("1", "GPU-7"))
    qtbot.waitUntil(lambda: len(_started(store)) == len(wanted), timeout=60_000)
    workers.end("Enough.", leave=True)
    workers.wait()
    heard = Path(store.folder, "heard").read_text().splitlines()
    assert sorted(_started(store)) == wanted
    assert [json.loads(line) for line in heard] == [{"message": "Enough.", "leave": True}] * len(wanted)


def test_a_process_that_dies_is_started_again_but_not_for_ever(store: RunStore, script: Callable[[str], None]) -> None:
    script("dies")
    enter(store, target="ray")
    news: queue.SimpleQueue[SideNews] = queue.SimpleQueue()
    workers = SideWorkers(store.folder, news.put)
    told = _until(news, Trouble)
    workers.end("Over.")
    assert told == Trouble("The process that trains on ray died 3 times. See the log.")
    assert _started(store) == ["ray"] * 3


def test_a_cluster_that_cannot_be_used_is_told_once(store: RunStore, script: Callable[[str], None]) -> None:
    script("fails")
    enter(store, target="ray")
    enter(store, target="ray:other", name="small2")
    news: queue.SimpleQueue[SideNews] = queue.SimpleQueue()
    workers = SideWorkers(store.folder, news.put)
    assert {type(news.get(timeout=60)) for _ in range(4)} == {Trouble, Rested}
    workers.end("Over.")
    assert sorted(_started(store)) == ["ray", "ray:other"]
    assert news.empty()


def test_the_command_line_hears_of_both(store: RunStore, script: Callable[[str], None]) -> None:
    script("waits")
    enter(store, file=ON_ANY)
    heard = Heard()
    worker = EveryGpu(store, heard, "small", gpus=("1",))
    while worker.step():
        pass
    worker.stop("Over.")
    assert heard.said == ["started 0 of 7", "completed 0"]
