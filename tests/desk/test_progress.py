"""What the training bar shows, from the workbench alone."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.desk.progress import rate, training_progress, training_state
from explorer.engine.events import DescribeFailed, Ended, Paused, Preparing, Progress, Ready
from explorer.runs.snapshot import Outcome, Snapshot
from tests.desk.played_engine import start, steps


def timed(history, *seconds):
    at = np.array(seconds, np.float32)
    ones = np.ones(len(at), np.float32)
    return Snapshot(len(history), ones, ones, at, {})


@pytest.fixture
def ready(bench):
    bench.handle(Ready("CPU · 2 threads", (), (), ()))
    return bench


def test_before_the_engine_is_ready_its_state_is_the_status(bench):
    state = training_state(bench, "Starting …")
    assert (state.ready, state.status, state.device) == (False, "Starting …", "")


def test_ready_names_the_device(ready):
    state = training_state(ready, "Ready")
    assert (state.ready, state.training, state.status, state.device) == (True, False, "", "CPU · 2 threads")
    assert state.has_skips


def test_a_side_that_cannot_be_made_is_unusable(ready, sent):
    spec = ready.document.a.spec
    ready.edit("A", replace(spec, network=replace(spec.network, width=512)))
    ready.graph("A")
    ready.handle(DescribeFailed(sent[-1].token, "too large"))
    assert training_state(ready, "Ready").unusable == ("A",)


def test_a_run_that_is_ordered_is_being_prepared(ready):
    ready.train(("A",))
    state = training_state(ready, "Ready")
    assert (state.training, state.preparing, state.status) == (True, True, "Preparing the runs…")
    ready.handle(Preparing(ready.document.a.run_id, 0.4))
    assert training_state(ready, "Ready").status == "Reading images… 40 %"


def test_pause_undo_and_redo_are_passed_on(ready, sent):
    ready.toggle("B", ["skip1"])
    assert training_state(ready, "Ready").undo_text == "architecture of B"
    ready.undo()
    state = training_state(ready, "Ready")
    assert (state.can_undo, state.can_redo, state.redo_text) == (False, True, "architecture of B")
    start(ready, sent)
    ready.handle(Paused(True))
    assert training_state(ready, "Ready").paused


def test_the_end_is_the_status_where_both_ended_alike(ready, sent):
    first, second = start(ready, sent)
    ready.handle(Ended(first.run_id, Outcome("completed", 2, 1.0)))
    ready.handle(Ended(second.run_id, Outcome("completed", 2, 1.0)))
    assert training_state(ready, "Ready").status == "Completed"


def test_the_status_is_silent_where_the_ends_differ(ready, sent):
    first, second = start(ready, sent)
    ready.handle(Ended(first.run_id, Outcome("diverged", 2, 1.0, "The loss became NaN.")))
    ready.handle(Ended(second.run_id, Outcome("completed", 2, 1.0)))
    assert training_state(ready, "Ready").status == ""


def test_no_progress_without_a_run(ready):
    assert training_progress(ready) is None


def test_progress_is_that_of_the_run_furthest_behind(ready, sent):
    first, second = start(ready, sent)
    ready.handle(Progress(first.run_id, steps(ready.history("A"), 5)))
    ready.handle(Progress(second.run_id, steps(ready.history("B"), 3)))
    progress = training_progress(ready)
    assert (progress.step, progress.total_steps, progress.steps_per_epoch) == (3, 276, 23)


def test_the_rate_is_of_each_of_the_runs_in_lockstep(ready, sent):
    start(ready, sent)
    a, b = ready.history("A"), ready.history("B")
    assert rate([a, b]) == 0.0
    a.append(timed(a, 0.1, 0.2, 0.3))
    assert rate([a, b]) == 0.0, "not before both have two steps"
    b.append(timed(b, 0.3, 0.6, 0.9))
    assert rate([a]) == pytest.approx(10)
    assert rate([a, b]) == pytest.approx(2.5)


def test_the_rate_looks_at_the_last_50_steps(ready, sent):
    start(ready, sent)
    a = ready.history("A")
    slow, fast = np.arange(100) * 1.0, 99 + np.arange(1, 51) * 0.1
    a.append(timed(a, *slow, *fast))
    assert rate([a]) == pytest.approx(10, rel=1e-3)
