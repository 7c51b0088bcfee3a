"""What was predicted of runs, stored with them."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from explorer.runs.predictions import Prediction, decoded
from explorer.runs.provenance import Provenance
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import RunSpec, TrainingSpec
from explorer.runs.store import RunStore, StoreError

CURVE = Prediction(kind="curve", about="accuracy", x=(0.0, 0.5, 1.0), values=(0.1, 0.5, 0.9))
MARKS = Prediction(kind="marks", about="test_accuracy", values=(90.0, 91.5, 97.0))
SENTENCE = Prediction(kind="sentence", about="05-degradation/3", text="B is worse.")
LONG = RunSpec(training=TrainingSpec(epochs=10))


@pytest.fixture
def store(runs_dir, small_graph):
    made = RunStore(runs_dir)
    made.create("run", "A run", RunSpec(), small_graph, 4, "CPU")
    yield made
    made.close()


def test_they_come_back_as_they_were_made(store, runs_dir):
    for prediction in (CURVE, MARKS, SENTENCE):
        store.predictions.keep("run", prediction)
    store.close()
    again = RunStore(runs_dir)
    assert again.predictions.of("run") == (CURVE, MARKS, SENTENCE)
    again.close()


def test_a_new_one_about_the_same_takes_the_place_of_the_old(store):
    store.predictions.keep("run", CURVE)
    other = Prediction(kind="curve", about="accuracy", x=(0.0, 1.0), values=(0.0, 1.0))
    store.predictions.keep("run", other)
    assert store.predictions.of("run") == (other,)
    store.predictions.remove("run", CURVE)
    assert store.predictions.of("run") == ()


def test_they_go_with_their_run(store, runs_dir):
    store.predictions.keep("run", CURVE)
    store.discard("run")
    with sqlite3.connect(runs_dir / "runs.sqlite") as db:
        assert db.execute("SELECT count(*) FROM predictions").fetchone() == (0,)
    db.close()


def test_there_is_none_of_a_run_that_is_not_there(store):
    assert store.predictions.of("nobody") == ()
    with pytest.raises(StoreError):
        store.predictions.keep("nobody", CURVE)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"kind": "curve"}',
        '{"kind": "dream", "about": "loss"}',
        json.dumps({"kind": "curve", "about": "loss", "x": [0, 1], "values": [1]}),
        json.dumps({"kind": "curve", "about": "loss", "x": [1, 0], "values": [1, 2]}),
        '{"kind": "curve", "about": "loss", "x": [0, NaN], "values": [1, 2]}',
        '{"kind": "marks", "about": "loss", "values": [NaN]}',
        '{"kind": "marks", "about": "loss", "values": []}',
        '{"kind": "curve", "about": "loss", "x": [], "values": []}',
        '{"kind": "curve", "about": "loss", "x": [0, 1e300], "values": [1, 2]}',
        '{"kind": "curve", "about": "loss", "x": [-3, 1], "values": [1, 2]}',
        '{"kind": "curve", "about": "loss", "x": [0, 1], "values": [-1e308, 1e308]}',
    ],
)
def test_a_damaged_one_is_left_out(text):
    assert decoded(text) is None


def ended(store, run_id, spec, parent=""):
    """A run of four steps an epoch that is over; it may be the fork of another at step 0."""
    store.create(run_id, run_id, spec, store.graph, 4, "CPU", Provenance(parent=parent))
    store.finish(run_id, Outcome("stopped", 0, 0.0, device="CPU"))


@pytest.fixture
def forked(store, small_graph):
    """Predictions of a fork of a run of 10 epochs."""
    store.graph = small_graph
    ended(store, "parent", LONG)
    for prediction in (CURVE, MARKS, SENTENCE):
        store.predictions.keep("parent", prediction)

    def fork(**training):
        ended(store, "child", replace(LONG, training=replace(LONG.training, **training)), "parent")
        return store.predictions.of("child")

    return fork


def test_a_fork_of_the_same_settings_has_its_parents(forked):
    assert forked(seed=3, device="cpu") == (CURVE, MARKS, SENTENCE)


def test_a_fork_of_other_settings_has_none(forked):
    assert forked(lr=0.01) == ()


def test_a_longer_fork_keeps_the_steps_of_a_curve_a_shorter_one_its_beginning(forked, store):
    assert forked(epochs=20)[0] == replace(CURVE, x=(0.0, 0.25, 0.5))
    store.discard("child")
    assert forked(max_steps=20)[0] == replace(CURVE, x=(0.0, 1.0), values=(0.1, 0.5))


def test_a_run_that_is_resumed_keeps_them_a_longer_one_at_the_same_steps(forked, store):
    store.reopen("parent", LONG, 0, "CPU")
    assert store.predictions.of("parent") == (CURVE, MARKS, SENTENCE)
    store.finish("parent", Outcome("stopped", 0, 0.0))
    store.reopen("parent", replace(LONG, training=replace(LONG.training, epochs=20)), 0, "CPU")
    assert store.predictions.of("parent") == (replace(CURVE, x=(0.0, 0.25, 0.5)), MARKS, SENTENCE)


def test_they_are_gone_with_a_deleted_run_and_back_with_one_that_is_restored(forked, store, runs_dir):
    store.delete("parent")
    store.restore("parent")
    assert store.predictions.of("parent") == (CURVE, MARKS, SENTENCE)
    store.delete("parent")
    store.close()
    with closing(sqlite3.connect(runs_dir / "runs.sqlite")) as db:
        assert db.execute("SELECT count(*) FROM predictions WHERE run_id = 'parent'").fetchone() == (0,)
