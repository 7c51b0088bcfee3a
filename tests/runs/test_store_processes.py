"""Two processes on one store, and processes that die."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from explorer.graph.model import NetworkGraph
from explorer.runs.snapshot import Snapshot
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore
from explorer.runs.upkeep import STALE_MESSAGE

_CHILD = """
import os, sys
import numpy as np
import networkx as nx
from explorer.graph.model import Call, NetworkGraph
from explorer.runs.snapshot import Snapshot, Outcome
from explorer.runs.spec import RunSpec
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore

def steps(first, count):
    column = np.arange(first, first + count, dtype=np.float32)
    return Snapshot(first, column, column, column, {"norm": column[:, None]})

dag = nx.DiGraph()
dag.add_node("fc")
graph = NetworkGraph("one", (1, 8, 8), 10, dag, {"fc": Call("fc", "linear", "Linear", "fc", (10,), 1, 1, "w")}, ())
store = RunStore(sys.argv[1])
"""

_DIES = (
    _CHILD
    + """
store.create("a", "dies", RunSpec(), graph, 24, "CPU")
store.append("a", steps(0, 3))
store.append("a", steps(3, 3))
store.create("b", "was deleted", RunSpec(), graph, 24, "CPU")
store.finish("b", Outcome("completed", 0, 0.0))
store.delete("b")
print("ready", flush=True)
if "wait" in sys.argv:
    sys.stdin.readline()
os._exit(9)
"""
)

_WRITES = (
    _CHILD
    + """
store.create("a", "other", RunSpec(), graph, 24, "CPU")
print("ready", flush=True)
sys.stdin.readline()
for step in range(200):
    store.append("a", steps(step, 1))
    store.flush()
store.finish("a", Outcome("completed", 200, 1.0))
store.close()
"""
)


def start(code: str, *arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_a_dead_writers_run_is_interrupted_on_open(runs_dir: Path) -> None:
    with start(_DIES, runs_dir) as child:
        child.communicate()
    assert child.returncode == 9
    store = RunStore(runs_dir)
    outcome = store.history("a").outcome
    assert outcome is not None
    assert (outcome.status, outcome.steps, outcome.message) == ("interrupted", 3, STALE_MESSAGE)
    np.testing.assert_array_equal(store.history("a").loss, [0, 1, 2])
    assert [row.id for row in store.rows()] == ["a"]
    with store._database.reading() as db:  # nobody is left who could undo
        assert db.execute("SELECT count(*) FROM runs").fetchone() == (1,)
    store.close()


def test_a_living_writers_run_is_left_alone(runs_dir: Path) -> None:
    with start(_DIES, runs_dir, "wait") as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        store = RunStore(runs_dir)
        assert [(row.id, row.status) for row in store.rows()] == [("a", "running")]
        store.restore("b")
        assert [row.id for row in store.rows()] == ["b", "a"]
        store.close()
        child.communicate("go\n")


def test_a_reader_and_a_renamer_beside_a_writer(runs_dir: Path) -> None:
    with start(_WRITES, runs_dir) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        store = RunStore(runs_dir)
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
        renamed = 0
        while child.poll() is None:
            store.rename("a", f"name {renamed}")
            assert len(store.rows()) == 1
            history = store.history("a")
            assert len(history.readings("norm")) == len(history.loss)
            renamed += 1
    assert child.returncode == 0
    assert renamed > 1
    assert store.rows()[0].name == f"name {renamed - 1}"
    np.testing.assert_array_equal(store.history("a").loss, np.arange(200))
    store.close()


def test_many_open_one_new_file_at_once(runs_dir: Path) -> None:
    children = [start(_CHILD + "store.close()", runs_dir) for _ in range(4)]
    for child in children:
        child.communicate()
    assert [child.returncode for child in children] == [0] * 4


def test_threads_share_one_store(
    runs_dir: Path, small_graph: NetworkGraph, make_snapshot: Callable[..., Snapshot]
) -> None:
    store = RunStore(runs_dir)

    def work(number: int) -> None:
        store.create(f"r{number}", "x", RunSpec(), small_graph, 24, "CPU")
        for step in range(50):
            store.append(f"r{number}", make_snapshot(step, 1))
            store.flush()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert [len(store.history(row.id)) for row in store.rows()] == [50] * 4
    store.close()
