"""Predictions wait for their run, are stored with it, and come back when it is opened."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.desk.document import Document, SideState
from explorer.desk.predicting import TOO_LATE, Predicting, planned
from explorer.desk.workbench import Workbench
from explorer.engine.events import Started
from explorer.runs.history import RunHistory
from explorer.runs.predictions import Prediction
from explorer.runs.snapshot import Snapshot
from explorer.runs.spec import RunSpec, TrainingSpec
from explorer.runs.store import RunStore, StoreError

MADE = Prediction(kind="curve", about="loss", x=(0.0, 1.0), values=(2.3, 0.5))
MARKS = Prediction(kind="marks", about="test_accuracy", values=(1.0, 2.0, 3.0))


@pytest.fixture
def store(runs_dir):
    made = RunStore(runs_dir)
    yield made
    made.close()


@pytest.fixture
def bench(qapp):
    return Workbench(lambda command: None, Document())


@pytest.fixture
def predicting(bench, store):
    return Predicting(bench, store.predictions)


def begin(bench, store, graph, side="A", run_id="run"):
    """A run of the side's card begins, as it does: it is ordered first, and has its record a little later."""
    spec = bench.document.side(side).spec
    bench.show(bench.document.with_side(side, SideState(spec, run_id)))
    bench.trainer.waiting = (run_id,)
    bench.changed.emit()
    store.create(run_id, "A run", spec, graph, 4, "CPU")
    bench.handle(Started(run_id, "A run", spec, graph, 4, 8, "CPU", 0, None))


def test_it_is_stored_with_the_run_and_told_when_that_begins(bench, store, predicting, small_graph, qtbot):
    predicting.add("A", MADE)
    assert predicting.of("A") == (MADE,)
    told = []
    predicting.changed.connect(lambda: told.append(predicting.curve("A", "loss")))
    begin(bench, store, small_graph)
    assert told[-1] == MADE, "the plots were told before the run had it, and never again"
    assert store.predictions.of("run") == (MADE,)
    assert predicting.of("B") == ()


def test_it_comes_before_the_run_or_not_at_all(bench, store, predicting, small_graph):
    begin(bench, store, small_graph)
    assert predicting.obstacle("A") == TOO_LATE.format("A")
    predicting.add("A", MADE)
    assert predicting.of("A") == ()


def test_another_seed_is_predicted_too_other_settings_are_not(bench, store, predicting, small_graph):
    predicting.add("A", MADE)
    spec = bench.document.side("A").spec
    again = replace(spec, training=replace(spec.training, seed=7))
    bench.edit("A", again)
    assert predicting.of("A") == (MADE,)
    bench.edit("A", replace(spec, training=replace(spec.training, lr=0.01)))
    assert predicting.of("A") == ()


def test_what_an_analysis_will_find_can_be_predicted_of_a_run_that_is_there(bench, store, predicting, small_graph):
    begin(bench, store, small_graph)
    predicting.add("A", MARKS, of_analysis=True)
    assert predicting.of("A") == store.predictions.of("run") == (MARKS,)


@pytest.mark.parametrize("other", [("04-batch-norm", "pair"), ("03-vgg", "deep"), ("", "")])
def test_what_one_experiment_asked_for_is_no_prediction_of_the_next(bench, store, predicting, small_graph, other):
    predicting.stand_at("03-vgg", "pair")
    predicting.add("A", MADE)
    predicting.stand_at(*other)
    assert predicting.of("A") == ()
    begin(bench, store, small_graph)
    assert store.predictions.of("run") == ()
    bench.show(Document())
    predicting.stand_at("03-vgg", "pair")
    assert predicting.of("A") == (MADE,), "it is on show again"


def test_a_and_b_that_differ_in_their_skips_alone_are_told_apart(bench, predicting):
    bench.edit("B", bench.document.side("A").spec)
    predicting.add("A", MADE)
    assert predicting.of("A") == (MADE,)
    assert predicting.of("B") == ()


def test_a_run_that_goes_on_gets_no_prediction_that_was_made_after_it_began(bench, store, predicting, small_graph):
    predicting.add("A", MADE)
    spec = bench.document.side("A").spec
    store.create("run", "A run", spec, small_graph, 4, "CPU")
    begun = RunHistory("run", spec, small_graph, 4)
    steps = np.ones(3, np.float32)
    begun.append(Snapshot(0, steps, steps, steps, {}, (), ()))
    bench.show(bench.document.with_side("A", SideState(spec, "run")))
    bench.trainer.waiting = ("run",)
    bench.handle(Started("run", "A run", spec, small_graph, 4, 8, "CPU", 3, begun))
    assert len(bench.history("A")) == 3
    assert store.predictions.of("run") == predicting.of("A") == ()


def test_it_can_be_taken_back_from_card_and_run(bench, store, predicting, small_graph):
    predicting.add("A", MADE)
    predicting.add("A", MARKS)
    predicting.remove("A", MARKS)
    begin(bench, store, small_graph)
    assert predicting.of("A") == (MADE,)
    predicting.remove("A", MADE)
    assert predicting.of("A") == store.predictions.of("run") == ()


def test_a_store_that_refuses_is_told_and_the_run_goes_on(bench, store, predicting, small_graph, monkeypatch):
    def refuse(*_args):
        raise StoreError("The disk is full.")

    monkeypatch.setattr(store.predictions, "keep", refuse)
    said = []
    predicting.failed.connect(said.append)
    predicting.add("A", MADE)
    begin(bench, store, small_graph)
    assert said == ["The disk is full."]
    assert predicting.of("A") == (MADE,)


@pytest.mark.parametrize(("training", "steps"), [({"epochs": 3}, 300), ({"max_steps": 40}, 40)])
def test_how_long_a_run_of_unknown_data_is_going_to_be(training, steps):
    assert planned(RunSpec(training=TrainingSpec(**training)), None) == (steps, steps / 100)
