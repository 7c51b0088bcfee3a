"""A GPU that fails: its engine ends, the next one goes on, and nothing that was stored is lost."""

from __future__ import annotations

from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
import torch

from explorer.engine.child import _cause
from explorer.engine.events import Ready
from explorer.engine.process import DEVICE_LOST, main
from explorer.experiments.queue import MOST_ATTEMPTS, QueueWorker
from explorer.runs.store import RunStore
from explorer.training import DeviceLostError, device_errors
from explorer.training.stepper import Stepper
from tests.cluster.places import Heard, Threads, enter
from tests.cluster.test_cluster_queue import work
from tests.engine.conftest import PATIENCE, Engine, ended, order

FAILS_AT = 5
_step = Stepper.step


def fail(self: Stepper, batch: Any, step: int, *more: Any) -> Any:
    if step == FAILS_AT:
        raise torch.AcceleratorError("CUDA error: unspecified launch failure")
    return _step(self, batch, step, *more)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Training fails at a step in this process, as often as it is tried."""
    monkeypatch.setattr(Stepper, "step", fail)
    monkeypatch.setattr(device_errors, "LOST", type(device_errors.LOST)())


@pytest.fixture
def store(tmp_path: Path):
    opened = RunStore(tmp_path)
    opened.checkpoints.every = 2
    yield opened
    opened.close()


def _with_a_failing_gpu(pipe: Connection, runs_dir: str) -> None:
    pytest.MonkeyPatch().setattr(Stepper, "step", fail)  # in a process of its own
    main(pipe, runs_dir)


def test_its_engine_ends_by_itself_and_the_next_one_resumes_both_runs(store: RunStore, tmp_path: Path) -> None:
    first = Engine(tmp_path, _with_a_failing_gpu)
    first.until_kind(Ready)
    orders = order("a"), order("b", "plain-8")
    first.train(*orders)
    events = first.until_ended("a", "b")
    first.process.join(PATIENCE)
    assert first.process.exitcode == DEVICE_LOST
    first.close()
    assert _cause(DEVICE_LOST) == "was ended because its GPU failed"
    outcome = ended(events, "a").outcome
    assert (outcome.status, outcome.steps) == ("interrupted", FAILS_AT)
    assert outcome.message.startswith("The GPU failed: CUDA error: unspecified launch failure. All steps shown")
    assert ended(events, "b").outcome.status == "interrupted"
    assert max(checkpoint.step for checkpoint in store.checkpoints.of("a")) == 4, "none from the middle of a step"
    second = Engine(tmp_path)
    second.until_kind(Ready)
    second.train(*(replace(made, resume=True) for made in orders))
    events = second.until_ended("a", "b")
    second.close()
    assert {ended(events, run).outcome.status for run in "ab"} == {"completed"}
    assert [event.kind for event in store.events("a")][:3] == ["started", "interrupted", "resumed"]


def _train(worker: QueueWorker) -> None:
    while worker.step():
        pass


def test_the_queue_gives_a_run_back_for_the_next_process_but_not_for_ever(store: RunStore, failing: None) -> None:
    enter(store)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        worker = QueueWorker(store, Heard())
        with pytest.raises(DeviceLostError):
            _train(worker)
        assert device_errors.LOST.is_set()
        (cell,) = store.sweeps.cells("small")
        assert (cell.state, cell.attempts) == ("waiting" if attempt < MOST_ATTEMPTS else "failed", attempt)
        assert cell.message.startswith("The GPU failed")
    assert not QueueWorker(store, Heard()).step()
    assert max(checkpoint.step for checkpoint in store.checkpoints.of(cell.run_id)) == 4


def test_a_worker_of_a_cluster_whose_gpu_failed_gets_no_other_run(store: RunStore, failing: None) -> None:
    enter(store)
    place = Threads()
    heard = work(store, place)
    assert heard.said == ["started 0 of 7", *["interrupted 0", "started 0 of 7"] * 2, "none 0"]
    assert len(place.workers) == 3
    (cell,) = store.sweeps.cells("small")
    assert cell.state == "failed"
    assert "The GPU failed" in cell.message
