"""Resume, fork and checkpoints, asked of the engine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer.engine.commands import SaveCheckpoint, SetGate, Stop
from explorer.engine.events import GateMoved, Problem, Progress
from explorer.runs.provenance import Provenance
from explorer.runs.store import RunStore
from tests.engine.conftest import Engine, ended, order, started

EPOCHS = 2


def test_a_stopped_run_is_resumed_and_forked(engine: Engine) -> None:
    whole = order("whole", epochs=EPOCHS)
    engine.train(whole)
    engine.until_ended("whole")
    engine.train(order("again", epochs=EPOCHS))
    engine.until_steps("again", 5)
    engine.send(SaveCheckpoint())
    engine.until_steps("again", 2)
    engine.send(SetGate("again", "skip1", 1.0))
    engine.until_kind(GateMoved)
    engine.send(Stop())
    end = ended(engine.until_ended("again"), "again")
    assert end.outcome.status == "stopped"
    engine.train(replace(order("again", epochs=EPOCHS), resume=True))
    events = engine.until_ended("again")
    assert ended(events, "again").outcome.status == "completed"
    first = next(e.snapshot for e in events if isinstance(e, Progress))
    assert started(events, "again").steps == first.first_step == end.outcome.steps, "from the checkpoint at its end"
    fork = replace(order("fork", epochs=EPOCHS, lr=0.01), provenance=Provenance("", "whole", 7))
    engine.train(fork)
    events = engine.until_ended("fork")
    assert started(events, "fork").steps == 7
    store = RunStore(engine.runs_dir)
    runs = {name: store.history(name) for name in ("whole", "again", "fork")}
    kinds = {checkpoint.kind for checkpoint in store.checkpoints.of("again")}
    store.close()
    np.testing.assert_array_equal(runs["whole"].loss, runs["again"].loss)
    np.testing.assert_array_equal(runs["whole"].loss[:8], runs["fork"].loss[:8])
    assert runs["whole"].loss[8] != runs["fork"].loss[8], "the rate of step 7"
    assert (runs["fork"].parent, runs["fork"].parent_step) == ("whole", 7)
    assert kinds == {"asked", "intervention", "end"}


def test_a_run_that_cannot_be_resumed_says_why_and_stays_as_it_is(engine: Engine) -> None:
    engine.train(order("done"))
    engine.until_ended("done")
    engine.train(replace(order("done"), resume=True))
    events = engine.until_ended("done")
    assert "The run is complete" in ended(events, "done").outcome.message
    assert not any(isinstance(event, Problem) for event in events)
    store = RunStore(engine.runs_dir)
    assert store.history("done").outcome.status == "completed"
    store.close()
