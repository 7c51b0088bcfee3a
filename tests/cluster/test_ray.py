"""On Ray's own cluster of this machine: the same numbers, also when a worker is killed, and when its driver is.

Skipped where Ray is not installed; `make cluster` installs it."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from explorer.cluster.cluster_error import ClusterError
from explorer.cluster.cluster_queue import ClusterQueue
from explorer.cluster.messages import Job
from explorer.cluster.ray_place import RayPlace
from explorer.cluster.side_work import CellEnded, CellStarted, Rested, SideNews
from explorer.cluster.side_workers import SideWorkers
from explorer.cluster.versions import versions
from explorer.recording.continuing import Beginning
from explorer.runs.store import RunStore
from tests.cluster.places import FILE, Heard, enter
from tests.cluster.stored import Stored, stored

ray: Any = pytest.importorskip("ray")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    """A cluster of two CPUs, and what it takes for two GPUs, that outlives its drivers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("RAY_AUTH_MODE", "disabled")
        patch.setenv("PYTHONPATH", str(ROOT))
        call("start", "--head", "--port=0", "--num-cpus=2", "--num-gpus=2", "--include-dashboard=false")
        yield
        ray.shutdown()
        call("stop")


def call(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "ray.scripts.scripts", *arguments], check=True, capture_output=True)


@pytest.fixture
def place() -> Iterator[RayPlace]:
    made = RayPlace()
    yield made
    made.close()


def work(queue: ClusterQueue) -> None:
    while queue.step():
        pass


def test_a_killed_worker_goes_on_elsewhere_with_the_same_numbers(
    store: RunStore, place: RayPlace, alone: Stored
) -> None:
    enter(store)
    store.checkpoints.every = 2
    heard = Heard()

    def kill() -> None:
        (name,) = ray.util.list_named_actors()
        actor = ray.get_actor(name)
        os.kill(ray.get(actor.__ray_call__.remote(lambda self: os.getpid())), signal.SIGKILL)
        heard.on_heard = lambda: None

    heard.on_heard = kill
    work(ClusterQueue(store, heard, place=place))
    assert heard.said[-1] == "completed 0"
    assert stored(store)[0] == alone


def test_a_killed_driver_s_worker_goes_on_and_the_next_driver_attaches(
    store: RunStore, alone: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(store)
    command = [sys.executable, "-c", _DRIVER, str(store.folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as driver:
        assert driver.stdout.readline() == b"heard\n"
        driver.kill()
    (cell,) = store.sweeps.cells("small")
    with closing(RayPlace()) as place:
        monkeypatch.setattr(place, "start", None)  # nothing is trained anew
        work(ClusterQueue(store, Heard(), place=place))
    (row,) = store.rows()
    assert row.id == cell.run_id
    assert stored(store)[0] == alone


@pytest.mark.parametrize("device", ["cpu", "auto"])
def test_a_worker_that_is_found_counts_what_it_takes_whatever_the_next_driver_gives(
    store: RunStore, device: str
) -> None:
    (cell,) = enter(store, file=FILE.replace('device = "cpu"', f'device = "{device}"'))
    job = Job("found", "resnet-8", Beginning(cell.spec), 2, versions())
    with closing(RayPlace(cpus=2, gpus=0.5)) as first:
        uses = first.start(job).uses
    assert uses == {"CPU": 2.0, "GPU": 0.5 if device == "auto" else 0.0}
    with closing(RayPlace(cpus=1, gpus=1)) as second:
        found = second.find("found")
        assert found is not None
        assert found.uses == uses
        assert not second.room([found])
        assert second.find("found") is None
        found.release()


_DRIVER = """
import sys
from pathlib import Path
from explorer.cluster.cluster_queue import ClusterQueue
from explorer.cluster.ray_place import RayPlace
from explorer.runs.store import RunStore
from tests.cluster.places import Heard

heard = Heard()
queue = ClusterQueue(RunStore(Path(sys.argv[1])), heard, place=RayPlace())
while not heard.steps:
    queue.step()
print("heard", flush=True)
sys.stdin.read()
"""


def test_a_window_that_is_closed_leaves_its_runs_in_the_cluster_and_the_next_one_attaches(
    store: RunStore, alone: Stored
) -> None:
    """By the processes that the window's engine starts."""
    enter(store, target="ray")
    for leave in (True, False):
        news: queue.SimpleQueue[SideNews] = queue.SimpleQueue()
        workers = SideWorkers(store.folder, news.put)
        heard: list[SideNews] = [news.get(timeout=120)]
        if not leave:
            while not isinstance(heard[-1], Rested):
                heard.append(news.get(timeout=120))
        workers.end("The window was closed.", leave=leave)
        workers.wait()
    (cell,) = store.sweeps.cells("small")
    assert cell.state == "done"
    assert stored(store)[0] == alone
    assert {type(said) for said in heard} <= {CellStarted, CellEnded, Rested}


def test_what_a_run_takes_is_bounded_by_the_largest_machine() -> None:
    with pytest.raises(
        ClusterError, match=r"A run takes 3 CPUs; the largest machine of this cluster has 2\. Set --cpus\."
    ):
        RayPlace(cpus=3)


def test_a_cluster_that_is_not_there_is_told() -> None:
    with pytest.raises(ClusterError, match=r"There is no Ray cluster at 127\.0\.0\.1:1: .*refused"):
        RayPlace("127.0.0.1:1")


def test_machines_with_other_versions_are_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.cluster.ray_place.versions", lambda: {**versions(), "torch": "2.99.0"})
    with pytest.raises(
        ClusterError, match=r"has other versions: torch .* there, 2\.99\.0 here\. Install the same on both"
    ):
        RayPlace()
