"""What every test stands on: no real screen, no real user folder, no unexpected log line."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")  # threads that paint are not in a fork: tests/gui/standing.py

import networkx as nx
import numpy as np
import pytest

from explorer import log
from explorer.engine import child, own_asking
from explorer.graph.model import Call, NetworkGraph, Skip
from explorer.paths import DATA_DIR_VARIABLE, LOGS_DIR_VARIABLE, RUNS_DIR_VARIABLE, TRUST_VARIABLE
from explorer.runs.snapshot import EpochResult, Snapshot
from tests.warm import forking, probe

gc.disable()  # while tests are collected: little of what is imported is ever freed, and looking costs a fifth of it


def pytest_collection_finish() -> None:
    """Keep out of the collector what lives as long as the session: half a million objects of torch and of the tests,
    which it would look at again and again, a tenth of all time."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def default_runs_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default runs folder for the whole session, so that no test touches the user's; likewise what the user has
    agreed to run."""
    folder = tmp_path_factory.mktemp("default-runs")
    os.environ[RUNS_DIR_VARIABLE] = str(folder)
    os.environ[DATA_DIR_VARIABLE] = str(tmp_path_factory.mktemp("default-data"))
    os.environ[LOGS_DIR_VARIABLE] = str(folder.parent / "logs")
    os.environ[TRUST_VARIABLE] = str(folder.parent / "trusted.json")
    return folder


@pytest.fixture(scope="session", autouse=True)
def warm_engines() -> Iterator[None]:
    """Fork the engines that the windows and workers of tests start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(child, "PROCESSES", forking())
        yield


@pytest.fixture
def warm_probes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fork the processes that look at a user's model."""
    monkeypatch.setattr(own_asking, "_run", probe)


@pytest.fixture
def runs_dir(tmp_path: Path) -> Path:
    """A runs folder of the test's own; it does not exist yet."""
    return tmp_path / "runs"


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail on any warning or error the program logs, unless the test declares it: `@pytest.mark.logs`."""
    root = logging.getLogger(log.ROOT)
    level, handlers = root.level, list(root.handlers)
    yield
    root.setLevel(level)  # a command that ran in this process has configured it, for a stderr that is gone
    for handler in [handler for handler in root.handlers if handler not in handlers]:
        root.removeHandler(handler)
        handler.close()
    if request.node.get_closest_marker("logs"):
        return
    lines = [r.getMessage() for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert not lines, f"unexpected log lines: {lines}"


@pytest.fixture(autouse=True)
def denormals_are_numbers() -> Iterator[None]:
    """Undo after each test what training does to its thread: the next test may need numbers below 1e-38."""
    yield
    if "torch" in sys.modules:
        sys.modules["torch"].set_flush_denormal(False)


@pytest.fixture(scope="session")
def small_graph() -> NetworkGraph:
    """Input, three convs (the last two bridged by skip1) and a head, made by hand: no torch."""
    names = ("input", "stem", "conv1", "conv2", "add", "head", "output")
    ops = ("input", "conv", "conv", "conv", "add", "linear", "output")
    calls = {
        name: Call(
            name, op, op.title(), name, (4, 8, 8), 10, 100, f"{name}.weight" if op in ("conv", "linear") else None
        )
        for name, op in zip(names, ops, strict=True)
    }
    dag = nx.DiGraph()
    dag.add_nodes_from(names)
    nx.add_path(dag, names)
    dag.add_edge("stem", "add")
    skip = Skip("skip1", "identity", "stem", "add", (), ("conv1", "conv2"), 1, 1)
    return NetworkGraph("resnet-4", (1, 8, 8), 10, dag, calls, (skip,))


@pytest.fixture(scope="session")
def make_snapshot(small_graph: NetworkGraph) -> Callable[..., Snapshot]:
    """Makes the steps `first` … `first + count − 1` of `small_graph`, with an epoch's end after the last on demand."""

    def make(first: int, count: int, epoch: int | None = None) -> Snapshot:
        steps = np.arange(first, first + count, dtype=np.float32)
        layers = {"gradient-rms": np.outer(steps, np.ones(len(small_graph.layers), np.float32))}
        epochs = () if epoch is None else (EpochResult(epoch, first + count - 1, 0.5, 0.8, 0.7, 0.75),)
        return Snapshot(first, steps / 10, steps / 100, steps + 1, layers, epochs)

    return make
