"""One run in this process: what is kept when training itself fails."""

from __future__ import annotations

import math

import pytest

from explorer.engine.active_run import ActiveRun
from explorer.engine.commands import Order
from explorer.engine.events import Ended, Progress
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore
from explorer.training import Session

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
