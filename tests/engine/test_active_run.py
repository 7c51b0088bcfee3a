"""One run in this process: what is kept when training itself fails."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from explorer.engine import active_run
from explorer.engine.active_run import ActiveRun
from explorer.engine.messages import Ended, Order, Problem, Progress
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore
from explorer.training import Session
from explorer.verdicts.judging import judge

FAILS_AT = 5


@pytest.mark.logs
def test_steps_measured_before_a_failure_are_kept(tmp_path, monkeypatch):
    spec = RunSpec(network=NetworkSpec(name="resnet-8", width=4), training=TrainingSpec(epochs=2))
    session, store, posted = Session(spec), RunStore(tmp_path), []
    run = ActiveRun(Order("r1", "a run", spec), session, store, posted.append)
    monkeypatch.setattr(run._recording, "_seconds", math.inf)
    run.start()
    for _ in range(FAILS_AT):
        run.step()

    def broken(*_):
        raise RuntimeError("the device fell off")

    monkeypatch.setattr(session.network.module, "forward", broken)
    run.step()
    assert not run.active
    assert sum(len(event.snapshot) for event in posted if isinstance(event, Progress)) == FAILS_AT
    assert isinstance(posted[-1], Ended)
    assert posted[-1].outcome.status == "failed"
    assert "the device fell off" in posted[-1].outcome.message
    assert len(store.history("r1")) == FAILS_AT
    store.close()


def started(folder: Path) -> tuple[ActiveRun, RunStore, list]:
    spec = RunSpec(network=NetworkSpec(name="resnet-8", width=4), training=TrainingSpec(epochs=2))
    store, posted = RunStore(folder), []
    run = ActiveRun(Order("r1", "a run", spec), Session(spec), store, posted.append)
    run.start()
    run.step()
    return run, store, posted


def test_a_run_is_judged_before_its_end_is_told(tmp_path: Path) -> None:
    run, store, posted = started(tmp_path)
    run.stop("stopped")
    assert isinstance(posted[-1], Ended)
    (row,) = store.rows()
    assert row.verdict == judge(store.history("r1"))[0].title
    store.close()


@pytest.mark.logs
def test_a_run_that_cannot_be_judged_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("no steps")

    monkeypatch.setattr(active_run, "note_verdict", broken)
    run, store, posted = started(tmp_path)
    run.stop("stopped")
    problem, end = posted[-2:]
    assert isinstance(problem, Problem)
    assert problem.message.startswith("a run was not judged: Unexpected error: ZeroDivisionError: no steps (test_act")
    assert isinstance(end, Ended)
    assert (end.kept, end.outcome.status) == (True, "stopped")
    assert len(store.history("r1")) == 1
    store.close()
